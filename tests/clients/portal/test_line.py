"""The plain line of a message: picked on the phone or in the room, shown to who reaches the client."""

from typing import Any

import pytest
from django.urls import reverse

from clients.models import Client, Journal, WayOfReaching
from tests.cast import Cast
from tests.planner.views.reading import text_of

LINE, SETTINGS = "/p/line/", "/p/settings/#line"
WATER = "Glass of water?"


def kept(cast: Cast) -> str:
    return Client.objects.get(pk=cast.m17.pk).plain_line


def post(cast: Cast, **sent: str) -> Any:
    return cast.phone("M-17").post(LINE, sent)


def test_a_line_is_picked_changed_and_given_up(cast: Cast) -> None:
    settings = cast.phone("M-17").get("/p/settings/").content.decode()
    assert ("no words, so no message comes" in settings, f'href="{LINE}"' in settings) == (
        True,
        True,
    )
    for sent, line in (
        ({"which": WATER}, WATER),
        ({"which": "own", "own": "  Buy   bread "}, "Buy bread"),
        ({"which": WATER, "own": "left over"}, WATER),
        ({"which": "none"}, ""),
    ):
        assert post(cast, **sent).headers["Location"] == SETTINGS
        assert kept(cast) == line
        page = cast.phone("M-17").get(LINE).content.decode()
        chosen = [value for value in (WATER, "own", "none") if f'value="{value}" ' in page]
        assert chosen == [WATER, "own", "none"]
    lines = Journal.objects.filter(act="changed", object_kind="clients.Client", actor_kind="device")
    assert [row.fields for row in lines] == [["plain_line"]] * 4


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"which": "own", "own": "See your therapist"}, "“therapist” could tell somebody"),
        ({"which": "own", "own": "Greetings from Osei"}, "“Osei” could tell somebody"),
        ({"which": "own", "own": " "}, "Write the words, or choose one of the lines."),
        ({"which": "own", "own": "x" * 41}, "41 signs, and 40 at most."),
        ({"which": "Come at once"}, "Select a valid choice."),
        ({}, "This field is required."),
    ],
)
def test_what_tells_is_said_at_its_field_and_stays_typed(
    cast: Cast, sent: dict[str, str], said: str
) -> None:
    answer = post(cast, **sent)
    page = text_of(answer)
    assert (answer.status_code, said in page, kept(cast)) == (422, True, "")
    typed = 'value="See your therapist"' in answer.content.decode()
    assert typed == ("therapist" in sent.get("own", ""))


def test_in_quiet_mode_it_is_neither_shown_nor_changed(cast: Cast) -> None:
    cast.m17.plain_line, cast.m17.quiet_mode = "Buy bread", True
    cast.m17.save()
    assert post(cast, which=WATER).headers["Location"] == "/p/"
    assert cast.phone("M-17").get(LINE).headers["Location"] == "/p/"
    assert "Buy bread" not in cast.phone("M-17").get("/p/settings/").content.decode()
    assert kept(cast) == "Buy bread"


def test_the_clinician_records_it_and_it_stands_with_the_safe_ways(cast: Cast) -> None:
    url = reverse("clients:reaching", args=[cast.harbour.uid, cast.m17.uid])
    refused = cast.staff("amara").post(url, {"which": "own", "own": "Your session"})
    assert (refused.status_code, "“session” could tell" in text_of(refused)) == (422, True)
    assert not WayOfReaching.objects.exists()
    assert cast.staff("amara").post(url, {"which": WATER}).status_code == 303
    assert kept(cast) == WATER
    own = {"clinic": cast.harbour, "client": cast.m17, "recorded_on": cast.harbour.today()}
    WayOfReaching.objects.create(channel="call", safe=True, **own)
    WayOfReaching.objects.create(channel="text", safe=True, **own)
    WayOfReaching.objects.create(channel="push", safe=False, **own)
    only = f"Call, Text message (only “{WATER}”)"
    assert ", ".join(Client.objects.get(pk=cast.m17.pk).safe_ways()) == only
    hand_over = reverse("planner:hand_over", args=[cast.harbour.uid, cast.m17.uid])
    assert only in text_of(cast.staff("amara").get(hand_over))
    record = reverse("clients:client_page", args=[cast.harbour.uid, cast.m17.uid])
    assert f"A message may say “{WATER}” and nothing else." in text_of(
        cast.staff("amara").get(record)
    )
