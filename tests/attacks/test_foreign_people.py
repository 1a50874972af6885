"""People named in the forms of groups, covers and pairs: a stranger is as unknown as nobody."""

from django.urls import reverse

from tests import factories as make
from tests.attacks.test_foreign_keys import NOWHERE, refusals
from tests.cast import Cast


def test_whom_a_client_is_kept_apart_from(cast: Cast) -> None:
    theirs = make.client(cast.lakeside, "L-1")
    url = reverse("clients:kept_apart", args=[cast.harbour.uid, cast.m17.uid])
    # M-18 and M-19 are another clinician's; M-17's own uid stands in the page's links anyway.
    strangers = [NOWHERE, theirs.uid, cast.m18.uid, cast.m19.uid, "x"]
    assert len(refusals(cast.staff("amara"), url, {}, "other", strangers)) == 1
    assert len(refusals(cast.staff("amara"), url, {}, "other", [cast.m17.uid])) == 1


def test_who_covers_for_whom(cast: Cast) -> None:
    theirs, url = (
        make.client(cast.lakeside, "L-1"),
        reverse("clients:cover", args=[cast.harbour.uid]),
    )
    make.team(cast.m18, cast.amara, "cover")
    sent = {"member": str(cast.ben.uid), "starts": "2026-11-01", "ends": "2026-12-01"}
    amara, mine = cast.staff("amara"), {"clients": [str(cast.m17.uid)]}
    # M-18 is only covered by Amara, group B is Hugo's.
    strangers = [NOWHERE, theirs.uid, cast.m18.uid, cast.m19.uid, "x"]
    assert len(refusals(amara, url, sent, "clients", strangers)) == 1
    groups = [NOWHERE, cast.group_b.uid, cast.m18.uid, "x"]
    assert len(refusals(amara, url, sent | mine, "groups", groups)) == 1
    people = [NOWHERE, cast.nils.uid, cast.rita.uid, cast.olga.uid, "x"]
    assert len(refusals(amara, url, sent | mine, "member", people)) == 1


def test_who_held_the_talk_before_a_group(cast: Cast) -> None:
    place = cast.m17.participations.get(group=cast.group_a)
    url = reverse("clients:participant_place", args=[cast.harbour.uid, place.uid])
    sent = {"what": "talk", "screened_on": "2026-01-01"}
    strangers = [NOWHERE, cast.nils.uid, cast.rita.uid, cast.olga.uid, cast.m18.uid, "x"]
    assert len(refusals(cast.staff("gina"), url, sent, "screened_by", strangers)) == 1
