"""What was given on paper is kept as the exact file, alone or as a packet."""

import hashlib

from clients.actions.files import keep_handout, keep_packet
from clients.models import Handout, Journal, StoredFile
from tests.cast import Cast

ITEMS = [("two-wings", "Two wings"), ("day-map", "A map of my day")]


def test_a_packet_is_one_file_and_a_handout_for_each_thing_on_it(cast: Cast) -> None:
    given = keep_packet(
        client=cast.m17, items=ITEMS, content=b"%PDF both", discreet=True, by=cast.amara
    )
    stored = StoredFile.objects.get()
    assert bytes(stored.content) == b"%PDF both"
    assert stored.sha256 == hashlib.sha256(b"%PDF both").hexdigest()
    assert [(one.code, one.title, one.discreet, one.by) for one in given] == [
        ("two-wings", "Two wings", True, cast.amara),
        ("day-map", "A map of my day", True, cast.amara),
    ]
    assert set(stored.handouts.all()) == set(given)


def test_each_thing_of_a_packet_has_its_line_in_the_journal(cast: Cast) -> None:
    given = keep_packet(client=cast.m17, items=ITEMS, content=b"%PDF", discreet=False, by="command")
    lines = Journal.objects.filter(act="printed")
    assert {line.object_uid for line in lines} == {one.uid for one in given}
    assert {line.client_uid for line in lines} == {cast.m17.uid}


def test_two_handouts_given_apart_share_no_file(cast: Cast) -> None:
    for code, title in ITEMS:
        keep_handout(
            client=cast.m17, code=code, title=title, content=b"%PDF", discreet=False, by="command"
        )
    assert StoredFile.objects.count() == 2
    assert Handout.objects.values("file").distinct().count() == 2
