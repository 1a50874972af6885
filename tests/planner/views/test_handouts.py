"""Handouts: a real file, kept with its client, refused where a gate stands."""

import datetime as dt
from typing import Any

import pytest

from clients.models import CrisisContact, Handout, Journal
from planner.documents import press
from planner.documents.errors import Busy, TooComplex
from tests import factories as make
from tests.cast import Cast
from tests.clients.views.asking import address as of_clients
from tests.clients.views.asking import errors_of, queries, sent_to, text_of
from tests.planner import shelves
from tests.planner.documents.examples import opened, piece, worksheet
from tests.planner.documents.examples import text_of as words_on
from tests.planner.shelves import FRAME, TOGETHER_FIRST, TOUCH

from .asking import address

PAPER = {"variant": "", "paper": "A4"}


def give(cast: Cast, query: str, who: str = "amara", **fields: str) -> Any:
    """Print and keep, with these options."""
    url = address("handout_give", cast.harbour, cast.m17)
    return cast.staff(who).post(f"{url}?{query}", PAPER | fields)


def options(cast: Cast, query: str = "", who: str = "amara") -> Any:
    """The page of choices or options."""
    url = address("handout_give", cast.harbour, cast.m17)
    return cast.staff(who).get(f"{url}?{query}")


def asked_of(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What the printing room was asked for, from now on; it prints nothing."""
    asked: list[Any] = []

    def note(html: str, styles: list[str], _airs: Any, _asker: str) -> bytes:
        asked.append((html, list(styles)))
        return b"%PDF-1.7 test"

    monkeypatch.setattr(press.POOL, "render", note)
    return asked


def test_the_choice_shows_homework_first_and_says_what_stands_against(cast: Cast) -> None:
    for code in (TOUCH, FRAME, TOGETHER_FIRST):
        shelves.practice(code)
    given = make.assignment(cast.m17)
    make.assignment(cast.m18, title="Of somebody else")
    page = text_of(options(cast))
    assert f'href="?assignment={given.uid}"' in page
    assert f'href="?item={TOUCH}"' in page
    assert "Only the therapist leads this practice; it is never given or printed." in page
    assert "Do this practice together in a session first; then it can go home." in page
    assert f"?item={FRAME}" not in page
    assert f"?item={TOGETHER_FIRST}" not in page
    assert "Of somebody else" not in page


def test_a_handout_is_a_real_file_kept_with_its_client(cast: Cast) -> None:
    shelves.practice(TOUCH)
    answer = give(cast, f"practice={TOUCH}")
    assert sent_to(answer) == of_clients("handout_list", cast.harbour, cast.m17)
    kept = Handout.objects.get()
    assert (kept.client, kept.code, kept.title, kept.by) == (
        cast.m17,
        TOUCH,
        "A warm hand",
        cast.amara,
    )
    pdf = bytes(kept.file.content)
    assert pdf.startswith(b"%PDF-1.7")
    words = words_on(pdf)
    assert "M-17" in words
    assert "Leila" not in words
    line = Journal.objects.get(act="printed")
    assert (line.client_uid, line.actor_uid) == (cast.m17.uid, cast.amara.uid)


def test_homework_is_printed_as_it_was_given(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    given = make.assignment(
        cast.m17,
        prescription={"title": "My own title"},
        schedule={"format": 1, "kind": "n_a_week", "times_a_week": 3, "when": "after lunch"},
    )
    asked = asked_of(monkeypatch)
    assert "3 times a week, after lunch." in text_of(options(cast, f"assignment={given.uid}"))
    assert give(cast, f"assignment={given.uid}").status_code == 303
    html = asked[0][0]
    assert "My own title" in html
    assert "3 times a week" in html
    assert "after lunch" in html


def test_paper_is_as_it_was_asked_for(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    shelves.practice(TOUCH)
    asked = asked_of(monkeypatch)
    give(cast, f"practice={TOUCH}", variant="no_touch", paper="Letter", large="on", discreet="on")
    html, styles = asked[0]
    assert styles == ["sheet", "handout", "letter", "large"]
    assert "Choose something warm" in html
    assert "A warm minute" in html
    assert "M-17" not in html
    assert "Harbour Clinic" not in html
    assert (Handout.objects.get().discreet, Handout.objects.get().title) == (True, "A warm minute")


@pytest.mark.parametrize("field", ["quiet_mode", "discreet_paper"])
def test_discreet_is_preset_from_the_record(cast: Cast, field: str) -> None:
    shelves.practice(TOUCH)
    assert options(cast, f"practice={TOUCH}").context["form"]["discreet"].initial is False
    setattr(cast.m17, field, True)
    cast.m17.save(update_fields=[field])
    assert options(cast, f"practice={TOUCH}").context["form"]["discreet"].initial is True


def test_the_gentler_form_is_preset(cast: Cast) -> None:
    shelves.practice(TOUCH)
    cast.m17.touch_unsafe = True
    cast.m17.save(update_fields=["touch_unsafe"])
    assert options(cast, f"practice={TOUCH}").context["form"]["variant"].initial == "no_touch"
    refused = give(cast, f"practice={TOUCH}", variant="")
    assert errors_of(refused) == {"__all__": ["This practice is left out when: touch is not safe."]}
    assert Handout.objects.count() == 0


def test_without_whom_to_call_only_discreet_paper_is_printed(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelves.practice(TOUCH)
    asked_of(monkeypatch)
    CrisisContact.objects.of_clinic(cast.harbour).delete()
    page = text_of(options(cast, f"practice={TOUCH}"))
    assert "Whom to call is missing" in page
    assert of_clients("clinic_page", cast.harbour) in page
    refused = give(cast, f"practice={TOUCH}", large="on")
    assert "crisis contacts are missing" in errors_of(refused)["__all__"][0]
    assert refused.context["form"]["large"].value() is True
    assert give(cast, f"practice={TOUCH}", discreet="on").status_code == 303


@pytest.mark.parametrize(("fault", "status"), [(TooComplex, 422), (Busy, 503)])
def test_paper_that_fails_loses_nothing(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, fault: type[Exception], status: int
) -> None:
    shelves.practice(TOUCH)

    def fail(*_args: Any) -> bytes:
        raise fault

    monkeypatch.setattr(press.POOL, "render", fail)
    answer = give(cast, f"practice={TOUCH}", large="on")
    assert answer.status_code == status
    assert "Nothing was changed." in text_of(answer)
    assert answer.context["form"]["large"].value() is True
    assert Handout.objects.count() == 0


@pytest.mark.parametrize(
    "query",
    [
        f"practice={FRAME}",
        "practice=no-such-thing",
        "practice=%22%3E",
        "assignment=no-uid",
        "assignment=00000000-0000-4000-8000-000000000000",
    ],
)
def test_what_cannot_be_chosen_is_not_found(cast: Cast, query: str) -> None:
    shelves.practice(FRAME)
    assert options(cast, query).status_code == 404
    assert give(cast, query).status_code == 404
    assert Handout.objects.count() == 0


def test_homework_of_somebody_else_is_not_found(cast: Cast) -> None:
    other = make.assignment(cast.m18)
    assert options(cast, f"assignment={other.uid}").status_code == 404


def test_worksheets_and_pieces_stand_on_shelves_of_their_own(cast: Cast) -> None:
    shelves.practice(TOUCH)
    shelves.shelved(worksheet())
    shelves.shelved(piece())
    shelves.shelved(piece(code="for-us", reader="clinician"))
    shown = {
        shelf: [one.slip.code for one in options(cast, f"shelf={shelf}").context["shown"].choices]
        for shelf in ("pieces", "practices", "worksheets", "no-such-shelf")
    }
    assert shown == {
        "pieces": ["the-kettle"],
        "practices": [TOUCH],
        "worksheets": ["small-map"],
        "no-such-shelf": [TOUCH],
    }
    assert "for-us" not in text_of(options(cast, "shelf=pieces"))


def test_an_empty_library_says_how_it_is_filled(cast: Cast) -> None:
    assert "The library is empty" in text_of(options(cast))


@pytest.mark.parametrize("code", ["small-map", "the-kettle"])
def test_a_worksheet_and_a_piece_are_kept_as_they_were_given(cast: Cast, code: str) -> None:
    shelves.shelved(worksheet())
    shelves.shelved(piece())
    answer = give(cast, f"item={code}")
    assert sent_to(answer) == of_clients("handout_list", cast.harbour, cast.m17)
    kept = Handout.objects.get()
    assert (kept.client, kept.code, kept.by) == (cast.m17, code, cast.amara)
    words = words_on(bytes(kept.file.content))
    assert "for M-17" in words
    assert "Leila" not in words
    assert Journal.objects.get(act="printed").client_uid == cast.m17.uid


def test_a_fillable_worksheet_is_kept_with_its_fields(cast: Cast) -> None:
    shelves.shelved(worksheet())
    give(cast, "item=small-map", fillable="on", discreet="on")
    kept = Handout.objects.get()
    assert (kept.title, kept.discreet) == ("A list", True)
    with opened(bytes(kept.file.content)) as file:
        assert len(file.Root.AcroForm.Fields) == 16


def test_a_sheet_for_the_room_first_asks_whether_it_was_filled_in_together(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked_of(monkeypatch)
    gates = {"led_by": "therapist_first", "activating": False, "leave_out_when": []}
    shelves.shelved(worksheet(gates=gates))
    assert "Fill it in together first." in text_of(options(cast, "shelf=worksheets"))
    assert "?item=small-map" in text_of(options(cast, "shelf=worksheets"))
    refused = give(cast, "item=small-map", large="on")
    assert refused.status_code == 422
    assert "together in a session first" in errors_of(refused)["__all__"][0]
    assert refused.context["form"]["large"].value() is True
    assert give(cast, "item=small-map", together="on").status_code == 303


def test_a_practice_is_given_with_or_without_its_worksheet(cast: Cast) -> None:
    shelves.item("day-map")
    shelves.item("mindful-compassion-mapping")
    give(cast, "item=mindful-compassion-mapping")
    give(cast, "item=mindful-compassion-mapping", alone="on")
    without, with_it = (words_on(bytes(one.file.content)) for one in Handout.objects.all())
    assert ("Ways in" in with_it, "Ways in" in without) == (True, False)


def test_a_worksheet_that_is_left_out_does_not_go_along(cast: Cast) -> None:
    gates = {"led_by": "self", "activating": False, "leave_out_when": ["touch_unsafe"]}
    shelves.item("day-map", gates=gates)
    shelves.item("mindful-compassion-mapping")
    cast.m17.touch_unsafe = True
    cast.m17.save(update_fields=["touch_unsafe"])
    refused = give(cast, "item=mindful-compassion-mapping")
    assert "Its worksheet cannot go along." in errors_of(refused)["__all__"][0]
    assert give(cast, "item=mindful-compassion-mapping", alone="on").status_code == 303


def test_homework_with_a_worksheet_can_go_without_it(cast: Cast) -> None:
    given = make.assignment(cast.m17, prescription={"worksheet": worksheet().sheet_data()})
    assert "alone" in options(cast, f"assignment={given.uid}").context["form"].fields
    give(cast, f"assignment={given.uid}")
    give(cast, f"assignment={given.uid}", alone="on")
    without, with_it = (words_on(bytes(one.file.content)) for one in Handout.objects.all())
    assert ("My days" in with_it, "My days" in without) == (True, False)


def test_a_piece_for_clinicians_is_not_found(cast: Cast) -> None:
    shelves.shelved(piece(reader="clinician"))
    assert options(cast, "item=the-kettle").status_code == 404
    assert give(cast, "item=the-kettle", discreet="on").status_code == 404


def test_nothing_chosen_is_asked_again(cast: Cast) -> None:
    shelves.practice(TOUCH)
    answer = give(cast, f"practice={TOUCH}", paper="A3", variant="no such")
    assert sorted(errors_of(answer)) == ["paper", "variant"]
    assert Handout.objects.count() == 0


def test_work_that_has_ended_prints_nothing(cast: Cast) -> None:
    shelves.practice(TOUCH)
    cast.m17.status = "ended"
    cast.m17.save(update_fields=["status"])
    refused = give(cast, f"practice={TOUCH}")
    assert "has ended" in errors_of(refused)["__all__"][0]


def test_a_supervisor_reads_and_prints_nothing(cast: Cast) -> None:
    assert options(cast, who="sara").status_code == 403
    assert options(cast, who="ben").status_code == 404
    assert options(cast, who="gina").status_code == 404


def test_the_choice_asks_the_same_for_one_and_many(cast: Cast) -> None:
    browser, url = cast.staff("amara"), address("handout_give", cast.harbour, cast.m17)
    shelves.practice(TOUCH)
    make.assignment(cast.m17)
    with_one = queries(browser, url)
    shelves.practice(FRAME)
    shelves.practice(TOGETHER_FIRST)
    make.assignment(cast.m17)
    make.assignment(cast.m17)
    assert queries(browser, url) == with_one


def test_a_session_sheet_is_a_real_pdf_and_noted(cast: Cast) -> None:
    session = make.session(cast.m17)
    make.block(session, "awareness", 5)
    make.block(session, "exposure", 35)
    answer = cast.staff("amara").get(address("session_print", cast.harbour, session))
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/pdf"
    words = words_on(answer.content)
    assert "M-17" in words
    assert "Leila" not in words
    assert Journal.objects.get(act="printed").object_uid == session.uid


def test_a_session_sheet_is_for_those_who_may_print(cast: Cast) -> None:
    session = make.session(cast.m17)
    url = address("session_print", cast.harbour, session)
    found = {who: cast.staff(who).get(url).status_code for who in ("sara", "ben", "olga", "nils")}
    assert found == {"sara": 403, "ben": 404, "olga": 404, "nils": 404}


def test_a_session_sheet_that_fails_says_so(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    session = make.session(cast.m17)

    def fail(*_args: Any) -> bytes:
        raise Busy

    monkeypatch.setattr(press.POOL, "render", fail)
    answer = cast.staff("amara").get(address("session_print", cast.harbour, session))
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
    assert "Many sheets are being printed just now." in text_of(answer)
    assert Journal.objects.filter(act="printed").count() == 0


def test_a_session_of_the_day_prints_its_clock(cast: Cast) -> None:
    meeting = make.appointment(cast.m17, time=dt.time(15), minutes=90)
    session = make.session(cast.m17, appointment=meeting)
    make.block(session, "arrival", 10)
    make.block(session, "awareness", 5)
    words = words_on(
        cast.staff("amara").get(address("session_print", cast.harbour, session)).content
    )
    assert "15:10" in words


def session_papers(cast: Cast, who: str, session: Any) -> dict[str, str]:
    """What the guide and the agenda say to whoever asks for them."""
    url = address("session_print", cast.harbour, session)
    answers = {kind: cast.staff(who).get(url, {"sheet": kind}) for kind in ("guide", "agenda")}
    assert [one.status_code for one in answers.values()] == [200, 200]
    return {kind: words_on(one.content) for kind, one in answers.items()}


def test_the_guide_and_the_agenda_are_chosen_by_the_address(cast: Cast) -> None:
    shelves.practice(TOUCH)
    session = make.session(cast.m17, title="SESSION-X")
    make.block(session, "compassion", 5, title="BLOCK-X", notes="NOTE-X", practice=TOUCH)
    make.block(session, "exposure", 35, memory="MEMORY-X")
    papers = session_papers(cast, "amara", session)
    for word in ("M-17", "BLOCK-X", "NOTE-X", "What to say"):
        assert word in papers["guide"]
    assert "MEMORY-X" not in papers["guide"]
    private = ("M-17", "BLOCK-X", "NOTE-X", "MEMORY-X", "SESSION-X", "Leila", "Harbour", "Osei")
    assert [word for word in private if word in papers["agenda"]] == []
    assert "You may pass, pause or stop" in papers["agenda"]
    assert Journal.objects.filter(act="printed", object_uid=session.uid).count() == 2


def test_a_groups_agenda_says_that_everybody_may_pass(cast: Cast) -> None:
    session = make.session(cast.group_a, kind="group")
    make.block(session, "reflection", 20, module=1, title="BLOCK-X")
    papers = session_papers(cast, "gina", session)
    assert "Everybody may pass, at every point." in papers["agenda"]
    assert [x for x in ("Tuesday", "M-17", "BLOCK-X") if x in papers["agenda"]] == []
    assert "Module 1 20 min" in papers["guide"]


def test_paper_that_does_not_exist_is_not_found(cast: Cast) -> None:
    url = address("session_print", cast.harbour, make.session(cast.m17))
    assert cast.staff("amara").get(url, {"sheet": "poster"}).status_code == 404


def test_the_plan_offers_all_three_papers(cast: Cast) -> None:
    session = make.session(cast.m17)
    url = address("session_print", cast.harbour, session)
    page = cast.staff("amara").get(address("session_page", cast.harbour, session)).content.decode()
    hrefs = [f'href="{url}"', f'href="{url}?sheet=guide"', f'href="{url}?sheet=agenda"']
    assert [page.count(one) for one in hrefs] == [1, 1, 1]
