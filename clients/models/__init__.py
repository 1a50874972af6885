"""The nouns of the ground floor."""

from .appointments import (
    TOOK_PLACE,
    Appointment,
    AppointmentStatus,
    Attendance,
    AttendanceState,
    Setting,
)
from .checkins import CheckIn, Context
from .clinics import Clinic, CrisisContact, Language, Member, User
from .devices import Consent, ConsentKind, PortalDevice, why_closed
from .files import Handout, StoredFile
from .homework import (
    Assignment,
    AssignmentStatus,
    Edition,
    Log,
    LogState,
    Obstacle,
    Source,
)
from .journal import Act, Actor, Journal
from .owned import Owned, OwnedQuerySet, client_or_group, owned_models
from .people import (
    AgeGroup,
    Channel,
    Client,
    ClientStatus,
    Ending,
    HomeSafety,
    Profile,
    RatingScale,
    ReviewSubject,
    RiskOutcome,
    RiskQuestion,
    SafetyReview,
    SudsScale,
    WayOfReaching,
    latest,
)
from .safety import SafetyNow, open_risk, safety_now
from .scales import scales_in_use
from .sheets import SheetAnswer
from .teams import CareTeam, Group, GroupKind, Participation, Role, during

__all__ = [
    "TOOK_PLACE",
    "Act",
    "Actor",
    "AgeGroup",
    "Appointment",
    "AppointmentStatus",
    "Assignment",
    "AssignmentStatus",
    "Attendance",
    "AttendanceState",
    "CareTeam",
    "Channel",
    "CheckIn",
    "Client",
    "ClientStatus",
    "Clinic",
    "Consent",
    "ConsentKind",
    "Context",
    "CrisisContact",
    "Edition",
    "Ending",
    "Group",
    "GroupKind",
    "Handout",
    "HomeSafety",
    "Journal",
    "Language",
    "Log",
    "LogState",
    "Member",
    "Obstacle",
    "Owned",
    "OwnedQuerySet",
    "Participation",
    "PortalDevice",
    "Profile",
    "RatingScale",
    "ReviewSubject",
    "RiskOutcome",
    "RiskQuestion",
    "Role",
    "SafetyNow",
    "SafetyReview",
    "Setting",
    "SheetAnswer",
    "Source",
    "StoredFile",
    "SudsScale",
    "User",
    "WayOfReaching",
    "client_or_group",
    "during",
    "latest",
    "open_risk",
    "owned_models",
    "safety_now",
    "scales_in_use",
    "why_closed",
]
