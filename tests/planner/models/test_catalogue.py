"""The catalogue: what a member may see, what stands for a code, and what is kept in the process."""

import datetime as dt
import logging
from typing import Any

import pytest
from django.utils.timezone import now

from clients.access.rights import Capability, visible_to
from clients.models import Member
from planner.actions.library import add_version
from planner.library.search import Index
from planner.library.wishes import Wish
from planner.models import Bookmark, Item, ItemVersion
from planner.models import catalogue as kept
from planner.models.catalogue import Catalogue, Lately, catalogue_for
from tests.cast import Cast
from tests.planner import shelves
from tests.planner.library.entries import piece
from tests.planner.shelves import CYCLE, FRAME, PAUSE, TOUCH
from tests.planner.views.counting import real_queries


def seen_by(member: Member, language: str = "en") -> Catalogue:
    """The catalogue as the library's page asks for it."""
    items = visible_to(member, Capability.VIEW, Item).filter(retired_at=None)
    return catalogue_for(member, items, language)


def titles(catalogue: Catalogue, **wish: Any) -> list[str]:
    """What fits a wish, by title."""
    return [one.title for one in catalogue.find(Wish(**wish)).entries]


def short(code: str, title: str, **values: Any) -> Any:
    """A shared piece of a few words."""
    owner = {name: values.pop(name) for name in ("clinic", "draft_of") if name in values}
    return shelves.shelved(piece(code, title, purpose="What for.", **values), **owner)


def test_an_own_item_stands_for_the_shared_one(cast: Cast) -> None:
    short("a", "Shared")
    short("a", "Ours", clinic=cast.harbour)
    short("a", "The lake's", clinic=cast.lakeside)
    assert titles(seen_by(cast.amara)) == ["Ours"]
    assert titles(seen_by(cast.nils)) == ["The lake's"]
    assert seen_by(cast.amara).standing["a"].is_own is True


def test_a_draft_is_its_authors_alone(cast: Cast) -> None:
    short("a", "Shared")
    short("a", "Not yet", clinic=cast.harbour, draft_of=cast.amara)
    short("b", "New", clinic=cast.harbour, draft_of=cast.amara)
    assert titles(seen_by(cast.amara)) == ["New", "Not yet"]
    assert titles(seen_by(cast.amara), mine="drafts") == ["New", "Not yet"]
    assert titles(seen_by(cast.ben)) == ["Shared"]
    assert titles(seen_by(cast.ben), q="new") == []


def test_what_is_retired_is_gone_at_once(cast: Cast) -> None:
    item = short("a", "A pause")
    assert titles(seen_by(cast.amara), q="pause") == ["A pause"]
    item.retired_at = now()
    item.save(update_fields=["retired_at"])
    assert titles(seen_by(cast.amara), q="pause") == []


def test_a_new_version_is_found_at_once(cast: Cast) -> None:
    item = short("a", "Before")
    assert titles(seen_by(cast.amara), q="after") == []
    add_version(item=item, document=piece("a", "After", purpose="Changed."), by=cast.amara)
    assert titles(seen_by(cast.amara), q="after") == ["After"]
    assert titles(seen_by(cast.amara), q="before") == []


def test_each_language_falls_back_on_english(cast: Cast) -> None:
    item = short("a", "A pause")
    short("b", "Breath")
    spanish = piece("a", "Una pausa", language="es")
    ItemVersion.saying(spanish, item=item, number=1).save()
    only_spanish = shelves.shelved(piece("c", "Calma", language="es"))
    assert titles(seen_by(cast.amara, "es")) == ["Breath", "Calma", "Una pausa"]
    assert titles(seen_by(cast.amara, "en")) == ["A pause", "Breath", "Calma"]
    assert only_spanish.versions.count() == 1


def test_a_version_that_cannot_be_read_is_left_out_and_told(
    cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    short("a", "Good")
    bad = short("b", "Bad")
    ItemVersion.objects.filter(item=bad).update(document={"format": 99}, content_hash="odd")
    with caplog.at_level(logging.WARNING):
        assert titles(seen_by(cast.amara)) == ["Good"]
    assert "cannot be read: format" in caplog.text


def test_two_questions_where_everything_is_known(cast: Cast) -> None:
    for code in (TOUCH, CYCLE):
        shelves.practice(code)
    Bookmark.objects.create(member=cast.amara, item=Item.objects.get(code=TOUCH), favourite=True)
    seen_by(cast.amara)
    with real_queries() as asked:
        catalogue = seen_by(cast.amara)
        catalogue.find(Wish(q="touch", phase="grounding"))
        assert len(catalogue.favourites) == 1
    assert len(asked) == 2


def test_the_same_contents_share_an_index_and_others_do_not(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[int] = []
    real = Index.of

    def counted(entries: Any) -> Index:
        made.append(len(entries))
        return real(entries)

    monkeypatch.setattr(kept, "_indexes", Lately(2))
    monkeypatch.setattr(kept, "_shelves", Lately(2))
    monkeypatch.setattr(kept.Index, "of", counted)
    short("a", "Shared")
    assert [titles(seen_by(who)) for who in (cast.amara, cast.ben, cast.nils)] == [["Shared"]] * 3
    assert made == [1]
    short("b", "Mine", clinic=cast.lakeside)
    assert titles(seen_by(cast.nils)) == ["Mine", "Shared"]
    assert titles(seen_by(cast.amara)) == ["Shared"]
    assert made == [1, 2]


def test_what_was_not_used_for_longest_makes_room() -> None:
    lately: Lately[str, int] = Lately(2)
    lately.put("a", 1)
    lately.put("b", 2)
    assert lately.get("a") == 1
    lately.put("c", 3)
    assert [lately.get(key) for key in "abc"] == [1, None, 3]


def test_a_guide_puts_what_it_offers_in_its_own_order(cast: Cast) -> None:
    shelves.practice(TOUCH)
    shelves.practice(PAUSE)
    shelves.practice(CYCLE)
    shelves.guide("stuck", [PAUSE, "not-there", TOUCH])
    catalogue = seen_by(cast.amara)
    assert titles(catalogue, challenge="stuck") == ["Micro-Pause", "Soothing touch"]
    assert titles(catalogue, challenge="stuck", wing="compassion") == ["Soothing touch"]
    assert titles(catalogue, challenge="stuck", q="touch") == ["Soothing touch"]
    assert titles(catalogue, challenge="no-such-guide") == []


def test_little_is_followed_by_what_is_near(cast: Cast) -> None:
    for number in range(20):
        short(f"breath-{number}", f"Breath {number:02}")
    short("calm", "Calm breath")
    found = seen_by(cast.amara).find(Wish(q="calm breath"))
    assert [one.code for one in found.entries] == ["calm"]
    assert len(found.near) == 12
    assert seen_by(cast.amara).find(Wish(q="breath")).near == ()


def test_the_shelves_are_counted_whatever_shelf_is_looked_at(cast: Cast) -> None:
    shelves.practice(TOUCH)
    shelves.protocol("trauma-90")
    short("a", "Touch")
    found = seen_by(cast.amara).find(Wish(q="touch", shelf="pieces"))
    assert [one.code for one in found.entries] == ["a"]
    assert found.on_shelves["practices"] == 1


def test_nothing_says_which_filter_stands_in_the_way(cast: Cast) -> None:
    shelves.practice(TOUCH)
    shelves.practice(FRAME)
    found = seen_by(cast.amara).find(Wish(wing="compassion", phase="exposure", shelf="practices"))
    assert found.entries == ()
    assert found.without == {"phase": 1, "wing": 1}
    assert seen_by(cast.amara).find(Wish(q="nothing-of-that", wing="compassion")).without == {}


def test_favourites_and_what_was_used_last(cast: Cast) -> None:
    rows = {code: short(code, f"Piece {code}") for code in "abcde"}
    day = now()
    for code, days in (("a", 3), ("b", 1), ("c", 2), ("e", 0)):
        used = day - dt.timedelta(days=days)
        Bookmark.objects.create(member=cast.amara, item=rows[code], used_at=used)
    Bookmark.objects.create(member=cast.amara, item=rows["d"], favourite=True)
    Bookmark.objects.filter(item=rows["e"]).update(favourite=True)
    Bookmark.objects.create(member=cast.ben, item=rows["a"], favourite=True)
    catalogue = seen_by(cast.amara)
    assert [card.entry.code for card in catalogue.recent] == ["b", "c", "a"]
    assert [card.entry.code for card in catalogue.favourites] == ["d", "e"]
    assert titles(catalogue, mine="favourites") == ["Piece d", "Piece e"]


def test_a_mark_goes_over_to_the_own_item(cast: Cast) -> None:
    starred, used = short("a", "Shared a"), short("b", "Shared b")
    Bookmark.objects.create(member=cast.amara, item=starred, favourite=True)
    Bookmark.objects.create(member=cast.amara, item=used, used_at=now())
    for code in "ab":
        own = short(code, f"Ours {code}", clinic=cast.harbour)
        Bookmark.objects.create(member=cast.amara, item=own)
    catalogue = seen_by(cast.amara)
    assert [card.entry.title for card in catalogue.favourites] == ["Ours a"]
    assert [card.entry.title for card in catalogue.recent] == ["Ours b"]


def test_a_mark_on_what_is_gone_shows_nothing(cast: Cast) -> None:
    item = short("a", "Gone")
    Bookmark.objects.create(member=cast.amara, item=item, favourite=True, used_at=now())
    Item.objects.filter(pk=item.pk).update(retired_at=now())
    catalogue = seen_by(cast.amara)
    assert (catalogue.favourites, catalogue.recent) == ([], [])
