"""What the rules look at: plain facts about client, group and appointment, and the limits.

`None` always means "not known". What is known never to have happened is `NEVER`.
"""

from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import Enum, StrEnum

from clients.prescription import Gates
from planner.timegrid import MODULE_SHORTEST, Start


class Never(Enum):
    """The one value NEVER: known not to have happened, unlike None (not known)."""

    NEVER = "never"


NEVER = Never.NEVER

type Moment = datetime | date | Never | None
"""When something happened: an aware instant, a day in the clinic's zone, NEVER, or not known."""


class Gathering(StrEnum):
    """Who comes to the session."""

    INDIVIDUAL = "individual"
    COUPLE = "couple"
    FAMILY = "family"
    GROUP = "group"


class Setting(StrEnum):
    """Where the session takes place."""

    ROOM = "room"
    VIDEO = "video"
    PHONE = "phone"


class RiskOutcome(StrEnum):
    """What was answered to the risk question; all but NONE are positive answers."""

    NONE = "none"
    PASSIVE = "passive"
    ACTIVE = "active"
    PLAN = "plan"


class HomeSafety(StrEnum):
    """Whether home is safe, as recorded."""

    NOT_ASKED = ""
    SAFE = "safe"
    NOT_SAFE = "not_safe"


class ExposureEnd(StrEnum):
    """How the last exposure ended."""

    AS_PLANNED = "as_planned"
    STOP_SIGNAL = "stop_signal"
    DISSOCIATION = "dissociation"
    NOT_SAFE = "not_safe"
    TIME = "time"
    STOPPED_EARLY = "stopped"


class SudsScale(StrEnum):
    """The client's distress scale; series are never mixed or converted."""

    HUNDRED = "100"
    TEN = "10"


@dataclass(frozen=True, kw_only=True)
class VideoAnswers:
    """R23, asked anew in each video session: True once asked and answered."""

    where: bool | None = None
    others_at_home: bool | None = None
    phone: bool | None = None
    emergency_number: bool | None = None


@dataclass(frozen=True, kw_only=True)
class HomeworkAnswers:
    """What is known of one homework about to be given, beyond its gates.

    `card`: the stay-or-stop card goes with it. `rehearsed`: done together, or rehearsed once.
    `place_safe`: the place was judged safe in fact. `delivered_before`: this client did it in a
    session. `with_family`: others of the home take part. `shared`: guardian or partner sees it.
    """

    card: bool | None = None
    rehearsed: bool | None = None
    place_safe: bool | None = None
    delivered_before: bool | None = None
    with_family: bool = False
    shared: bool = False


@dataclass(frozen=True, kw_only=True)
class Homework:
    """One homework that this plan gives; `block` is the uid of its homework block or None."""

    title: str
    gates: Gates
    answers: HomeworkAnswers = HomeworkAnswers()
    block: str | None = None


def _as_words[E: StrEnum](kind: type[E], value: E | str | None) -> E | None:
    """The word of our own for a stored one, so that no rule misses it; ValueError if unknown."""
    return None if value is None else kind(value)


@dataclass(frozen=True, kw_only=True)
class Facts:
    """Plain facts for the rules. `as_of` is an aware instant in the clinic's zone.

    Days are counted on that zone's clock. `risk_open` is when a safety item was endorsed or a
    clinician set the flag (NEVER: no open risk). `risk_asked` with `risk_outcome` is the last
    risk question. `exposed_before`: at least one exposure was held. `memories` are the labels
    worked on before. `leave_days` is the length of the therapist's leave before the next
    session (0: none). Group facts count the participants flagged for trauma, dissociation or risk.
    Of a couple or family `home` is SAFE or not known, and what was asked or reviewed counts when it
    was for all.
    Words may be given as their stored text. Raises ValueError for an unknown word and for an
    instant without a zone.
    """

    as_of: datetime
    gathering: Gathering | None = None
    setting: Setting | None = None
    length: int | None = None
    start: Start | None = None
    trauma: bool | None = None
    dissociation: bool | None = None
    touch_unsafe: bool | None = None
    attachment_figure_unsafe: bool | None = None
    breath_unsafe: bool | None = None
    movement_unsafe: bool | None = None
    risk_open: Moment = None
    risk_reviewed: Moment = None
    risk_asked: Moment = None
    risk_outcome: RiskOutcome | None = None
    past_risk: bool | None = None
    safety_plan: Moment = None
    home: HomeSafety | None = None
    home_reviewed: Moment = None
    exposed_before: bool | None = None
    preparation_sessions: int | None = None
    grounding_helpful: bool | None = None
    last_exposure: Moment = None
    last_exposure_end: ExposureEnd | None = None
    memories: frozenset[str] | None = None
    last_planned_session: bool | None = None
    leave_days: int | None = None
    homework: tuple[Homework, ...] = ()
    video: VideoAnswers = VideoAnswers()
    participants: int | None = None
    participants_flagged: int | None = None
    leaders: int | None = None

    def __post_init__(self) -> None:
        for item in fields(self):
            value = getattr(self, item.name)
            if isinstance(value, datetime) and value.utcoffset() is None:
                raise ValueError(f"{item.name}: an instant needs its zone")
        for name, kind in (
            ("gathering", Gathering),
            ("setting", Setting),
            ("risk_outcome", RiskOutcome),
            ("home", HomeSafety),
            ("last_exposure_end", ExposureEnd),
        ):
            object.__setattr__(self, name, _as_words(kind, getattr(self, name)))

    @property
    def is_group(self) -> bool:
        """Whether this is a group session; facts about one person are not read then."""
        return self.gathering is Gathering.GROUP

    @property
    def is_joint(self) -> bool:
        """Whether a couple or family meets; what is said of them is said of no one."""
        return self.gathering in (Gathering.COUPLE, Gathering.FAMILY)


@dataclass(frozen=True, kw_only=True)
class Aftermath:
    """What was recorded after one exposure or R13 practice; None: not answered.

    SUDS values are on `scale`, never converted; `dissociation` is 0 to 10. `way_home`: way home
    and next hour are clear. `confirmed_by`: who confirmed that it is safe to leave.
    `if_not_safe`: who stays, how home, call when. `block` is the uid it concerns.
    """

    exposure: bool | None = None
    activating: bool | None = None
    scale: SudsScale | None = None
    before: int | None = None
    peak: int | None = None
    end: int | None = None
    after_grounding: int | None = None
    oriented: bool | None = None
    dissociation: int | None = None
    felt_nothing: bool | None = None
    way_home: bool | None = None
    safe_to_leave: bool | None = None
    confirmed_by: str = ""
    if_not_safe: str = ""
    block: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "scale", _as_words(SudsScale, self.scale))


@dataclass(frozen=True, kw_only=True)
class SudsLimits:
    """R7a and R8 on one scale: still high, risen by, very high, and perhaps numb."""

    still_high: int
    risen: int
    very_high: int
    numb: int


SUDS_100 = SudsLimits(still_high=40, risen=10, very_high=70, numb=10)
SUDS_10 = SudsLimits(still_high=4, risen=1, very_high=7, numb=1)


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Every number of the rules with its clinical default. Minutes and days, both ends allowed.

    R3 `grounding`, R4 `after_exposure`, R5 `exposure`, R9a `risk_question_days`, R10
    `safety_plan_days`, R11 `preparation_sessions`, R16 `gap_days` and `leave_days`, R18
    `home_review_days`, R20 `group_grounding`, G4 `module_shortest`; `settled_days`: how long a
    reason rests a warning.
    """

    grounding: int = 10
    grounding_short: int = 5
    short_exposure: int = 10
    after_exposure: int = 25
    after_exposure_short: int = 20
    long_session: int = 75
    exposure_shortest: int = 20
    exposure_longest: int = 60
    risk_question_days: int = 28
    safety_plan_days: int = 90
    safety_plan_days_after_positive: int = 28
    preparation_sessions: int = 2
    gap_days: int = 14
    leave_days: int = 14
    home_review_days: int = 30
    group_grounding: int = 3
    group_difficult_module: int = 2
    group_one_leader: int = 6
    module_shortest: int = MODULE_SHORTEST
    dissociation: int = 3
    suds_100: SudsLimits = SUDS_100
    suds_10: SudsLimits = SUDS_10
    settled_days: int = 28
    open_at_once: int = 3


DEFAULT_LIMITS = Limits()
"""Every limit as it stands before a clinic changes one."""

NO_ANSWERS = HomeworkAnswers()
"""Nothing known yet of a homework beyond its gates."""
