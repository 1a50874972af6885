"""Quiet mode: no page of the phone holds a word of a therapist, a visit or a clinic."""

import datetime as dt
import re

import pytest

from clients.actions.diaries import make_diary
from clients.models import Consent
from tests import factories as make
from tests.cast import Cast

TELLING = re.compile(
    r"therap|clinic|harbour|osei|patient|counsel|appointment|session|visit|next meet|you meet|spoken"
    r"|hand(ed)? over|homework|handout|worksheet|work with|reads? this|may read|trauma|m-17",
    re.I,
)
UNSEEN = re.compile(r"<script.*?</script>|\b(href|action|src)=\"[^\"]*\"|\bdata-[\w-]+", re.S)
"""Addresses and the names of attributes; what stands in an attribute may be said."""
PAGES = (
    *("", "settings/", "info/", "now/", "line/", "choices/", "path/"),
    *("begin/{given}/", "entry/{given}/", "entry/{given}/?earlier", "begin/{resting}/"),
    *("entry/{later}/", "more/{log}/", "more/{log}/?saved", "steady/{log}/", "sheet/{given}/"),
    *("page/{sheet}/", "week/{open}/", "week/{closed}/"),
)


def telling(cast: Cast, address: str) -> list[str]:
    """The telling words that stand on a page, without what no eye or ear meets."""
    answer = cast.phone("M-17").get(address)
    while answer.status_code in (302, 303):
        answer = cast.phone("M-17").get(answer.headers["Location"])
    text = answer.content.decode()
    return [found.group() for found in TELLING.finditer(UNSEEN.sub("", text))]


@pytest.fixture
def names(cast: Cast) -> dict[str, str]:
    """A quiet client with something of every kind, by name its opaque id."""
    today = cast.m17.today()
    asked = {"worksheet": make.SHEET, "title": "Session with Dr. Osei"}
    given = make.assignment(cast.m17, prescription=asked, starts=today - dt.timedelta(days=20))
    resting = make.assignment(cast.m17, resting_since=today)
    later = make.assignment(cast.m17, starts=today + dt.timedelta(days=3))
    make.appointment(cast.m17, day=today + dt.timedelta(days=2))
    rows = {"given": given, "resting": resting, "later": later, "log": make.log(given)}
    rows["sheet"] = make.sheet(given, answers={"about": "my therapist"})
    for name, days in (("open", 0), ("closed", 20)):
        first = today - dt.timedelta(days=days)
        rows[name] = make_diary(assignment=given, first=first, by=cast.amara)
    cast.m17.quiet_mode = True
    cast.m17.save()
    return {name: str(row.uid) for name, row in rows.items()}


@pytest.mark.parametrize("address", PAGES)
def test_no_page_holds_a_telling_word(cast: Cast, names: dict[str, str], address: str) -> None:
    assert telling(cast, "/p/" + address.format(**names)) == []


@pytest.mark.parametrize("address", ["", "path/", "settings/"])
def test_out_of_quiet_mode_the_same_search_finds_them(
    cast: Cast, names: dict[str, str], address: str
) -> None:
    cast.m17.quiet_mode = False
    cast.m17.save()
    assert telling(cast, "/p/" + address.format(**names)) != []


def test_nor_does_the_page_that_asks_for_the_agreement(cast: Cast, names: dict[str, str]) -> None:
    Consent.objects.filter(client=cast.m17).delete()
    assert telling(cast, "/p/") == []
