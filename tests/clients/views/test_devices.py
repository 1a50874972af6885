"""A client's phone on the care team's side: the link is shown once, reasons are said plainly."""

import re

from django.urls import reverse
from django.utils.timezone import now

from clients.models import CrisisContact, PortalDevice
from clients.tokens import hashed
from tests import factories as make
from tests.cast import Cast


def address(cast: Cast, name: str = "devices", code: str = "m17") -> str:
    return reverse(f"clients:{name}", args=[cast.harbour.uid, getattr(cast, code).uid])


def test_the_page_says_what_stands(cast: Cast) -> None:
    text = cast.staff("amara").get(address(cast)).content.decode()
    assert "In use since" in text
    assert "Invite a phone" in text
    assert "Given on" in text


def test_the_link_is_shown_once(cast: Cast) -> None:
    staff = cast.staff("amara")
    answer = staff.post(address(cast, "device_invite"))
    text = answer.content.decode()
    link = re.search(r"http://testserver/p/in/([\w-]{32})/", text)
    assert link is not None
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    assert 'role="img"' in text
    assert "<svg viewBox" in text
    device = PortalDevice.objects.get(invitation_hash=hashed(link[1]))
    assert device.client == cast.m17
    assert link[1] not in staff.get(address(cast)).content.decode()


def test_asking_for_the_page_invites_nobody(cast: Cast) -> None:
    assert cast.staff("amara").get(address(cast, "device_invite")).status_code == 405
    assert cast.m17.devices.count() == 1


def test_without_contacts_it_says_why_and_invites_nobody(cast: Cast) -> None:
    CrisisContact.objects.of_clinic(cast.harbour).delete()
    staff = cast.staff("amara")
    for answer in (staff.get(address(cast)), staff.post(address(cast, "device_invite"))):
        text = answer.content.decode()
        assert "nobody whom a client could call in need" in text
        assert "Invite a phone" not in text
    assert answer.status_code == 409
    assert cast.m17.devices.count() == 1


def test_after_the_end_it_says_why(cast: Cast) -> None:
    cast.m17.status = "ended"
    cast.m17.save()
    answer = cast.staff("amara").post(address(cast, "device_invite"))
    assert answer.status_code == 409
    assert "The work has ended" in answer.content.decode()


def test_agreement_on_paper_and_taken_back(cast: Cast) -> None:
    cast.m17.consents.all().delete()
    staff = cast.staff("amara")
    assert "The client agreed on paper" in staff.get(address(cast)).content.decode()
    staff.post(address(cast, "consent"))
    assert not cast.m17.consents.exists()
    staff.post(address(cast, "consent"), {"agreed": "yes"})
    assert cast.m17.consents.standing().count() == 1
    staff.post(address(cast, "consent"), {"agreed": "no"})
    assert not cast.m17.consents.standing().exists()
    assert not cast.m17.devices.standing().exists()


def test_ending_a_phone(cast: Cast) -> None:
    device = cast.phones["M-17"]
    answer = cast.staff("amara").post(
        reverse("clients:device_end", args=[cast.harbour.uid, device.uid])
    )
    device.refresh_from_db()
    assert (answer.status_code, device.is_active) == (303, False)
    text = cast.staff("amara").get(address(cast)).content.decode()
    assert "Ended on" in text
    assert "End this phone" not in text


def test_ended_phones_are_folded_and_each_keeps_its_number(cast: Cast) -> None:
    ended = [make.device(cast.m17, secret_hash=name, ended_at=now()) for name in "ab"]
    newest = make.device(cast.m17, secret_hash="c", consented_at=now())
    page = cast.staff("amara").get(address(cast))
    told = [[(row.number, row.device) for row in page.context[name]] for name in ("rows", "ended")]
    assert told == [[(4, newest), (1, cast.phones["M-17"])], [(3, ended[1]), (2, ended[0])]]
    in_use, folded = page.content.decode().split("2 that have ended")
    assert ("Ended on" in in_use, folded.count("Ended on")) == (False, 2)
    own = cast.phone("M-17").get(reverse("portal:settings"))
    assert [(number, one) for one, number, _since in own.context["phones"]] == [(4, newest)]
    assert "Phone 4" in own.content.decode()


def test_a_phone_of_another_client_is_not_there(cast: Cast) -> None:
    device = make.device(cast.m18)
    answer = cast.staff("amara").post(
        reverse("clients:device_end", args=[cast.harbour.uid, device.uid])
    )
    device.refresh_from_db()
    assert (answer.status_code, device.ended_at) == (404, None)


def test_who_only_reads_may_not_invite(cast: Cast) -> None:
    sara = cast.staff("sara")
    assert sara.get(address(cast)).status_code == 403
    assert sara.post(address(cast, "device_invite")).status_code == 403
    assert cast.m17.devices.count() == 1
