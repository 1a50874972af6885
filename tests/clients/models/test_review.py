"""The review of a client: what is said, what is left out, and that it stays cheap."""

import datetime as dt

import pytest
from django.utils.timezone import now

from clients.models import AppointmentStatus
from clients.models.review import review_of
from tests import factories as make
from tests.cast import Cast


def held(cast: Cast, days_ago: int) -> dt.date:
    """An appointment that took place."""
    day = cast.harbour.today() - dt.timedelta(days=days_ago)
    make.appointment(cast.m17, day=day, status=AppointmentStatus.HELD)
    return day


def test_since_the_last_appointment(cast: Cast) -> None:
    since = held(cast, 7)
    today = cast.harbour.today()
    given = make.assignment(cast.m17)
    for number in (1, 2, 4):
        make.log(given, local_date=today - dt.timedelta(days=number))
    make.log(given, local_date=today - dt.timedelta(days=5), state="not_today")
    review = review_of(cast.m17, today)
    assert review.since == since
    assert "practice on 3 of 7 days. 3 days have no note." in review.sentence
    (row,) = review.homework
    assert [mark.state for mark in row.marks][-3:] == ["done", "done", "not_due"]
    assert (row.tally.done, row.tally.due) == (3, 7)


def test_what_was_taken_back_or_kept_private_is_not_there(cast: Cast) -> None:
    given = make.assignment(cast.m17)
    make.log(given, note="for me alone")
    make.log(given, note="for you", note_shared=True)
    make.log(given, unpleasant=True, unpleasant_note="gone", taken_back_at=now())
    review = review_of(cast.m17, cast.harbour.today())
    assert [log.shared_note for log, _given in review.notes] == ["for you"]
    assert review.unpleasant == ()
    assert "for me alone" not in repr(review)


def test_an_entry_that_came_after_the_end_of_its_homework_is_read_too(cast: Cast) -> None:
    since, today = held(cast, 3), cast.harbour.today()
    over = make.assignment(cast.m17, status="ended", ends=since - dt.timedelta(days=1))
    make.log(over, local_date=today, unpleasant=True, note="for you", note_shared=True)
    review = review_of(cast.m17, today)
    assert [given.uid for _log, given in (*review.unpleasant, *review.notes)] == [over.uid] * 2


def test_only_ratings_of_one_context_and_scale_are_used(cast: Cast) -> None:
    given = make.assignment(cast.m17)
    make.checkin(cast.m17, 5, 6, log=make.log(given))
    make.checkin(cast.m17, 1, 1, log=make.log(given), context="moment")
    make.checkin(cast.m17, 90, 90, log=make.log(given), scale="0-100")
    make.checkin(cast.m17, 1, 1, log=make.log(given, taken_back_at=now()))
    make.checkin(cast.m18, 2, 2, log=make.log(make.assignment(cast.m18)))
    (rated,) = review_of(cast.m17, cast.harbour.today()).rated_days
    assert (rated.presence, rated.kindness) == (5, 6)


def test_paper_only_counts_no_day_as_unlogged(cast: Cast) -> None:
    cast.m17.profile = "paper"
    cast.m17.save(update_fields=["profile"])
    make.assignment(cast.m17)
    review = review_of(cast.m17, cast.harbour.today())
    assert "no note" not in review.sentence
    assert {mark.state for mark in review.homework[0].marks} == {"not_due"}


def test_what_got_in_the_way_is_said_from_twice_on(cast: Cast) -> None:
    given = make.assignment(cast.m17)
    make.log(given, state="not_today", obstacles=["no_time"])
    assert "in the way" not in review_of(cast.m17, cast.harbour.today()).sentence
    yesterday = cast.harbour.today() - dt.timedelta(days=1)
    make.log(given, state="part", obstacles=["no_time", "tired"], local_date=yesterday)
    sentence = review_of(cast.m17, cast.harbour.today()).sentence
    assert "“No time” was in the way 2 times." in sentence


@pytest.mark.parametrize("rows", [1, 3])
def test_it_takes_four_queries_however_much_there_is(
    cast: Cast, django_assert_num_queries: object, rows: int
) -> None:
    for _number in range(rows):
        given = make.assignment(cast.m17)
        make.checkin(cast.m17, 3, 4, log=make.log(given))
        held(cast, 3)
    with django_assert_num_queries(4):  # type: ignore[operator]
        review_of(cast.m17, cast.harbour.today())


def test_exposure_homework_shows_its_highest_numbers_and_what_can_go_on(cast: Cast) -> None:
    today, day = cast.m17.today(), dt.timedelta(days=1)
    rung = make.assignment(cast.m17, ends=today)
    for back, peak in ((1, 65), (2, None), (3, 80), (9, 99)):
        make.log(rung, local_date=today - back * day, suds_scale="100", suds_peak=peak)
    paused = make.assignment(cast.m17, status="paused", ends=today - 30 * day)
    paused.pauses = [[(today - 3 * day).isoformat(), None]]
    paused.save(update_fields=["pauses"])
    found = review_of(cast.m17, today)
    assert found.again == rung
    by_key = {row.assignment.pk: row for row in found.homework}
    assert (by_key[rung.pk].peaks, by_key[rung.pk].status) == ((80, 65), "active")
    assert (by_key[paused.pk].peaks, by_key[paused.pk].status) == ((), "paused")
    page = cast.staff("amara").get(f"/c/{cast.harbour.uid}/clients/{cast.m17.uid}/")
    assert "highest 80, 65" in " ".join(page.content.decode().split())
