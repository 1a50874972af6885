"""The printing commands as tools: what they write, and how they refuse."""

import subprocess
import sys
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from clients.models import Handout, Journal
from planner.documents import press
from planner.documents.errors import TooComplex
from planner.documents.pool import Pool
from planner.documents.worker import ROOT
from tests import factories as make
from tests.cast import Cast
from tests.planner import shelves
from tests.planner.documents.examples import opened, piece, text_of
from tests.planner.documents.reading import sizes_of

CODE = "three-step-integration-cycle"


@pytest.fixture(scope="module")
def one_child() -> Pool:
    """A pool with one child for the whole module."""
    return Pool(size=1)


@pytest.fixture
def house(cast: Cast, one_child: Pool, monkeypatch: pytest.MonkeyPatch) -> Cast:
    """The cast, with the library loaded."""
    monkeypatch.setattr(press, "POOL", one_child)
    shelves.load_all()
    return cast


def refusal(command: str, *arguments: str) -> str:
    """The sentence of a refused command."""
    with pytest.raises(CommandError) as refused:
        call_command(command, *arguments)
    assert refused.value.returncode == 1
    return str(refused.value)


def test_a_handout_is_written_kept_and_noted(house: Cast, tmp_path: Path) -> None:
    file = tmp_path / "h.pdf"
    call_command("print_handout", CODE, "--client", str(house.m17.uid), "-o", str(file))
    pdf = file.read_bytes()
    text = text_of(pdf)
    assert "for M-17" in text
    assert "Night line, 116 000, day and night" in text
    assert "Leila" not in text
    kept = Handout.objects.get()
    assert (bytes(kept.file.content), kept.client, kept.by) == (pdf, house.m17, None)
    assert Journal.objects.get(act="printed").actor_kind == "command"


def test_a_member_who_may_print_is_named_in_the_journal(house: Cast, tmp_path: Path) -> None:
    file = tmp_path / "h.pdf"
    email = house.amara.user.email.upper()
    arguments = [CODE, "--client", str(house.m17.uid), "--as", email, "-o", str(file)]
    call_command("print_handout", *arguments, "--discreet", "--large")
    assert Handout.objects.get().by == house.amara
    assert Handout.objects.get().discreet is True
    assert Journal.objects.get(act="printed").actor_uid == house.amara.uid


def test_homework_is_printed_in_the_words_it_was_given_in(house: Cast, tmp_path: Path) -> None:
    own = {"title": "Leaning on the wall", "plain_title": "A pause"}
    make.assignment(house.m17, code=CODE, prescription=own | {"code": CODE})
    file = tmp_path / "h.pdf"
    call_command("print_handout", CODE, "--client", str(house.m17.uid), "-o", str(file))
    assert "Leaning on the wall" in text_of(file.read_bytes())
    assert "every day" in text_of(file.read_bytes())


def test_a_form_of_the_practice_can_be_chosen(house: Cast, tmp_path: Path) -> None:
    file = tmp_path / "h.pdf"
    arguments = [CODE, "--client", str(house.m18.uid), "-o", str(file), "--form"]
    call_command("print_handout", *arguments, "short")
    assert "about 2 minutes" in text_of(file.read_bytes())
    said = refusal("print_handout", *arguments, "upside-down")
    assert said == f"{CODE} has no form upside-down; it has: eyes_open, no_touch, short."


@pytest.mark.parametrize("who", ["ben", "kofi", "gina", "olga", "rita", "nils"])
def test_a_stranger_hears_what_is_said_of_a_missing_client(house: Cast, who: str) -> None:
    email = house.members[who].user.email
    uid = str(house.m17.uid)
    said = refusal("print_handout", CODE, "--client", uid, "--as", email)
    missing = str(uuid.uuid4())
    assert said == f"No client has the uid {uid}."
    assert refusal("print_handout", CODE, "--client", missing) == said.replace(uid, missing)
    assert Handout.objects.count() == 0


def test_who_may_only_read_is_told_so(house: Cast) -> None:
    email = house.sara.user.email
    said = refusal("print_handout", CODE, "--client", str(house.m17.uid), "--as", email)
    assert said == f"{email} may read this client, but not print it."


def test_what_is_wrong_is_said_in_one_sentence(house: Cast, tmp_path: Path) -> None:
    uid = str(house.m17.uid)
    assert refusal("print_handout", CODE, "--client", "no-uid") == "No client has the uid no-uid."
    said = refusal("print_handout", "no-such-practice", "--client", uid)
    assert said == "The library has no practice with the code no-such-practice."
    said = refusal("print_handout", "imaginal-exposure-frame", "--client", uid)
    assert said.startswith("Only the therapist leads this practice")
    nowhere = str(tmp_path / "no" / "h.pdf")
    said = refusal("print_handout", CODE, "--client", uid, "-o", nowhere)
    assert said == f"{nowhere}: No such file or directory"
    assert Handout.objects.count() == 0
    assert Journal.objects.filter(act="printed").count() == 0


def test_a_piece_is_handed_out_too(house: Cast, tmp_path: Path) -> None:
    shelves.shelved(piece())
    shelves.shelved(piece(code="for-us", reader="clinician"))
    file = tmp_path / "p.pdf"
    call_command("print_handout", "the-kettle", "--client", str(house.m17.uid), "-o", str(file))
    assert "A kettle stood on the stove." in text_of(file.read_bytes())
    assert Handout.objects.get().code == "the-kettle"
    said = refusal("print_handout", "for-us", "--client", str(house.m17.uid), "--discreet")
    assert said == "This piece is for clinicians; it is never given or printed."


def test_the_paper_is_as_it_was_asked_for(house: Cast, tmp_path: Path) -> None:
    file = tmp_path / "h.pdf"
    uid = str(house.m17.uid)
    arguments = [CODE, "--client", uid, "--size", "large", "--paper", "Letter", "-o", str(file)]
    call_command("print_handout", *arguments)
    with opened(file.read_bytes()) as pdf:
        assert int(pdf.pages[0].mediabox[2]) == 612
    assert min(sizes_of(file.read_bytes())) == 18.0


def test_too_complex_a_sheet_is_a_refusal(house: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(press, "POOL", Pool(longest_html=100))
    said = refusal("print_handout", CODE, "--client", str(house.m17.uid))
    assert said == str(TooComplex())


def test_a_session_sheet_is_written_and_noted(house: Cast, tmp_path: Path) -> None:
    session = make.session(house.m17)
    make.block(session, "awareness", 5, title="Look around", practice="five-senses-grounding")
    file = tmp_path / "s.pdf"
    email = house.amara.user.email
    call_command("print_session", str(session.uid), "--as", email, "-o", str(file))
    text = text_of(file.read_bytes())
    assert "Dr. Amara Osei" in text
    assert "Look around Five-senses grounding" in text
    assert "Leila" not in text
    assert Journal.objects.get(act="printed").object_uid == session.uid


def test_the_guide_and_the_agenda_of_a_session_are_written(house: Cast, tmp_path: Path) -> None:
    session = make.session(house.m17)
    make.block(session, "awareness", 5, title="BLOCK-X", practice="five-senses-grounding")
    texts = {}
    for kind in ("guide", "agenda"):
        file = tmp_path / f"{kind}.pdf"
        call_command("print_session", str(session.uid), f"--{kind}", "-o", str(file))
        texts[kind] = text_of(file.read_bytes())
    assert "BLOCK-X" in texts["guide"]
    assert "What to say" in texts["guide"]
    assert "Look, feel, listen" in texts["agenda"]
    private = ("M-17", "Leila", "BLOCK-X", "Harbour")
    assert [word for word in private if word in texts["agenda"]] == []
    assert Journal.objects.filter(act="printed", object_uid=session.uid).count() == 2


def test_one_paper_is_printed_at_a_time(house: Cast) -> None:
    uid = str(make.session(house.m17).uid)
    assert "not allowed with" in refusal("print_session", uid, "--guide", "--agenda")


def test_a_session_of_others_is_a_missing_one(house: Cast) -> None:
    uid = str(make.session(house.m17).uid)
    said = refusal("print_session", uid, "--as", house.ben.user.email)
    assert said == f"No session has the uid {uid}."


@pytest.fixture
def in_a_shell() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs manage.py as a program."""

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        program = [sys.executable, "manage.py", *arguments]
        return subprocess.run(program, cwd=ROOT, capture_output=True, text=True)

    return run


@pytest.mark.parametrize(
    "command", ["print_handout", "print_session", "print_worksheet", "contact_sheet"]
)
def test_help_has_an_example(
    in_a_shell: Callable[..., subprocess.CompletedProcess[str]], command: str
) -> None:
    shown = in_a_shell(command, "--help")
    assert shown.returncode == 0
    assert f"Example: manage.py {command} " in shown.stdout
