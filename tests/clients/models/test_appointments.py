"""Which appointments are still to come, by the day and by the hour."""

import datetime as dt
from zoneinfo import ZoneInfo

from tests import factories as make
from tests.cast import Cast

THURSDAY = dt.date(2026, 11, 26)
HALF_PAST_THREE = dt.datetime(2026, 11, 26, 15, 30, tzinfo=ZoneInfo("Europe/London"))


def test_what_has_begun_is_no_longer_to_come(cast: Cast) -> None:
    at = {
        hour: make.appointment(cast.m17, day=THURSDAY, time=dt.time(hour)) for hour in (9, 15, 16)
    }
    open_hour = make.appointment(cast.m17, day=THURSDAY, time=None)
    next_day = make.appointment(cast.m17, day=THURSDAY + dt.timedelta(days=1), time=dt.time(8))
    make.appointment(cast.m17, day=THURSDAY, time=dt.time(17), status="cancelled")
    make.appointment(cast.m17, day=None, time=None)
    mine = cast.m17.appointments
    assert set(mine.coming(THURSDAY)) == {*at.values(), open_hour, next_day}
    assert set(mine.after(HALF_PAST_THREE)) == {at[16], open_hour, next_day}
