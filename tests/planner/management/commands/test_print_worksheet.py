"""`print_worksheet` as a tool: blank or for a client, as a page or to fill in."""

from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from clients.models import Clinic, CrisisContact, Handout, Journal
from planner.documents import press
from planner.documents.pool import Pool
from tests.cast import Cast
from tests.planner import shelves
from tests.planner.documents.examples import opened, text_of, worksheet
from tests.planner.documents.reading import sizes_of

CODE = "small-map"


@pytest.fixture(scope="module")
def one_child() -> Pool:
    """A pool with one child for the whole module."""
    return Pool(size=1)


@pytest.fixture
def house(cast: Cast, one_child: Pool, monkeypatch: pytest.MonkeyPatch) -> Cast:
    """The cast, with a worksheet on the shelf."""
    monkeypatch.setattr(press, "POOL", one_child)
    shelves.shelved(worksheet())
    return cast


def refusal(*arguments: str) -> str:
    """The sentence of a refused command."""
    with pytest.raises(CommandError) as refused:
        call_command("print_worksheet", *arguments)
    assert refused.value.returncode == 1
    return str(refused.value)


def test_a_blank_is_written_and_names_nobody(house: Cast, tmp_path: Path) -> None:
    file = tmp_path / "w.pdf"
    call_command("print_worksheet", CODE, "--clinic", str(house.harbour.uid), "-o", str(file))
    text = text_of(file.read_bytes())
    assert text.startswith("Harbour Clinic A map of small things Stop whenever you like.")
    assert "Night line, 116 000, day and night" in text
    assert "for M-" not in text
    assert (Handout.objects.count(), Journal.objects.filter(act="printed").count()) == (0, 0)


def test_it_is_as_it_was_asked_for(house: Cast, tmp_path: Path) -> None:
    file = tmp_path / "w.pdf"
    look = ["--size", "large", "--fillable", "--discreet", "--paper", "Letter"]
    uid = str(house.harbour.uid)
    call_command("print_worksheet", CODE, "--clinic", uid, *look, "-o", str(file))
    pdf = file.read_bytes()
    assert min(sizes_of(pdf)) == 18.0
    assert text_of(pdf).startswith("A list Stop whenever you like.")
    with opened(pdf) as found:
        assert len(found.Root.AcroForm.Fields) == 16
        assert int(found.pages[0].mediabox[2]) == 612


def test_for_a_client_it_is_kept_and_noted(house: Cast, tmp_path: Path) -> None:
    file = tmp_path / "w.pdf"
    email = house.amara.user.email
    uid = str(house.m17.uid)
    call_command("print_worksheet", CODE, "--client", uid, "--as", email, "-o", str(file))
    kept = Handout.objects.get()
    assert (kept.client, kept.by, kept.code) == (house.m17, house.amara, CODE)
    assert bytes(kept.file.content) == file.read_bytes()
    assert "for M-17" in text_of(file.read_bytes())
    assert "Leila" not in text_of(file.read_bytes())
    assert Journal.objects.get(act="printed").actor_uid == house.amara.uid


def test_discreet_follows_the_clients_record(house: Cast, tmp_path: Path) -> None:
    house.m17.quiet_mode = True
    house.m17.save()
    file = tmp_path / "w.pdf"
    call_command("print_worksheet", CODE, "--client", str(house.m17.uid), "-o", str(file))
    assert "M-17" not in text_of(file.read_bytes())
    assert Handout.objects.get().discreet is True


def test_a_sheet_for_the_room_first_needs_the_clinicians_word(house: Cast, tmp_path: Path) -> None:
    gates = {"led_by": "therapist_first", "activating": False, "leave_out_when": []}
    shelves.shelved(worksheet(code="our-plan", gates=gates))
    arguments = ["our-plan", "--client", str(house.m17.uid), "-o", str(tmp_path / "w.pdf")]
    assert "together in a session first" in refusal(*arguments)
    assert Handout.objects.count() == 0
    call_command("print_worksheet", *arguments, "--together")
    assert Handout.objects.get().code == "our-plan"


def test_without_a_clinic_named_it_is_the_only_one_or_the_members(
    house: Cast, tmp_path: Path
) -> None:
    file = tmp_path / "w.pdf"
    several = "There are several clinics: say which one with --clinic UID."
    assert refusal(CODE) == several
    call_command("print_worksheet", CODE, "--as", house.nils.user.email, "-o", str(file))
    assert text_of(file.read_bytes()).startswith("Lakeside Clinic")
    house.lakeside.delete()
    call_command("print_worksheet", CODE, "-o", str(file))
    assert text_of(file.read_bytes()).startswith("Harbour Clinic")
    Clinic.objects.all().delete()
    assert refusal(CODE) == "There is no clinic yet."


def test_who_may_not_print_is_told_so(house: Cast) -> None:
    email = house.olga.user.email
    assert refusal(CODE, "--as", email) == f"{email} may read the library, but not print it."
    sara = house.sara.user.email
    said = refusal(CODE, "--client", str(house.m17.uid), "--as", sara)
    assert said == f"{sara} may read this client, but not print it."


@pytest.mark.parametrize("who", ["ben", "rita", "nils"])
def test_a_stranger_hears_what_is_said_of_a_missing_client(house: Cast, who: str) -> None:
    uid = str(house.m17.uid)
    said = refusal(CODE, "--client", uid, "--as", house.members[who].user.email)
    assert said == f"No client has the uid {uid}."


def test_a_removed_member_prints_no_blank(house: Cast) -> None:
    assert refusal(CODE, "--as", house.rita.user.email) == "There is no such clinic."


def test_what_is_wrong_is_said_in_one_sentence(house: Cast, tmp_path: Path) -> None:
    uid = str(house.harbour.uid)
    assert refusal(CODE, "--clinic", "no-uid") == "There is no such clinic."
    missing = "The library has no worksheet with the code no-such-sheet."
    assert refusal("no-such-sheet", "--clinic", uid) == missing
    shelves.practice("micro-pause")
    assert refusal("micro-pause", "--clinic", uid) == missing.replace(
        "no-such-sheet", "micro-pause"
    )
    nowhere = str(tmp_path / "no" / "w.pdf")
    said = refusal(CODE, "--clinic", uid, "-o", nowhere)
    assert said == f"{nowhere}: No such file or directory"
    CrisisContact.objects.of_clinic(house.harbour).delete()
    assert "crisis contacts are missing" in refusal(CODE, "--clinic", uid)


def test_drafts_of_others_are_not_printed(house: Cast) -> None:
    shelves.shelved(worksheet(code="draft"), clinic=house.harbour, draft_of=house.ben)
    missing = "The library has no worksheet with the code draft."
    assert refusal("draft", "--clinic", str(house.harbour.uid)) == missing
    assert refusal("draft", "--as", house.amara.user.email) == missing
