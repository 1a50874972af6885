"""Entries that come late from a phone: each once, each for its own client, each answered."""

import uuid
from typing import Any

from django.test import Client as HttpClient
from django.urls import reverse

from clients.models import Log
from tests import factories as make
from tests.cast import Cast
from tests.phones import seal, site_key


def send(phone: HttpClient, *envelopes: Any) -> list[str]:
    """What became of each."""
    answer = phone.post(
        reverse("portal:sync"), {"entries": list(envelopes)}, content_type="application/json"
    )
    assert answer.status_code == 200
    return [one["is"] for one in answer.json()["answers"]]


def test_a_page_gives_the_phone_what_it_seals_with(cast: Cast) -> None:
    page = cast.phone("M-17").get(reverse("portal:today")).content.decode()
    key, device = site_key(), cast.phones["M-17"].uid
    sealing = f'data-seal-key="{key.public_text}" data-seal-id="{key.uid}" data-device="{device}"'
    assert f'data-sync="/p/sync/" {sealing}' in page
    assert "data-seal" not in HttpClient().get(reverse("portal:unlock")).content.decode()


def test_a_sealed_entry_is_kept(cast: Cast) -> None:
    given, entry = make.assignment(cast.m17), uuid.uuid4()
    content = {
        "act": "create",
        "entry": str(entry),
        "homework": str(given.uid),
        "number": 1,
        "at": "2026-11-27T10:00:00+00:00",
        "form": {"state": "done", "before": "7"},
    }
    envelope = seal(content, cast.phones["M-17"].uid)
    assert send(cast.phone("M-17"), envelope, {"no": "envelope"}) == ["kept", "unreadable"]
    assert send(cast.phone("M-18"), envelope) == ["elsewhere"]
    assert [(log.entry_uid, log.state, log.before) for log in Log.objects.all()] == [
        (entry, "done", 7)
    ]
