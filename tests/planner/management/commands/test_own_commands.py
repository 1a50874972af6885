"""`export_library` and `import_library` as tools: who may, what they print, how they fail."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command, load_command_class
from django.core.management.base import CommandError
from django.utils.timezone import now

from clients.models import Clinic, Journal
from planner.library.bundle import packed, unpacked
from planner.library.writer import written
from planner.models import Item
from tests.cast import Cast
from tests.planner import shelves
from tests.planner.library.content import PRACTICE
from tests.planner.shelves import CYCLE, PAUSE, TOUCH

NOBODY = "3f6c2a52-6f0e-4c0b-9a53-0d5f7f3f2b11"


def run(command: str, *args: Any, **options: Any) -> str:
    out = io.StringIO()
    call_command(command, *args, stdout=out, **options)
    return out.getvalue()


def refused(command: str, *args: Any, **options: Any) -> str:
    with pytest.raises(CommandError) as error:
        run(command, *args, **options)
    assert error.value.returncode == 1
    return str(error.value)


@pytest.mark.parametrize("command", ["export_library", "import_library", "library_status"])
def test_help_has_an_example(command: str) -> None:
    parser = load_command_class("planner", command).create_parser("manage.py", command)
    assert f"Example: manage.py {command} " in parser.format_help()


def of(clinic: Clinic) -> str:
    return f"--clinic={clinic.uid}"


@pytest.fixture
def three(cast: Cast) -> None:
    """One own item in use, a draft of Amara's, one that is retired."""
    states: dict[str, dict[str, Any]] = {
        PAUSE: {},
        TOUCH: {"draft_of": cast.amara},
        CYCLE: {"retired_at": now()},
    }
    for code, values in states.items():
        item = shelves.item(code, clinic=cast.harbour)
        Item.objects.filter(pk=item.pk).update(**values)


def exported(tmp_path: Path, *args: str) -> list[str]:
    """The names in the zip that the command writes."""
    target = tmp_path / "own.zip"
    run("export_library", *args, output=str(target))
    return sorted(unpacked(target.read_bytes()))


def test_the_command_writes_what_everybody_sees(cast: Cast, three: None, tmp_path: Path) -> None:
    assert exported(tmp_path, of(cast.harbour)) == [f"en/practices/{PAUSE}.md"]
    assert Journal.objects.filter(act="exported", actor_kind="command").count() == 1


def test_a_member_gets_their_drafts_too(cast: Cast, three: None, tmp_path: Path) -> None:
    email = cast.amara.user.email
    assert exported(tmp_path, of(cast.harbour), f"--as={email}") == [
        f"en/practices/{PAUSE}.md",
        f"en/practices/{TOUCH}.md",
    ]
    assert exported(tmp_path, of(cast.harbour), f"--as={cast.olga.user.email}") == [
        f"en/practices/{PAUSE}.md"
    ]


def test_it_says_how_much_it_wrote(cast: Cast, three: None, tmp_path: Path) -> None:
    said = run("export_library", of(cast.harbour), output=str(tmp_path / "a.zip"))
    assert said == "1 files of 1 items.\n"


def test_without_a_clinic_the_shared_ones_are_written(cast: Cast, tmp_path: Path) -> None:
    shelves.item(PAUSE)
    shelves.item("day-map")
    assert exported(tmp_path) == [f"en/practices/{PAUSE}.md", "en/worksheets/day-map.md"]


def test_an_export_that_cannot_be_is_refused(cast: Cast, three: None, tmp_path: Path) -> None:
    target = str(tmp_path / "a.zip")
    nobody = f"No clinic has the uid {NOBODY}."
    assert refused("export_library", clinic=NOBODY, output=target) == nobody
    assert refused("export_library", clinic="x", output=target) == "No clinic has the uid x."
    empty = "There is nothing to export."
    assert refused("export_library", of(cast.lakeside), output=target) == empty
    assert refused("export_library", email="a@b.example", output=target) == "--as needs --clinic."
    for who in (cast.nils, cast.rita):
        said = refused("export_library", of(cast.harbour), email=who.user.email, output=target)
        assert said == f"No clinic has the uid {cast.harbour.uid}."
    assert not Path(target).exists()


def a_file(tmp_path: Path, raw: bytes, name: str = "own.zip") -> str:
    path = tmp_path / name
    path.write_bytes(raw)
    return str(path)


def test_what_was_written_comes_back(cast: Cast, three: None, tmp_path: Path) -> None:
    shelves.load_all()
    run("export_library", of(cast.harbour), output=str(tmp_path / "own.zip"))
    there = run("import_library", str(tmp_path / "own.zip"), of(cast.lakeside))
    assert there == f"added {PAUSE} (en)\nOwn library: 1 added, 0 changed, 0 unchanged.\n"
    mine = Item.objects.own_of(cast.harbour).get(code=PAUSE).versions.get()
    copy = Item.objects.own_of(cast.lakeside).get()
    assert copy.versions.get().document == mine.document
    assert copy.draft_of is None
    again = run("import_library", str(tmp_path / "own.zip"), of(cast.lakeside))
    assert again == "Own library: 0 added, 0 changed, 1 unchanged.\n"
    assert run("import_library", str(tmp_path / "own.zip"), of(cast.lakeside), verbosity=0) == ""


def test_a_members_import_is_their_draft_unless_shared(cast: Cast, tmp_path: Path) -> None:
    email = cast.amara.user.email
    run(
        "import_library", a_file(tmp_path, PRACTICE.encode(), "a.md"), of(cast.harbour), email=email
    )
    assert Item.objects.get().draft_of == cast.amara
    other = PRACTICE.replace("small-pause", "other").encode()
    run(
        "import_library",
        a_file(tmp_path, other, "b.md"),
        of(cast.harbour),
        email=email,
        share=True,
    )
    assert Item.objects.get(code="other").draft_of is None


def test_one_fault_keeps_everything_out(cast: Cast, tmp_path: Path) -> None:
    broken = PRACTICE.replace("small-pause", "other").replace("wing: awareness", "wing: left")
    raw = packed({"en/practices/small-pause.md": PRACTICE, "en/practices/other.md": broken})
    assert refused("import_library", a_file(tmp_path, raw), of(cast.harbour)) == (
        "en/practices/other.md:7: wing: allowed: awareness, compassion, both\nNothing was imported."
    )
    assert Item.objects.count() == 0


def test_an_import_that_may_not_be_is_refused(cast: Cast, three: None, tmp_path: Path) -> None:
    shelves.load_all()
    before = Item.objects.count()
    path = a_file(tmp_path, PRACTICE.encode(), "a.md")
    olga, nils = cast.olga.user.email, cast.nils.user.email
    said = f"{olga} may read the clinic's library, but not change it."
    assert refused("import_library", path, of(cast.harbour), email=olga) == said
    said = f"No clinic has the uid {cast.harbour.uid}."
    assert refused("import_library", path, of(cast.harbour), email=nils) == said
    gone = str(tmp_path / "gone.zip")
    assert refused("import_library", gone, of(cast.harbour)) == f"{gone}: No such file or directory"
    draft = a_file(tmp_path, written(shelves.library().find(TOUCH)).encode(), "touch.md")
    said = f"{TOUCH}: is in use in this clinic as somebody's draft.\nNothing was imported."
    assert refused("import_library", draft, of(cast.harbour)) == said
    assert Item.objects.count() == before
