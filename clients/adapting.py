"""The same practice in one client's own words and measure. Pure.

What a practice is stays as it was written: its gates, its stop box, its danger line, the kind of
each step. A step that is left out takes its time along, so that a smaller form still fits.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, replace
from math import ceil
from typing import Any

from clients import worksheets
from clients.prescription import Minutes, Prescription, PrescriptionError, Step, length_fault

WORDS = ("title", "plain_title", "purpose", "where", "anchor", "phrases")
OF_STEPS = {"words": "words", "texts": "text"}
MEASURES = ("seconds", "breaths", "repeats")
ALLOWED = (*WORDS, *OF_STEPS, "lengths", "left_out", "worksheet")


def adapted(prescription: Prescription, **changes: Any) -> Prescription:
    """The same practice in the client's own words and measure.

    `title`, `plain_title`, `purpose`, `where`, `anchor`, `phrases` replace the fields of that name.
    Steps are named by their number, from 1: `words` maps it to the line on it, `texts` to a new
    text, `lengths` to a mapping of `seconds`, `breaths` (low, high) or `repeats`; `left_out` holds
    the numbers of those left out. `worksheet` False leaves the sheet away.
    A change of a step leaves the form with open eyes away.
    Everything is checked as in `from_data`; gates, stop box and danger line cannot be changed.
    Raises PrescriptionError naming the field, steps by their number before any was left out.
    """
    for name in changes:
        if name not in ALLOWED:
            raise PrescriptionError(
                name, f"cannot be adapted; allowed: {', '.join(sorted(ALLOWED))}"
            )
    steps, before = list(prescription.steps), prescription.steps
    for name, attribute in OF_STEPS.items():
        for number, text in _of_steps(name, changes, steps):
            steps[number - 1] = _changed(steps[number - 1], number, **{attribute: text})
    for number, length in _of_steps("lengths", changes, steps):
        steps[number - 1] = _measured(steps[number - 1], number, length)
    kept = _kept(prescription, changes.pop("left_out", ()))
    minutes = _minutes(prescription.minutes, before, steps, kept)
    left = _first_free(tuple(step for step, stays in zip(steps, kept, strict=True) if stays))
    # Compared with the steps as they are: what fitted before fits, whatever it was.
    fault = length_fault(left, minutes) if left != before else ""
    if fault:
        raise PrescriptionError("lengths", fault)
    if changes.pop("worksheet", True) is False:
        changes["worksheet"] = None
    if left != before:  # the form with open eyes would still say it in the old words
        changes["eyes_open"] = None
    changed = replace(prescription, steps=left, minutes=minutes, **changes)
    return Prescription.from_data(changed.to_data())


def on_suds_scale(prescription: Prescription, scale: str) -> Prescription:
    """The same practice, its worksheet asking for distress on a client's scale ("10" or "100")."""
    if prescription.worksheet is None:
        return prescription
    worksheet = worksheets.on_suds_scale(prescription.worksheet, int(scale))
    return replace(prescription, worksheet=worksheet)


def first_step_alone(prescription: Prescription) -> tuple[int, ...]:
    """The steps to leave out so that only the first one is done; () where that is not possible."""
    others = tuple(range(2, len(prescription.steps) + 1))
    try:
        adapted(prescription, left_out=others)
    except PrescriptionError:
        return ()
    return others


def _of_steps(name: str, changes: dict[str, Any], steps: Collection[Step]) -> list[tuple[int, Any]]:
    """What is to be changed of which step; raises PrescriptionError for a step that is not there."""
    found = dict(changes.pop(name, {}))
    for number in found:
        if number not in range(1, len(steps) + 1):
            raise PrescriptionError(f"{name}[{number}]", f"steps are 1 to {len(steps)}")
    return sorted(found.items())


def _changed(step: Step, number: int, **values: Any) -> Step:
    """The step with other values, checked."""
    return Step.from_data(asdict(replace(step, **values)), f"steps[{number}]")


def _measured(step: Step, number: int, length: Mapping[str, Any]) -> Step:
    """The step with another length of the kind that it has; its words of length go with it."""
    for name in length:
        if name not in MEASURES or (name != "repeats" and getattr(step, name) is None):
            raise PrescriptionError(f"steps[{number}].{name}", "this step is not measured so")
    given = {name: value for name, value in length.items() if getattr(step, name) != value}
    return _changed(step, number, **given, how_long="") if given else step


def _kept(prescription: Prescription, left_out: Collection[int]) -> list[bool]:
    """Which steps stay; raises PrescriptionError where none would, or none may go."""
    count = len(prescription.steps)
    wrong = [number for number in left_out if number not in range(1, count + 1)]
    if wrong:
        raise PrescriptionError(f"left_out[{wrong[0]}]", f"steps are 1 to {count}")
    if left_out and prescription.gates.exposure_homework:
        # Checking before and landing afterwards are what makes it safe alone (clinical default).
        raise PrescriptionError("left_out", "exposure homework keeps all its steps")
    kept = [number not in left_out for number in range(1, count + 1)]
    if not any(kept):
        raise PrescriptionError("left_out", "at least one step stays")
    return kept


def _first_free(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """Nothing comes before the first step any more, so it cannot come straight after it."""
    return (replace(steps[0], gap_allowed=True), *steps[1:])


def _minutes(
    minutes: Minutes, before: tuple[Step, ...], after: list[Step], kept: list[bool]
) -> Minutes:
    """The limits less the steps that are left out, and the usual length that follows."""
    gone = [step for step, stays in zip(before, kept, strict=True) if not stays]
    left = [step for step, stays in zip(after, kept, strict=True) if stays]
    if not gone and tuple(left) == before:
        return minutes
    shortest = max(1, minutes.shortest - ceil(sum(_high(step) for step in gone) / 60))
    takes = sum(map(_middle, left))
    if all(step.span() for step in left):
        usual = ceil(takes / 60)
    else:  # nobody knows how long an open step takes: all else moves the length along
        usual = round(minutes.usual + (takes - sum(map(_middle, before))) / 60)
    usual = min(max(usual, shortest), minutes.longest)
    return Minutes(shortest=shortest, usual=usual, longest=minutes.longest)


def _high(step: Step) -> int:
    return (step.span() or (0, 0))[1]


def _middle(step: Step) -> float:
    return sum(step.span() or (0, 0)) / 2


def left_out_of(whole: Prescription, given: Prescription) -> dict[int, Step]:
    """The steps of `whole` that `given` does without, by their number in `whole`, from 1.

    Nothing where `given` was not made from these steps: then nobody knows where one belongs.
    """
    places = _places(whole, given)
    if not places:
        return {}
    steps = enumerate(whole.steps)
    return {place + 1: step for place, step in steps if place not in places}


def with_back(given: Prescription, whole: Prescription, numbers: Collection[int]) -> Prescription:
    """The practice with these steps of `whole` at their places again, and with their time.

    `numbers` are those of `left_out_of`. Raises PrescriptionError for any other, and where the
    steps no longer fit the longest length.
    """
    back = {number: step for number, step in left_out_of(whole, given).items() if number in numbers}
    if wrong := sorted(set(numbers) - set(back)):
        raise PrescriptionError(f"back[{wrong[0]}]", "this step was not left out")
    if not back:
        return given
    now = dict(zip(_places(whole, given), given.steps, strict=True))
    steps = [
        replace(now.get(place, step), gap_allowed=step.gap_allowed)
        for place, step in enumerate(whole.steps)
    ]
    kept = [place in now or place + 1 in back for place in range(len(steps))]
    minutes = _minutes(whole.minutes, whole.steps, steps, kept)
    left = _first_free(tuple(step for step, stays in zip(steps, kept, strict=True) if stays))
    if fault := length_fault(left, minutes):
        raise PrescriptionError("lengths", fault)
    return Prescription.from_data(replace(given, steps=left, minutes=minutes).to_data())


def as_last_worded(whole: Prescription, editions: Iterable[Prescription]) -> Prescription:
    """`whole`, each step as the last of these editions (in order) that has it says it."""
    steps = list(whole.steps)
    for given in editions:
        for place, step in zip(_places(whole, given), given.steps, strict=False):
            steps[place] = replace(step, gap_allowed=whole.steps[place].gap_allowed)
    minutes = _minutes(whole.minutes, whole.steps, steps, [True] * len(steps))
    return replace(whole, steps=tuple(steps), minutes=minutes)


def _places(whole: Prescription, given: Prescription) -> tuple[int, ...]:
    """Where the steps of `given` stand in `whole`, from 0; () where they are not taken from it.

    Words and lengths may have changed; label, kind and order of the steps never do.
    """
    places: list[int] = []
    for step in given.steps:
        after = range(places[-1] + 1 if places else 0, len(whole.steps))
        place = next((n for n in after if _kind(whole.steps[n]) == _kind(step)), None)
        if place is None:
            return ()
        places.append(place)
    return tuple(places)


def _kind(step: Step) -> tuple[str, bool, bool, str]:
    return step.label, step.anchor, step.own_words, step.wing
