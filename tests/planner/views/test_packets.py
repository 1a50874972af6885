"""Packets: several things at once for a client, and the same for every participant of a group."""

from typing import Any

import pytest

from clients.models import CrisisContact, Handout, Journal, StoredFile
from planner.documents import press
from planner.documents.errors import Busy, TooComplex
from planner.models.packets import ITEMS_MOST, SHEETS_MOST
from tests import factories as make
from tests.cast import Cast
from tests.clients.views.asking import address as of_clients
from tests.clients.views.asking import errors_of, queries, sent_to, text_of
from tests.planner import shelves
from tests.planner.documents.examples import piece, worksheet
from tests.planner.documents.examples import text_of as words_on
from tests.planner.shelves import CYCLE, FRAME, TOGETHER_FIRST, TOUCH

from .asking import address

ITEMS = ["small-map", "the-kettle", TOUCH]


@pytest.fixture(autouse=True)
def _shelf(cast: Cast) -> None:
    """Something to read, to do and to fill in, and what cannot be given."""
    for code in (TOUCH, FRAME, TOGETHER_FIRST):
        shelves.practice(code)
    shelves.shelved(worksheet())
    shelves.shelved(piece())


@pytest.fixture
def bound(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What the printing room was asked to bind, from now on; it prints nothing."""
    asked: list[Any] = []

    def note(parts: list[Any], _asker: str) -> tuple[bytes, list[bytes]]:
        asked.append(parts)
        return b"%PDF whole", [f"%PDF {number}".encode() for number, _ in enumerate(parts)]

    monkeypatch.setattr(press.POOL, "bind", note)
    return asked


def give(cast: Cast, who: str = "amara", **fields: Any) -> Any:
    """Print and keep these for M-17."""
    url = address("packet_give", cast.harbour, cast.m17)
    return cast.staff(who).post(url, {"paper": "A4", "items": ITEMS} | fields)


def page_of(cast: Cast, who: str = "amara", query: str = "") -> Any:
    """The page of a client's packet."""
    return cast.staff(who).get(f"{address('packet_give', cast.harbour, cast.m17)}{query}")


def give_all(cast: Cast, who: str = "gina", **fields: Any) -> Any:
    """Print and keep these for everybody in group A."""
    data = {"paper": "A4", "items": ITEMS, "participants": [str(cast.m17.uid)]} | fields
    return cast.staff(who).post(address("group_packet_give", cast.harbour, cast.group_a), data)


def group_page(cast: Cast, who: str = "gina") -> Any:
    """The page of a group's packet."""
    return cast.staff(who).get(address("group_packet_give", cast.harbour, cast.group_a))


def test_the_page_offers_what_may_be_given_and_says_why_not(cast: Cast) -> None:
    page = text_of(page_of(cast))
    for code in ITEMS:
        assert f'value="{code}"' in page
    assert f'value="{FRAME}"' not in page
    assert f'value="{TOGETHER_FIRST}"' not in page
    assert "2 more that cannot go along now" in page
    assert "Body scan, eyes open: " in page
    assert "Do this practice together in a session first" in page


def test_a_packet_is_one_real_file_with_every_thing_noted(cast: Cast) -> None:
    answer = give(cast)
    assert sent_to(answer) == of_clients("handout_list", cast.harbour, cast.m17)
    kept = list(Handout.objects.order_by("pk"))
    assert [(one.code, one.title) for one in kept] == [
        ("the-kettle", "The kettle that sings"),
        (TOUCH, "A warm hand"),
        ("small-map", "A map of small things"),
    ]
    assert {one.client for one in kept} == {cast.m17}
    words = words_on(bytes(StoredFile.objects.get().content))
    assert words.count("for M-17") == 3
    assert "Leila" not in words
    lines = Journal.objects.filter(act="printed")
    assert {(line.client_uid, line.actor_uid) for line in lines} == {(cast.m17.uid, cast.amara.uid)}
    assert lines.count() == 3


def test_the_look_is_as_it_was_asked_for(cast: Cast, bound: list[Any]) -> None:
    give(cast, paper="Letter", large="on", discreet="on", items=[TOUCH])
    ((part,),) = bound
    assert part["title"] == "A warm minute"
    (sheet,) = part["sheets"]
    assert sheet["styles"] == ["sheet", "handout", "letter", "large"]
    assert "M-17" not in sheet["html"]
    assert Handout.objects.get().discreet is True


def test_settings_of_the_record_and_items_of_a_link_are_preset(cast: Cast) -> None:
    cast.m17.quiet_mode = True
    cast.m17.save(update_fields=["quiet_mode"])
    answer = page_of(cast, query=f"?items={TOUCH}&items=small-map")
    assert answer.context["form"]["discreet"].initial is True
    assert text_of(answer).count(" checked>") == 2 + 1 + 1  # items, paper, discreet


def test_nothing_ticked_is_asked_again_and_the_rest_kept(cast: Cast, bound: list[Any]) -> None:
    answer = give(cast, items=[], large="on", paper="A3")
    assert answer.status_code == 422
    assert errors_of(answer)["items"] == ["Tick at least one thing."]
    assert answer.context["form"]["large"].value() is True
    assert bound == []


@pytest.mark.parametrize("code", [FRAME, TOGETHER_FIRST, "no-such-thing", '"><b>', "x" * 9000])
def test_what_cannot_be_given_is_refused_and_the_others_stay_ticked(
    cast: Cast, bound: list[Any], code: str
) -> None:
    answer = give(cast, items=[TOUCH, code])
    assert answer.status_code == 422
    assert errors_of(answer)["items"] == ["Unknown choice."]
    assert f'id="item-{TOUCH}" checked' in text_of(answer)
    assert (Handout.objects.count(), bound) == (0, [])


def test_more_than_a_person_can_use_is_refused(cast: Cast, bound: list[Any]) -> None:
    codes = [shelves.shelved(worksheet(code=f"map-{n}")).code for n in range(ITEMS_MOST + 1)]
    answer = give(cast, items=codes)
    assert errors_of(answer)["items"] == ["At most 8 things at once."]
    assert give(cast, items=codes[:ITEMS_MOST]).status_code == 303
    assert Handout.objects.count() == ITEMS_MOST


def test_without_whom_to_call_only_discreet_paper_is_printed(cast: Cast, bound: list[Any]) -> None:
    CrisisContact.objects.of_clinic(cast.harbour).delete()
    assert "Whom to call is missing" in text_of(page_of(cast))
    refused = give(cast)
    assert refused.status_code == 422
    assert "crisis contacts are missing" in errors_of(refused)["__all__"][0]
    assert give(cast, discreet="on").status_code == 303


@pytest.mark.parametrize(("fault", "status"), [(TooComplex, 422), (Busy, 503)])
def test_paper_that_fails_loses_nothing(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, fault: type[Exception], status: int
) -> None:
    def fail(*_args: Any) -> bytes:
        raise fault

    monkeypatch.setattr(press.POOL, "bind", fail)
    for answer in (give(cast, large="on"), give_all(cast, large="on")):
        assert answer.status_code == status
        assert answer.headers.get("Retry-After") == ("10" if status == 503 else None)
        assert "Nothing was changed." in text_of(answer)
        assert f'id="item-{TOUCH}" checked' in text_of(answer)
        assert answer.context["form"]["large"].value() is True
    assert (Handout.objects.count(), Journal.objects.filter(act="printed").count()) == (0, 0)


def test_a_supervisor_reads_and_prints_nothing(cast: Cast) -> None:
    found = {who: page_of(cast, who).status_code for who in ("sara", "ben", "gina", "olga", "nils")}
    assert found == {"sara": 403, "ben": 404, "gina": 404, "olga": 404, "nils": 404}


def test_the_pages_ask_the_same_for_one_and_many(cast: Cast) -> None:
    urls = {
        "amara": address("packet_give", cast.harbour, cast.m17),
        "gina": address("group_packet_give", cast.harbour, cast.group_a),
    }
    before = {who: queries(cast.staff(who), url) for who, url in urls.items()}
    shelves.practice(CYCLE)
    for number in range(3):
        shelves.shelved(worksheet(code=f"map-{number}"))
        make.participation(make.client(cast.harbour, f"P-{number}"), cast.group_a)
    assert {who: queries(cast.staff(who), url) for who, url in urls.items()} == before


def test_a_group_is_offered_what_suits_everybody(cast: Cast) -> None:
    page = text_of(group_page(cast))
    for code in ITEMS:
        assert f'value="{code}"' in page
    for word in (FRAME, TOGETHER_FIRST, "cannot go along"):
        assert word not in page
    assert "M-17" in page
    assert "M-19" not in page  # left last month


def test_each_participant_keeps_a_part_of_one_file(cast: Cast) -> None:
    make.participation(cast.m18, cast.group_a)
    make.appointment(cast.m17, day=cast.harbour.today().replace(year=2031, month=3, day=4))
    people = [str(person.uid) for person in (cast.m17, cast.m18)]
    answer = give_all(cast, participants=people)
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == 'inline; filename="sheet.pdf"'
    words = words_on(answer.content)
    assert (words.count("for M-17"), words.count("for M-18")) == (3, 3)
    assert [name for name in ("Leila", "Haddad", "Jonas", "March") if name in words] == []
    assert StoredFile.objects.count() == 2
    for person, other in ((cast.m17, "M-18"), (cast.m18, "M-17")):
        part = words_on(bytes(person.files.get().content))
        assert part.count(f"for {person.code}") == 3
        assert other not in part
        assert person.handouts.count() == 3
    lines = Journal.objects.filter(act="printed", actor_uid=cast.gina.uid)
    assert lines.filter(client_uid=cast.m17.uid).count() == 3
    assert lines.count() == 6


def test_participants_are_chosen_and_strangers_are_not(cast: Cast, bound: list[Any]) -> None:
    make.participation(cast.m18, cast.group_a)
    assert give_all(cast).content == b"%PDF whole"
    assert {one.client for one in Handout.objects.all()} == {cast.m17}
    for stranger in (cast.m19, make.client(cast.lakeside, "L-1")):
        refused = give_all(cast, participants=[str(stranger.uid)])
        assert errors_of(refused)["participants"] == ["Unknown choice."]
    assert errors_of(give_all(cast, participants=[]))["participants"] == [
        "Tick at least one participant."
    ]
    assert len(bound) == 1


def test_discreet_paper_for_one_is_discreet_paper_for_all(cast: Cast, bound: list[Any]) -> None:
    make.participation(cast.m18, cast.group_a)
    cast.m18.discreet_paper = True
    cast.m18.save(update_fields=["discreet_paper"])
    assert group_page(cast).context["form"]["discreet"].value() is None
    give_all(cast)  # for M-17 alone, so that nobody learns whose record it is
    ((part,),) = bound
    assert part["title"] == "An old kettle, and 2 more"
    assert [sheet for sheet in part["sheets"] if "Harbour Clinic" in sheet["html"]] == []


def test_what_a_leader_may_not_know_decides_nothing(cast: Cast, bound: list[Any]) -> None:
    cast.m17.touch_unsafe, cast.m17.home = True, "not_safe"
    cast.m17.save(update_fields=["touch_unsafe", "home"])
    assert give_all(cast).status_code == 200
    ((part,),) = bound
    assert "Choose something warm" in part["sheets"][1]["html"]  # the form for everybody


def test_more_sheets_than_somebody_can_wait_for_are_refused(cast: Cast, bound: list[Any]) -> None:
    codes = [shelves.shelved(worksheet(code=f"map-{n}")).code for n in range(ITEMS_MOST)]
    for number in range(SHEETS_MOST // ITEMS_MOST):
        make.participation(make.client(cast.harbour, f"P-{number}"), cast.group_a)
    people = [
        str(uid)
        for uid in cast.group_a.participations.on(cast.harbour.today()).values_list(
            "client__uid", flat=True
        )
    ]
    answer = give_all(cast, items=codes, participants=people)
    assert answer.status_code == 422
    assert errors_of(answer)["__all__"] == [
        f"These are {len(people) * len(codes)} sheets; at most {SHEETS_MOST} are printed at once."
    ]
    assert bound == []


def test_a_groups_paper_is_for_its_leaders(cast: Cast) -> None:
    found = {who: group_page(cast, who).status_code for who in ("hugo", "amara", "olga", "nils")}
    assert found == dict.fromkeys(("hugo", "amara", "olga", "nils"), 404)
    page = text_of(cast.staff("gina").get(of_clients("group_page", cast.harbour, cast.group_a)))
    assert address("group_packet_give", cast.harbour, cast.group_a) in page


def test_an_empty_library_says_how_it_is_filled(cast: Cast) -> None:
    for row in shelves.Item.objects.all():
        row.delete()
    assert "The library is empty" in text_of(page_of(cast))
    assert "The library is empty" in text_of(group_page(cast))
