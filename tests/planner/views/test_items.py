"""The pages of single items: what each kind says, who may read it, and what it offers."""

import datetime as dt
from typing import Any

import pytest

from planner.models import Item
from tests.cast import Cast
from tests.clients.views.asking import queries, text_of
from tests.planner import shelves, texts
from tests.planner.shelves import CYCLE, FRAME, PAUSE, TOUCH

from .asking import address

SHEET, GROUP = texts.SHEET, texts.GROUP
MOST_QUERIES = 12


def page_of(cast: Cast, code: str, who: str = "amara", **words: str) -> Any:
    """The page of an item."""
    return cast.staff(who).get(address("item_page", cast.harbour, code), words)


def retire(item: Item) -> None:
    """Take an item out of use."""
    item.retired_at = item.versions.get().made_at
    item.save(update_fields=["retired_at"])


def shelve_all() -> list[str]:
    """One item of every kind, and what they name; the codes of one per kind."""
    for code in (CYCLE, TOUCH, SHEET, GROUP):
        shelves.item(code)
    kinds = [texts.piece(), texts.challenge(), texts.pack(), texts.course()]
    for document in kinds:
        shelves.shelved(document)
    return [TOUCH, SHEET, GROUP, *(document.code for document in kinds)]


def test_a_practice_can_be_read_whole(cast: Cast) -> None:
    shelves.practice(TOUCH)
    shelves.practice(CYCLE)
    page = text_of(page_of(cast, TOUCH))
    assert '3 min <span class="quiet">(1 to 6)</span>' in page
    assert '<span class="step-length">straight after, 1 minute</span>' in page
    assert "Left out when: touch is not safe." in page
    assert "The client can do it alone." in page
    assert "Clinical tradition" in page
    # A wrapped line of the file is no line of the script, and a pause is no word of it.
    script = page.partition('class="script"')[2].partition("</div>")[0]
    assert "This is about your own hand only. Or about no hand at all: a warm cup" in script
    assert '<p class="cue">one minute</p>' in script
    assert "(one minute)" not in script
    assert "<br>" not in script


def test_a_form_shows_its_own_steps_and_gates(cast: Cast) -> None:
    shelves.practice(TOUCH)
    page = text_of(page_of(cast, TOUCH, form="no_touch"))
    assert "Choose something warm" in page
    assert "Try a place" not in page.partition("To read aloud")[0]
    assert "Left out when:" not in page
    assert "This form is there for when touch is not safe." in page
    assert '<a href="?form=no_touch" aria-current="page">Without touch</a>' in page
    for name, query in (("item_give", "?variant="), ("item_use", "?form=")):
        assert f'href="{address(name, cast.harbour, TOUCH)}{query}no_touch"' in page
    assert "Try a place" in text_of(page_of(cast, TOUCH, form="no such form"))


def test_what_only_a_therapist_leads_has_no_way_home(cast: Cast) -> None:
    shelves.practice(FRAME)
    page = text_of(page_of(cast, FRAME))
    assert "Only the therapist leads it. It is never given or printed." in page
    assert "Give as homework" not in page
    assert "Print blank" not in page
    assert "Use in a session" in page


def test_a_practice_leads_to_what_belongs_to_it(cast: Cast) -> None:
    shelve_all()
    shelves.practice(PAUSE, related=[TOUCH], worksheet=_sheet())
    page = page_of(cast, PAUSE)
    assert page.context["page"].worksheet.code == SHEET
    assert [one.code for one in page.context["page"].related] == [TOUCH]
    page = page_of(cast, TOUCH)
    naming = {shelf: [one.code for one in found] for shelf, found in page.context["naming"].items()}
    assert naming == {
        "challenges": ["no-time"],
        "courses": ["evenings"],
        "packs": ["exams"],
        "pieces": ["two-banks"],
    }
    assert "“I have no time”" in text_of(page)


def _sheet() -> dict[str, Any]:
    """The day map as a practice carries it along."""
    document: Any = shelves.library().find(SHEET)
    data: dict[str, Any] = document.sheet_data()
    return data


def test_a_worksheet_shows_the_sheet_as_a_client_sees_it(cast: Cast) -> None:
    shelves.practice(PAUSE, worksheet=_sheet())
    shelves.item(SHEET)
    page = text_of(page_of(cast, SHEET))
    sheet = page.partition('<figure class="sheet">')[2].partition("</figure>")[0]
    document: Any = shelves.library().find(SHEET)
    for said in (document.title, document.when, *document.how, "0 not at all", "10 very much"):
        assert said in sheet
    assert [field.label for field in document.fields if field.label not in sheet] == []
    assert "<input" not in sheet
    assert document.cautions[0] not in sheet
    assert "Only the client, until they share it on purpose." in page
    assert f'href="{address("item_page", cast.harbour, PAUSE)}"' in page
    assert f'href="{address("item_give", cast.harbour, SHEET)}"' in page


def test_a_piece_is_read_as_text(cast: Cast) -> None:
    shelve_all()
    page = text_of(page_of(cast, "two-banks"))
    assert "<p>A river has <em>two</em> banks.</p>" in page
    assert "<h2>The first</h2>" in page
    assert "Which bank do you know better?" in page
    assert "Hand out" in page
    assert 'href="https://doi.org/10.1000/abc" rel="noreferrer">Berg 2020, doi 10.1000/abc' in page
    assert "Soothing touch" in page.partition("To practise it")[2]


def test_a_piece_for_clinicians_does_not_go_home(cast: Cast) -> None:
    shelves.shelved(texts.piece(reader="clinician"))
    page = text_of(page_of(cast, "two-banks"))
    assert '<span class="tag">For clinicians</span>' in page
    assert "Hand out" not in page
    assert (
        cast.staff("amara").get(address("item_give", cast.harbour, "two-banks")).status_code == 404
    )


def test_markdown_brings_nothing_in(cast: Cast) -> None:
    text = (
        "<script>alert(1)</script> [a](javascript:b) [c](http://d.example) ![e](https://f.example/)"
    )
    shelves.shelved(texts.piece(text=text))
    shelves.shelved(texts.challenge(text=text, say="<b>Say</b>"))
    for code in ("two-banks", "no-time"):
        page = text_of(page_of(cast, code))
        prose = page.partition('<div class="prose')[2].partition("</div>")[0]
        assert "&lt;script&gt;" in prose
        for bad in ("<script", "href=", "<img"):
            assert bad not in prose, (code, bad)
        assert "<b>" not in page


def test_a_challenge_says_what_to_say_and_to_offer(cast: Cast) -> None:
    shelve_all()
    answer = page_of(cast, "no-time")
    page = text_of(answer)
    assert "<h1>“I have no time”</h1>" in page
    assert "in the log: “No time”, “I forgot”" in page
    assert "<blockquote>Let us look for forty-five seconds.</blockquote>" in page
    offers = [(offer.item.code, offer.how) for offer in answer.context["page"].offers]
    assert offers == [(TOUCH, "Once, at a door."), (SHEET, "Find the gap.")]
    assert "Asking for more." in page.partition("Better not")[2]


def test_a_pack_counts_back_from_a_day(cast: Cast) -> None:
    shelve_all()
    today = cast.harbour.today()
    undated = text_of(page_of(cast, "exams"))
    assert "28 days before" in undated
    assert "On the day" in undated
    day = today + dt.timedelta(days=10)
    answer = page_of(cast, "exams", day=str(day))
    parts = answer.context["page"].parts
    assert [part.day for part in parts] == [day - dt.timedelta(days=n) for n in (28, 7, 0)]
    assert [(part.is_now, part.is_past) for part in parts] == [
        (True, False),
        (False, False),
        (False, False),
    ]
    assert text_of(answer).count("begin here") == 1


def test_a_day_that_is_none_is_said_at_its_field(cast: Cast) -> None:
    shelve_all()
    for day in ("2030-02-31", "soon", "9999-01-01"):
        answer = page_of(cast, "exams", day=day)
        assert answer.status_code == 422
        assert 'id="id_day_error"' in text_of(answer)
        assert "28 days before" in text_of(answer)
    # A part a year back from the first day that may be asked for is still a day.
    assert page_of(cast, "exams", day="1900-01-01").status_code == 200


def test_a_protocol_runs_from_zero(cast: Cast) -> None:
    shelve_all()
    answer = page_of(cast, GROUP)
    blocks = answer.context["page"].blocks
    assert [one.begins for one in blocks][:3] == ["0:00", "0:10", "0:13"]
    assert answer.context["page"].ends == "1:30"
    page = text_of(answer)
    assert "+0:30" not in page
    assert page.count('class="module-name"') == 3
    assert f'<a href="{address("item_page", cast.harbour, CYCLE)}">Three-Step' in page
    assert "Start a session from it" in page
    assert "Two evenings" in page


def test_a_course_leads_to_its_sessions_and_homework(cast: Cast) -> None:
    shelve_all()
    page = text_of(page_of(cast, "evenings"))
    assert "2 sessions of 1 h 30 min, 2 weeks apart" in page
    assert page.count(f'href="{address("item_page", cast.harbour, GROUP)}"') == 2
    assert f'href="{address("item_page", cast.harbour, TOUCH)}"' in page
    assert "Once a day." in page
    assert "Talk to each alone first." in page
    assert "<h3>The arc</h3>" in page


def test_what_is_missing_is_left_out(cast: Cast) -> None:
    """A clinic's own item may name something that this clinic does not have."""
    for document in (texts.piece(), texts.challenge(), texts.pack(), texts.course()):
        shelves.shelved(document)
        assert page_of(cast, document.code).status_code == 200


def test_every_page_asks_little_and_always_the_same(cast: Cast) -> None:
    codes = shelve_all()
    browser = cast.staff("amara")
    few = {code: queries(browser, address("item_page", cast.harbour, code)) for code in codes}
    for number in range(3):
        shelves.shelved(texts.pack(code=f"exams-{number}"))
        shelves.shelved(texts.challenge(code=f"no-time-{number}"))
        shelves.item(PAUSE, code=f"pause-{number}", related=[TOUCH], clinic=cast.harbour)
    many = {code: queries(browser, address("item_page", cast.harbour, code)) for code in codes}
    assert many == few
    assert max(few.values()) <= MOST_QUERIES


@pytest.mark.parametrize("code", [TOUCH, SHEET, GROUP, "two-banks", "no-time", "exams", "evenings"])
def test_what_is_not_there_what_is_anothers_and_a_draft_answer_alike(cast: Cast, code: str) -> None:
    shelve_all()
    Item.objects.filter(code=code).update(clinic=cast.lakeside)
    missing = page_of(cast, "no-such-thing")
    theirs = page_of(cast, code)
    Item.objects.filter(code=code).update(clinic=cast.harbour, draft_of=cast.ben)
    draft = page_of(cast, code)
    assert [one.status_code for one in (missing, theirs, draft)] == [404, 404, 404]
    assert missing.content == theirs.content == draft.content
    mine = page_of(cast, code, "ben")
    assert mine.status_code == 200
    assert "Draft: only you see it" in text_of(mine)


def test_drafts_and_other_clinics_lead_nobody_anywhere(cast: Cast) -> None:
    shelves.practice(TOUCH)
    secret = "A secret guide"
    draft = texts.challenge(code="secret-one", title=secret)
    shelves.shelved(draft, clinic=cast.harbour, draft_of=cast.ben)
    shelves.shelved(texts.challenge(code="secret-two", title=secret), clinic=cast.lakeside)
    assert secret not in text_of(page_of(cast, TOUCH))
    assert secret in text_of(page_of(cast, TOUCH, "ben"))


def test_an_own_item_stands_for_the_shared_one(cast: Cast) -> None:
    shelves.practice(TOUCH)
    shelves.practice(TOUCH, clinic=cast.harbour, title="Our own touch")
    shelves.practice(TOUCH, clinic=cast.lakeside, title="The lake's secret")
    shelves.shelved(texts.challenge())
    for code in (TOUCH, "no-time"):
        page = text_of(page_of(cast, code))
        assert "Our own touch" in page
        assert "Soothing touch" not in page
        assert "secret" not in page


def test_a_retired_item_stays_readable_and_offers_nothing(cast: Cast) -> None:
    own = shelves.practice(TOUCH, clinic=cast.harbour, title="Our own touch")
    retire(own)
    page = text_of(page_of(cast, TOUCH))
    assert "Our own touch" in page
    assert '<span class="tag tag-note">Retired</span>' in page
    assert "This is retired" in page
    for offered in ("Use in a session", "Give as homework", "Print blank"):
        assert offered not in page
    shelves.practice(TOUCH)
    assert "Our own touch" not in text_of(page_of(cast, TOUCH))


def test_an_owner_reads_and_does_nothing_with_it(cast: Cast) -> None:
    for code in shelve_all():
        page = text_of(page_of(cast, code, "olga"))
        for offered in (
            "Use in a session",
            "Give as",
            "Hand out",
            "Start a session",
            "Print blank",
        ):
            assert offered not in page, code


def test_credit_licence_and_language_stand_at_the_foot(cast: Cast) -> None:
    shelves.practice(TOUCH, credit="Lake Group, 2026", licence="CC BY 4.0")
    page = text_of(page_of(cast, TOUCH))
    assert "<span>Lake Group, 2026</span> <span>CC BY 4.0</span>" in page
    assert "Not yet in your clinic’s language" not in page
    cast.harbour.language = "es"
    cast.harbour.save(update_fields=["language"])
    assert "Not yet in your clinic’s language" in text_of(page_of(cast, TOUCH))
