"""A practice on the phone: calm steps, stop box first; an entry in one touch, sent twice one row."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.urls import reverse

from clients.models import Assignment, Log
from tests import factories as make
from tests.cast import Cast

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


def test_only_chosen_days_can_be_chosen_later(cast: Cast) -> None:
    today = cast.m17.today()
    chosen = {"format": 1, "kind": "chosen_days", "weekdays": [today.isoweekday()]}
    given = make.assignment(cast.m17, schedule=chosen, starts=today - dt.timedelta(days=14))
    text = shown(cast, given, "log")
    assert text.count("<option") == 3
    assert str(today - dt.timedelta(days=1)) not in text
