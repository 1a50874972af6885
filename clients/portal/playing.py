"""A practice as the phone plays it: one step at a time, at the client's own pace."""

from dataclasses import dataclass

from clients.prescription import Prescription, Step

from .words import step_length

SHORT_PAUSE = 1
"""A practice of so many minutes is a pause in the middle of a day: it begins without a sound."""


@dataclass(frozen=True, kw_only=True)
class PlayedStep:
    """One screen: the step, its place, and whether the client's own phrases belong here."""

    step: Step
    number: int
    count: int
    length: str
    clock: str
    shows_phrases: bool

    @property
    def rounds(self) -> int:
        """How often it is done in a row, at least once."""
        return self.step.repeats or 1


@dataclass(frozen=True, kw_only=True)
class Played:
    """The whole run. `silent` offers no sound at all, `rings` says whether bells begin switched on."""

    steps: tuple[PlayedStep, ...]
    silent: bool
    rings: bool


def played(prescription: Prescription, *, is_quiet: bool) -> Played:
    """The run of a prescription; in quiet mode it makes no sound and offers none."""
    with_phrases = _with_phrases(prescription)
    steps = tuple(
        PlayedStep(
            step=step,
            number=number,
            count=len(prescription.steps),
            length=step_length(step),
            clock=clock(step.seconds) if step.seconds else "",
            shows_phrases=number in with_phrases,
        )
        for number, step in enumerate(prescription.steps, 1)
    )
    rings = not is_quiet and prescription.minutes.usual > SHORT_PAUSE
    return Played(steps=steps, silent=is_quiet, rings=rings)


def clock(seconds: int) -> str:
    """Seconds as a clock shows them: 90 is "1:30"."""
    return f"{seconds // 60}:{seconds % 60:02}"


def _with_phrases(prescription: Prescription) -> set[int]:
    """The steps on which the client's phrases are said: the warm ones without a line of their own,
    else all warm ones, else all."""
    if not prescription.phrases:
        return set()
    numbered = list(enumerate(prescription.steps, 1))
    warm = {number for number, step in numbered if step.wing == "compassion"}
    bare = {number for number, step in numbered if number in warm and not step.own_words}
    return bare or warm or {number for number, _step in numbered}
