"""What is to be asked after an exposure that was held in a group."""

from clients.models import CAME, Group
from planner import safety
from planner.safety.exposures import exposures

from .choices import is_joint
from .sessions import Session


def after_group(session: Session) -> tuple[safety.Finding, ...]:
    """R7 after an exposure that was held in a group of people who do not live together.

    It is asked of each one alone; what was answered stands beside the attendance. Two queries.
    """
    whom = session.appointment.whom
    if not isinstance(whom, Group) or is_joint(whom):
        return ()
    left_out = {str(one.uid) for one in session.blocks.all() if one.delivered_minutes == 0}
    works = exposures(session.planned_blocks())
    held = [one.uid for one in works if not left_out.issuperset(block.uid for block in one.blocks)]
    if not held:
        return ()
    came = session.appointment.attendances.filter(state__in=CAME)
    said = [bool(comment) for comment in came.values_list("comment", flat=True)]
    return (safety.ask_in_group(held, is_written=bool(said) and all(said)),)
