"""What may be named by whom, how own items stand, and their files."""

from typing import Any

import pytest
from django.utils.timezone import now

from planner.library.reader import read_files
from planner.library.worksheets import WorksheetDocument
from planner.models import Item
from planner.models.own import item_files, known_in, known_to, own_shelf
from tests.cast import Cast
from tests.planner import shelves
from tests.planner.shelves import CYCLE, PAUSE, TOUCH
from tests.planner.views.counting import real_queries

SHEET = "day-map"


def title_of(found: Any) -> str:
    return found.title if found else ""


def test_an_own_item_stands_for_the_shared_one(cast: Cast) -> None:
    shelves.item(SHEET)
    shelves.item(SHEET, clinic=cast.harbour, title="Ours")
    shelves.item(SHEET, clinic=cast.lakeside, title="Theirs")
    known = known_in(cast.harbour)
    sheet = known.find(SHEET, "en")
    assert isinstance(sheet, WorksheetDocument)
    assert sheet.title == "Ours"
    assert known.shelves == {SHEET: "worksheets"}


def test_what_is_in_use_stands_for_what_is_retired(cast: Cast) -> None:
    shelves.item(SHEET)
    own = shelves.item(SHEET, clinic=cast.harbour, title="Ours")
    own.retired_at = now()
    own.save()
    assert title_of(known_in(cast.harbour).find(SHEET, "en")) == "A map of my day"
    Item.objects.shared().delete()
    assert title_of(known_in(cast.harbour).find(SHEET, "en")) == "Ours"


def test_drafts_are_known_to_their_author_alone(cast: Cast) -> None:
    own = shelves.item(SHEET, clinic=cast.harbour)
    own.draft_of = cast.amara
    own.save()
    assert known_in(cast.harbour).shelves == {}
    assert known_in(cast.harbour, cast.ben.pk).shelves == {}
    assert known_in(cast.harbour, cast.amara.pk).shelves == {SHEET: "worksheets"}


def test_what_cannot_be_read_any_more_counts_as_not_there(cast: Cast) -> None:
    own = shelves.item(SHEET, clinic=cast.harbour)
    own.versions.update(document={"format": 0})
    assert known_in(cast.harbour).find(SHEET, "en") is None


def test_documents_are_read_only_when_they_are_named(cast: Cast) -> None:
    for code in (PAUSE, TOUCH, CYCLE, SHEET):
        shelves.item(code)
    with real_queries() as asked:
        known = known_to(Item.objects.all())
        assert known.shelves[TOUCH] == "practices"
    assert len(asked) == 1
    with real_queries() as asked:
        known.find(SHEET, "en")
        known.find(SHEET, "en")
    assert len(asked) == 2


def test_own_items_by_how_they_stand(cast: Cast) -> None:
    states: dict[str, dict[str, Any]] = {
        PAUSE: {},
        TOUCH: {"draft_of": cast.amara},
        CYCLE: {"retired_at": now()},
    }
    for code, values in states.items():
        item = shelves.item(code, clinic=cast.harbour)
        Item.objects.filter(pk=item.pk).update(**values)
    found = own_shelf(Item.objects.own_of(cast.harbour), "en")
    assert [one.item.code for one in found.in_use] == [PAUSE]
    assert [one.item.code for one in found.drafts] == [TOUCH]
    assert [one.item.code for one in found.retired] == [CYCLE]
    assert found.in_use[0].kind == "Practice"
    assert own_shelf(Item.objects.own_of(cast.lakeside), "en").is_empty


def test_a_translation_of_older_words_is_marked(cast: Cast) -> None:
    item = shelves.item(PAUSE, clinic=cast.harbour)
    english = item.versions.get()
    shelves.say_also(item, language="es", of=english.content_hash[:12])
    shelves.say_also(item, language="de", of="0123456789ab")
    (found,) = own_shelf(Item.objects.own_of(cast.harbour), "en").in_use
    assert found.languages == ("de", "en", "es")
    assert found.outdated == ("de",)


def test_the_list_asks_the_same_for_one_and_many(cast: Cast) -> None:
    counts = []
    for code in (PAUSE, TOUCH, CYCLE):
        shelves.item(code, clinic=cast.harbour)
        with real_queries() as asked:
            own_shelf(Item.objects.own_of(cast.harbour), "en")
        counts.append(len(asked))
    assert counts == [2, 2, 2]


def test_files_are_those_of_what_it_says_now_in_every_language(cast: Cast) -> None:
    item = shelves.item(PAUSE, clinic=cast.harbour)
    shelves.say_also(item, language="es", title="Pausa")
    item.versions.filter(language="en").update(current=False)
    shelves.say_also(item, language="en", number=2, title="Newer")
    files = item_files(Item.objects.own_of(cast.harbour).with_texts())
    assert sorted(files) == [f"en/practices/{PAUSE}.md", f"es/practices/{PAUSE}.md"]
    assert "title: Newer\n" in files[f"en/practices/{PAUSE}.md"]


@pytest.mark.parametrize("code", [PAUSE, CYCLE, SHEET, "group-90", "trauma-pack", "no-time"])
def test_files_read_back_equal(cast: Cast, code: str) -> None:
    item = shelves.item(code, clinic=cast.harbour)
    shelves.load_all()
    files = item_files([Item.objects.with_texts().get(pk=item.pk)])
    raw = {name: text.encode() for name, text in files.items()}
    (again,) = read_files(raw, known_in(cast.harbour)).documents
    assert again == item.versions.get().read()
