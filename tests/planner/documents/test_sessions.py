"""The session sheet: the plan by the clock, and ticks in the order of the form."""

import pytest

from planner.documents import press
from planner.documents.pool import Pool
from planner.documents.sessions import session_sheet_pdf
from planner.sheets import SheetBlock, SheetFinding, SudsGrid
from tests.planner.documents.examples import opened, session, text_of
from tests.planner.documents.test_handouts import sizes_of, tags_of


@pytest.fixture(autouse=True)
def _one_pool(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    """All sheets of this module are printed by one child."""
    monkeypatch.setattr(press, "POOL", pool)


def test_everything_stands_on_it_in_the_order_of_the_work() -> None:
    text = text_of(session_sheet_pdf(session()))
    words = [
        "Harbour Clinic · Amara Osei",
        "M-17",
        "Trauma-focused session",
        "Thursday, 26 November 2026",
        "10:00–11:30",
        "90 minutes, 15 spare",
        "Room 2",
        "From last time: Begin with the corridor.",
        "Today safe",
        "risk asked",
        "nothing newly dangerous at home",
        "no duty in the next hour",
        "Agreed stop signal: left hand up",
        "10:10",
        "Awareness",
        "10:15",
        "Begin at the door.",
        "SUDS 0 to 100: hot spot A",
        "After grounding",
        "Before leaving",
        "oriented to place, day and person",
        "dissociation: 0 1 2 3 4 5 6 7 8 9 10",
        "way home and the next hour clear",
        "safe to leave, confirmed by",
        "If not: who stays",
        "One note for next time",
    ]
    assert [part for part in words if part not in text] == []
    tail = [text.find(part) for part in words[17:]]
    assert tail == sorted(tail)


def test_ratings_are_asked_every_five_minutes_and_at_four_moments() -> None:
    text = text_of(session_sheet_pdf(session(suds_highest=10)))
    assert "SUDS 0 to 10: hot spot A" in text
    assert "Minute 5 10 15 20 25 30 35 SUDS Before Peak End After grounding" in text
    assert SudsGrid(memory="", minutes=20).at_minutes == (5, 10, 15, 20)
    assert SudsGrid(memory="", minutes=4).at_minutes == ()
    assert SudsGrid(memory="", minutes=600).at_minutes[-1] == 90


def test_open_findings_are_printed_and_none_when_there_are_none() -> None:
    finding = SheetFinding(severity="Warning", text="No risk question in 31 days.")
    text = text_of(session_sheet_pdf(session(open_findings=(finding,))))
    assert "Not marked ready. Open: Warning: No risk question in 31 days." in text
    assert "Not marked ready" not in text_of(session_sheet_pdf(session()))


def test_a_session_without_exposure_has_no_ratings_and_no_leaving_part() -> None:
    text = text_of(session_sheet_pdf(session(grids=(), after_exposure=False)))
    assert ("SUDS" in text, "Before leaving" in text) == (False, False)


def test_a_group_has_modules_and_no_personal_ticks() -> None:
    blocks = tuple(
        SheetBlock(starts="", minutes=15, phase="Reflection", family="other", title=f"Part {n}",
                   module=f"Module {n}")
        for n in (1, 1, 2)
    )  # fmt: skip
    text = text_of(session_sheet_pdf(session(blocks=blocks, individual=False, grids=())))
    assert (text.count("Module 1"), text.count("Module 2")) == (1, 1)
    assert "Today safe" not in text


def test_the_sheet_is_tagged_and_has_one_or_two_pages() -> None:
    pdf = session_sheet_pdf(session())
    tags = tags_of(pdf)
    assert (tags.count("/H1"), tags.count("/Table")) == (1, 3)
    assert min(sizes_of(pdf)) == 12.0
    with opened(pdf) as file:
        assert len(file.pages) in (1, 2)
        assert str(file.docinfo["/Title"]) == "Session sheet M-17, Thursday, 26 November 2026"
        assert file.open_metadata()["pdfuaid:part"] == "1"


def test_markup_in_notes_is_printed_as_text() -> None:
    block = SheetBlock(starts="10:00", minutes=5, phase="Arrival", family="other",
                       title="<script>x</script>", notes="<b>bold</b> {{ sheet }}")  # fmt: skip
    text = text_of(session_sheet_pdf(session(blocks=(block,), stop_signal="<i>hand</i>")))
    assert "<script>x</script>" in text
    assert "<b>bold</b> {{ sheet }}" in text
    assert "<i>hand</i>" in text
