"""Entries that come late from a phone: each once, each for its own client, each answered."""

import datetime as dt
import uuid
from typing import Any

import pytest
import time_machine
from django.db import OperationalError
from django.test import Client as HttpClient
from django.urls import reverse
from django.utils.timezone import now

from clients.actions.devices import end_device, invite_device
from clients.actions.people import set_quiet_mode
from clients.models import (
    Assignment,
    CrisisContact,
    Log,
    PortalDevice,
    Received,
)
from clients.sealing import key_of
from tests import factories as make
from tests.cast import PIN, Cast
from tests.phones import seal, site_key
from tests.planner.views.counting import real_queries

SYNC, UNLOCK = "/p/sync/", "/p/unlock/"
FRIDAY = dt.datetime(2026, 11, 27, 12, 0, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
MOVED = "The chosen day lies before this was given, or is to come. The day of writing stands."


def said(given: Assignment, number: int = 1, act: str = "create", **other: Any) -> dict[str, Any]:
    """What a phone says; `form` is the state alone unless another is given."""
    content: dict[str, Any] = {"act": act, "entry": str(uuid.uuid4()), "homework": str(given.uid)}
    content |= {"number": number, "at": now().isoformat(), "form": {"state": "done"}}
    return content | {name: str(v) if name == "entry" else v for name, v in other.items()}


def post(phone: HttpClient, *envelopes: Any, **other: Any) -> Any:
    """The whole answer."""
    sent = {"entries": list(envelopes)} | other
    return phone.post(SYNC, sent, content_type="application/json")


def became(answer: Any) -> list[str]:
    """What became of each envelope."""
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    return [one["is"] for one in answer.json()["answers"]]


def logs() -> list[tuple[Any, ...]]:
    """Whose entries there are, with what they say."""
    rows = Log.objects.order_by("pk").select_related("client")
    return [(log.client.code, log.state, log.note) for log in rows]


def test_a_page_gives_the_phone_what_it_seals_with(cast: Cast) -> None:
    page = cast.phone("M-17").get(reverse("portal:today")).content.decode()
    key, device = site_key(), cast.phones["M-17"].uid
    sealing = f'data-seal-key="{key.public_text}" data-seal-id="{key.uid}" data-device="{device}"'
    assert f'data-sync="{SYNC}" {sealing}' in page
    assert "data-seal" not in HttpClient().get(UNLOCK).content.decode()


def test_each_envelope_has_its_answer(cast: Cast, settings: Any) -> None:
    device, phone = cast.phones["M-17"].uid, cast.phone("M-17")
    given, entry = make.assignment(cast.m17), uuid.uuid4()
    settings.SECRET_KEY_FALLBACKS = [older := "the secret of last year, as long " * 2]
    first = seal(said(given, entry=entry), device)
    more = seal(
        said(given, 2, "edit", entry=entry, form={"note": "x" * 2100, "minutes": "9999"}),
        device,
        key=key_of(older),
    )
    strange = seal(said(given), device, key=key_of("a key of somebody else, as long " * 2))
    sent = [
        first,
        {"uid": "x" * 50},
        more,
        first,
        strange,
        seal(said(given, form={"state": "flown"}), device),
        seal(b"no json", device),
        seal({"act": "erase"}, device),
        None,
    ]
    answer = post(phone, *sent)
    assert became(answer) == [
        *("kept", "unreadable", "kept", "known", "unreadable"),
        *("refused", "unreadable", "refused", "unreadable"),
    ]
    answers = answer.json()["answers"]
    assert [one["uid"] for one in answers[:3]] == [first["uid"], "x" * 36, more["uid"]]
    unread = "This entry could not be read. Please write it down once more."
    named = "This could not be read: “How did it go?”. Please write it down once more."
    assert [one["why"] for one in answers] == [
        *("", ""),
        "Your note was longer than there is room for. Its end is not kept. "
        "Kept, but for an answer that could not be read: “How many minutes?”",
        *("", "", named, "", unread, ""),
    ]
    assert logs() == [("M-17", "done", "x" * 1996 + " […]")]


def test_half_of_the_answers_were_lost_on_the_way(cast: Cast) -> None:
    device, phone = cast.phones["M-17"].uid, cast.phone("M-17")
    given, entry = make.assignment(cast.m17), uuid.uuid4()
    sent = [
        seal(said(given, entry=entry), device),
        seal(said(given, 2, "edit", entry=entry, form={"note": "n"}), device),
    ]
    assert became(post(phone, sent[1])) == ["kept"]
    assert logs() == [("M-17", "part", "n")]
    assert became(post(phone, *sent)) == ["kept", "known"]
    assert logs() == [("M-17", "done", "n")]
    sent.append(seal(said(given, 3, "take_back", entry=entry), device))
    assert became(post(phone, *sent)) == ["known", "known", "kept"]
    assert logs() == [("M-17", "not_today", "")]
    assert Log.objects.standing().count() == 0
    rows = Received.objects.order_by("number").values_list("device", "number")
    assert list(rows) == [(cast.phones["M-17"].pk, number) for number in (1, 2, 3)]


def test_the_day_is_that_of_writing_where_the_client_lives(cast: Cast) -> None:
    cast.m17.timezone = "Pacific/Auckland"
    cast.m17.save()
    phone = cast.phones["M-17"]
    PortalDevice.objects.update(invited_at=FRIDAY - 60 * DAY)
    given = make.assignment(cast.m17, starts=FRIDAY.date() - 20 * DAY, ends=FRIDAY.date() - 5 * DAY)
    Assignment.objects.update(given_at=FRIDAY - 20 * DAY)
    fourth = {"state": "done", "day": "2026-11-12"}
    cases: list[tuple[dict[str, Any], str, bool]] = [
        ({"at": "2026-11-15T12:30:00+01:00"}, "2026-11-16", False),
        ({"form": fourth}, "2026-11-12", False),
        ({"form": fourth | {"day": "2026-11-27"}}, "2026-11-27", False),  # after its end
        ({"form": fourth | {"day": "1999-01-01"}}, "2026-11-28", False),
        ({"form": fourth | {"day": "2026-11-29"}}, "2026-11-28", False),
        ({"at": "2035-06-01T00:00:00Z", "form": fourth}, "2026-11-28", True),
        ({"at": "1970-01-01T00:00:00Z"}, "2026-11-28", True),
        ({"at": "no time"}, "2026-11-28", True),
        ({"at": None}, "2026-11-28", True),
        ({"at": "2026-11-28T11:00:00Z"}, "2026-11-28", False),  # an hour less than a day ahead
        ({"at": "2026-11-28T13:00:00Z"}, "2026-11-28", True),
    ]
    remarks = []
    with time_machine.travel(FRIDAY, tick=False):
        browser = cast.phone("M-17")
        for other, day, clock_off in cases:
            entry = uuid.uuid4()
            answer = post(browser, seal(said(given, entry=entry, **other), phone.uid))
            assert became(answer) == ["kept"]
            remarks.append(answer.json()["answers"][0]["why"])
            log = Log.objects.get(entry_uid=entry)
            assert (log.local_date.isoformat(), log.clock_off) == (day, clock_off), other
            row = Received.objects.get(entry_uid=entry)
            assert (row.received_at, row.clock_off) == (FRIDAY, clock_off)
        url = reverse("clients:homework_page", args=[cast.harbour.uid, given.uid])
        page = cast.staff("amara").get(url).content.decode()
    assert {number: why for number, why in enumerate(remarks) if why} == {3: MOVED}
    assert page.count("The phone’s clock was wrong, the day may be another.") == 5
    assert page.count("For a day outside of what was agreed.") == 4
    assert "2035" not in page
    assert Received.objects.filter(written_at__year__in=(1970, 2035)).count() == 2


def test_a_phone_that_was_locked_or_left_sends_later(cast: Cast) -> None:
    given, phone = make.assignment(cast.m17), cast.phone("M-17")
    envelope = seal(said(given), cast.phones["M-17"].uid)
    phone.post(reverse("portal:leave"))
    assert post(phone, envelope).headers["Location"] == UNLOCK
    assert (logs(), Received.objects.count()) == ([], 0)
    phone.post(UNLOCK, {"pin": PIN, "unsent": "1"})
    assert became(post(phone, envelope)) == ["kept"]
    CrisisContact.objects.all().delete()
    shut = post(phone, seal(said(given), cast.phones["M-17"].uid))
    assert (shut.status_code, len(logs())) == (403, 1)


def test_while_the_database_is_busy_the_phone_is_told_to_come_again(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(**_any: Any) -> None:
        raise OperationalError("database is locked")

    envelope = seal(said(make.assignment(cast.m17)), cast.phones["M-17"].uid)
    phone = cast.phone("M-17")
    with monkeypatch.context() as patch:
        patch.setattr("clients.portal.sync.receive_changes", locked)
        answer = post(phone, envelope)
    assert (answer.status_code, answer.headers["Retry-After"], logs()) == (503, "30", [])
    assert became(post(phone, envelope)) == ["kept"]


def test_what_could_not_be_read_is_named_where_nothing_else_was_said(cast: Cast) -> None:
    device, phone = cast.phones["M-17"].uid, cast.phone("M-17")
    more = said(make.assignment(cast.m17), 1, "edit", form={"minutes": "9999", "note": " "})
    [answer] = post(phone, seal(more, device)).json()["answers"]
    why = "This could not be read: “How many minutes?”. Please write it down once more."
    assert (answer["is"], answer["why"], logs()) == ("refused", why, [])


def test_sending_does_not_put_off_the_lock(cast: Cast) -> None:
    phone = cast.phone("M-17")
    assert "ps" not in post(phone).cookies
    assert "ps" in phone.get(reverse("portal:today")).cookies


def test_another_client_on_the_same_phone_sends_nothing_of_the_first(cast: Cast) -> None:
    given = make.assignment(cast.m17)
    mine, theirs = cast.phones["M-17"].uid, cast.phones["M-18"].uid
    sealed = seal(said(given), mine)
    assert became(post(cast.phone("M-18"), sealed, sealed | {"device": str(theirs)})) == [
        "elsewhere",
        "unreadable",
    ]
    assert (logs(), Received.objects.count()) == ([], 0)
    assert became(post(cast.phone("M-17"), sealed)) == ["kept"]


def set_up_anew(cast: Cast, phone: HttpClient) -> PortalDevice:
    """The same phone, invited once more: a new PIN, a new name."""
    device, token = invite_device(client=cast.m17, by=cast.amara)
    chosen = {"pin": "740291", "again": "740291"}
    assert phone.post(reverse("portal:invitation", args=[token]), chosen).status_code == 303
    return device


def test_a_phone_that_was_set_up_anew_still_speaks_for_its_client(cast: Cast) -> None:
    given, phone, before = make.assignment(cast.m17), cast.phone("M-17"), cast.phones["M-17"]
    device = set_up_anew(cast, phone)
    before.refresh_from_db()
    assert (before.ended_at is not None, before.replaced_by) == (True, device)
    assert became(post(phone, seal(said(given), before.uid))) == ["kept"]
    assert Received.objects.get().device == before
    second = make.device(cast.m17, secret_hash="s")
    assert became(post(phone, seal(said(given), second.uid))) == ["kept"]
    end_device(device=second, by=cast.amara)
    assert became(post(phone, seal(said(given), second.uid))) == ["elsewhere"]


def test_a_phone_that_was_ended_and_set_up_anew_still_speaks_for_its_client(cast: Cast) -> None:
    given, phone, before = make.assignment(cast.m17), cast.phone("M-17"), cast.phones["M-17"]
    end_device(device=before, by=cast.amara)
    device = set_up_anew(cast, phone)
    before.refresh_from_db()
    assert (before.ended_at is not None, before.replaced_by) == (True, device)
    assert became(post(phone, seal(said(given), before.uid))) == ["kept"]


def test_the_ended_phone_of_another_client_is_not_taken_over(cast: Cast) -> None:
    given, phone, before = make.assignment(cast.m18), cast.phone("M-18"), cast.phones["M-18"]
    end_device(device=before, by=cast.amara)
    set_up_anew(cast, phone)
    before.refresh_from_db()
    assert before.replaced_by is None
    assert became(post(phone, seal(said(given), before.uid))) == ["elsewhere"]
    assert logs() == []


def test_in_quiet_mode_what_was_sent_stays_and_is_not_read_back(cast: Cast) -> None:
    given, device, entry = make.assignment(cast.m17), cast.phones["M-17"].uid, uuid.uuid4()
    note = {"state": "done", "note": "written before", "minutes": "5"}
    blank = {"note": "", "minutes": "", "presence": "", "obstacles": [], "after": "2"}
    phone = cast.phone("M-17")
    sent = [seal(said(given, entry=entry, form=note), device)]
    set_quiet_mode(client=cast.m17, on=True, by=cast.amara)
    sent.append(seal(said(given, 2, "edit", entry=entry, form=blank), device))
    answer = post(phone, *sent)
    assert became(answer) == ["kept", "kept"]
    assert "written" not in answer.content.decode()
    log = Log.objects.get()
    assert (log.note, log.note_shared, log.minutes, log.after) == ("written before", False, 5, 2)


def test_something_unpleasant_is_noted(cast: Cast) -> None:
    given, device = make.assignment(cast.m17), cast.phones["M-17"].uid
    form = {"then": "unpleasant", "kindness": "2", "presence": "none"}
    assert became(post(cast.phone("M-17"), seal(said(given, form=form), device))) == ["kept"]
    log = Log.objects.get()
    assert (log.state, log.unpleasant) == ("part", True)
    rated = (log.checkin.presence, log.checkin.kindness, log.checkin.order_shown)
    assert rated == (None, 2, "kindness,presence")


def told(given: Assignment) -> tuple[Any, ...]:
    """What stands of something unpleasant, and whether the practice rests."""
    log = Log.objects.get()
    given.refresh_from_db()
    resting = given.resting_since is not None
    return (log.unpleasant, log.unpleasant_note, log.unpleasant_still, resting, log.state)


@pytest.mark.parametrize("turned", [False, True])
def test_what_came_up_arrives_once_in_any_order_and_blanks_erase_nothing(
    cast: Cast, turned: bool
) -> None:
    given, device, phone = make.assignment(cast.m17), cast.phones["M-17"].uid, cast.phone("M-17")
    entry = uuid.uuid4()

    def telling(number: int, **form: str) -> dict[str, Any]:
        return seal(said(given, number, "unpleasant", entry=entry, form=form), device)

    sent = [
        seal(said(given, 1, entry=entry, form={"state": "done", "then": "unpleasant"}), device),
        telling(2, note="a smell of smoke", still="no"),
        telling(3, still="yes", rest="no", note="x" * 501),
    ]
    assert became(post(phone, *(sent[::-1] if turned else sent), sent[1])) == ["kept"] * 3 + [
        "known"
    ]
    assert told(given) == (True, "x" * 496 + " […]", True, False, "done")
    assert became(post(phone, telling(4))) == ["kept"]
    assert told(given) == (True, "x" * 496 + " […]", True, False, "done")
    assert became(post(phone, telling(5, still="yes"), telling(6, still="perhaps"))) == ["kept"] * 2
    assert told(given) == (True, "x" * 496 + " […]", True, True, "done")


def test_what_came_up_without_its_entry_makes_one_and_another_clients_none(cast: Cast) -> None:
    device, phone = cast.phones["M-17"].uid, cast.phone("M-17")
    gates = {"led_by": "self", "activating": True, "leave_out_when": [], "exposure_homework": False}
    given = make.assignment(cast.m17, prescription={"gates": gates})
    other = make.assignment(cast.m18)
    sent = [seal(said(one, act="unpleasant", form={}), device) for one in (given, other)]
    assert became(post(phone, *sent)) == ["kept", "refused"]
    assert told(given) == (True, "", None, True, "part")


def test_the_phone_says_how_much_it_still_holds(cast: Cast) -> None:
    given, device = make.assignment(cast.m17), cast.phones["M-17"]
    phone, staff = cast.phone("M-17"), cast.staff("amara")
    page = reverse("clients:devices", args=[cast.harbour.uid, cast.m17.uid])

    def unsent() -> int | None:
        device.refresh_from_db()
        return device.unsent

    for said_so in ("x", "", "-1", "12345", "٣"):
        phone.post(UNLOCK, {"pin": PIN, "unsent": said_so})
        assert unsent() is None
    assert "still on it" not in staff.get(page).content.decode()
    phone.post(UNLOCK, {"pin": PIN, "unsent": "5"})
    assert unsent() == 5
    kept, strange = seal(said(given), device.uid), seal(said(given), uuid.uuid4())
    post(phone, kept, strange, unsent=4)
    assert unsent() == 3
    for count, stored in ((True, 1), (-5, 0), (10**30, 9999), ("7", 9999), (None, 9999), (3, 3)):
        post(phone, unsent=count)
        assert unsent() == stored
    text = staff.get(page).content.decode()
    assert "3 entries were still on it when it last said so." in text
    assert "Ending the phone loses what it has not sent." in text
    url = reverse("clients:device_end", args=[cast.harbour.uid, device.uid])
    staff.post(url)
    text = staff.get(page).content.decode()
    assert "3 entries that it had not sent are lost." in text
    assert "3 entries were still on it" in text
    assert "Ending the phone loses" not in text


@pytest.mark.parametrize(("entries", "queries"), [(1, 8), (3, 16)])
def test_the_homework_of_a_batch_is_looked_up_once(cast: Cast, entries: int, queries: int) -> None:
    given, device = make.assignment(cast.m17), cast.phones["M-17"].uid
    phone = cast.phone("M-17")
    sent = [seal(said(given, number), device) for number in range(entries)]
    with real_queries() as seen:
        assert became(post(phone, *sent)) == ["kept"] * entries
    assert len(seen) == queries, "\n".join(seen)
