"""Handouts and their files."""

import datetime as dt

from clients.actions.files import keep_packet
from clients.models import Journal
from tests import factories as make
from tests.cast import Cast

from .asking import address, queries, text_of


def test_the_list_names_what_was_given(cast: Cast) -> None:
    make.handout(cast.m17, title="A four-minute pause", discreet=True, by=cast.amara)
    make.handout(cast.m18, title="Somebody else's sheet")
    page = text_of(cast.staff("sara").get(address("handout_list", cast.harbour, cast.m17)))
    assert "A four-minute pause" in page
    assert "discreet" in page
    assert "Somebody else's sheet" not in page


def test_things_that_share_a_file_say_so(cast: Cast) -> None:
    items = [("a", "To read"), ("b", "To do")]
    keep_packet(client=cast.m17, items=items, content=b"%PDF", discreet=False, by=cast.amara)
    alone = make.handout(cast.m17, title="By itself")
    answer = cast.staff("amara").get(address("handout_list", cast.harbour, cast.m17))
    assert [(one.title, one.in_file) for one in answer.context["handouts"]] == [
        (alone.title, 1),
        ("To do", 2),
        ("To read", 2),
    ]
    assert text_of(answer).count("in a file of 2") == 2


def test_an_empty_list_says_what_comes_here(cast: Cast) -> None:
    page = text_of(cast.staff("amara").get(address("handout_list", cast.harbour, cast.m17)))
    assert "Nothing handed out yet" in page


def test_the_file_is_the_exact_one_under_a_neutral_name(cast: Cast) -> None:
    given_at = dt.datetime(2026, 7, 1, 23, 30, tzinfo=dt.UTC)
    handout = make.handout(cast.m17, b"%PDF-1.7 exactly this", given_at=given_at)
    answer = cast.staff("amara").get(address("handout_file", cast.harbour, handout))
    assert answer.content == b"%PDF-1.7 exactly this"
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="sheet-2026-07-02.pdf"'
    assert answer.headers["Cache-Control"] == "no-store"
    line = Journal.objects.get(act="exported")
    assert (line.object_uid, line.client_uid, line.actor_uid) == (
        handout.uid,
        cast.m17.uid,
        cast.amara.uid,
    )


def test_the_file_of_another_client_is_not_there(cast: Cast) -> None:
    handout = make.handout(cast.m17, b"%PDF secret")
    for who in ("ben", "gina", "olga", "nils", "kofi"):
        answer = cast.staff(who).get(address("handout_file", cast.harbour, handout))
        assert answer.status_code == 404
        assert b"secret" not in answer.content


def test_the_list_asks_the_same_for_one_and_many(cast: Cast) -> None:
    make.handout(cast.m17, by=cast.amara)
    browser, url = cast.staff("amara"), address("handout_list", cast.harbour, cast.m17)
    with_one = queries(browser, url)
    make.handout(cast.m17, by=cast.sara)
    make.handout(cast.m17, by=cast.ben)
    assert queries(browser, url) == with_one
