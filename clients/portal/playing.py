"""A practice as the phone plays it: one step at a time, at the client's own pace."""

from collections.abc import Iterable
from dataclasses import dataclass

from clients.models import Client, Profile
from clients.prescription import Prescription, Step

from .words import step_length

SHORT_PAUSE = 1
"""A practice of so many minutes is a pause in the middle of a day: it begins without a sound."""


@dataclass(frozen=True, kw_only=True)
class PlayedStep:
    """One screen: the step, its place, and whether the client's own phrases belong here.

    `name` is its own on the page; `where` is said on the first one of a form.
    """

    step: Step
    name: str
    number: int
    count: int
    where: str
    length: str
    clock: str
    shows_phrases: bool

    @property
    def rounds(self) -> int:
        """How often it is done in a row, at least once."""
        return self.step.repeats or 1


@dataclass(frozen=True, kw_only=True)
class Played:
    """The whole run. `silent` offers no sound at all, `rings` says whether bells begin switched on.

    `eyes_open` are the steps with open eyes, where there are any of their own; `begins_open` says whether
    open eyes begin switched on, `by_voice` the same of steps that are read aloud, in larger text.
    """

    steps: tuple[PlayedStep, ...]
    eyes_open: tuple[PlayedStep, ...]
    begins_open: bool
    silent: bool
    rings: bool
    by_voice: bool


def played(prescription: Prescription, client: Client) -> Played:
    """The run of a prescription for a client; in quiet mode it makes no sound and offers none."""
    is_quiet, needs_open = client.is_quiet, client.trauma or client.dissociation
    form = prescription.eyes_open
    rings = not is_quiet and prescription.minutes.usual > SHORT_PAUSE
    return Played(
        steps=_screens(prescription, prescription.steps, prescription.where, "play"),
        eyes_open=_screens(prescription, form.steps, form.where, "open") if form else (),
        begins_open=needs_open or prescription.variant == "eyes_open",
        silent=is_quiet,
        rings=rings,
        by_voice=client.profile == Profile.VOICE,
    )


def _screens(
    prescription: Prescription, steps: tuple[Step, ...], where: str, name: str
) -> tuple[PlayedStep, ...]:
    """One form of the practice as screens."""
    with_phrases = _with_phrases(steps) if prescription.phrases else set()
    return tuple(
        PlayedStep(
            step=step,
            name=f"{name}-{number}",
            number=number,
            count=len(steps),
            where=where if number == 1 else "",
            length=step_length(step),
            clock=clock(step.seconds) if step.seconds else "",
            shows_phrases=number in with_phrases,
        )
        for number, step in enumerate(steps, 1)
    )


def clock(seconds: int) -> str:
    """Seconds as a clock shows them: 90 is "1:30"."""
    return f"{seconds // 60}:{seconds % 60:02}"


def _with_phrases(steps: Iterable[Step]) -> set[int]:
    """The steps on which the client's phrases are said: the warm ones without a line of their own,
    else all warm ones, else all."""
    numbered = list(enumerate(steps, 1))
    warm = {number for number, step in numbered if step.wing == "compassion"}
    bare = {number for number, step in numbered if number in warm and not step.own_words}
    return bare or warm or {number for number, _step in numbered}
