"""A practice on the phone: calm steps, stop box first; an entry in one touch, sent twice one row."""

import datetime as dt
import re
import uuid
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.urls import reverse

from clients.models import Assignment, Edition, Log
from clients.models.scales import scales_in_use
from planner.library.practices import to_prescription
from tests import factories as make
from tests.cast import Cast
from tests.planner.shelves import library

FULL: dict[str, Any] = {
    "phrases": ["May I be patient."],
    "phrases_allowed": [1, 6],
    "anchors": ["feet", "breath"],
    "anchor": "feet",
    "script": "A long text <b>to read</b>.",
    "stay_or_stop": {"stay": "Stay while it is fear.", "stop": "Stop if lost.", "then": "Feet."},
}


def shown(cast: Cast, given: Assignment, name: str = "practice") -> str:
    answer = cast.phone("M-17").get(reverse(f"portal:{name}", args=[given.uid]))
    assert answer.status_code == 200
    return str(answer.content.decode())


def post(cast: Cast, given: Assignment, **data: Any) -> Any:
    data = {"entry": str(uuid.uuid4()), "state": "done"} | data
    return cast.phone("M-17").post(reverse("portal:log", args=[given.uid]), data)


def test_the_frozen_copy_is_read_calmly_stop_box_first(cast: Cast) -> None:
    text = shown(cast, make.assignment(cast.m17, prescription=FULL))
    parts = [
        "Stop whenever you like. Press your feet down.",
        "If this is about something dangerous right now, practise later.",
        "Stay while it is fear.",
        "Notice what is here.",
        "Straight after.",
        "May I be patient.",
        "The whole text, to read slowly",
        "A long text &lt;b&gt;to read&lt;/b&gt;.",
        "What may happen",
        'value="done"',
    ]
    assert [text.count(part) > 0 for part in parts] == [True] * len(parts)
    places = [text.index(part) for part in parts]
    assert places == sorted(places)
    assert "Come back to your feet on the floor whenever you like." in text
    assert "<title>Today</title>" in text


PLAYED: dict[str, Any] = {
    "steps": [
        {"label": "In", "text": "Breathe.", "breaths": [10, 15], "anchor": True},
        {
            "label": "Say",
            "text": "A line.",
            "own_words": True,
            "words": "My own line.",
            "repeats": 2,
        },
    ],
    "anchors": ["feet"],
    "anchor": "feet",
}


def test_the_same_steps_stand_ready_to_be_played(cast: Cast) -> None:
    text = shown(cast, make.assignment(cast.m17, prescription=PLAYED))
    player = text[text.index("data-player") :]
    for part in (
        'data-place-words="1 of 2"',
        'data-least="10" data-most="15"',
        "10 to 15 breaths, at your own pace.",
        "Come back to your feet on the floor whenever you like.",
        "Eyes open or closed. You can stop whenever you want.",
        "My own line.",
        'data-words="Time # of 2"',
        "Stop whenever you like. Press your feet down.",
        "116 000",
        "data-bell>Bell",
    ):
        assert part in player, part
    assert text.count("<h1") == 1


def test_in_quiet_mode_the_player_is_silent_and_names_no_line(cast: Cast) -> None:
    given = make.assignment(cast.m17, prescription=PLAYED)
    cast.m17.quiet_mode = True
    cast.m17.save()
    text = shown(cast, given)
    assert [
        word for word in ("data-bell", "data-voice", "data-vibrate", "116 000") if word in text
    ] == []
    assert "More under Info" in text


def test_a_short_pause_begins_without_bells(cast: Cast) -> None:
    for usual, pressed in ((1, "false"), (4, "true")):
        minutes = {"shortest": 1, "usual": usual, "longest": 6}
        text = shown(cast, make.assignment(cast.m17, prescription={"minutes": minutes}))
        assert f'aria-pressed="{pressed}" data-bell' in text


def test_ratings_start_unset(cast: Cast) -> None:
    text = shown(cast, make.assignment(cast.m17))
    assert text.count('name="before"') == 11
    assert "checked" not in text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"resting_since": dt.date(2026, 1, 1)}, "This one is resting"),
        ({"ends": dt.date(2026, 1, 1), "starts": dt.date(2026, 1, 1)}, "has come to its end"),
        ({"status": "ended"}, "has come to its end"),
        ({"starts": dt.date(2099, 1, 1)}, "Not yet"),
    ],
)
def test_what_is_not_open_shows_no_steps(cast: Cast, fields: dict[str, Any], said: str) -> None:
    text = shown(cast, make.assignment(cast.m17, **fields))
    assert said in text
    assert "Notice what is here." not in text
    assert 'value="done"' not in text


def test_another_clients_practice_is_not_there(cast: Cast) -> None:
    theirs = make.assignment(cast.m18)
    phone = cast.phone("M-17")
    for name in ("practice", "log"):
        address = reverse(f"portal:{name}", args=[theirs.uid])
        assert phone.get(address).status_code == 404
        assert phone.post(address, {"entry": uuid.uuid4(), "state": "done"}).status_code == 404
    assert Log.objects.count() == 0


def test_three_touches_save(cast: Cast) -> None:
    given = make.assignment(cast.m17)
    answer = post(cast, given, before="7", day=str(cast.m17.today()))
    log = Log.objects.get()
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"{reverse('portal:log_more', args=[log.uid])}?saved"
    assert (log.assignment, log.state, log.before) == (given, "done", 7)
    assert (log.local_date, log.client) == (cast.m17.today(), cast.m17)


def test_not_today_asks_nothing_more(cast: Cast) -> None:
    answer = post(cast, make.assignment(cast.m17), state="not_today")
    assert answer.headers["Location"] == "/p/?saved"
    assert Log.objects.get().state == "not_today"


def test_something_unpleasant_is_said_in_one_touch(cast: Cast) -> None:
    given = make.assignment(cast.m17)
    entry = str(uuid.uuid4())
    address = reverse("portal:log", args=[given.uid])
    sent = {"entry": entry, "then": "unpleasant", "before": "8"}
    answers = [cast.phone("M-17").post(address, sent) for _number in range(2)]
    log = Log.objects.get()
    steady = reverse("portal:unpleasant", args=[log.uid])
    assert [answer.headers["Location"] for answer in answers] == [steady, steady]
    assert (log.state, log.before, log.unpleasant) == ("part", 8, True)


def test_the_same_form_sent_twice_is_one_entry(cast: Cast) -> None:
    given = make.assignment(cast.m17)
    entry = str(uuid.uuid4())
    places = {post(cast, given, entry=entry).headers["Location"] for _number in range(3)}
    assert (len(places), Log.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    "data",
    [
        {"state": ""},
        {"state": "failed"},
        {"entry": ""},
        {"entry": "\x00"},
        {"before": "11"},
        {"day": "2099-01-01"},
        {"day": "1999-01-01"},
        {"day": "x"},
    ],
)
def test_what_does_not_fit_is_said_and_not_saved(cast: Cast, data: dict[str, str]) -> None:
    answer = post(cast, make.assignment(cast.m17), **data)
    assert answer.status_code == 422
    assert Log.objects.count() == 0


def test_an_earlier_day_within_the_agreed_time(cast: Cast) -> None:
    today = cast.m17.today()
    given = make.assignment(cast.m17, starts=today - dt.timedelta(days=3))
    text = shown(cast, given, "log")
    assert text.count("<option") == 4
    post(cast, given, day=str(today - dt.timedelta(days=3)))
    assert Log.objects.get().local_date == today - dt.timedelta(days=3)
    assert post(cast, given, day=str(today - dt.timedelta(days=4))).status_code == 422


def test_days_before_a_change_are_offered_first_by_what_was_agreed_then(cast: Cast) -> None:
    today = cast.m17.today()
    daily = make.assignment(cast.m17, starts=today - dt.timedelta(days=6))
    since = today - dt.timedelta(days=3)
    today_only = {"format": 1, "kind": "chosen_days", "weekdays": [today.isoweekday()]}
    old = daily.editions.get()
    changed = {"number": 2, "from_date": since, "schedule_data": today_only}
    same = {"clinic": daily.clinic, "prescription_data": old.prescription_data}
    Edition.objects.create(assignment=daily, **changed, **same)
    shown_days = re.findall(r'<option value="([0-9-]+)"', shown(cast, daily, "log"))
    assert shown_days == [str(today - dt.timedelta(days=back)) for back in (0, 4, 5, 6, 1, 2, 3)]
    post(cast, daily, day=str(today - dt.timedelta(days=5)))
    assert Log.objects.get().edition == old


AGREED: dict[str, Any] = {
    "format": 1,
    "why": "For <b>Ada</b>",
    "obstacle": "I come home late",
    "then": "in the hallway",
    "rung": "The bench",
    "confidence": 3,
}
EXPOSURE: dict[str, Any] = {
    "gates": {
        "led_by": "self",
        "activating": True,
        "leave_out_when": [],
        "exposure_homework": True,
    },
    "stay_or_stop": FULL["stay_or_stop"],
}


def test_what_was_agreed_is_read_again_but_not_in_quiet_mode(cast: Cast) -> None:
    given = make.assignment(cast.m17)
    before = shown(cast, given)
    given.editions.update(agreement_data=AGREED)
    text = shown(cast, given)
    said = ["The bench", "For &lt;b&gt;Ada&lt;/b&gt;", "I come home late", "in the hallway"]
    assert [part for part in said if part in text] == said
    assert [part for part in said if part in before] == []
    assert "What we agreed" not in before
    cast.m17.quiet_mode = True
    cast.m17.save()
    assert [part for part in said if part in shown(cast, given)] == []


def test_exposure_homework_asks_three_numbers_on_the_clients_scale(cast: Cast) -> None:
    given = make.assignment(cast.m17, prescription=EXPOSURE)
    text = shown(cast, given)
    assert 'name="suds_before"' in text
    assert 'max="100"' in text
    assert 'name="before"' not in text
    refused = post(cast, given, suds_before="101")
    assert (refused.status_code, Log.objects.count()) == (422, 0)
    post(cast, given, suds_before="40", before="7")
    log = Log.objects.get()
    assert (log.suds_scale, log.suds_before, log.before) == ("100", 40, None)
    more, phone = reverse("portal:log_more", args=[log.uid]), cast.phone("M-17")
    page = phone.get(more).content.decode()
    names = ["suds_before", "suds_peak", "suds_end", "after"]
    assert [name for name in names if f'name="{name}"' in page] == names[:3]
    low = phone.post(more, {"suds_before": "40", "suds_peak": "30", "suds_end": "20"})
    assert (low.status_code, "This is the highest of the three." in low.content.decode()) == (
        422,
        True,
    )
    assert (
        phone.post(more, {"suds_before": "40", "suds_peak": "70", "suds_end": "55"}).status_code
        == 303
    )
    log.refresh_from_db()
    assert (log.suds_before, log.suds_peak, log.suds_end) == (40, 70, 55)
    assert scales_in_use(cast.m17) == {"suds_scale"}
    address = reverse("clients:homework_page", args=[given.clinic.uid, given.uid])
    assert "highest 70" in cast.staff("amara").get(address).content.decode()
    phone.post(more, {"state": "not_today"})
    log.refresh_from_db()
    assert (log.suds_before, log.suds_peak, log.suds_end) == (40, None, None)
    phone.post(reverse("portal:take_back", args=[log.uid]), {"sure": "yes"})
    log.refresh_from_db()
    assert (log.suds_scale, log.suds_before) == ("", None)
    assert scales_in_use(cast.m17) == set()


def test_the_player_asks_for_the_number_while_it_can_be_seen(cast: Cast) -> None:
    text = shown(cast, make.assignment(cast.m17, prescription=EXPOSURE))
    before = text[text.index("data-before-play") : text.index("data-begin")]
    number = before[before.index('name="suds_before"') - 30 :][:200]
    assert [part in number for part in ('type="number"', 'form="entry"', 'max="100"')] == [True] * 3
    assert 'id="entry"' in text
    script = Path("static/js/player.js").read_text()
    begin = script[script.index("const begin = ") :]
    assert begin.index("if (!page.isFine()) return;") < begin.index("page.enter();")
    assert "isFine: () => entry.reportValidity()," in Path("static/js/player-page.js").read_text()


@pytest.mark.parametrize(
    ("prescription", "sent", "name"),
    [({}, {"before": "7"}, "before"), (EXPOSURE, {"suds_before": "45"}, "suds_before")],
)
def test_what_was_said_before_stands_on_the_page_that_asks_for_the_day_again(
    cast: Cast, prescription: dict[str, Any], sent: dict[str, str], name: str
) -> None:
    given = make.assignment(cast.m17, prescription=prescription)
    fresh = shown(cast, given, "log")
    assert f'name="{name}"' not in fresh
    refused = post(cast, given, day="2020-01-01", **sent)
    page = refused.content.decode()
    form = page[page.index('id="entry"') :]
    field = form[form.index(f'name="{name}"') : form.index("On that day")]
    assert refused.status_code == 422
    assert f'value="{sent[name]}"' in field
    assert 'form="entry"' in field
    assert ("checked" in field) == (name == "before")
    wrong = post(cast, given, **{name: "999"}).content.decode()
    assert 'aria-invalid="true"' in wrong
    post(cast, given, **sent)
    assert getattr(Log.objects.get(), name) == int(sent[name])


@pytest.mark.parametrize("text", ["x" * 1_048_576, "ä" * 500_000, "字" * 349_525])
def test_a_megabyte_of_text_is_refused_at_its_field_and_stays(cast: Cast, text: str) -> None:
    log = make.log(make.assignment(cast.m17))
    phone, more = cast.phone("M-17"), reverse("portal:log_more", args=[log.uid])
    encoded = urlencode({"note": text})
    form = "application/x-www-form-urlencoded"
    answer = phone.post(more, encoded, content_type=form)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["note"]
    assert text in answer.content.decode()
    # Larger than any form: its beginning is read, and it is said at its field all the same.
    million = "note=" + quote("字") * 1_000_000 + "&readers=both"
    answer = phone.post(more, million, content_type=form)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["note"])
    assert b"data-leave" in answer.content
    log.refresh_from_db()
    assert (log.note, log.note_shared) == ("", False)
    assert phone.post(more, b"", content_type=form, CONTENT_LENGTH="99999999").status_code == 413


def test_the_other_scale_has_its_own_end(cast: Cast) -> None:
    cast.m17.suds_scale = "10"
    cast.m17.save(update_fields=["suds_scale"])
    given = make.assignment(cast.m17, prescription=EXPOSURE)
    assert 'max="10"' in shown(cast, given)
    assert post(cast, given, suds_before="11").status_code == 422
    post(cast, given, suds_before="8")
    assert Log.objects.get().suds_scale == "10"
    plain = make.assignment(cast.m17)
    post(cast, plain, suds_before="8", before="3")
    kept = plain.logs.get()
    assert (kept.suds_scale, kept.suds_before, kept.before) == ("", None, 3)


def test_listening_keeps_days_and_numbers_and_no_sound(cast: Cast) -> None:
    listening = to_prescription(library().practice("listening-to-the-recording"))
    given = make.assignment(cast.m17, prescription=listening.to_data())
    text = shown(cast, given)
    assert 'name="suds_before"' in text
    assert "While it is only fear" in text
    assert "My listening days" not in text  # the plain title is for discreet paper
    assert [word for word in ('type="file"', "<audio", "MediaRecorder") if word in text] == []
    post(cast, given, suds_before="50")
    log = Log.objects.get()
    assert (log.state, log.suds_before, log.local_date) == ("done", 50, cast.m17.today())


def test_a_pause_that_has_a_day_to_go_on_is_shut_until_then(cast: Cast) -> None:
    today, day = cast.m17.today(), dt.timedelta(days=1)
    given = make.assignment(cast.m17, status="paused", resumes_on=today + day)
    assert "Notice what is here." not in shown(cast, given)
    Assignment.objects.update(resumes_on=today)
    assert "Notice what is here." in shown(cast, given)
    on_today = cast.phone("M-17").get(reverse("portal:today")).content.decode()
    assert "A short pause" in on_today
