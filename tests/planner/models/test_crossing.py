"""How items name one another."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from planner.library.documents import Document
from planner.library.shelves import SHELVES
from planner.models import Item
from planner.models.crossing import NAMED_BY, Crossings, crossings
from tests.cast import Cast
from tests.planner import shelves, texts
from tests.planner.shelves import PAUSE, TOUCH


def seen(cast: Cast, document: Document, language: str = "en") -> Crossings:
    """What the clinic's library says of this document."""
    return crossings(Item.objects.all().standing_in(cast.harbour), document, language)


def names(found: Crossings) -> dict[str, list[str]]:
    """The titles of who names it."""
    return {shelf: [one.title for one in items] for shelf, items in found.naming.items()}


def document_of(code: str) -> Any:
    """A document of the real library."""
    return shelves.library().find(code)


def test_every_shelf_says_who_leads_to_it() -> None:
    assert sorted(NAMED_BY) == sorted(SHELVES)


def test_only_a_reference_counts_not_a_word(cast: Cast) -> None:
    """The code in a text, in quotation marks, leads nowhere."""
    word = f'"{TOUCH}"'
    shelves.shelved(texts.challenge(offer=[{"code": PAUSE, "how": word}], tags=[TOUCH]))
    shelves.shelved(texts.challenge(code="other", title="Other"))
    assert names(seen(cast, document_of(TOUCH))) == {"challenges": ["Other"]}


def test_a_longer_code_is_another_one(cast: Cast) -> None:
    shelves.shelved(
        texts.challenge(offer=[{"code": f"{TOUCH}-short", "how": "x"}, {"code": "a", "how": "x"}])
    )
    assert names(seen(cast, document_of(TOUCH))) == {}


def test_an_own_item_speaks_for_the_shared_one(cast: Cast) -> None:
    shelves.shelved(texts.challenge())
    own = texts.challenge(title="Ours", offer=[{"code": PAUSE, "how": "x"}])
    shelves.shelved(own, clinic=cast.harbour)
    assert names(seen(cast, document_of(TOUCH))) == {}
    assert names(seen(cast, document_of(PAUSE))) == {"challenges": ["Ours"]}


@pytest.mark.parametrize("language", ["en", "es"])
def test_names_are_in_the_readers_language(cast: Cast, language: str) -> None:
    row = shelves.shelved(texts.challenge())
    spanish = texts.challenge(language="es", title="No tengo tiempo")
    row.versions.model.saying(spanish, item=row, number=1).save()
    wanted = {"en": "I have no time", "es": "No tengo tiempo"}[language]
    assert names(seen(cast, document_of(TOUCH), language)) == {"challenges": [wanted]}


def test_retired_items_and_old_versions_lead_nowhere(cast: Cast) -> None:
    row = shelves.shelved(texts.challenge())
    row.versions.update(current=False)
    row.versions.model.saying(
        texts.challenge(offer=[{"code": PAUSE, "how": "x"}]), item=row, number=2
    ).save()
    assert names(seen(cast, document_of(TOUCH))) == {}
    row.retired_at = cast.harbour.now()
    row.save(update_fields=["retired_at"])
    assert names(seen(cast, document_of(PAUSE))) == {}


def test_two_questions_whatever_the_number(cast: Cast) -> None:
    for number in range(4):
        shelves.shelved(texts.challenge(code=f"one-{number}"))
    with CaptureQueriesContext(connection) as asked:
        found = seen(cast, document_of(TOUCH))
    assert len(found.naming["challenges"]) == 4
    assert len(asked) == 2
