"""Care teams, groups and who takes part."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from clients.access import Capability, may
from clients.actions import teams
from clients.models import Journal
from tests.cast import Cast

DAY = dt.timedelta(days=1)


def test_a_place_gives_rights_from_its_first_to_its_last_day(cast: Cast) -> None:
    today = cast.harbour.today()
    place = teams.join_team(
        whom=cast.m17, member=cast.ben, role="cover", starts=today, ends=today, by=cast.amara
    )
    assert may(cast.ben, Capability.EDIT, cast.m17)
    teams.leave_team(place=place, ends=today - DAY, by=cast.amara)
    assert not may(cast.ben, Capability.VIEW, cast.m17)
    assert list(Journal.objects.order_by("pk").values_list("act", "fields")) == [
        ("created", ["ends", "member", "role", "starts"]),
        ("changed", ["ends"]),
    ]


def test_a_place_of_a_later_day_gives_nothing_yet(cast: Cast) -> None:
    starts = cast.harbour.today() + DAY
    teams.join_team(whom=cast.m17, member=cast.ben, role="lead", starts=starts, by=cast.amara)
    assert not may(cast.ben, Capability.VIEW, cast.m17)


def test_nobody_has_two_places_at_once(cast: Cast) -> None:
    with pytest.raises(ValidationError) as refused:
        teams.join_team(
            whom=cast.m17,
            member=cast.sara,
            role="lead",
            starts=cast.harbour.today(),
            by=cast.amara,
        )
    assert list(refused.value.error_dict) == ["member"]


def test_a_place_that_ended_can_be_followed_by_another(cast: Cast) -> None:
    place = teams.join_team(
        whom=cast.m17,
        member=cast.kofi,
        role="cover",
        starts=cast.harbour.today(),
        by=cast.amara,
    )
    assert place.pk is not None
    assert may(cast.kofi, Capability.VIEW, cast.m17)


def test_the_only_lead_is_known_as_such(cast: Cast) -> None:
    today = cast.harbour.today()
    lead = cast.m17.care_team.get(member=cast.amara)
    reader = cast.m17.care_team.get(member=cast.sara)
    assert teams.is_only_lead(lead, today)
    assert not teams.is_only_lead(reader, today)
    teams.join_team(
        whom=cast.m17, member=cast.ben, role="lead", starts=today + 3 * DAY, by=cast.amara
    )
    assert teams.is_only_lead(lead, today)
    assert not teams.is_only_lead(lead, today + 2 * DAY)


def test_whoever_forms_a_group_leads_it(cast: Cast) -> None:
    group = teams.form_group(clinic=cast.harbour, name="Haddads", kind="family", by=cast.ben)
    assert (group.kind, group.care_team.get().member) == ("family", cast.ben)
    assert may(cast.ben, Capability.EDIT, group)
    assert not may(cast.amara, Capability.VIEW, group)


def test_nobody_takes_part_twice_at_once(cast: Cast) -> None:
    with pytest.raises(ValidationError) as refused:
        teams.join_group(
            group=cast.group_a, client=cast.m17, starts=cast.harbour.today(), by=cast.gina
        )
    assert list(refused.value.error_dict) == ["client"]


def test_somebody_who_left_can_come_back(cast: Cast) -> None:
    today = cast.harbour.today()
    assert not may(cast.gina, Capability.ROSTER, cast.m19)
    back = teams.join_group(group=cast.group_a, client=cast.m19, starts=today, by=cast.gina)
    assert may(cast.gina, Capability.ROSTER, cast.m19)
    teams.leave_group(participation=back, ends=today - DAY, by=cast.gina)
    assert not may(cast.gina, Capability.ROSTER, cast.m19)
