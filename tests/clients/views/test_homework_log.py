"""The log of one piece of homework, as its clinician reads it."""

import datetime as dt

from tests import factories as make
from tests.cast import Cast

from .asking import address, text_of

DAY = dt.timedelta(days=1)


def test_what_is_older_than_the_weeks_that_are_shown_is_folded(cast: Cast) -> None:
    today = cast.m17.today()
    monday = today - today.weekday() * DAY - 21 * DAY
    given = make.assignment(cast.m17, starts=today - 90 * DAY)
    for day in (today, monday, monday - DAY, today - 80 * DAY):
        make.log(given, local_date=day)
    url = address("homework_page", cast.harbour, given)
    answer = cast.staff("amara").get(url)
    course = answer.context["course"]
    assert [row.log.local_date for row in course.recent] == [today, monday]
    assert [row.log.local_date for row in course.older] == [monday - DAY, today - 80 * DAY]
    assert "2 entries from before these four weeks" in text_of(answer)


def test_an_entry_says_that_it_was_written_down_later_and_never_when(cast: Cast) -> None:
    today = cast.m17.today()
    given = make.assignment(cast.m17, starts=today - 9 * DAY)
    make.log(given, local_date=today)
    url = address("homework_page", cast.harbour, given)
    assert "written down later" not in text_of(cast.staff("amara").get(url))
    make.log(given, local_date=today - 2 * DAY)
    make.log(given, local_date=today - 3 * DAY, source="paper")
    page = text_of(cast.staff("amara").get(url))
    assert page.count("written down later") == 1
    assert page.count(", from paper") == 1
