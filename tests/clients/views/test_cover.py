"""Cover: from, to, for whom; rights come and go by date, and a cover gives nothing on."""

import datetime as dt
from typing import Any

import pytest

from clients.access import Capability, may
from clients.models import CareTeam, Journal
from tests import factories as make
from tests.cast import Cast

from .asking import address, errors_of, queries, sent_to, text_of

EDIT = Capability.EDIT


def days(cast: Cast, first: int, last: int) -> dict[str, str]:
    today = cast.harbour.today()
    start, end = (today + dt.timedelta(days=one) for one in (first, last))
    return {"starts": str(start), "ends": str(end)}


def test_everything_of_ones_own_is_ticked_at_first(cast: Cast) -> None:
    make.team(cast.group_a, cast.ben)
    make.team(cast.m17, cast.ben, "cover", ends=cast.harbour.today())
    form = cast.staff("ben").get(address("cover", cast.harbour)).context["form"]
    assert [one.code for one in form.fields["clients"].queryset] == ["M-18", "M-19"]
    assert list(form.fields["groups"].queryset) == [cast.group_a]
    assert form.initial["clients"] == [cast.m18.uid, cast.m19.uid]
    assert cast.ben not in form.fields["member"].queryset


def test_a_cover_has_the_rights_on_its_days_only(cast: Cast) -> None:
    make.team(cast.group_a, cast.ben)
    sent: dict[str, Any] = {"member": str(cast.amara.uid)} | days(cast, 0, 3)
    sent |= {"clients": [str(cast.m18.uid)], "groups": [str(cast.group_a.uid)]}
    answer = cast.staff("ben").post(address("cover", cast.harbour), sent)
    assert sent_to(answer) == address("cover", cast.harbour)
    assert [may(cast.amara, EDIT, one) for one in (cast.m18, cast.m19, cast.group_a)] == [
        True,
        False,
        True,
    ]
    place = CareTeam.objects.get(member=cast.amara, client=cast.m18)
    assert (place.role, str(place.starts), str(place.ends)) == (
        "cover",
        sent["starts"],
        sent["ends"],
    )
    assert Journal.objects.filter(act="created", object_kind="clients.CareTeam").count() == 2
    place.starts = place.ends = cast.harbour.today() - dt.timedelta(days=1)
    place.save(update_fields=["starts", "ends"])
    assert not may(cast.amara, EDIT, cast.m18)


def test_a_cover_that_comes_later_has_no_rights_yet(cast: Cast) -> None:
    sent = {"member": str(cast.amara.uid), "clients": [str(cast.m18.uid)]} | days(cast, 2, 5)
    cast.staff("ben").post(address("cover", cast.harbour), sent)
    assert not may(cast.amara, EDIT, cast.m18)
    assert "Dr. Amara Osei" in text_of(cast.staff("ben").get(address("cover", cast.harbour)))


def test_who_is_on_the_team_already_stays_what_they_are(cast: Cast) -> None:
    make.team(cast.m18, cast.amara, "supervisor")
    sent = {"member": str(cast.amara.uid)} | days(cast, 0, 3)
    sent |= {"clients": [str(cast.m18.uid), str(cast.m19.uid)]}  # type: ignore[dict-item]
    browser = cast.staff("ben")
    page = text_of(browser.get(sent_to(browser.post(address("cover", cast.harbour), sent))))
    assert "so nothing changes: M-18." in page
    roles = CareTeam.objects.filter(member=cast.amara, client__in=[cast.m18, cast.m19])
    assert sorted(roles.values_list("client__code", "role")) == [
        ("M-18", "supervisor"),
        ("M-19", "cover"),
    ]


def test_a_cover_gives_nothing_on(cast: Cast) -> None:
    make.team(cast.m17, cast.ben, "cover", ends=cast.harbour.today())
    sent = {"member": str(cast.gina.uid), "clients": [str(cast.m17.uid)]} | days(cast, 0, 3)
    answer = cast.staff("ben").post(address("cover", cast.harbour), sent)
    assert errors_of(answer) == {"clients": ["Unknown choice."]}
    shown = cast.staff("ben").get(address("cover", cast.harbour))
    assert [place.client for place in shown.context["mine"]] == [cast.m17]


@pytest.mark.parametrize(
    ("change", "faulty"),
    [
        ({"ends": ""}, ["ends"]),
        ({"ends": "1999-01-01"}, ["ends"]),
        ({"starts": "soon"}, ["starts"]),
        ({"member": ""}, ["member"]),
        ({"clients": []}, ["clients"]),
    ],
)
def test_what_does_not_fit(cast: Cast, change: dict[str, Any], faulty: list[str]) -> None:
    sent = {"member": str(cast.amara.uid), "clients": [str(cast.m18.uid)]} | days(cast, 0, 3)
    answer = cast.staff("ben").post(address("cover", cast.harbour), sent | change)
    assert list(errors_of(answer)) == faulty
    assert not CareTeam.objects.filter(member=cast.amara, client=cast.m18).exists()


def test_somebody_who_leads_nobody_is_told(cast: Cast) -> None:
    page = text_of(cast.staff("sara").get(address("cover", cast.harbour)))
    assert "You lead nobody at present" in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_is_constant_in_queries(cast: Cast, rows: int) -> None:
    until = cast.harbour.today() + dt.timedelta(days=3)
    for number in range(rows):
        person = make.client(cast.harbour, f"C-{number}")
        make.team(person, cast.ben)
        make.team(person, cast.amara, "cover", ends=until)
    assert queries(cast.staff("ben"), address("cover", cast.harbour)) == 11
