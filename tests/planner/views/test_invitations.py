"""A phone invited on paper: the link is on the file and nowhere else."""

import re

import pytest
from django.urls import reverse

from clients.models import CrisisContact, Handout, Journal, PortalDevice, StoredFile
from clients.tokens import hashed
from planner.documents.errors import Busy
from planner.sheets import InvitationSheet
from planner.views import invitations
from tests.cast import Cast


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[InvitationSheet]:
    """The sheets that would be printed."""
    sheets: list[InvitationSheet] = []

    def keep(sheet: InvitationSheet, *, asker: str = "") -> bytes:
        sheets.append(sheet)
        return b"%PDF-1.7 way in"

    monkeypatch.setattr(invitations, "invitation_pdf", keep)
    return sheets


def address(cast: Cast) -> str:
    return reverse("planner:invitation_print", args=[cast.harbour.uid, cast.m17.uid])


def phones(cast: Cast) -> str:
    return reverse("clients:devices", args=[cast.harbour.uid, cast.m17.uid])


def test_the_link_is_on_the_file_and_kept_nowhere(
    cast: Cast, printed: list[InvitationSheet], caplog: pytest.LogCaptureFixture
) -> None:
    amara = cast.staff("amara")
    assert f'action="{address(cast)}"' in amara.get(phones(cast)).content.decode()
    answer = amara.post(address(cast))
    assert (answer.content, answer.headers["Content-Disposition"]) == (
        b"%PDF-1.7 way in",
        'attachment; filename="sheet.pdf"',
    )
    assert answer.headers["Cache-Control"] == "no-store"
    (sheet,) = printed
    found = re.fullmatch(r"http://testserver/p/in/([\w-]{32})/", sheet.link)
    assert found is not None
    device = PortalDevice.objects.get(invitation_hash=hashed(found[1]))
    assert (device.client, sheet.until) == (cast.m17, device.invited_until)
    assert Journal.objects.filter(act="printed", object_uid=device.uid).count() == 1
    assert (Handout.objects.count(), StoredFile.objects.count()) == (0, 0)
    kept = repr(list(PortalDevice.objects.values())) + repr(list(Journal.objects.values()))
    assert found[1] not in kept + caplog.text + amara.get(phones(cast)).content.decode()
    amara.post(address(cast))
    device.refresh_from_db()
    assert device.ended_at is not None  # an earlier one that was not used ends


def test_discreet_paper_has_no_link(cast: Cast, printed: list[InvitationSheet]) -> None:
    for name in ("discreet_paper", "quiet_mode"):
        cast.m17.discreet_paper = cast.m17.quiet_mode = False
        setattr(cast.m17, name, True)
        cast.m17.save()
        answer = cast.staff("amara").post(address(cast))
        assert (answer.status_code, answer.headers["Location"]) == (303, phones(cast))
        page = cast.staff("amara").get(phones(cast)).content.decode()
        assert "Not on paper: discreet paper has no picture" in page
        assert "Invite on paper" not in page
    assert (printed, cast.m17.devices.count()) == ([], 1)


def test_what_cannot_be_printed_leaves_no_invitation_behind(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(sheet: InvitationSheet, *, asker: str = "") -> bytes:
        raise Busy

    monkeypatch.setattr(invitations, "invitation_pdf", busy)
    amara = cast.staff("amara")
    assert amara.post(address(cast)).headers["Location"] == phones(cast)
    assert str(Busy()) in amara.get(phones(cast)).content.decode()
    assert cast.m17.devices.standing().exclude(invitation_hash="").count() == 0
    CrisisContact.objects.all().delete()
    assert amara.post(address(cast)).headers["Location"] == phones(cast)
    assert cast.m17.devices.count() == 2
