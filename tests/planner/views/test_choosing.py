"""The practice of a block is chosen in its editor from the list that a new block has."""

from typing import Any

from django.test import Client as HttpClient
from django.utils.timezone import now

from planner.models import Block, Practice, Session
from tests.cast import Cast
from tests.planner import shelves
from tests.planner.shelves import CYCLE, FRAME, PAUSE, TOUCH
from tests.planner.views.counting import real_queries
from tests.planner.views.reading import HTMX, at, block, filled, text_of


def shelved(*codes: str) -> list[Practice]:
    for code in codes:
        shelves.practice(code)
    return [Practice.objects.get(code=code) for code in codes]


def found(answer: Any) -> list[str]:
    return [card.entry.code for card, _uid in answer.context["rows"]]


def test_the_editor_looks_for_a_practice_and_saves_nothing(
    small_plan: Session, amara: HttpClient
) -> None:
    touch, frame = shelved(TOUCH, FRAME)
    first = block(small_plan, 0)
    typed = filled(first, practice=str(frame.uid), title="typed", **{"find-q": "soothng"})
    answer = amara.post(at("block_edit", first), typed | {"find": "on"}, headers=HTMX)
    assert (answer.status_code, answer.headers["HX-Retarget"]) == (200, f"#found-{first.uid}")
    html = answer.content.decode()
    assert found(answer) == [TOUCH]
    assert f'<p id="found-{first.uid}-count" hx-swap-oob="innerHTML">1 practice.' in html
    assert f'name="practice" value="{touch.uid}">' in html
    assert f'name="practice" value="{frame.uid}" checked>' in html
    assert ("<html" in html, "at_once" in html) == (False, False)
    page = amara.post(at("block_edit", first), typed | {"find": "on"}).content.decode()
    assert ("<html" in page, 'value="typed"' in page) == (True, True)
    first.refresh_from_db()
    assert (first.title, first.practice, first.version) == ("Arrival", "", 1)


def test_the_list_says_what_is_chosen_now(small_plan: Session, amara: HttpClient) -> None:
    touch, _frame = shelved(TOUCH, FRAME)
    first = block(small_plan, 0)
    assert "Practice: none" in text_of(amara.get(at("block_edit", first), headers=HTMX))
    amara.post(at("block_edit", first), filled(first, practice=str(touch.uid)))
    opened = amara.get(at("block_edit", first), headers=HTMX)
    assert f"Practice: {opened.context['chosen_title']}" in text_of(opened)
    assert opened.context["chosen"] == str(touch.uid)


def test_the_editor_asks_as_much_for_one_practice_as_for_three(
    small_plan: Session, amara: HttpClient
) -> None:
    first = block(small_plan, 0)
    counts = []
    for codes in ((TOUCH,), (FRAME, PAUSE, CYCLE)):
        shelved(*codes)
        amara.get(at("block_edit", first), headers=HTMX)
        with real_queries() as asked:
            amara.get(at("block_edit", first), headers=HTMX)
        counts.append(len(asked))
    assert counts == [12, 12]


def with_touch(session: Session, http: HttpClient) -> tuple[Block, Practice]:
    """The first block with a practice that was activating when it was chosen, and that practice."""
    (touch,) = shelved(TOUCH)
    first = block(session, 0)
    http.post(at("block_edit", first), filled(first, practice=str(touch.uid)))
    first.refresh_from_db()
    first.gates_data["activating"] = True
    first.save()
    return first, touch


def written(first: Block, http: HttpClient, **changes: Any) -> tuple[str, str, bool]:
    """Notes, practice and its gate `activating`, once the editor sent what it shows."""
    opened = http.get(at("block_edit", first), headers=HTMX).context
    http.post(at("block_edit", first), filled(first, practice=opened["chosen"], **changes))
    first.refresh_from_db()
    return first.notes, first.practice, first.gates_data["activating"]


def test_a_practice_that_was_retired_stays_in_its_block(
    small_plan: Session, amara: HttpClient
) -> None:
    first, touch = with_touch(small_plan, amara)
    Practice.objects.update(retired_at=now())
    page = text_of(amara.get(at("block_edit", first), headers=HTMX))
    assert "No longer in the library. It stays in this block until you choose another." in page
    assert written(first, amara, notes="after that") == ("after that", TOUCH, True)
    amara.post(at("block_edit", first), filled(first, practice=""))
    first.refresh_from_db()
    assert (first.practice, first.gates_data["activating"]) == ("", False)
    answer = amara.post(at("block_edit", first), filled(first, practice=str(touch.uid)))
    said = ["Unknown choice. Perhaps the practice was retired meanwhile: please choose another."]
    assert answer.context["form"].errors["practice"] == said


def test_a_practice_that_a_colleague_keeps_as_a_draft_stays_too(
    cast: Cast, small_plan: Session, amara: HttpClient
) -> None:
    first, _touch = with_touch(small_plan, amara)
    Practice.objects.update(clinic=cast.harbour, draft_of=cast.ben)
    page = text_of(amara.get(at("block_edit", first), headers=HTMX))
    assert "Practice: one that you cannot open; it stays until you choose another" in page
    assert "Practice: none" not in page
    assert written(first, amara, notes="after that") == ("after that", TOUCH, True)
