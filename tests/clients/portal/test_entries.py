"""Adding to an entry, saying that something unpleasant came up, taking back; and quiet mode."""

import uuid
from typing import Any

import pytest
from django.urls import reverse

from clients.models import CheckIn, Log
from tests import factories as make
from tests.cast import Cast


@pytest.fixture
def log(cast: Cast) -> Log:
    """An entry of M-17, of today."""
    return make.log(make.assignment(cast.m17))


def more(cast: Cast, log: Log, **data: Any) -> Any:
    return cast.phone("M-17").post(reverse("portal:log_more", args=[log.uid]), data)


def page(cast: Cast, log: Log, name: str = "log_more") -> str:
    answer = cast.phone("M-17").get(reverse(f"portal:{name}", args=[log.uid]))
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_everything_is_optional(cast: Cast, log: Log) -> None:
    answer = more(cast, log)
    assert answer.headers["Location"] == "/p/?saved"
    assert CheckIn.objects.count() == 0


def test_all_of_it_is_saved(cast: Cast, log: Log) -> None:
    data = {"after": "3", "minutes": "12", "presence": "6", "kindness": "none", "note": "words"}
    more(cast, log, **data, obstacles=["selfish", "wandered"], readers="both")
    log.refresh_from_db()
    assert (log.after, log.minutes, log.note, log.note_shared) == (3, 12, "words", True)
    assert log.obstacles == ["selfish", "wandered"]
    assert (log.checkin.presence, log.checkin.kindness, log.checkin.scale) == (6, None, "1-7")


def test_a_note_is_private_unless_chosen_otherwise(cast: Cast, log: Log) -> None:
    more(cast, log, note="words")
    log.refresh_from_db()
    assert (log.note, log.note_shared) == ("words", False)


def test_what_is_too_much_is_said_and_stays_typed(cast: Cast, log: Log) -> None:
    answer = more(cast, log, note="kept " + "x" * 2000, minutes="601")
    assert answer.status_code == 422
    assert b"kept xxx" in answer.content
    address = f"{reverse('portal:log_more', args=[log.uid])}?saved"  # where one touch led
    again = cast.phone("M-17").post(address, {"minutes": "601"})
    assert "<h1>Your entry</h1>" in again.content.decode()
    log.refresh_from_db()
    assert (log.note, log.minutes) == ("", None)


def test_the_order_of_the_two_questions_is_drawn_and_kept(cast: Cast) -> None:
    given = make.assignment(cast.m17)
    for number, order in ((2, "presence,kindness"), (3, "kindness,presence")):
        log = make.log(given)
        Log.objects.filter(pk=log.pk).update(uid=uuid.UUID(int=number))
        log.refresh_from_db()
        text = page(cast, log)
        first, second = order.split(",")
        assert text.index(f'name="{first}"') < text.index(f'name="{second}"')
        more(cast, log, presence="4")
        assert CheckIn.objects.get(log=log).order_shown == order


def test_ratings_are_unset_until_touched(cast: Cast, log: Log) -> None:
    text = page(cast, log)
    assert text.count('name="presence"') == 8
    assert text.count("checked") == 1  # the note: only I


def test_not_today_asks_for_no_ratings(cast: Cast, log: Log) -> None:
    Log.objects.update(state="not_today")
    text = page(cast, log)
    asked = [name for name in ("presence", "kindness", "after", "minutes") if f'"{name}"' in text]
    assert asked == []
    assert 'name="obstacles"' in text


@pytest.mark.parametrize(
    ("kind", "counted", "other"),
    [
        ({"kind": "daily"}, "minutes", "times"),
        ({"kind": "tally"}, "times", "minutes"),
        ({"kind": "daily", "times_a_day": 3}, "times", "minutes"),
    ],
)
def test_minutes_or_times(cast: Cast, kind: dict[str, Any], counted: str, other: str) -> None:
    log = make.log(make.assignment(cast.m17, schedule={"format": 1} | kind))
    text = page(cast, log)
    assert (f'name="{counted}"' in text, f'name="{other}"' in text) == (True, False)


def test_the_scale_of_a_hundred(cast: Cast, log: Log) -> None:
    cast.m17.rating_scale = "0-100"
    cast.m17.save()
    more(cast, log, presence="0", kindness="100")
    found = CheckIn.objects.get()
    assert (found.presence, found.kindness, found.scale) == (0, 100, "0-100")


def test_the_state_can_be_changed(cast: Cast, log: Log) -> None:
    more(cast, log, state="part")
    log.refresh_from_db()
    assert log.state == "part"


def test_something_unpleasant_is_noted_at_once_and_answered(cast: Cast, log: Log) -> None:
    make.appointment(cast.m17, time=None)
    answer = more(cast, log, then="unpleasant", minutes="4")
    log.refresh_from_db()
    assert (log.unpleasant, log.minutes) == (True, 4)
    assert answer.headers["Location"] == reverse("portal:unpleasant", args=[log.uid])
    text = page(cast, log, "unpleasant")
    for part in (
        "Press both feet into the floor.",
        "Stop whenever you like. Press your feet down.",
        "116 000",
        "Dr. Amara Osei reads this today",
        "Shall this practice rest until you have spoken?",
    ):
        assert part in text


@pytest.mark.parametrize(
    ("data", "activating", "rests"),
    [
        ({"still": "yes"}, False, True),
        ({"still": "yes", "rest": "no"}, False, False),
        ({"still": "no"}, False, False),
        ({}, True, True),
        ({"rest": "yes"}, False, True),
    ],
)
def test_the_practice_rests_if_wanted(
    cast: Cast, data: dict[str, str], activating: bool, rests: bool
) -> None:
    gates = {"led_by": "self", "activating": activating, "leave_out_when": []}
    given = make.assignment(cast.m17, prescription={"gates": gates})
    log = make.log(given)
    text = page(cast, log, "unpleasant")
    assert ("checked" in text) is activating
    address = reverse("portal:unpleasant", args=[log.uid])
    cast.phone("M-17").post(address, {"note": "dizzy"} | data)
    given.refresh_from_db()
    log.refresh_from_db()
    assert (given.resting_since is not None) is rests
    assert (log.unpleasant, log.unpleasant_note) == (True, "dizzy")


def test_a_slip_is_undone(cast: Cast, log: Log) -> None:
    more(cast, log, then="unpleasant")
    cast.phone("M-17").post(reverse("portal:unpleasant", args=[log.uid]), {"slip": "yes"})
    log.refresh_from_db()
    assert log.unpleasant is False


def test_taken_back_is_gone_everywhere(cast: Cast, log: Log) -> None:
    more(cast, log, note="words that go", presence="3")
    phone = cast.phone("M-17")
    address = reverse("portal:take_back", args=[log.uid])
    phone.post(address)
    assert Log.objects.standing().count() == 1
    assert phone.post(address, {"sure": "yes"}).headers["Location"] == "/p/?gone"
    assert Log.objects.standing().count() == 0
    for name in ("log_more", "unpleasant"):
        assert phone.get(reverse(f"portal:{name}", args=[log.uid])).status_code == 404
    assert phone.post(address, {"sure": "yes"}).status_code == 404
    assert b"words that go" not in phone.get(reverse("portal:path")).content


def test_anothers_entry_is_not_there(cast: Cast) -> None:
    theirs = make.log(make.assignment(cast.m18), note="private")
    phone = cast.phone("M-17")
    for name in ("log_more", "unpleasant", "take_back"):
        answer = phone.post(reverse(f"portal:{name}", args=[theirs.uid]), {"sure": "yes"})
        assert answer.status_code == 404
    theirs.refresh_from_db()
    assert (theirs.note, theirs.taken_back_at) == ("private", None)


def test_quiet_mode_reads_nothing_back(cast: Cast, log: Log) -> None:
    more(cast, log, note="words", minutes="17", obstacles=["selfish"], presence="6")
    more(cast, log, then="unpleasant")
    phone = cast.phone("M-17")
    phone.post(reverse("portal:unpleasant", args=[log.uid]), {"note": "dizzy", "still": "yes"})
    cast.m17.quiet_mode = True
    cast.m17.save()
    Log.objects.update(state="part")
    for name in ("log_more", "unpleasant"):
        text = page(cast, log, name)
        leaks = ("words", "17", "dizzy", "Osei", "therapist", "Harbour", "checked", "116 000")
        assert [leak for leak in leaks if f">{leak}" in text or f'"{leak}"' in text] == []
        assert ("Your entry" in text, 'name="note"' in text) == (
            name == "log_more",
            name == "unpleasant",
        )
    assert phone.get(reverse("portal:path")).headers["Location"] == "/p/"


def test_quiet_mode_adds_without_wiping(cast: Cast, log: Log) -> None:
    more(cast, log, note="words", minutes="17", obstacles=["selfish"], presence="6")
    cast.m17.quiet_mode = True
    cast.m17.save()
    more(cast, log, after="2")
    log.refresh_from_db()
    assert (log.note, log.minutes, log.after, log.obstacles) == ("words", 17, 2, ["selfish"])
    assert log.checkin.presence == 6


@pytest.mark.parametrize("is_quiet", [True, False])
def test_what_came_up_is_not_wiped_where_it_is_not_read_back(
    cast: Cast, log: Log, is_quiet: bool
) -> None:
    address = reverse("portal:unpleasant", args=[log.uid])
    cast.m17.quiet_mode = is_quiet
    cast.m17.save()
    phone = cast.phone("M-17")
    phone.post(address, {"note": "dizzy", "still": "yes", "rest": "no"})
    phone.post(address, {"rest": "no"})
    log.refresh_from_db()
    kept = ("dizzy", True) if is_quiet else ("", None)
    assert (log.unpleasant_note, log.unpleasant_still) == kept
    phone.post(address, {"note": "a smell", "still": "no", "rest": "no"})
    log.refresh_from_db()
    assert (log.unpleasant_note, log.unpleasant_still) == ("a smell", False)
