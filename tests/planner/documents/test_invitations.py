"""The way in for a phone on paper: neutral words, one page, and when it ends."""

import datetime as dt

import pytest

from planner.documents import press
from planner.documents.invitations import invitation_pdf
from planner.documents.pool import Pool
from planner.sheets import InvitationSheet
from tests.planner.documents.examples import everything_in, text_of
from tests.planner.documents.reading import pages_of, sizes_of

LINK = "https://wings.example/p/in/0QZ0mw6oWgzsfG51-pQEMaN6ObgssY24/"
SHEET = InvitationSheet(link=LINK, until=dt.datetime(2026, 12, 5, 16, 5), language="en")


@pytest.fixture(autouse=True)
def _one_pool(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    """All sheets of this module are printed by one child."""
    monkeypatch.setattr(press, "POOL", pool)


def test_one_page_says_how_until_when_and_who_reads_in_neutral_words() -> None:
    pdf = invitation_pdf(SHEET)
    said = text_of(pdf)
    assert (pages_of(pdf), min(sizes_of(pdf)) >= 12) == (1, True)
    for part in (
        "Choose a PIN of at least six digits",
        "It works once, until Saturday, 5 December 2026, 16:05.",
        "Each note and each sheet is yours alone",
        "Nobody, and no program, watches",
    ):
        assert part in said
    assert LINK.removeprefix("https://") in said.replace(" ", "")
    everything = everything_in(pdf).lower()
    for word in (b"therap", b"clinic", b"homework", b"session", b"appointment", b"two wings"):
        assert word not in everything


def test_large_print() -> None:
    large = invitation_pdf(InvitationSheet(link=LINK, until=SHEET.until, language="en", large=True))
    assert min(sizes_of(large)) >= 18
    assert pages_of(large) <= 2
