"""What the rules say on a plan's page, and what settles it."""

import datetime as dt
import re
from typing import Any

from django.test import Client as HttpClient
from django.urls import reverse

from clients.models import Client, RiskQuestion, SafetyReview
from planner.models import (
    ExposureRecord,
    Session,
    Settlement,
)
from tests import factories as make
from tests.cast import Cast
from tests.planner.views.reading import at, text_of


def findings(answer: Any) -> list[str]:
    """Titles of the findings in the panel, without "last time"."""
    found = re.findall(r'class="finding-title">([^<]+)<', answer.content.decode())
    return [title for title in found if "November" not in title]


def past_exposure(cast: Cast, client: Client) -> None:
    """Two preparations and an exposure, so that only today's plan speaks."""
    for days, kind in ((21, "preparation"), (14, "preparation"), (7, "trauma")):
        day = cast.harbour.today() - dt.timedelta(days=days)
        meeting = make.appointment(client, day=day, status="held")
        held = make.session(client, appointment=meeting, kind=kind, grounding_helped=True)
        if kind == "trauma":
            ExposureRecord.objects.create(
                clinic=cast.harbour, session=held, suds_scale="100", memory="staircase"
            )


def short_grounding(trauma_plan: Session) -> None:
    trauma_plan.blocks.filter(phase="grounding").update(minutes=9)


def stop_of(answer: Any) -> dict[str, str]:
    standing = answer.context["board"].shown.first[0]
    return {"code": standing.finding.code, "facts_hash": standing.finding.facts_hash}


def test_a_sound_plan_has_no_finding(cast: Cast, trauma_plan: Session, amara: HttpClient) -> None:
    past_exposure(cast, cast.m17)
    answer = amara.get(at("session_page", trauma_plan))
    assert findings(answer) == ["Order and grounding time hold"]


def test_a_finding_appears_beside_what_it_concerns(
    cast: Cast, trauma_plan: Session, amara: HttpClient
) -> None:
    past_exposure(cast, cast.m17)
    short_grounding(trauma_plan)
    answer = amara.get(at("session_page", trauma_plan))
    assert findings(answer) == ["Grounding is too short"]
    rows = answer.context["board"].rows
    beside = {row.plan.title: [one.finding.code for one in row.findings] for row in rows}
    assert {title: codes for title, codes in beside.items() if codes} == {"Exposure": ["R3"]}


def test_at_most_three_stand_open_at_once(
    cast: Cast, trauma_plan: Session, amara: HttpClient
) -> None:
    RiskQuestion.objects.all().delete()
    cast.m17.home = ""
    cast.m17.save(update_fields=["home"])
    short_grounding(trauma_plan)
    shown = amara.get(at("session_page", trauma_plan)).context["board"].shown
    assert len(shown.first) == 3
    assert shown.first[0].finding.code == "R3"
    assert {one.finding.code for one in shown.more} >= {"R11"}


def test_a_reason_settles_until_the_facts_change(
    cast: Cast, trauma_plan: Session, amara: HttpClient
) -> None:
    past_exposure(cast, cast.m17)
    short_grounding(trauma_plan)
    stop = stop_of(amara.get(at("session_page", trauma_plan)))
    sent = stop | {"preset": "talked", "reason": "ten minutes at home"}
    assert amara.post(at("finding_settle", trauma_plan), sent).status_code == 303
    kept = Settlement.objects.get()
    words = "Talked over with the client, who agrees. ten minutes at home"
    assert (kept.client, kept.code, kept.reason, kept.by) == (cast.m17, "R3", words, cast.amara)
    after = amara.get(at("session_page", trauma_plan))
    assert findings(after) == ["Order and grounding time hold"]
    assert words in text_of(after)
    trauma_plan.blocks.filter(phase="grounding").update(minutes=8)
    assert findings(amara.get(at("session_page", trauma_plan))) == ["Grounding is too short"]


def test_settling_by_htmx_brings_the_board_back(
    cast: Cast, trauma_plan: Session, amara: HttpClient
) -> None:
    past_exposure(cast, cast.m17)
    short_grounding(trauma_plan)
    stop = stop_of(amara.get(at("session_page", trauma_plan)))
    htmx = {"HX-Request": "true"}
    without = amara.post(at("finding_settle", trauma_plan), stop | {"reason": "  "}, headers=htmx)
    assert (without.status_code, without.headers["HX-Retarget"]) == (422, "#board")
    assert "Please give a reason" in text_of(without)
    settled = amara.post(
        at("finding_settle", trauma_plan), stop | {"reason": "because"}, headers=htmx
    )
    assert settled.status_code == 200
    assert findings(settled) == ["Order and grounding time hold"]


def test_a_stop_needs_the_lead(cast: Cast, trauma_plan: Session, amara: HttpClient) -> None:
    make.team(cast.m17, cast.ben, "co_therapist")
    past_exposure(cast, cast.m17)
    short_grounding(trauma_plan)
    stop = stop_of(amara.get(at("session_page", trauma_plan))) | {"reason": "because"}
    answer = cast.staff("ben").post(at("finding_settle", trauma_plan), stop)
    assert answer.status_code == 422
    assert "This needs the reason of the lead clinician." in text_of(answer)
    assert 'value="because"' in answer.content.decode()
    assert not Settlement.objects.exists()


def test_a_review_yields_to_no_reason(cast: Cast, trauma_plan: Session, amara: HttpClient) -> None:
    past_exposure(cast, cast.m17)
    RiskQuestion.objects.create(clinic=cast.harbour, client=cast.m17, outcome="active")
    opened = amara.get(at("session_page", trauma_plan))
    assert findings(opened)[0] == "Open risk, not reviewed yet"
    stop = stop_of(opened)
    assert stop["code"] == "R9"
    answer = amara.post(at("finding_settle", trauma_plan), stop | {"reason": "it is fine"})
    assert answer.status_code == 422
    assert not Settlement.objects.exists()
    SafetyReview.objects.create(clinic=cast.harbour, client=cast.m17, subject="risk", note="seen")
    assert "Open risk, not reviewed yet" not in findings(amara.get(at("session_page", trauma_plan)))


def test_home_not_safe_needs_a_review(cast: Cast, trauma_plan: Session, amara: HttpClient) -> None:
    past_exposure(cast, cast.m17)
    cast.m17.home = "not_safe"
    cast.m17.save(update_fields=["home"])
    opened = amara.get(at("session_page", trauma_plan))
    assert "Home is not safe: review before exposure" in findings(opened)
    address = reverse("clients:safety_review", args=[cast.harbour.uid, cast.m17.uid])
    assert f'href="{address}?subject=home&amp;back=' in opened.content.decode()
    SafetyReview.objects.create(clinic=cast.harbour, client=cast.m17, subject="home", note="seen")
    assert findings(amara.get(at("session_page", trauma_plan))) == ["Order and grounding time hold"]


def test_missing_data_cannot_be_judged(cast: Cast, trauma_plan: Session, amara: HttpClient) -> None:
    past_exposure(cast, cast.m17)
    RiskQuestion.objects.all().delete()
    cast.m17.safety_plan_on = cast.harbour.today()
    cast.m17.save(update_fields=["safety_plan_on"])
    answer = amara.get(at("session_page", trauma_plan))
    assert findings(answer) == ["Risk question is due"]
    assert "Cannot judge: not asked yet." in text_of(answer)


def test_changed_facts_are_looked_at_again(
    cast: Cast, trauma_plan: Session, amara: HttpClient
) -> None:
    past_exposure(cast, cast.m17)
    short_grounding(trauma_plan)
    stop = stop_of(amara.get(at("session_page", trauma_plan)))
    trauma_plan.blocks.filter(phase="grounding").update(minutes=8)
    answer = amara.post(at("finding_settle", trauma_plan), stop | {"reason": "because"})
    assert answer.status_code == 422
    assert not Settlement.objects.exists()


def test_a_group_settles_for_the_group(cast: Cast) -> None:
    session = make.session(cast.group_a, kind="group")
    make.block(session, "compassion", 50, module=2)
    gina = cast.staff("gina")
    stop = stop_of(gina.get(at("session_page", session)))
    gina.post(at("finding_settle", session), stop | {"reason": "because"})
    kept = Settlement.objects.get()
    assert (kept.group, kept.client, kept.code) == (cast.group_a, None, stop["code"])


def test_nobody_learns_of_a_participants_home_from_a_couples_plan(cast: Cast) -> None:
    cast.group_a.kind = "couple"
    cast.group_a.save(update_fields=["kind"])
    cast.m17.home = "not_safe"
    cast.m17.save(update_fields=["home"])
    session = make.session(cast.group_a, kind="group")
    text = text_of(cast.staff("gina").get(at("session_page", session)))
    assert "Joint session: is home safe?" in text
    assert "home is not safe" not in text.lower()


def test_the_risk_question_is_answered_from_the_plan(
    cast: Cast, trauma_plan: Session, amara: HttpClient
) -> None:
    past_exposure(cast, cast.m17)
    RiskQuestion.objects.all().delete()
    opened = amara.get(at("session_page", trauma_plan)).content.decode()
    address = re.findall(r'action="([^"]*/risk/[^"]*)"', opened)[0]
    answer = amara.post(address, {"outcome": "none"})
    assert (answer.status_code, answer.headers["Location"]) == (
        303,
        at("session_page", trauma_plan),
    )
    assert findings(amara.get(answer.headers["Location"])) == ["Order and grounding time hold"]


def test_the_way_back_leads_nowhere_else(cast: Cast, amara: HttpClient) -> None:
    address = reverse("clients:risk_ask", args=[cast.harbour.uid, cast.m17.uid])
    for wrong in ("https://evil.example/", "//evil.example", "javascript:alert(1)", ""):
        answer = amara.post(f"{address}?back={wrong}", {"outcome": "none"})
        own = reverse("clients:client_page", args=[cast.harbour.uid, cast.m17.uid])
        assert answer.headers["Location"] == own


def test_what_nobody_asked_is_no_all_clear(
    cast: Cast, trauma_plan: Session, amara: HttpClient
) -> None:
    past_exposure(cast, cast.m17)
    gates = {"leave_out_when": ["touch_unsafe", "breath_unsafe"]}
    for place in (0, 1):
        block = trauma_plan.blocks.all()[place]
        block.gates_data = {**block.gates_data, **gates}
        block.save(update_fields=["gates_data"])
    assert findings(amara.get(at("session_page", trauma_plan))) == ["Order and grounding time hold"]
    Client.objects.filter(pk=cast.m17.pk).update(flag_days={})
    answer = amara.get(at("session_page", trauma_plan))
    assert findings(answer) == ["Does every practice suit?"]
    (standing,) = answer.context["board"].shown.open
    assert (standing.finding.severity, standing.finding.text) == (
        "hint",
        "Cannot judge: a practice here is left out when: touch is not safe, attending to the breath"
        " is not safe. That is not recorded.",
    )
    record = reverse("clients:client_record", args=[cast.harbour.uid, cast.m17.uid])
    assert f'href="{record}">Record it' in answer.text
    # An activating practice is judged by whether trauma plays a part: not asked is not a no.
    Client.objects.filter(pk=cast.m17.pk).update(trauma=False)
    last = list(trauma_plan.blocks.all())[-1]
    last.gates_data = {"activating": True}
    last.save(update_fields=["gates_data"])
    shown = amara.get(at("session_page", trauma_plan)).context["board"].shown.open
    assert [one.finding.code for one in shown if one.finding.cannot_judge] == ["R13", "OUT"]
