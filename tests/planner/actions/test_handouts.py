"""Giving a handout keeps the exact file with the client, and says so in the journal."""

import hashlib

import pytest

from clients.models import Client, Handout, Journal, StoredFile
from planner.actions.handouts import (
    PrintedPart,
    give_handout,
    give_packet,
    give_packets,
    note_session_printed,
)
from planner.models.paper import HandoutRefused
from tests import factories as make
from tests.cast import Cast
from tests.planner.documents.examples import (
    handout,
    piece,
    piece_sheet,
    practice,
    worksheet_sheet,
)


def test_the_file_is_kept_as_it_was_given(cast: Cast) -> None:
    given = give_handout(client=cast.m17, sheet=handout(), pdf=b"%PDF exact", by=cast.amara)
    kept = Handout.objects.get(uid=given.uid)
    assert (kept.client, kept.by, kept.code) == (cast.m17, cast.amara, "notice-name-stay")
    assert (kept.title, kept.discreet) == ("Notice, name it kindly, stay", False)
    assert bytes(kept.file.content) == b"%PDF exact"
    assert kept.file.sha256 == hashlib.sha256(b"%PDF exact").hexdigest()
    assert (kept.file.client, kept.file.clinic) == (cast.m17, cast.harbour)


def test_discreet_paper_is_kept_under_its_plain_title(cast: Cast) -> None:
    given = give_handout(client=cast.m17, sheet=handout(discreet=True), pdf=b"%PDF", by="command")
    assert (given.title, given.discreet, given.by) == ("A four-minute pause", True, None)


def test_the_journal_says_who_printed_for_whom_and_no_word_of_it(cast: Cast) -> None:
    given = give_handout(client=cast.m17, sheet=handout(), pdf=b"%PDF", by=cast.amara)
    line = Journal.objects.get(act="printed")
    assert (line.actor_uid, line.client_uid, line.object_uid) == (
        cast.amara.uid,
        cast.m17.uid,
        given.uid,
    )
    assert line.fields == []


def test_two_clients_never_share_a_file(cast: Cast) -> None:
    for person in (cast.m17, cast.m18):
        sheet = handout(for_whom=person.code)
        give_handout(client=person, sheet=sheet, pdf=b"%PDF same", by="command")
    assert StoredFile.objects.count() == 2


def test_a_sheet_for_somebody_else_is_refused(cast: Cast) -> None:
    with pytest.raises(HandoutRefused):
        give_handout(client=cast.m18, sheet=handout(), pdf=b"%PDF", by=cast.ben)
    assert (Handout.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_what_only_the_therapist_leads_is_refused_here_too(cast: Cast) -> None:
    gates = type(practice().gates)(led_by="therapist_only")
    sheet = handout(practice(gates=gates))
    with pytest.raises(HandoutRefused):
        give_handout(client=cast.m17, sheet=sheet, pdf=b"%PDF", by=cast.amara)
    assert Journal.objects.filter(act="printed").count() == 0


def part(client: Client, code: str = "", pdf: bytes = b"%PDF part") -> PrintedPart:
    """Something to read and to fill in, for this client."""
    whom = code or client.code
    sheets = [piece_sheet(for_whom=whom), worksheet_sheet(for_whom=whom)]
    return PrintedPart(client=client, sheets=sheets, pdf=pdf)


def test_a_packet_is_kept_as_one_file_with_every_thing_on_it(cast: Cast) -> None:
    given = give_packet(part=part(cast.m17), by=cast.amara)
    assert [(one.code, one.title) for one in given] == [
        ("the-kettle", "The kettle that sings"),
        ("small-map", "A map of small things"),
    ]
    assert bytes(StoredFile.objects.get().content) == b"%PDF part"
    assert Journal.objects.filter(act="printed", actor_uid=cast.amara.uid).count() == 2


def test_each_participant_keeps_their_own_part(cast: Cast) -> None:
    parts = [part(cast.m17, pdf=b"%PDF of 17"), part(cast.m18, pdf=b"%PDF of 18")]
    give_packets(parts=parts, by=cast.gina)
    assert {(file.client.code, bytes(file.content)) for file in StoredFile.objects.all()} == {
        ("M-17", b"%PDF of 17"),
        ("M-18", b"%PDF of 18"),
    }
    assert {one.file.client for one in cast.m17.handouts.all()} == {cast.m17}


def test_one_wrong_part_and_nothing_is_kept(cast: Cast) -> None:
    with pytest.raises(HandoutRefused):
        give_packets(parts=[part(cast.m17), part(cast.m18, code="M-17")], by=cast.gina)
    assert (Handout.objects.count(), StoredFile.objects.count()) == (0, 0)
    assert Journal.objects.filter(act="printed").count() == 0


def test_a_piece_for_clinicians_is_refused_here_too(cast: Cast) -> None:
    with pytest.raises(HandoutRefused):
        give_handout(
            client=cast.m17,
            sheet=piece_sheet(piece(reader="clinician")),
            pdf=b"%PDF",
            by=cast.amara,
        )
    assert Handout.objects.count() == 0


def test_a_printed_session_is_noted(cast: Cast) -> None:
    session = make.session(cast.m17)
    note_session_printed(session=session, by=cast.amara)
    line = Journal.objects.get(act="printed")
    assert (line.object_uid, line.client_uid, line.actor_uid) == (
        session.uid,
        cast.m17.uid,
        cast.amara.uid,
    )
