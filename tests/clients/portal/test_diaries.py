"""The week of a paper diary on the phone: after the PIN, empty, until the week ends."""

import datetime as dt

from django.test import Client as HttpClient
from django.urls import reverse

from clients.actions.logs import take_back_log
from tests import factories as make
from tests.cast import PIN, Cast, secret_of

DAY = dt.timedelta(days=1)


def test_the_picture_leads_through_the_pin_to_the_empty_week(cast: Cast) -> None:
    diary = make.diary(make.assignment(cast.m17))
    url = reverse("portal:week", args=[diary.uid])
    locked = HttpClient()
    locked.cookies["pd"] = secret_of("M-17")
    sent = locked.get(url)
    assert sent.headers["Location"] == reverse("portal:unlock", query={"next": url})
    opened = locked.post("/p/unlock/", {"pin": PIN, "next": url})
    assert opened.headers["Location"] == url
    assert locked.get(url).status_code == 200


def test_it_shows_nothing_that_was_written_and_overwrites_nothing(cast: Cast) -> None:
    today = cast.m17.today()
    given = make.assignment(cast.m17, starts=today - 3 * DAY)
    diary = make.diary(given, first=today - 3 * DAY)
    make.log(given, state="part", note="zqx", minutes=4)
    url = reverse("portal:week", args=[diary.uid])
    phone = cast.phone("M-17")
    empty = phone.get(url).content.decode()
    assert "zqx" not in empty
    assert "checked" not in empty
    fields = {
        f"mark-{today}": "not_today",
        f"mark-{today - DAY}": "done",
        f"presence-{today - DAY}": "6",
        "note": "for me",
    }
    for _time in range(2):
        answer = phone.post(url, fields)
        assert answer.headers["Location"] == f"{reverse('portal:today')}?stood"
    stood = "Saved. A day that was written down before stays as it was."
    assert stood in phone.get(answer.headers["Location"]).content.decode()
    found = [(log.state, log.source, log.note_shared) for log in given.logs.order_by("local_date")]
    assert found == [("done", "paper", False), ("part", "phone", False)]
    again = phone.get(url).content.decode()
    assert "checked" not in again
    assert "for me" not in again


def test_a_day_that_was_taken_back_is_said_kindly_and_the_others_are_kept(cast: Cast) -> None:
    today = cast.m17.today()
    given = make.assignment(cast.m17)
    diary = make.diary(given, first=today - 3 * DAY)
    url, phone = reverse("portal:week", args=[diary.uid]), cast.phone("M-17")
    yesterday = {f"mark-{today - DAY}": "done", f"presence-{today - DAY}": "6"}
    phone.post(url, yesterday)
    take_back_log(log=given.logs.get(), by=cast.phones["M-17"])
    looks = phone.get(url).content.decode()
    said = "You took this day back, and it stays so: paper does not fill it again."
    assert said not in looks  # the empty page tells nothing
    again = phone.post(url, yesterday | {f"mark-{today}": "part", "note": "a line"})
    text = again.content.decode()
    assert (again.status_code, text.count(said)) == (200, 1)
    assert said in text.split(f'id="day-{today - DAY}"')[1].split("</section>")[0]
    assert f'name="mark-{today - DAY}"' not in text  # so that it can be sent once more
    assert "The other days are written down." in text
    assert [(log.local_date, log.state, log.note) for log in given.logs.standing()] == [
        (today, "part", "a line")
    ]
    alone = phone.post(url, yesterday).content.decode()
    assert (said in alone, "The other days are" in alone) == (True, False)
    worded = phone.post(url, yesterday | {"note": "a line"})
    assert (worded.status_code, said in worded.content.decode()) == (422, True)
    cast.m17.quiet_mode = True
    cast.m17.save(update_fields=["quiet_mode"])
    quiet = phone.post(url, yesterday).content.decode()
    assert ("Paper does not fill this day." in quiet, "back" in quiet.split("<main")[1]) == (
        True,
        False,
    )
    page = reverse("clients:diary_week", args=[cast.harbour.uid, given.uid])
    desk = cast.staff("amara").post(f"{page}?from={today - 3 * DAY}", {f"mark-{today - DAY}": "x"})
    assert "Paper cannot fill this day." in desk.content.decode()
    make.log(given, local_date=today - DAY)  # written on the phone since: nothing to say any more
    assert phone.post(url, yesterday).headers["Location"] == f"{reverse('portal:today')}?saved"


def test_the_line_stands_on_a_day_that_was_logged_or_is_asked_for_again(cast: Cast) -> None:
    today = cast.m17.today()
    given = make.assignment(cast.m17, schedule={"format": 1, "kind": "tally"})
    sent = make.log(given, times=2)
    url = reverse("portal:week", args=[make.diary(given, first=today).uid])
    phone, fields = cast.phone("M-17"), {f"times-{today}": "5", "note": "on the bus"}
    for _time in range(2):
        answer = phone.post(url, fields)
        assert answer.headers["Location"] == f"{reverse('portal:today')}?stood"
    sent.refresh_from_db()
    assert (sent.times, sent.note, sent.note_shared) == (2, "on the bus", False)
    other = phone.post(url, fields | {"note": "another line"})
    page = other.content.decode()
    assert (other.status_code, "The line has no day to stand on." in page) == (422, True)
    assert "another line" in page
    assert 'value="5"' in page
    assert given.logs.get().note == "on the bus"


def test_it_is_closed_before_and_after_its_week(cast: Cast) -> None:
    today = cast.m17.today()
    given = make.assignment(cast.m17, starts=today - 20 * DAY)
    for first in (today - 7 * DAY, today + DAY):
        url = reverse("portal:week", args=[make.diary(given, first=first).uid])
        phone = cast.phone("M-17")
        assert "This page is closed" in phone.get(url).content.decode()
        phone.post(url, {f"mark-{first}": "done", f"mark-{today}": "done"})
    assert given.logs.count() == 0


def test_in_quiet_mode_it_takes_marks_under_the_plain_title(cast: Cast) -> None:
    cast.m17.quiet_mode = True
    cast.m17.save(update_fields=["quiet_mode"])
    plain = {"title": "Meeting shame kindly", "plain_title": "A four-minute pause"}
    diary = make.diary(make.assignment(cast.m17, prescription=plain))
    page = cast.phone("M-17").get(reverse("portal:week", args=[diary.uid])).content.decode()
    assert "A four-minute pause" in page
    assert "Meeting shame kindly" not in page
    assert "therapist" not in page


def test_the_phones_form_has_the_boxes_and_the_numbers_of_the_sheet(cast: Cast) -> None:
    today, phone = cast.m17.today(), cast.phone("M-17")
    given = make.assignment(cast.m17, schedule={"format": 1, "kind": "daily", "times_a_day": 3})
    url = reverse("portal:week", args=[make.diary(given, first=today).uid])
    assert "How many boxes have a tick?" in phone.get(url).content.decode()
    phone.post(url, {f"mark-{today}": "part", f"times-{today}": "2"})
    assert [(log.state, log.times) for log in given.logs.all()] == [("part", 2)]
    once = make.assignment(cast.m17)
    url = reverse("portal:week", args=[make.diary(once, first=today).uid])
    assert "Hard after, 0&nbsp;to&nbsp;10" in phone.get(url).content.decode()
    refused = phone.post(url, {f"before-{today}": "11", f"after-{today}": "4"})
    assert (refused.status_code, once.logs.count()) == (422, 0)
    assert '<option value="4" selected>' in refused.content.decode()
    for _time in range(2):
        phone.post(url, {f"before-{today}": "6", f"after-{today}": "4"})
    log = once.logs.get()
    assert (log.state, log.before, log.after, log.source) == ("done", 6, 4, "paper")
