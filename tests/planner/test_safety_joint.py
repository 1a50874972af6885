"""Rules about a couple or family: what is said of somebody there names nobody and is not printed."""

import pytest

from planner.plan import PracticeGates
from planner.safety import judge
from tests.planner.plans import ago, facts, plan


@pytest.mark.parametrize("gathering", ["couple", "family"])
def test_what_is_true_of_one_is_said_of_somebody_and_stays_on_the_screen(gathering: str) -> None:
    (block,) = plan("c10!")
    gates = PracticeGates(activating=True, leave_out_when=("touch_unsafe", "breath_unsafe"))
    held = type(block)(**{**vars(block), "practice_gates": gates})
    known = {"touch_unsafe": True, "breath_unsafe": None, "risk_open": ago(2)}
    said = [
        (it.code, it.text, it.screen_only)
        for it in judge((held,), facts(gathering=gathering, **known))
        if it.code in ("R9", "R13", "OUT")
    ]
    assert said == [
        (
            "R9",
            "Risk was noted of somebody here and not reviewed since. Safety comes first.",
            True,
        ),
        (
            "R13",
            "0 min of grounding follow it straight or after processing. For somebody here at least 5"
            " min are suggested.",
            True,
        ),
        (
            "OUT",
            "“c10!” is left out when: touch is not safe. That holds for somebody here.",
            True,
        ),
        (
            "OUT",
            "Cannot judge: a practice here is left out when: attending to the breath is not safe."
            " That is not recorded.",
            True,
        ),
    ]
    alone = {it.code: it.screen_only for it in judge((held,), facts(**known))}
    assert (alone["R9"], alone["R13"], alone["OUT"]) == (False, False, False)


@pytest.mark.parametrize("gathering", ["couple", "family"])
def test_r15_exposure_is_for_one_at_a_time(gathering: str) -> None:
    text = "w5 x20:stairs g10"
    said = [it for it in judge(plan(text), facts(gathering=gathering)) if it.code == "R15"]
    assert [(it.severity.value, it.block, it.title) for it in said] == [
        ("warning", "1x", "Exposure in a joint session")
    ]
    assert [it.code for it in judge(plan("a10 c20"), facts(gathering=gathering))] == []
