"""Local times that exist and local times that the clock skips."""

import datetime as dt
import zoneinfo

import pytest

from clients.wallclock import is_skipped, is_zone, zone_names

LONDON = zoneinfo.ZoneInfo("Europe/London")
SPRING, AUTUMN = dt.date(2026, 3, 29), dt.date(2026, 10, 25)


@pytest.mark.parametrize(
    ("day", "time", "skipped"),
    [
        (SPRING, dt.time(0, 59), False),
        (SPRING, dt.time(1, 0), True),
        (SPRING, dt.time(1, 59), True),
        (SPRING, dt.time(2, 0), False),
        (AUTUMN, dt.time(1, 30), False),
        (dt.date(2026, 6, 1), dt.time(1, 30), False),
    ],
)
def test_the_hour_that_summer_time_takes_does_not_exist(
    day: dt.date, time: dt.time, skipped: bool
) -> None:
    assert is_skipped(day, time, LONDON) is skipped


def test_zones_are_known_by_name() -> None:
    assert is_zone("Europe/Lisbon")
    assert not is_zone("Europe/Atlantis")
    assert not is_zone("../etc/passwd")
    assert "Europe/Lisbon" in zone_names()
    assert "Etc/GMT+5" not in zone_names()
