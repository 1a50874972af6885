"""What the client shares: offered one at a time, changed at any time, and gone for others at once."""

import datetime as dt
from typing import Any

from django.test import Client as HttpClient
from django.urls import reverse

from clients.actions.consents import answer_stream
from clients.actions.devices import invite_device
from clients.models import Assignment, Consent, ConsentKind
from clients.models.streams import OFFERED, shared_by
from clients.portal.choices import QUESTIONS
from tests import factories as make
from tests.cast import PIN, Cast

CHOICES, TODAY = "/p/choices/", "/p/"
NEW_PIN = {"pin": "740291", "again": "740291"}


def off(cast: Cast, *kinds: str) -> None:
    """Switch streams of M-17 off."""
    for kind in kinds:
        answer_stream(client=cast.m17, kind=kind, shares=False, by=cast.phones["M-17"])


def page(cast: Cast, name: str, thing: Any) -> str:
    """A page of Amara's."""
    url = reverse(f"clients:{name}", args=[cast.harbour.uid, thing.uid])
    return " ".join(cast.staff("amara").get(url).content.decode().split())


def test_they_are_offered_one_at_a_time_after_the_first_sign_in(cast: Cast) -> None:
    _device, token = invite_device(client=cast.m17, by=cast.amara)
    phone = HttpClient()
    opened = phone.post(reverse("portal:invitation", args=[token]), NEW_PIN)
    assert opened.headers["Location"] == CHOICES
    asked = []
    for number in range(len(OFFERED)):
        shown = phone.get(CHOICES)
        asked.append(shown.context["kind"])
        said = "yes" if number % 2 else "no"
        sent = {"stream": shown.context["kind"].value, "answer": said}
        for _time in range(2):
            assert phone.post(CHOICES, sent).headers["Location"] == CHOICES
    assert asked == list(OFFERED)
    assert phone.get(CHOICES).headers["Location"] == TODAY
    assert shared_by(cast.m17).on == {"ratings", "worksheets", "week_marks"}
    kept = Consent.objects.filter(client=cast.m17).exclude(kind=ConsentKind.PORTAL)
    assert sorted(kept.values_list("kind", "version")) == sorted((one, "1") for one in OFFERED)
    # A second phone is not asked again.
    _device, token = invite_device(client=cast.m17, by=cast.amara)
    again = HttpClient().post(reverse("portal:invitation", args=[token]), NEW_PIN)
    assert again.headers["Location"] == TODAY


def test_the_agreement_leads_to_them_and_quiet_mode_has_none(cast: Cast) -> None:
    Consent.objects.filter(client=cast.m17).delete()
    phone = cast.phone("M-17")
    assert phone.post("/p/agree/", {"answer": "yes"}).headers["Location"] == CHOICES
    cast.m17.quiet_mode = True
    cast.m17.save(update_fields=["quiet_mode"])
    assert phone.get(CHOICES).headers["Location"] == TODAY
    assert phone.post(CHOICES, {"stream": "days", "answer": "no"}).headers["Location"] == TODAY
    assert shared_by(cast.m17).days


def test_an_answer_is_changed_in_the_settings(cast: Cast) -> None:
    phone, one = cast.phone("M-17"), f"{CHOICES}?one=days"
    assert phone.get(one).context["shares"] is None
    back = phone.post(one, {"stream": "days", "answer": "no"})
    assert back.headers["Location"] == "/p/settings/#shared"
    assert "Keep my days to myself" in phone.get("/p/settings/").content.decode()
    phone.post(one, {"stream": "days", "answer": "yes"})
    rows = Consent.objects.filter(client=cast.m17, kind="days")
    assert [row.withdrawn_at is None for row in rows] == [True, False]
    for wrong in ({"stream": "portal", "answer": "no"}, {"stream": "days", "answer": "x"}, {}):
        phone.post(CHOICES, wrong)
    assert (shared_by(cast.m17).days, phone.get(TODAY).status_code) == (True, 200)
    assert phone.get(f"{CHOICES}?one=portal").status_code == 404


def test_no_answer_is_put_into_the_clients_mouth(cast: Cast) -> None:
    phone = cast.phone("M-17")
    off(cast, "ratings")
    rows = {kind: says for kind, _question, says in phone.get("/p/settings/").context["streams"]}
    assert rows == dict.fromkeys(OFFERED, None) | {ConsentKind.RATINGS: False}
    text = phone.get("/p/settings/").content.decode()
    assert text.count("Not answered yet. Until then:") == len(OFFERED) - 1
    assert text.count("Your answer:") == 1
    assert ("Your days are shared." in text, "Share my days" in text) == (True, False)
    chosen = "#check"
    for kind, is_chosen in ((ConsentKind.DAYS, False), (ConsentKind.RATINGS, True)):
        assert (chosen in phone.get(f"{CHOICES}?one={kind.value}").content.decode()) is is_chosen
    # Whoever decides later leaves every open question for later: what holds for each is said.
    asked = phone.get(CHOICES)
    until = [str(QUESTIONS[kind].until) for kind in OFFERED if kind != ConsentKind.RATINGS]
    assert [str(one) for one in asked.context["until"]] == until
    assert all(one in asked.content.decode() for one in until)


def test_what_is_open_is_offered_again_after_the_next_pin_but_never_in_the_way(cast: Cast) -> None:
    given = make.assignment(cast.m17)
    begun = reverse("portal:log", args=[given.uid])

    def signs_in(**data: str) -> str:
        left = cast.phone("M-17")
        left.post("/p/leave/")
        return str(left.post("/p/unlock/", {"pin": PIN} | data).headers["Location"])

    assert (signs_in(), signs_in(next=begun), signs_in(next=TODAY)) == (CHOICES, begun, TODAY)
    assert (signs_in(unsent="0"), signs_in(unsent="2")) == (CHOICES, TODAY)
    off(cast, *OFFERED)
    assert signs_in() == TODAY
    Consent.objects.filter(client=cast.m17).exclude(kind=ConsentKind.PORTAL).delete()
    cast.m17.quiet_mode = True
    cast.m17.save()
    assert signs_in() == TODAY


def test_whoever_decides_later_is_asked_again_in_a_week_and_not_at_every_pin(cast: Cast) -> None:
    phone = cast.phone("M-17")

    def signs_in() -> str:
        phone.post("/p/leave/")
        return str(phone.post("/p/unlock/", {"pin": PIN}).headers["Location"])

    assert signs_in() == CHOICES
    asked = phone.get(CHOICES).cookies["pq"]
    assert (asked["max-age"], asked["httponly"], asked["samesite"]) == (7 * 86400, True, "Strict")
    assert [signs_in(), signs_in()] == [TODAY, TODAY]
    del phone.cookies["pq"]
    assert signs_in() == CHOICES


def test_days_that_are_not_shared_are_counted_nowhere(cast: Cast) -> None:
    given = make.assignment(cast.m17, starts=cast.m17.today() - dt.timedelta(days=5))
    make.log(given, state="part", obstacles=["no_time"], minutes=17, note="qzn", note_shared=True)
    before = page(cast, "client_page", cast.m17) + page(cast, "homework_page", given)
    assert "have no note" in before
    off(cast, "days")
    for name, thing in (("client_page", cast.m17), ("homework_page", given)):
        shown = page(cast, name, thing)
        assert shown.count("Not shared: days of practice.") == 1
        hidden = ("have no note", "unlogged", "a part", "17 min", "No time", "Done of due")
        assert [word for word in hidden if word in shown] == []
    assert "days of practice are not shared." in page(cast, "client_page", cast.m17)
    assert "A short pause" in page(cast, "client_page", cast.m17)
    week = reverse("clients:diary_week", args=[cast.harbour.uid, given.uid])
    answer = cast.staff("amara").post(week, {f"mark-{cast.m17.today()}": "x"})
    assert (answer.status_code, given.logs.get().state) == (409, "part")
    # Told on purpose, so it stays; shared again, all is there again.
    log = given.logs.get()
    log.unpleasant = True
    log.save(update_fields=["unpleasant"])
    assert "Something unpleasant came up" in page(cast, "client_page", cast.m17)
    answer_stream(client=cast.m17, kind="days", shares=True, by=cast.phones["M-17"])
    assert "17 min" in page(cast, "homework_page", given)


def said_to_be_read(cast: Cast, given: Assignment) -> list[int]:
    """How often the phone says of a note or a sheet that somebody may read it: path, settings, a sheet."""
    phone, places = cast.phone("M-17"), ("/p/path/", "/p/settings/", f"/p/sheet/{given.uid}/")
    path, settings, sheet = (phone.get(place).content.decode() for place in places)
    note, whole = "Your therapist may read this note.", "Your therapist may read it."
    return [path.count(note), path.count(whole), settings.count(whole), sheet.count(whole)]


def test_ratings_notes_and_sheets_are_seen_by_nobody_once_switched_off(cast: Cast) -> None:
    given = make.assignment(cast.m17, prescription={"worksheet": make.SHEET})
    log = make.log(given, before=8, after=2, note="zqnote", note_shared=True, source="paper")
    make.checkin(cast.m17, 6, 5, log=log)
    make.sheet(given, is_shared=True, answers={"about": "zqsheet"})
    shown = page(cast, "homework_page", given) + page(cast, "client_page", cast.m17)
    for word in ("8 → 2", "zqnote", "zqsheet", "Presence and kindness, six weeks"):
        assert word in shown
    assert said_to_be_read(cast, given) == [1, 2, 1, 1]  # on the path also in the row for a file
    off(cast, "ratings", "notes", "worksheets")
    assert said_to_be_read(cast, given) == [0, 0, 0, 0]
    shown = page(cast, "homework_page", given) + page(cast, "client_page", cast.m17)
    for word in ("8 → 2", "before 8", "zqnote", "zqsheet", "Presence and kindness, six weeks"):
        assert word not in shown
    assert shown.count("Not shared: ratings, notes, worksheets.") == 2
    # Nor does the week from paper show or clear them.
    week = reverse("clients:diary_week", args=[cast.harbour.uid, given.uid])
    assert "zqnote" not in cast.staff("amara").get(week).content.decode()
    phone = cast.phone("M-17")
    more = phone.get(reverse("portal:log_more", args=[log.uid])).content.decode()
    assert "Add a note for yourself" in more
    assert 'name="readers"' not in more
    sheet = reverse("portal:sheet", args=[given.uid])
    assert "as you chose under Settings" in phone.get(sheet).content.decode()
    phone.post(sheet, {"entry": str(log.entry_uid), "q-about": "x", "readers": "both"})
    assert cast.m17.sheets.filter(entry_uid=log.entry_uid).values_list("is_shared").get() == (
        False,
    )


def test_the_marks_of_the_week_are_off_until_wanted(cast: Cast) -> None:
    make.log(make.assignment(cast.m17), state="part")
    phone = cast.phone("M-17")
    assert '<ul class="week' not in phone.get("/p/path/").content.decode()
    answer_stream(client=cast.m17, kind="week_marks", shares=True, by=cast.phones["M-17"])
    shown = phone.get("/p/path/").content.decode()
    assert shown.count('<ul class="week') == 1
    assert "unlogged" not in shown
    assert shared_by(cast.m17).not_shared == ()


def test_a_cover_stands_among_the_readers_with_its_last_day(cast: Cast) -> None:
    today = cast.m17.today()
    ends = today + dt.timedelta(days=3)
    make.team(cast.m17, cast.ben, "cover", ends=ends)
    shown = " ".join(cast.phone("M-17").get("/p/settings/").content.decode().split())
    assert f"Ben Adler, standing in until {ends:%B} {ends.day}" in shown or (
        f"Ben Adler, standing in until {ends.day} {ends:%B}" in shown
    )
    assert "reads this" in shown
