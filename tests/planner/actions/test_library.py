"""Loading the library: idempotent, new versions only where content changed, clinics untouched."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.db import IntegrityError

from clients.models import Journal
from planner.actions.library import Loaded, load
from planner.library.practices import PracticeDocument, to_prescription
from planner.library.reader import Library, read_library
from planner.models import Item, ItemVersion, Practice, Protocol
from tests import factories
from tests.planner import shelves
from tests.planner.library.content import PRACTICE, PRACTICE_FILE, PROTOCOL_FILE, write

pytestmark = pytest.mark.django_db
CHANGED = PRACTICE.replace("purpose: Stop for a moment.", "purpose: Stop for a while.")


def loaded_from(root: Path) -> Loaded:
    return load(documents=read_library(root), by="command")


def versions() -> list[tuple[str, str, int]]:
    rows = ItemVersion.objects.filter(item__shelf="practices").order_by(
        "item__code", "language", "number"
    )
    return list(rows.values_list("item__code", "language", "number"))


def test_everything_that_ships_can_be_loaded() -> None:
    library = shelves.library()
    done = load(documents=library, by="command")
    assert len(done.added) == len(library.documents)
    english = [one for one in library.documents if one.language == "en"]
    assert Item.objects.count() == len(english)
    assert Practice.objects.count() == len([one for one in english if one.shelf == "practices"])
    version = Practice.objects.get(code="soothing-touch").versions.get()
    document = PracticeDocument.from_data(version.document)
    assert document == library.practice("soothing-touch")
    assert to_prescription(document).version == version.content_hash[:12]
    assert version.gates == document.gates
    trauma = Protocol.objects.get(code="trauma-90")
    assert trauma.versions.get().read() == library.protocol("trauma-90")
    assert trauma.versions.get().minutes == 90


def test_a_second_load_changes_nothing(tmp_path: Path) -> None:
    first = loaded_from(write(tmp_path))
    lines = Journal.objects.count()
    second = loaded_from(tmp_path)
    assert first == Loaded(added=["small-pause (en)", "small-session (en)"])
    assert second == Loaded(unchanged=["small-pause (en)", "small-session (en)"])
    assert versions() == [("small-pause", "en", 1)]
    assert Journal.objects.count() == lines


def test_changed_content_makes_a_new_version_and_keeps_the_old(tmp_path: Path) -> None:
    loaded_from(write(tmp_path))
    done = loaded_from(write(tmp_path, {PRACTICE_FILE: CHANGED}))
    assert (done.changed, done.unchanged) == (["small-pause (en)"], ["small-session (en)"])
    assert versions() == [("small-pause", "en", 1), ("small-pause", "en", 2)]
    purposes = [
        one.document["purpose"]
        for one in ItemVersion.objects.filter(item__shelf="practices").order_by("number")
    ]
    assert purposes == ["Stop for a moment.", "Stop for a while."]


def test_going_back_is_a_version_of_its_own(tmp_path: Path) -> None:
    loaded_from(write(tmp_path))
    loaded_from(write(tmp_path, {PRACTICE_FILE: CHANGED}))
    loaded_from(write(tmp_path))
    numbers = [number for _, _, number in versions()]
    assert numbers == [1, 2, 3]


def test_a_translation_counts_its_own_versions(tmp_path: Path) -> None:
    loaded_from(write(tmp_path))
    done = loaded_from(write(tmp_path, {"es/practices/small-pause.md": PRACTICE}))
    assert done.added == ["small-pause (es)"]
    assert versions() == [("small-pause", "en", 1), ("small-pause", "es", 1)]


def test_a_gone_file_retires_and_its_return_brings_it_back(tmp_path: Path) -> None:
    loaded_from(write(tmp_path))
    (tmp_path / PROTOCOL_FILE).unlink()
    (tmp_path / PRACTICE_FILE).unlink()
    done = loaded_from(tmp_path)
    assert done.retired == ["small-pause", "small-session"]
    assert Practice.objects.get().retired_at is not None
    assert loaded_from(tmp_path).retired == []
    again = loaded_from(write(tmp_path))
    assert again.unchanged == ["small-pause (en)", "small-session (en)"]
    assert Practice.objects.get().retired_at is None
    assert Protocol.objects.get().retired_at is None


def test_a_clinics_own_items_are_not_touched(tmp_path: Path) -> None:
    clinic = factories.clinic()
    own = Practice.objects.create(clinic=clinic, code="small-pause")
    kept = ItemVersion.objects.create(
        item=own,
        language="en",
        number=1,
        content_hash="own",
        title="Our own pause",
        document={"purpose": "ours"},
    )
    plan = Protocol.objects.create(clinic=clinic, code="gone")
    loaded_from(write(tmp_path))
    loaded_from(write(tmp_path, {PRACTICE_FILE: CHANGED}))
    kept.refresh_from_db()
    plan.refresh_from_db()
    own.refresh_from_db()
    assert [one.number for one in own.versions.all()] == [1]
    assert (kept.title, kept.document) == ("Our own pause", {"purpose": "ours"})
    assert plan.retired_at is None
    assert own.retired_at is None


def test_a_load_is_all_or_nothing(tmp_path: Path) -> None:
    library = read_library(write(tmp_path))
    # Both databases refuse a title that is null; the practices were written before it.
    broken = replace(library.protocols[0], title=None)  # type: ignore[arg-type]
    with pytest.raises(IntegrityError):
        load(documents=Library((*library.practices, broken), library.cards), by="command")
    assert Practice.objects.count() == 0
    assert Journal.objects.count() == 0


def test_each_change_has_a_line_in_the_journal(tmp_path: Path) -> None:
    loaded_from(write(tmp_path))
    loaded_from(write(tmp_path, {PRACTICE_FILE: CHANGED}))
    lines = Journal.objects.order_by("pk").values_list("actor_kind", "act", "object_kind")
    assert list(lines) == [
        ("command", "created", "planner.Item"),
        ("command", "created", "planner.Item"),
        ("command", "changed", "planner.Item"),
    ]
