"""A shared item as the beginning of an own one."""

from dataclasses import replace

from planner.library.copies import own_copies, translation_of
from planner.library.documents import Document
from planner.library.status import is_outdated, mark_of
from tests.planner.library.kinds import EVERY_KIND


def pause() -> Document:
    found = EVERY_KIND.find("small-pause", "en")
    assert found is not None
    return found


def test_it_keeps_the_words_and_says_where_they_are_from() -> None:
    (copy,) = own_copies([pause()], code="small-pause")
    assert copy == replace(pause(), credit="Two Wings: Small pause")


def test_credit_that_is_there_stays() -> None:
    (copy,) = own_copies([replace(pause(), credit="Harbour")], code="other", title="Other")
    assert (copy.code, copy.title, copy.credit) == ("other", "Other", "Harbour")


def test_translations_that_were_up_to_date_stay_so() -> None:
    english = pause()
    fresh = replace(translation_of(english, "es"), title="Pausa")
    old = replace(translation_of(english, "de"), of="0123456789ab")
    copies = {one.language: one for one in own_copies([fresh, english, old], code="x", title="X")}
    assert copies["es"].title == "Pausa"
    assert copies["es"].of == mark_of(copies["en"])
    assert is_outdated(copies["de"], copies["en"])


def test_without_english_nothing_is_marked() -> None:
    spanish = replace(pause(), language="es", of="0123456789ab")
    (copy,) = own_copies([spanish], code="x", title="X", language="es")
    assert (copy.title, copy.of) == ("X", "0123456789ab")
