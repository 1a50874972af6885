"""A clinic's own items: made, saved in versions, shared, retired, imported; others follow."""

from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError

from clients.models import Journal
from planner.actions import own_items as verbs
from planner.actions.own_items import CodeTaken, Imported, NotShared, Stale
from planner.library.documents import Document
from planner.models import Item, ItemVersion
from tests.cast import Cast
from tests.planner import shelves
from tests.planner.shelves import CYCLE, PAUSE


def say(like: str = PAUSE, **changes: Any) -> Document:
    """A document of the library with these changes."""
    document = shelves.library().find(like)
    changed: Document = type(document).from_data(document.to_data() | changes)
    return changed


def made(cast: Cast, like: str = PAUSE, **changes: Any) -> Item:
    """An own item of Harbour Clinic that is Amara's draft."""
    document = say(like, **changes)
    return verbs.make_item(clinic=cast.harbour, documents=[document], by=cast.amara)


def current(item: Item, language: str = "en") -> ItemVersion:
    """What the item says now."""
    found: ItemVersion = item.versions.get(language=language, current=True)
    return found


def lines(act: str) -> list[tuple[str, list[str]]]:
    """Who did this to items, and to which fields."""
    rows = Journal.objects.filter(act=act, object_kind="planner.Item").order_by("pk")
    return list(rows.values_list("actor_kind", "fields"))


def test_a_new_item_is_its_authors_draft(cast: Cast) -> None:
    item = made(cast, code="our-pause")
    assert (item.clinic, item.shelf, item.code) == (cast.harbour, "practices", "our-pause")
    assert item.draft_of == cast.amara
    version = current(item)
    assert (version.number, version.made_by) == (1, cast.amara)
    assert version.read() == say(code="our-pause")
    assert lines("created") == [("member", [])]


def test_it_can_speak_several_languages(cast: Cast) -> None:
    both = [say(), say(language="es", title="Pausa")]
    item = verbs.make_item(clinic=cast.harbour, documents=both, by=cast.amara)
    assert current(item, "es").title == "Pausa"


def test_a_code_is_given_once_in_a_clinic(cast: Cast) -> None:
    shelves.item(PAUSE)
    made(cast)
    with pytest.raises(CodeTaken):
        verbs.make_item(clinic=cast.harbour, documents=[say()], by=cast.ben)
    verbs.make_item(clinic=cast.lakeside, documents=[say()], by=cast.nils)
    assert Item.objects.filter(code=PAUSE).count() == 3


def test_saving_makes_a_version_and_keeps_the_old_one(cast: Cast) -> None:
    item = made(cast)
    saved = verbs.save_item(item=item, document=say(title="Our pause"), seen=1, by=cast.amara)
    assert (saved.number, saved.title, saved.current) == (2, "Our pause", True)
    assert item.versions.get(number=1).current is False
    assert lines("changed") == [("member", ["versions"])]


def test_saving_what_stands_there_changes_nothing(cast: Cast) -> None:
    item = made(cast)
    changed = say(title="Our pause")
    verbs.save_item(item=item, document=changed, seen=1, by=cast.amara)
    again = verbs.save_item(item=item, document=changed, seen=1, by=cast.amara)
    assert again.number == 2
    assert item.versions.count() == 2


def test_the_second_of_two_editors_overwrites_nothing(cast: Cast) -> None:
    item = made(cast)
    verbs.save_item(item=item, document=say(title="Hers"), seen=1, by=cast.amara)
    with pytest.raises(Stale) as stale:
        verbs.save_item(item=item, document=say(title="His"), seen=1, by=cast.ben)
    assert stale.value.current.title == "Hers"
    assert current(item).title == "Hers"


def test_a_first_translation_can_be_overtaken_too(cast: Cast) -> None:
    item = made(cast)
    verbs.save_item(item=item, document=say(language="es"), seen=0, by=cast.amara)
    with pytest.raises(Stale):
        verbs.save_item(item=item, document=say(language="es", title="P"), seen=0, by=cast.ben)


def test_going_back_is_a_version_of_its_own(cast: Cast) -> None:
    item = made(cast)
    verbs.save_item(item=item, document=say(title="Other"), seen=1, by=cast.amara)
    verbs.save_item(item=item, document=say(), seen=2, by=cast.amara)
    assert [one.number for one in item.versions.order_by("number")] == [1, 2, 3]
    assert current(item).read() == say()


def test_items_of_the_product_are_nobodys_to_change(cast: Cast) -> None:
    shared = shelves.item(PAUSE)
    for act in (verbs.share_item, verbs.retire_item, verbs.bring_back_item):
        with pytest.raises(ImproperlyConfigured):
            act(item=shared, by=cast.amara)
    with pytest.raises(ImproperlyConfigured):
        verbs.save_item(item=shared, document=say(title="Mine"), seen=1, by=cast.amara)
    assert current(shared).read() == say()


def test_sharing_retiring_and_bringing_back(cast: Cast) -> None:
    item = made(cast)
    assert verbs.share_item(item=item, by=cast.amara).draft_of is None
    assert verbs.retire_item(item=item, by=cast.amara).retired_at is not None
    assert verbs.retire_item(item=item, by=cast.amara).retired_at is not None
    assert verbs.bring_back_item(item=item, by=cast.amara).retired_at is None
    assert [fields for _kind, fields in lines("changed")] == [
        ["draft_of"],
        ["retired_at"],
        ["retired_at"],
        ["retired_at"],
    ]


def test_what_names_a_draft_is_not_shared_before_it(cast: Cast) -> None:
    shelves.item(CYCLE)
    other = made(cast, code="our-secret")
    item = made(cast, code="our-pause", related=[CYCLE, "our-secret"])
    with pytest.raises(NotShared) as refused:
        verbs.share_item(item=item, by=cast.amara)
    assert refused.value.codes == ["our-secret"]
    verbs.share_item(item=other, by=cast.amara)
    assert verbs.share_item(item=item, by=cast.amara).draft_of is None


MAPPING = "mindful-compassion-mapping"
SHEET = "day-map"


def sheet_title(item: Item) -> str:
    """The title of the worksheet that a practice carries."""
    title: str = current(item).document["worksheet"]["title"]
    return title


def test_own_practices_follow_their_worksheet(cast: Cast) -> None:
    shelves.item(SHEET)
    practice = made(cast, MAPPING)
    sheet = made(cast, SHEET)
    verbs.save_item(item=sheet, document=say(SHEET, title="Our map"), seen=1, by=cast.amara)
    assert sheet_title(practice) == "Our map"
    assert current(practice).number == 2


def test_a_shared_practice_does_not_follow_a_draft(cast: Cast) -> None:
    shelves.item(SHEET)
    practice = verbs.share_item(item=made(cast, MAPPING), by=cast.amara)
    sheet = made(cast, SHEET, title="Our map")
    assert sheet_title(practice) == "A map of my day"
    verbs.share_item(item=sheet, by=cast.amara)
    assert sheet_title(practice) == "Our map"
    verbs.retire_item(item=sheet, by=cast.amara)
    assert sheet_title(practice) == "A map of my day"


def test_a_draft_that_is_shared_leaves_private_worksheets_behind(cast: Cast) -> None:
    shelves.item(SHEET)
    made(cast, SHEET, title="My own map")
    practice = made(cast, MAPPING, worksheet=say(SHEET, title="My own map").sheet_data())  # type: ignore[attr-defined]
    verbs.share_item(item=practice, by=cast.amara)
    assert sheet_title(practice) == "A map of my day"


def test_own_protocols_follow_the_gates_of_their_practices(cast: Cast) -> None:
    shelves.item(CYCLE)
    protocol = made(cast, "group-90")
    practice = made(cast, CYCLE)
    gates = {"led_by": "therapist_first", "activating": False, "leave_out_when": ["trauma"]}
    verbs.save_item(item=practice, document=say(CYCLE, gates=gates), seen=1, by=cast.amara)
    blocks = current(protocol).read().blocks
    found = {one.practice_gates.leave_out_when for one in blocks if one.practice == CYCLE}
    assert found == {("trauma",)}


def imported(cast: Cast, *documents: Document, **more: Any) -> Imported:
    """What Amara's import did."""
    how: dict[str, Any] = {"by": cast.amara, "share": False} | more
    return verbs.import_items(clinic=cast.harbour, documents=documents, **how)


def test_an_import_adds_changes_and_lets_be(cast: Cast) -> None:
    made(cast, code="there")
    made(cast, code="same")
    done = imported(
        cast,
        say(code="new"),
        say(code="there", title="Changed"),
        say(code="same"),
        say(code="new", language="es"),
    )
    assert done == Imported(
        added=["new (en)", "new (es)"], changed=["there (en)"], unchanged=["same (en)"]
    )
    new = Item.objects.get(code="new")
    assert new.draft_of == cast.amara
    assert [one.language for one in new.versions.order_by("language")] == ["en", "es"]


def test_an_import_may_be_for_everybody(cast: Cast) -> None:
    imported(cast, say(code="new"), share=True)
    imported(cast, say(code="newer"), by="command")
    assert list(Item.objects.values_list("code", "draft_of")) == [("new", None), ("newer", None)]


def test_an_import_brings_back_what_is_retired(cast: Cast) -> None:
    item = verbs.retire_item(item=made(cast), by=cast.amara)
    imported(cast, say())
    item.refresh_from_db()
    assert item.retired_at is None


@pytest.mark.parametrize("who", ["ben", "command"])
def test_an_import_never_touches_a_colleagues_draft(cast: Cast, who: str) -> None:
    made(cast)
    by = who if who == "command" else cast.ben
    with pytest.raises(CodeTaken):
        imported(cast, say(code="new"), say(title="Taken over"), by=by)
    assert Item.objects.count() == 1
    assert current(Item.objects.get()).number == 1


def test_an_import_is_all_or_nothing(cast: Cast) -> None:
    broken = say(code="broken")
    object.__setattr__(broken, "title", None)
    with pytest.raises(IntegrityError):
        imported(cast, say(code="fine"), broken)
    assert Item.objects.count() == 0
    assert Journal.objects.count() == 0


def test_practices_in_an_import_do_not_lose_their_worksheet(cast: Cast) -> None:
    shelves.item(SHEET)
    sheet = say(SHEET, title="Our map")
    mapping = say(MAPPING, worksheet=sheet.sheet_data())  # type: ignore[attr-defined]
    imported(cast, sheet, mapping)
    assert sheet_title(Item.objects.get(code=MAPPING)) == "Our map"
    assert current(Item.objects.get(code=MAPPING)).number == 1


def test_an_export_is_noted(cast: Cast) -> None:
    verbs.note_exported(items=[made(cast)], clinic=cast.harbour, by=cast.amara)
    assert lines("exported") == [("member", [])]
