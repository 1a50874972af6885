"""Envelopes of a hostile phone: nothing breaks, nothing of somebody else is reached."""

import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client as HttpClient

from clients.models import Act, Journal, Log, SheetAnswer
from tests import factories as make
from tests.attacks.ground import rows, written
from tests.cast import Cast
from tests.clients.portal.test_sync import SYNC, became, post, said
from tests.phones import seal

HARD = ["\x00", "\ud800", "x" * 2500, "9" * 5000, "NaN", "1e400", "<b>", "{{ a }}", "..", "-0"]


def raw(phone: HttpClient, body: bytes, kind: str = "application/json") -> int:
    """The status of a body sent as it is."""
    return int(phone.generic("POST", SYNC, body, content_type=kind).status_code)


def test_homework_of_another_client_is_refused_and_noted(cast: Cast) -> None:
    theirs, mine = make.assignment(cast.m18), make.assignment(cast.m17)
    log = make.log(theirs, note="of M-18", state="part")
    device, phone, before = cast.phones["M-17"].uid, cast.phone("M-17"), rows()
    own_entry = {"entry": log.entry_uid, "form": {"note": "mine", "state": "done"}}
    sent = [
        seal(said(given, 1, act, **own_entry), device)
        for given, act in [(theirs, one) for one in ("create", "edit", "take_back", "sheet")]
    ]
    sent.append(seal(said(theirs) | {"homework": str(uuid.uuid4())}, device))
    answer = post(phone, *sent)
    assert became(answer) == ["refused"] * 5
    assert len({one["why"] for one in answer.json()["answers"]}) == 1
    assert written(before, rows()).keys() == {"clients.Journal"}
    denied = Journal.objects.filter(act=Act.DENIED)
    assert [(line.object_uid, line.actor_uid) for line in denied] == [(theirs.uid, device)]
    # The uid of another client's entry, with one's own homework, is an entry of one's own.
    assert became(post(phone, seal(said(mine, 1, "take_back", **own_entry), device))) == ["kept"]
    log.refresh_from_db()
    assert (log.note, log.state, log.taken_back_at) == ("of M-18", "part", None)
    assert Log.objects.filter(entry_uid=log.entry_uid).count() == 2


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"\xff\xfe", 400),
        (b"[]", 400),
        (b"null", 400),
        (b'{"entries": {}}', 400),
        (b'{"entries": NaN}', 400),
        (b'{"entries": [' + b"1" * 5000 + b"]}", 400),
        (b"[" * 100_000, 400),
        (b'{"entries": ' + b"[" * 100_000, 400),
        (b'{"entries": [' + b",".join([b"{}"] * 51) + b"]}", 400),
        (b" " * (512 * 1024 + 1), 413),
        (b"x" * (3 * 1024 * 1024), 413),
        (b'{"entries": []}', 200),
        (b'{"entries": [], "unsent": 1e400}', 200),
    ],
    ids=lambda value: str(value)[:20],
)
def test_a_body_that_is_none_is_refused_whole(cast: Cast, body: bytes, status: int) -> None:
    before, phone = rows(), cast.phone("M-17")
    assert {raw(phone, body), raw(phone, body, "text/plain")} == {status}
    assert written(before, rows()) == {}


def test_nothing_in_an_envelope_breaks_anything(cast: Cast) -> None:
    given, device, phone = make.assignment(cast.m17), cast.phones["M-17"].uid, cast.phone("M-17")
    good = said(given) | {"form": {"state": "done", "note": "n"}}
    values: list[Any] = [*HARD, None, True, [], {}, 10**30, -1, 1.5, [[[]]], ["a", None]]
    contents: list[Any] = [good | {name: value} for name in good for value in values]
    fields = ("state", "day", "before", "after", "minutes", "times", "obstacles", "note")
    for name in (*fields, "readers", "presence", "kindness", "then", "entry", "\ud800", ""):
        for value in (*HARD[:6], {}):
            form = {"state": "part", name: value}
            contents.append(good | {"entry": str(uuid.uuid4()), "form": form})
    contents += [b"[" * 100_000, b"1" * 5000, b'{"act": NaN}', b"\xff", *values]
    contents.append(good | {"entry": str(uuid.uuid4()), "form": {"note": "x" * 300_000}})
    sealed = [seal(content, device) for content in contents]
    sealed += [sealed[0] | {name: value} for name in sealed[0] for value in values]
    became_of: set[str] = set()
    for first in range(0, len(sealed), 40):
        became_of |= set(became(post(phone, *sealed[first : first + 40])))
    assert became_of == {"kept", "refused", "unreadable"}
    notes = Log.objects.values_list("note", flat=True)
    assert max(len(note) for note in notes) == 2000
    with connection.cursor() as cursor:  # all of it can be read again
        cursor.execute("SELECT * FROM clients_log")
        assert len(cursor.fetchall()) == len(notes)


def test_every_sheet_is_kept_whatever_stands_beside_what_it_can_keep(cast: Cast) -> None:
    given = make.assignment(cast.m17, prescription={"worksheet": make.SHEET})
    device, phone = cast.phones["M-17"].uid, cast.phone("M-17")
    cells = ("moments", "moments-0-at", "moments-0-felt", "moments-9-at")
    asked = [f"q-{name}" for name in ("more", "hard", "whom", *cells, "\x00", "\ud800")]
    values: list[Any] = [*HARD, {}, ["a", None], [], "x\n" * 5000]
    sealed = []
    for name in ("edition", "readers", "rows-moments", "then", "entry", *asked):
        for value in values:
            form = {"q-about": "kept", "then": "done", name: value}
            sealed.append(seal(said(given, 1, "sheet", form=form), device))
    for first in range(0, len(sealed), 40):
        batch = sealed[first : first + 40]
        assert became(post(phone, *batch)) == ["kept"] * len(batch)
    kept = SheetAnswer.objects.values_list("answers", "is_shared")
    assert (len(kept), {one["about"] for one, _shared in kept}) == (len(sealed), {"kept"})
    assert {is_shared for _answers, is_shared in kept} == {False}
    assert max(len(repr(one)) for one, _shared in kept) < 4200
