"""A pack that counts down."""

import datetime as dt

import pytest

from planner.pages import Asked
from planner.pages.packs import pack_page
from tests.planner import texts

DAY = dt.date(2030, 5, 30)


@pytest.mark.parametrize(
    ("today", "now", "past"),
    [
        (dt.date(2030, 5, 1), [], []),
        (dt.date(2030, 5, 2), [0], []),
        (dt.date(2030, 5, 22), [0], []),
        (dt.date(2030, 5, 23), [1], [0]),
        (DAY, [2], [0, 1]),
        (dt.date(2030, 5, 31), [], [0, 1, 2]),
    ],
)
def test_one_part_is_for_today(today: dt.date, now: list[int], past: list[int]) -> None:
    parts = pack_page(texts.pack(), {}, Asked(today=today, day=DAY)).parts
    assert [place for place, part in enumerate(parts) if part.is_now] == now
    assert [place for place, part in enumerate(parts) if part.is_past] == past


def test_a_pack_without_a_countdown_has_no_days() -> None:
    parts = [part | {"days_before": None} for part in texts.PACK["parts"]]
    page = pack_page(texts.pack(parts=parts), {}, Asked(today=DAY, day=DAY))
    assert page.day is None
    assert [(part.day, part.before) for part in page.parts] == [(None, "")] * 3
