"""Forms of a record's rest: guests, what was unwanted, what a group made; each fault at its field."""

from typing import Any

import pytest

from clients.models import Client
from planner.forms.beside import EffectForm, MadeForm
from planner.models import Block, CoCreated, Session, UnwantedEffect

LEILA = Client(pk=1, code="M-17", name="Leila Haddad")
JONAS = Client(pk=2, code="M-18", name="Jonas Weber")


def made(steps: str, **said: Any) -> MadeForm:
    sent = {"m-new-title": "Warm stone", "m-new-steps": steps}
    sent |= {f"m-new-{name}": value for name, value in said.items()}
    return MadeForm(sent, made=CoCreated(), key="new", names=["Leila Haddad", "Bo"])


@pytest.mark.parametrize(
    ("line", "seconds", "text"),
    [
        ("60 Feel both feet", 60, "Feel both feet"),
        ("1 Breathe out", 1, "Breathe out"),
        ("3600 Sit", 3600, "Sit"),
        ("45 s: sit still", 45, "sit still"),
        ("45s Sit", 45, "Sit"),
        ("90 seconds - Name five things", 90, "- Name five things"),
        ("1:30 Look around", 90, "Look around"),
        ("60. Sit", 60, "Sit"),
    ],
)
def test_a_step_is_typed_as_one_likes(line: str, seconds: int, text: str) -> None:
    form = made(f"\n{line}\n\n")
    assert form.is_valid(), form.errors
    assert form.cleaned_data["steps"] == [{"seconds": seconds, "text": text}]


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        ("30 One\nFeel", "Line 2: seconds first, then the step, as in “60 Feel both feet”."),
        ("60.5 Feel", "Line 1: seconds first, then the step, as in “60 Feel both feet”."),
        ("60", "Line 1: seconds first, then the step, as in “60 Feel both feet”."),
        ("-5 Feel", "Line 1: seconds first, then the step, as in “60 Feel both feet”."),
        ("0 Feel", "Line 1: a step takes 1 to 3600 seconds."),
        ("\n3601 Feel", "Line 2: a step takes 1 to 3600 seconds."),
        ("60:01 Feel", "Line 1: a step takes 1 to 3600 seconds."),
        ("9 " + "x" * 301, "Line 1: at most 300 letters a step."),
        ("\n".join(["9 x"] * 21), "At most 20 steps; these are 21."),
        ("", "Please write at least one step."),
    ],
)
def test_a_step_that_does_not_fit_is_named_by_its_line(steps: str, said: str) -> None:
    form = made(steps)
    assert form.errors == {"steps": [said]}
    assert form["steps"].value() == steps


def test_twenty_steps_fit_and_come_back_as_typed() -> None:
    form = made("\n".join(["9 x"] * 20))
    assert form.is_valid()
    row = form.applied()
    assert row is not None
    again = MadeForm(None, made=row, key="new", names=[])
    assert again["steps"].value() == "\n".join(["9 x"] * 20)


@pytest.mark.parametrize("steps", ["60 Say what leila said", "60 HADDAD's way"])
def test_a_participants_name_is_asked_about_once(steps: str) -> None:
    form = made(steps)
    assert list(form.errors) == ["anyway"]
    assert not form.fields["anyway"].widget.is_hidden
    assert made(steps, anyway="on").is_valid()
    assert made("60 Bow, slowly").is_valid()


def test_an_exercise_without_words_is_none() -> None:
    blank = MadeForm({"m-new-reuse": "yes"}, made=CoCreated(), key="new", names=[])
    assert blank.is_valid()
    assert blank.applied() is None
    untitled = made("60 Sit", title="", purpose="p")
    assert untitled.errors == {"title": ["Please give it a title."]}


def effect(sent: dict[str, str], people: list[Client]) -> EffectForm:
    blocks = [Block(title="Body scan", practice="body-scan")]
    return EffectForm(
        {f"u-new1-{name}": value for name, value in sent.items()},
        effect=UnwantedEffect(session=Session()),
        key="new1",
        people=people,
        blocks=blocks,
        naming=lambda person: person.code,
    )


def test_what_came_up_belongs_to_somebody() -> None:
    asked = effect({"effect": "numb"}, [LEILA, JONAS])
    assert asked.errors == {"person": ["Please say for whom."]}
    told = effect({"effect": "numb", "person": str(JONAS.uid)}, [LEILA, JONAS])
    assert told.is_valid()
    row = told.applied()
    assert row is not None
    assert (row.client, row.work, row.title, row.still) == (JONAS, None, "", "")
    alone = effect({"effect": "numb"}, [LEILA])
    assert alone.is_valid()
    assert (alone.applied() or row).client == LEILA
    assert effect({}, [LEILA, JONAS]).is_valid()


def test_what_came_up_keeps_the_practice_of_its_block() -> None:
    form = effect({}, [LEILA])
    uid = next(iter(form.blocks))
    form = effect({"effect": "numb", "work": uid, "still": "yes"}, [LEILA])
    form.blocks = {uid: Block(uid=uid, title="Body scan", practice="body-scan")}
    form.fields["work"].choices = [(uid, "Body scan")]  # type: ignore[attr-defined]
    assert form.is_valid()
    row = form.applied()
    assert row is not None
    assert (str(row.work), row.title, row.practice, row.still) == (
        uid,
        "Body scan",
        "body-scan",
        "yes",
    )


@pytest.mark.parametrize("name", ["person", "work"])
def test_what_came_up_is_told_of_nobody_and_no_part_from_elsewhere(name: str) -> None:
    form = effect({"effect": "numb", name: "11111111-2222-4333-8444-555555555555"}, [LEILA])
    assert form.errors == {name: ["Unknown choice."]}
