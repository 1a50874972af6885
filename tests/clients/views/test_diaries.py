"""The grid of a week from paper, for the clinician."""

import datetime as dt
import re
from typing import Any

from django.urls import reverse
from django.utils.timezone import now

from clients.actions.diaries import PaperDay, make_diary, record_week
from clients.actions.homework import change_homework
from clients.actions.logs import amend_log, report_unpleasant, take_back_log
from clients.models import Assignment
from clients.schedule import Schedule
from tests import factories as make
from tests.cast import Cast

from .asking import address, errors_of, queries, sent_to, text_of

DAY = dt.timedelta(days=1)


def week(given: Assignment, **places: str) -> dict[str, str]:
    """What is typed: `mark_0="x"` is the mark of today, `mark_1` of yesterday."""
    today = given.client.today()
    found = {}
    for name, value in places.items():
        field, sign, back = name.rpartition("_")
        found[f"{field}-{(today - int(back) * DAY).isoformat()}" if sign else name] = value
    return found


def ask(cast: Cast, given: Assignment, first: dt.date, data: Any = None, who: str = "amara") -> Any:
    """Open the grid, or open it and send it."""
    url = f"{address('diary_week', cast.harbour, given)}?from={first.isoformat()}"
    browser = cast.staff(who)
    page = browser.get(url)
    return page if data is None else browser.post(url, shown(page) | data)


def shown(page: Any) -> dict[str, str]:
    """What a page sends back of what it showed."""
    return dict(re.findall(r'name="(seen-[-0-9]+)" value="(\w*)"', page.content.decode()))


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


def test_the_line_of_a_day_that_is_kept_is_kept_too_or_asked_for_again(cast: Cast) -> None:
    today = cast.m17.today()
    given = make.assignment(cast.m17)
    sent = make.log(given)
    typed = week(given, mark_0="x", instead_0="keep") | {"note": "Written on paper."}
    url = f"{address('diary_week', cast.harbour, given)}?from={today.isoformat()}"
    browser = cast.staff("amara")
    page = text_of(browser.get(sent_to(browser.post(url, typed))))
    assert "As the phone has it, and not the paper: " in page
    sent.refresh_from_db()
    assert (sent.source, sent.note, sent.note_shared) == ("phone", "Written on paper.", True)
    again = browser.post(url, typed | {"note": "Another line."})
    assert errors_of(again) == {
        "note": ["The line has no day to stand on. Mark one more day, or leave the line out."]
    }
    assert "Another line." in text_of(again)


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


def test_what_was_written_meanwhile_is_neither_cleared_nor_written_over(cast: Cast) -> None:
    today, phone = cast.m17.today(), cast.phones["M-17"]
    given = make.assignment(cast.m17)
    url = f"{address('diary_week', cast.harbour, given)}?from={(today - DAY).isoformat()}"
    browser = cast.staff("amara")
    empty = shown(browser.get(url))
    assert empty == {f"seen-{today - DAY}": "", f"seen-{today}": ""}
    record_week(assignment=given, week=[PaperDay(day=today, state="part", note="zqx")], by=phone)
    # A page that showed nothing clears nothing, and says so before it writes over anything.
    sent_to(browser.post(url, empty | week(given, mark_1="x")))
    stale = browser.post(url, empty | week(given, mark_0="x", presence_0="5", note="Rain"))
    said = "Meanwhile this day was written down: “A part of it”."
    assert (stale.status_code, text_of(stale).count(said)) == (409, 1)
    button = "Write it down"  # what the message says is what the button says
    for part in ('value="x"', 'value="5"', "> Rain</textarea>", f"{button} once", f">{button}<"):
        assert part in text_of(stale)
    assert "zqx" not in text_of(stale)
    found = given.logs.order_by("local_date")
    assert [(log.state, log.note) for log in found] == [("done", ""), ("part", "zqx")]
    # Now the page shows it: once more, and it stands; the client's own note stays.
    seen = shown(stale)
    assert seen[f"seen-{today}"] == shown(browser.get(url))[f"seen-{today}"] != ""
    sent_to(browser.post(url, seen | week(given, mark_1="x", mark_0="x")))
    assert [(log.state, log.note) for log in found.all()] == [("done", ""), ("done", "zqx")]
    # Emptied by one, changed by another.
    other = shown(browser.get(url))
    ask(cast, given, today - DAY, week(given, mark_0="x"))
    late = browser.post(url, other | week(given, mark_1="/", mark_0="x"))
    assert (late.status_code, "this day was emptied" in text_of(late)) == (409, True)
    sent_to(browser.post(url, other | week(given, mark_0="x")))  # emptied by both
    assert given.logs.get().state == "done"


def test_a_day_that_holds_what_is_the_clients_is_not_emptied(cast: Cast) -> None:
    today, phone = cast.m17.today(), cast.phones["M-17"]
    given = make.assignment(cast.m17)
    kept = {}
    for back, note in ((0, "zqx"), (1, ""), (2, "")):
        row = PaperDay(day=today - back * DAY, state="done", note=note)
        record_week(assignment=given, week=[row], by=phone)
        kept[back] = given.logs.get(local_date=row.day)
    report_unpleasant(log=kept[1], by=phone)
    said = [
        "More than a mark was written on this day, so it stays. Type its mark again, or another."
    ]
    refused = ask(cast, given, today - 2 * DAY, week(given, mark_2="/"))
    assert errors_of(refused) == {f"mark-{today}": said, f"mark-{today - DAY}": said}
    assert given.logs.count() == 3
    amend_log(log=kept[0], changes={"note_shared": True}, by=phone)  # then the clinician sees it
    sent_to(ask(cast, given, today - 2 * DAY, week(given, mark_1="/")))
    assert given.logs.get().unpleasant is True


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


def test_a_sheet_printed_before_the_homework_changed_keeps_its_places(cast: Cast) -> None:
    today = cast.m17.today()
    given = make.assignment(cast.m17)
    said, strokes = "These are the places of the sheet.", "Type the number of strokes."

    def asked(first: dt.date = today, query: str = "") -> tuple[bool, bool]:
        url = f"{address('diary_week', cast.harbour, given)}?from={first.isoformat()}{query}"
        page = text_of(cast.staff("amara").get(url))
        return said in page, strokes in page

    assert asked() == (False, False)
    diary = make_diary(assignment=given, first=today, by=cast.amara)
    assert asked() == (False, False)
    change_homework(assignment=given, schedule=Schedule(kind="tally"), by=cast.amara)
    assert [asked(), asked(query="&now"), asked(today - 7 * DAY)] == [
        (True, False),
        (False, True),
        (False, False),  # before the change
    ]
    grid = reverse("portal:week", args=[diary.uid])
    assert "How many strokes?" not in text_of(cast.phone("M-17").get(grid))
    ask(cast, given, today, week(given, mark_0="/"))
    assert given.logs.get().state == "part"
    make_diary(assignment=given, first=today, by=cast.amara)  # the sheet of now, by the same code
    assert asked() == (False, True)
    assert "How many strokes?" in text_of(cast.phone("M-17").get(grid))


def test_a_day_on_which_nothing_was_agreed_is_free_as_on_the_sheet(cast: Cast) -> None:
    today = cast.m17.today()
    agreed = {"format": 1, "kind": "chosen_days", "weekdays": [today.isoweekday()]}
    given = make.assignment(cast.m17, schedule=agreed)
    first = today - 3 * DAY
    diary = make.diary(given, first=first)
    grid = text_of(ask(cast, given, first))
    phone = text_of(cast.phone("M-17").get(reverse("portal:week", args=[diary.uid])))
    wanted = {(first + number * DAY).isoformat(): number != 3 for number in range(4)}
    for page in (grid, phone):  # what is to come takes nothing anyway
        rows = re.split(r"<(?:tr|section class)\b", page)
        found = {day: "free" in row for row in rows for day in wanted if f"mark-{day}" in row}
        assert found == wanted
    ask(cast, given, first, week(given, mark_1="x"))
    assert given.logs.get().local_date == today - DAY  # done all the same


def test_several_times_a_day_are_boxes_and_a_number(cast: Cast) -> None:
    today = cast.m17.today()
    hours = {"from_time": "09:00", "to_time": "17:00"}
    two_hours = {"format": 1, "kind": "every_two_hours", **hours}
    given = make.assignment(cast.m17, schedule=two_hours)
    page = text_of(ask(cast, given, today))
    assert 'Times <span class="small">of 4</span>' in page
    assert "Hard before" not in page
    make.log(given, times=2)
    assert "Phone: “I did it, 2 times”" in text_of(ask(cast, given, today))
    typed = week(given, times_1="3", mark_0="/", times_0="4", instead_0="replace", times_2="x")
    again = ask(cast, given, today - 2 * DAY, typed)
    assert errors_of(again) == {f"times-{today - 2 * DAY}": ["A whole number, please."]}
    assert given.logs.get().times == 2
    for _time in range(2):
        sent_to(ask(cast, given, today - 2 * DAY, typed | week(given, times_2="")))
    found = given.logs.order_by("local_date")
    assert [(log.state, log.times) for log in found] == [("done", 3), ("part", 4)]
    assert 'value="3"' in text_of(ask(cast, given, today - DAY))


def test_paper_that_says_less_than_the_phones_entries_is_refused_at_its_day(cast: Cast) -> None:
    today = cast.m17.today()
    given = make.assignment(cast.m17, schedule={"format": 1, "kind": "tally"})
    for _entry in range(3):
        make.log(given)
    typed = week(given, times_0="2", instead_0="replace", note="Rain")
    refused = ask(cast, given, today, typed)
    said = "Other entries of this day stay, and count 2 times already: keep the phone's."
    assert errors_of(refused) == {f"instead-{today}": [said]}
    assert "> Rain</textarea>" in text_of(refused)
    sent_to(ask(cast, given, today, typed | week(given, times_0="4")))
    assert sum(log.counted for log in given.logs.all()) == 4
    dash = make.assignment(cast.m17)
    for _entry in range(2):
        make.log(dash)
    refused = ask(cast, dash, today, week(dash, mark_0="-", instead_0="replace"))
    said = "Another entry of this day stays, and counts 1 time already: keep the phone's."
    assert errors_of(refused) == {f"instead-{today}": [said]}
    sent_to(ask(cast, dash, today, week(dash, mark_0="-", instead_0="keep")))
    assert {log.state for log in dash.logs.all()} == {"done"}


def test_how_hard_it_was_is_typed_as_on_the_phone(cast: Cast) -> None:
    today = cast.m17.today()
    given = make.assignment(cast.m17)
    refused = ask(cast, given, today, week(given, before_0="11", after_0="3"))
    said = ["10 is the most that can be entered here."]
    assert errors_of(refused) == {f"before-{today}": said}
    assert 'value="11"' in text_of(refused)
    sent_to(ask(cast, given, today, week(given, before_0="0", after_0="3")))
    log = given.logs.get()
    assert (log.state, log.before, log.after) == ("done", 0, 3)
    page = text_of(ask(cast, given, today))
    assert ('value="0"' in page, "Highest" in page) == (True, False)


def test_exposure_homework_has_three_numbers_on_the_clients_scale(cast: Cast) -> None:
    today = cast.m17.today()
    gates = {"led_by": "self", "activating": True, "leave_out_when": [], "exposure_homework": True}
    given = make.assignment(cast.m17, prescription={"gates": gates})
    page = text_of(ask(cast, given, today))
    assert page.count('<span class="small">0–100</span>') == 3
    low = week(
        given, suds_before_0="60", suds_peak_0="50", suds_end_0="20", minutes_0="35", mark_0="x"
    )
    refused = ask(cast, given, today, low)
    assert errors_of(refused) == {
        f"suds_peak-{today}": ["This is the highest of the three. Look once more?"]
    }
    assert ('value="50"' in text_of(refused), given.logs.count()) == (True, 0)
    sent_to(ask(cast, given, today, low | week(given, suds_peak_0="70")))
    log = given.logs.get()
    told = (log.suds_before, log.suds_peak, log.suds_end, log.suds_scale, log.minutes, log.before)
    assert told == (60, 70, 20, "100", 35, None)


def test_ratings_that_are_not_shared_have_no_place(cast: Cast) -> None:
    make.consent(cast.m17, kind="ratings", withdrawn_at=now())
    page = text_of(ask(cast, make.assignment(cast.m17), cast.m17.today()))
    assert ("Hard before" in page, "There with it" in page, "Mark" in page) == (False, False, True)


def test_a_number_of_a_day_that_was_left_out_is_not_dropped_without_a_word(cast: Cast) -> None:
    today = cast.m17.today()
    given = make.assignment(cast.m17)
    refused = ask(cast, given, today, week(given, mark_0="-", before_0="6", presence_0="4"))
    assert list(errors_of(refused)) == [f"presence-{today}"]
    assert not given.logs.exists()
    sent_to(ask(cast, given, today, week(given, mark_0="-", before_0="6")))
    assert (given.logs.get().state, given.logs.get().before) == ("not_today", 6)
