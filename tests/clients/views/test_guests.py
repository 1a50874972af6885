"""Who else was at an appointment, told on its own page: also without a plan."""

from clients.models import Guest, Journal
from tests import factories as make
from tests.cast import Cast

from .asking import address, errors_of, sent_to


def test_guests_of_an_appointment_without_a_plan(cast: Cast) -> None:
    meeting = make.appointment(cast.m17)
    page, amara = address("appointment_page", cast.harbour, meeting), cast.staff("amara")
    sent = {"what": "there", "there-roles": ["interpreter"], "there-others": "ben adler, sister"}
    for _time in range(2):
        assert sent_to(amara.post(page, sent)) == page
    assert [str(guest) for guest in meeting.guests.all()] == ["interpreter", "Ben Adler", "sister"]
    form = amara.get(page).context["present"]
    assert (form["roles"].value(), form["others"].value()) == (["interpreter"], "Ben Adler, sister")
    assert errors_of(amara.post(page, sent | {"there-roles": ["mother"]}), "present") == {
        "roles": ["Select a valid choice. mother is not one of the available choices."]
    }
    assert amara.post(page, {"what": "there"}).status_code == 303
    assert not Guest.objects.exists()
    acts = Journal.objects.filter(object_kind="clients.Guest").values_list("act", flat=True)
    assert sorted(acts) == ["created"] * 3 + ["removed"] * 3
    meeting.refresh_from_db()
    assert meeting.status == "planned"
