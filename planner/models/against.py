"""What speaks against a piece of homework, how it stands with the reasons that were given, and which."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from clients.prescription import Prescription
from planner import safety
from planner.plan import Phase
from planner.safety.facts import HomeworkAnswers

from .facts import Judged, stands
from .giving import Recorded
from .past import done_together, settled
from .sessions import Settlement

ASKED_ON_THE_FORM = HomeworkAnswers(rehearsed=True, place_safe=True)
"""R14's two ticks stand on the form, which asks for them at their place."""


@dataclass(frozen=True, kw_only=True)
class Against:
    """What a page of giving shows: at most three at once, the rest behind "more", and the settled."""

    judged: Judged
    shown: safety.Shown

    @property
    def open(self) -> tuple[safety.Standing, ...]:
        """All that is open, gravest first."""
        return self.shown.open

    @property
    def warnings(self) -> list[safety.Finding]:
        """What a reason has to be given for before it is given on."""
        is_warning = safety.Severity.WARNING
        return [one.finding for one in self.open if one.severity is is_warning]

    @property
    def settled(self) -> list[tuple[safety.Standing, Settlement | None]]:
        """What was settled, each with the reason."""
        return [(one, self.judged.reason_for(one)) for one in self.shown.settled]


type Speaking = Callable[[Prescription], Against]


def speaking_against(recorded: Recorded) -> Speaking:
    """What speaks against one form, by what is recorded of a client.

    The reasons are those that were given for the client, in a plan or with other homework. One query;
    one more where exposure is to go home.
    """
    client, limits = recorded.client, recorded.limits
    given: tuple[Settlement, ...] = tuple(settled(client=client.pk))

    def against(form: Prescription) -> Against:
        known = recorded.facts
        if form.gates.exposure_homework:
            exposed = done_together(client).filter(phase=Phase.EXPOSURE).exists()
            known = replace(known, exposed_before=exposed)
        findings = safety.homework_findings(
            form.gates,
            known,
            recorded.answers(form, ASKED_ON_THE_FORM),
            limits=limits,
            title=form.title,
        )
        standings = stands(findings, given, known.as_of, limits)
        judged = Judged((), standings, given)
        return Against(judged=judged, shown=safety.presentable(standings, limits))

    return against
