"""The grid of a week from paper, for the clinician."""

import datetime as dt
from typing import Any

from clients.actions.logs import take_back_log
from clients.models import Assignment
from tests import factories as make
from tests.cast import Cast

from .asking import address, errors_of, queries, sent_to, text_of

DAY = dt.timedelta(days=1)


def week(given: Assignment, **places: str) -> dict[str, str]:
    """What is typed: `mark_0="x"` is the mark of today, `mark_1` of yesterday."""
    today = given.client.today()
    found = {}
    for name, value in places.items():
        field, _sign, back = name.partition("_")
        found[f"{field}-{(today - int(back) * DAY).isoformat()}" if back else name] = value
    return found


def ask(cast: Cast, given: Assignment, first: dt.date, data: Any = None, who: str = "amara") -> Any:
    """Open the grid, or send it."""
    url = f"{address('diary_week', cast.harbour, given)}?from={first.isoformat()}"
    browser = cast.staff(who)
    return browser.get(url) if data is None else browser.post(url, data)


def test_a_code_leads_to_its_week_for_the_own_team_only(cast: Cast) -> None:
    given = make.assignment(cast.m17)
    diary = make.diary(given)
    url = address("diary_find", cast.harbour)
    typed = {"code": f"{diary.shown_code.lower()} "}
    page = address("diary_week", cast.harbour, given)
    assert sent_to(cast.staff("amara").post(url, typed)) == f"{page}?from={diary.first}"
    unknown = errors_of(cast.staff("amara").post(url, {"code": "7K4M 9P2T"}))
    assert unknown == {"code": ["None of your clients has a sheet with this code."]}
    for who in ("ben", "sara"):  # not on the team; reads only
        assert errors_of(cast.staff(who).post(url, typed)) == unknown
    no_code = errors_of(cast.staff("amara").post(url, {"code": "hello\x01"}))
    assert list(no_code) == ["code"]


def test_a_week_is_typed_in_one_go(cast: Cast) -> None:
    today = cast.m17.today()
    given = make.assignment(cast.m17, starts=today - 3 * DAY)
    typed = week(given, mark_2="x", presence_2="5", kindness_2="7", mark_1="/", kindness_0="3")
    answer = ask(cast, given, today - 4 * DAY, typed | {"note": "It was a long week."})
    assert sent_to(answer) == address("homework_page", cast.harbour, given)
    found = given.logs.order_by("local_date")
    assert [(log.state, log.source, log.note, log.note_shared) for log in found] == [
        ("done", "paper", "", False),
        ("part", "paper", "", False),
        ("done", "paper", "It was a long week.", True),  # rated without a mark: something was done
    ]
    assert [log.timezone for log in found] == ["Europe/London"] * 3
    page = text_of(ask(cast, given, today - 4 * DAY))
    assert page.count("from this paper") == 3
    assert "not part of this homework" in page
    assert page.count("still to come") == 2
    assert 'value="✓"' in page
    assert "It was a long week." in page
    assert "“It was a long week.”" in text_of(
        cast.staff("amara").get(address("homework_page", cast.harbour, given))
    )


def test_a_day_of_the_phone_is_shown_and_kept_unless_chosen(cast: Cast) -> None:
    today = cast.m17.today()
    given = make.assignment(cast.m17)
    make.log(given, state="done", note="hidden from you")
    page = text_of(ask(cast, given, today))
    assert "Phone: “I did it”" in page
    assert "hidden from you" not in page
    ask(cast, given, today, week(given, mark_0="-"))
    assert given.logs.get().state == "done"
    ask(cast, given, today, week(given, mark_0="-", instead_0="replace"))
    assert (given.logs.get().state, given.logs.get().source) == ("not_today", "paper")


def test_what_does_not_fit_is_said_at_its_place_and_kept(cast: Cast) -> None:
    today = cast.m17.today()
    given = make.assignment(cast.m17)
    answer = ask(cast, given, today, week(given, mark_0="??", presence_0="8", kindness_0="4"))
    errors = errors_of(answer)
    assert set(errors) == {f"mark-{today}", f"presence-{today}"}
    assert 'value="??"' in text_of(answer)
    alone = errors_of(ask(cast, given, today, {"note": "only words"}))
    assert alone == {"note": ["The line goes with a day: mark one day at least."]}
    assert errors_of(ask(cast, given, today, week(given, mark_0="\x00"))) != {}
    assert list(errors_of(ask(cast, given, today, {"note": "x" * 501}))) == ["note"]
    assert given.logs.count() == 0
    # Days to come and other people's weeks cannot be written: they have no place.
    ask(cast, given, today, week(given, mark_1="x") | {f"mark-{today + DAY}": "x"})
    assert given.logs.count() == 0


def test_a_day_that_was_taken_back_says_that_paper_cannot_fill_it(cast: Cast) -> None:
    today = cast.m17.today()
    given = make.assignment(cast.m17)
    full = week(given, mark_0="x", presence_0="5", mark_1="/", note="Rain")
    sent_to(ask(cast, given, today - DAY, full))
    take_back_log(log=given.logs.get(local_date=today), by=cast.phones["M-17"])
    shown = text_of(ask(cast, given, today - DAY))
    assert "Paper cannot fill this day" not in shown  # who only looks learns nothing
    again = ask(cast, given, today - DAY, full | week(given, mark_1="x"))
    said = "Paper cannot fill this day. Leave its row empty to keep the other days."
    assert errors_of(again) == {f"mark-{today}": [said]}
    kept = text_of(again)
    assert "taken back" not in kept
    assert "took back" not in kept
    for part in ('value="x"', 'value="5"', "> Rain</textarea>"):
        assert part in kept
    assert given.logs.standing().get().state == "part"  # nothing is kept by halves
    rated = errors_of(ask(cast, given, today - DAY, week(given, kindness_0="4")))
    assert list(rated) == [f"mark-{today}"]
    sent_to(ask(cast, given, today - DAY, week(given, mark_1="x", note="Rain")))
    log = given.logs.standing().get()
    assert (log.local_date, log.state, log.note) == (today - DAY, "done", "Rain")
    make.log(given)  # the phone has written on it since: then there is something to choose between
    sent_to(ask(cast, given, today - DAY, week(given, mark_0="/", mark_1="x", instead_0="replace")))
    assert given.logs.standing().get(local_date=today).state == "part"


def test_a_tally_counts_strokes_and_0_to_100_is_not_asked(cast: Cast) -> None:
    cast.m17.rating_scale = "0-100"
    cast.m17.save(update_fields=["rating_scale"])
    given = make.assignment(cast.m17, schedule={"format": 1, "kind": "tally"})
    page = text_of(ask(cast, given, cast.m17.today()))
    assert "There with it" not in page
    assert "Type the number of strokes." in page
    ask(cast, given, cast.m17.today(), week(given, times_0="4", kindness_0="4"))
    log = given.logs.get()
    assert (log.state, log.times, hasattr(log, "checkin")) == ("done", 4, False)


def test_the_usual_week_and_addresses_that_ask_for_nonsense(cast: Cast) -> None:
    today = cast.m17.today()
    given = make.assignment(cast.m17, starts=today - 9 * DAY)
    url = address("diary_week", cast.harbour, given)
    browser = cast.staff("amara")
    assert browser.get(url).context["first"] == today - 2 * DAY
    make.diary(given, first=today - 8 * DAY)
    for asked in ("", "?from=x", "?from=0001-01-01", "?from=2026-02-31", "?from=9999-12-31"):
        assert browser.get(url + asked).context["first"] == today - 8 * DAY
    one = queries(browser, url)
    for number in range(3):
        make.log(given, local_date=today - number * DAY)
    assert queries(browser, url) == one
