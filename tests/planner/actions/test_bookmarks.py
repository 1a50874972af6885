"""Favourites and what was used last."""

from planner.actions.blocks import add_block, change_block, gates_of
from planner.actions.bookmarks import note_use, set_favourite
from planner.actions.handouts import give_handout
from planner.actions.sessions import Start, plan_session
from planner.models import Bookmark, Item
from tests import factories as make
from tests.cast import Cast
from tests.planner import shelves
from tests.planner.documents.examples import handout
from tests.planner.shelves import CYCLE, TOUCH


def marks(cast: Cast, who: str = "amara") -> list[tuple[str, bool, bool]]:
    """Code, favourite, and whether it was used."""
    rows = Bookmark.objects.filter(member=getattr(cast, who)).order_by("item__code")
    return [(row.item.code, row.favourite, row.used_at is not None) for row in rows]


def test_a_star_is_put_on_and_taken_off(cast: Cast) -> None:
    item = shelves.item(TOUCH)
    for wanted in (True, True, False, False, True):
        set_favourite(item=item, favourite=wanted, by=cast.amara)
        assert marks(cast) == ([(TOUCH, wanted, False)])
    assert marks(cast, "ben") == []


def test_nothing_is_written_for_a_star_that_was_not_there(cast: Cast) -> None:
    set_favourite(item=shelves.item(TOUCH), favourite=False, by=cast.amara)
    assert marks(cast) == []


def test_a_star_is_taken_from_the_code_and_from_nobody_else(cast: Cast) -> None:
    shared = shelves.item(TOUCH)
    for who in (cast.amara, cast.ben):
        set_favourite(item=shared, favourite=True, by=who)
    own = shelves.item(TOUCH, clinic=cast.harbour)
    set_favourite(item=own, favourite=False, by=cast.amara)
    assert marks(cast) == [(TOUCH, False, False)]
    assert marks(cast, "ben") == [(TOUCH, True, False)]


def test_a_use_keeps_the_star(cast: Cast) -> None:
    item = shelves.item(TOUCH)
    set_favourite(item=item, favourite=True, by=cast.amara)
    note_use(code=TOUCH, by=cast.amara)
    note_use(code=TOUCH, by=cast.amara)
    assert marks(cast) == [(TOUCH, True, True)]


def test_a_use_is_noted_at_the_own_item(cast: Cast) -> None:
    shelves.item(TOUCH)
    own = shelves.item(TOUCH, clinic=cast.harbour)
    shelves.item(TOUCH, clinic=cast.lakeside)
    note_use(code=TOUCH, by=cast.amara)
    assert Bookmark.objects.get().item == own


def test_anothers_draft_is_not_touched(cast: Cast) -> None:
    shared = shelves.item(TOUCH)
    own = shelves.item(TOUCH, clinic=cast.harbour)
    Item.objects.filter(pk=own.pk).update(draft_of=cast.ben)
    note_use(code=TOUCH, by=cast.amara)
    assert Bookmark.objects.get().item == shared


def test_nobody_uses_nothing(cast: Cast) -> None:
    shelves.item(TOUCH)
    note_use(code=TOUCH, by="command")
    note_use(code="", by=cast.amara)
    note_use(code="no-such-thing", by=cast.amara)
    assert Bookmark.objects.count() == 0


def test_a_practice_put_into_a_plan_was_used(cast: Cast) -> None:
    touch, cycle = shelves.practice(TOUCH), shelves.practice(CYCLE)
    session = make.session(cast.m17)
    values = {
        "phase": "grounding",
        "title": "Touch",
        "minutes": 5,
        "practice": touch.code,
        "gates_data": gates_of(touch.version_in("en")),
    }
    uid = make.block(session, "arrival", 5).uid
    desk = add_block(session=session, uid=session.uid, after=uid, values=values, by=cast.amara)
    assert marks(cast) == [(TOUCH, False, True)]
    block = desk.blocks.get(uid=session.uid)
    change_block(block=block, version=1, changes={"minutes": 6}, by=cast.ben)
    change_block(block=block, version=2, changes={"practice": cycle.code}, by=cast.ben)
    assert marks(cast, "ben") == [(CYCLE, False, True)]


def test_a_protocol_that_was_planned_with_was_used(cast: Cast) -> None:
    protocol = shelves.protocol("trauma-90")
    start = Start.from_protocol(protocol, protocol.versions.get())
    plan_session(appointment=make.appointment(cast.m17), start=start, by=cast.amara)
    assert marks(cast) == [("trauma-90", False, True)]


def test_a_practice_that_was_handed_out_was_used(cast: Cast) -> None:
    shelves.item(TOUCH, code="notice-name-stay")
    give_handout(client=cast.m17, sheet=handout(), pdf=b"%PDF", by=cast.amara)
    assert marks(cast) == [("notice-name-stay", False, True)]
