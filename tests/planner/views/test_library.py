"""The library: what can be found, read, printed for nobody yet, and given."""

from typing import Any

import pytest

from clients.models import CrisisContact, Handout
from planner.documents import press
from planner.documents.errors import Busy, RenderError, TooComplex
from tests.cast import Cast
from tests.clients.views.asking import text_of
from tests.planner import shelves
from tests.planner.shelves import FRAME, TOUCH

from .asking import address


def titles(answer: Any) -> list[str]:
    """Titles of the cards on the page, wing by wing."""
    return [card.document.title for wing in answer.context["wings"] for card in wing.cards]


def look_up(cast: Cast, who: str = "amara", **words: str) -> Any:
    """The library's page for this member."""
    return cast.staff(who).get(address("library", cast.harbour), words)


def blank(cast: Cast, code: str, who: str = "amara", **words: str) -> Any:
    """The blank of a practice."""
    return cast.staff(who).get(address("practice_print", cast.harbour, code), words)


def test_an_owner_prints_nothing(cast: Cast) -> None:
    shelves.practice(TOUCH)
    assert blank(cast, TOUCH, "olga").status_code == 403


def test_a_practice_that_is_not_here_is_not_printed(cast: Cast) -> None:
    shelves.practice(TOUCH, clinic=cast.lakeside)
    for code in (TOUCH, "no-such-thing"):
        assert blank(cast, code).status_code == 404


def test_a_retired_practice_is_not_offered(cast: Cast) -> None:
    row = shelves.practice(TOUCH)
    row.retired_at = row.versions.get().made_at
    row.save(update_fields=["retired_at"])
    assert blank(cast, TOUCH).status_code == 404
    assert "Soothing touch" not in text_of(look_up(cast))


def test_a_blank_is_a_real_pdf_that_names_nobody(cast: Cast) -> None:
    shelves.practice(TOUCH)
    answer = blank(cast, TOUCH)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == 'inline; filename="sheet.pdf"'
    assert answer.content.startswith(b"%PDF-1.7")
    assert Handout.objects.count() == 0


def test_the_blank_is_as_it_was_asked_for(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    shelves.practice(TOUCH)
    asked: list[Any] = []

    def note(html: str, styles: list[str], _airs: Any, asker: str) -> bytes:
        asked.append((html, styles, asker))
        return b"%PDF-1.7"

    monkeypatch.setattr(press.POOL, "render", note)
    blank(cast, TOUCH, form="no_touch", paper="Letter", discreet="1", large="1")
    html, styles, asker = asked[0]
    assert list(styles) == ["sheet", "handout", "letter", "large"]
    assert "A warm minute" in html
    assert "Harbour Clinic" not in html
    assert "Choose something warm" in html
    assert asker == str(cast.amara.uid)


@pytest.mark.parametrize("words", [{"paper": "A3"}, {"form": "no_such"}])
def test_an_unknown_wish_is_refused_plainly(cast: Cast, words: dict[str, str]) -> None:
    shelves.practice(TOUCH)
    answer = blank(cast, TOUCH, **words)
    assert answer.status_code == 422
    assert "Unknown choice. Nothing was printed." in text_of(answer)


def test_what_only_a_therapist_leads_is_never_printed(cast: Cast) -> None:
    shelves.practice(FRAME)
    answer = blank(cast, FRAME, discreet="1")
    assert answer.status_code == 422
    assert "it is never given or printed" in text_of(answer)


def test_without_whom_to_call_only_discreet_paper_is_printed(cast: Cast) -> None:
    shelves.practice(TOUCH)
    CrisisContact.objects.of_clinic(cast.harbour).delete()
    answer = blank(cast, TOUCH)
    assert answer.status_code == 422
    page = text_of(answer)
    assert "The clinic’s crisis contacts are missing".replace("’", "&#x27;") in page
    assert 'href="?discreet=1"' in page
    assert blank(cast, TOUCH, discreet="1").status_code == 200


@pytest.mark.parametrize(("fault", "status"), [(TooComplex, 422), (RenderError, 503), (Busy, 503)])
def test_paper_that_fails_says_so(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, fault: type[Exception], status: int
) -> None:
    shelves.practice(TOUCH)

    def fail(*_args: Any) -> bytes:
        raise fault

    monkeypatch.setattr(press.POOL, "render", fail)
    answer = blank(cast, TOUCH)
    assert answer.status_code == status
    assert "Nothing was changed." in text_of(answer)
    assert ("Try again</a>" in text_of(answer)) is (status == 503)
