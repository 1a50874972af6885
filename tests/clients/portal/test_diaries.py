"""The week of a paper diary on the phone: after the PIN, empty, until the week ends."""

import datetime as dt

from django.test import Client as HttpClient
from django.urls import reverse

from tests import factories as make
from tests.cast import PIN, Cast, secret_of

DAY = dt.timedelta(days=1)


def test_the_picture_leads_through_the_pin_to_the_empty_week(cast: Cast) -> None:
    diary = make.diary(make.assignment(cast.m17))
    url = reverse("portal:week", args=[diary.uid])
    locked = HttpClient()
    locked.cookies["pd"] = secret_of("M-17")
    sent = locked.get(url)
    assert sent.headers["Location"] == reverse("portal:unlock", query={"next": url})
    opened = locked.post("/p/unlock/", {"pin": PIN, "next": url})
    assert opened.headers["Location"] == url
    assert locked.get(url).status_code == 200


def test_it_shows_nothing_that_was_written_and_overwrites_nothing(cast: Cast) -> None:
    today = cast.m17.today()
    given = make.assignment(cast.m17, starts=today - 3 * DAY)
    diary = make.diary(given, first=today - 3 * DAY)
    make.log(given, state="part", note="zqx", minutes=4)
    url = reverse("portal:week", args=[diary.uid])
    phone = cast.phone("M-17")
    empty = phone.get(url).content.decode()
    assert "zqx" not in empty
    assert "checked" not in empty
    fields = {
        f"mark-{today}": "not_today",
        f"mark-{today - DAY}": "done",
        f"presence-{today - DAY}": "6",
        "note": "for me",
    }
    for _time in range(2):
        answer = phone.post(url, fields)
        assert answer.headers["Location"] == f"{reverse('portal:today')}?saved"
    found = [(log.state, log.source, log.note_shared) for log in given.logs.order_by("local_date")]
    assert found == [("done", "paper", False), ("part", "phone", False)]
    again = phone.get(url).content.decode()
    assert "checked" not in again
    assert "for me" not in again


def test_it_is_closed_before_and_after_its_week(cast: Cast) -> None:
    today = cast.m17.today()
    given = make.assignment(cast.m17, starts=today - 20 * DAY)
    for first in (today - 7 * DAY, today + DAY):
        url = reverse("portal:week", args=[make.diary(given, first=first).uid])
        phone = cast.phone("M-17")
        assert "This page is closed" in phone.get(url).content.decode()
        phone.post(url, {f"mark-{first}": "done", f"mark-{today}": "done"})
    assert given.logs.count() == 0


def test_in_quiet_mode_it_takes_marks_under_the_plain_title(cast: Cast) -> None:
    cast.m17.quiet_mode = True
    cast.m17.save(update_fields=["quiet_mode"])
    plain = {"title": "Meeting shame kindly", "plain_title": "A four-minute pause"}
    diary = make.diary(make.assignment(cast.m17, prescription=plain))
    page = cast.phone("M-17").get(reverse("portal:week", args=[diary.uid])).content.decode()
    assert "A four-minute pause" in page
    assert "Meeting shame kindly" not in page
    assert "therapist" not in page
