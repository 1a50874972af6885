"""Whom we work with: clients, and what must be known to keep them safe."""

import datetime as dt
import zoneinfo
from typing import Any

from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clients.plainline import MOST

from .clinics import Language, Member
from .owned import Owned, OwnedQuerySet


class AgeGroup(models.TextChoices):
    """Which wording suits the client."""

    CHILD = "child", _("Child")
    ADOLESCENT = "adolescent", _("Adolescent")
    ADULT = "adult", _("Adult")
    OLDER = "older", _("Older adult")


class RatingScale(models.TextChoices):
    """The one scale of presence and kindness; 0 to 100 only where paper is excluded (care.md)."""

    ONE_TO_SEVEN = "1-7", _("1 to 7")
    HUNDRED = "0-100", _("0 to 100, phone only")


class SudsScale(models.TextChoices):
    """The one distress scale of a client; series are never mixed or converted."""

    HUNDRED = "100", _("0 to 100")
    TEN = "10", _("0 to 10")


class Profile(models.TextChoices):
    """How homework reaches the client (care.md).

    Paper only: no phone is offered, and a diary is printed with the homework. Pictures: marks and
    faces, few words. By voice: steps are read aloud from the start, in large type.
    """

    PHONE = "phone", _("Phone and paper")
    PAPER = "paper", _("Paper only")
    PICTURES = "pictures", _("Pictures")
    VOICE = "voice", _("By voice")


class HomeSafety(models.TextChoices):
    """Whether home is safe: asked, and what was answered. Shown to the care team only."""

    NOT_ASKED = "", _("Not asked yet")
    SAFE = "safe", _("Safe")
    NOT_SAFE = "not_safe", _("Not safe")


class ClientStatus(models.TextChoices):
    """Where the work stands."""

    ACTIVE = "active", _("In care")
    ENDED = "ended", _("Ended")


class Ending(models.TextChoices):
    """How the work ended (care.md: homework and every message stop in that minute)."""

    COMPLETED = "completed", _("Completed")
    ENDED_EARLY = "ended_early", _("Ended early")
    MOVED = "moved", _("Moved away")
    REFERRED = "referred", _("Referred")
    DIED = "died", _("Died")


class ClientQuerySet(OwnedQuerySet):
    """Words about clients."""

    def in_care(self) -> "ClientQuerySet":
        """Clients whose work goes on."""
        return self.filter(status=ClientStatus.ACTIVE)

    def matching(self, words: str) -> "ClientQuerySet":
        """Those whose name or code contains these words."""
        return self.filter(models.Q(name__icontains=words) | models.Q(code__icontains=words))

    def with_days(self, today: dt.date) -> "ClientQuerySet":
        """Each with `next_day`, planned from today on, and `last_day`, when last seen; or None."""
        planned = models.Q(appointments__status="planned", appointments__day__gte=today)
        held = models.Q(appointments__status__in=("held", "stopped"))
        return self.annotate(
            next_day=models.Min("appointments__day", filter=planned),
            last_day=models.Max("appointments__day", filter=held),
        )


class Client(Owned):
    """A person in care. May be only a code, without a name."""

    owner = ("",)
    roster = ("participations__group",)
    managed = True

    name = models.CharField(_("name"), max_length=120, blank=True)
    code = models.CharField(_("code"), max_length=20, help_text=_("Short, says nothing: M-17"))
    pronouns = models.CharField(_("pronouns"), max_length=40, blank=True)
    age_group = models.CharField(
        _("age group"), max_length=10, choices=AgeGroup.choices, default=AgeGroup.ADULT
    )
    language = models.CharField(
        _("language"), max_length=8, choices=Language.choices, default=Language.ENGLISH
    )
    timezone = models.CharField(_("time zone, if not the clinic's"), max_length=64, blank=True)
    rating_scale = models.CharField(
        _("scale for presence and kindness"),
        max_length=5,
        choices=RatingScale.choices,
        default=RatingScale.ONE_TO_SEVEN,
    )
    suds_scale = models.CharField(
        _("distress scale (SUDS)"),
        max_length=3,
        choices=SudsScale.choices,
        default=SudsScale.HUNDRED,
    )
    profile = models.CharField(
        _("how homework reaches the client"),
        max_length=8,
        choices=Profile.choices,
        default=Profile.PHONE,
    )
    portal_unwanted = models.BooleanField(_("no phone wanted"), default=False)
    goals = models.TextField(_("goals in the client's own words"), max_length=2000, blank=True)
    stop_signal = models.CharField(_("agreed stop signal"), max_length=120, blank=True)
    trauma = models.BooleanField(_("trauma"), default=False)
    dissociation = models.BooleanField(_("dissociation"), default=False)
    touch_unsafe = models.BooleanField(_("touch is not safe"), default=False)
    breath_unsafe = models.BooleanField(_("attending to the breath is not safe"), default=False)
    movement_unsafe = models.BooleanField(_("movement is not safe"), default=False)
    attachment_figure_unsafe = models.BooleanField(_("attachment figure not safe"), default=False)
    flag_days = models.JSONField(default=dict, blank=True, editable=False)
    home = models.CharField(
        _("home"), max_length=8, choices=HomeSafety.choices, default="", blank=True
    )
    safety_plan_on = models.DateField(_("safety plan made or reviewed on"), null=True, blank=True)
    quiet_mode = models.BooleanField(_("quiet mode"), default=False)
    discreet_paper = models.BooleanField(_("discreet paper"), default=False)
    plain_line = models.CharField(_("what a message may say"), max_length=MOST, blank=True)
    status = models.CharField(
        max_length=8, choices=ClientStatus.choices, default=ClientStatus.ACTIVE
    )
    ending = models.CharField(
        _("ending"), max_length=12, choices=Ending.choices, blank=True, default=""
    )
    ended_on = models.DateField(null=True, blank=True)
    admitted_at = models.DateTimeField(default=now, editable=False)

    objects = ClientQuerySet.as_manager()

    FLAGS = (
        *("trauma", "dissociation", "touch_unsafe", "breath_unsafe", "movement_unsafe"),
        "attachment_figure_unsafe",
    )
    """What practices look at before they are given.

    `flag_days` says of each since which day (ISO) it stands as it does; of one that is not there
    nobody asked.
    """

    class Meta:
        ordering = ("code", "pk")
        constraints = [
            models.UniqueConstraint(fields=("clinic", "code"), name="one_client_per_code")
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        """The client's time zone, or the clinic's."""
        return zoneinfo.ZoneInfo(self.timezone or self.clinic.timezone)

    def today(self) -> dt.date:
        """The date where the client lives."""
        return now().astimezone(self.zone).date()

    @property
    def is_in_care(self) -> bool:
        """Whether the work goes on."""
        return self.status == ClientStatus.ACTIVE

    @property
    def is_offered_phone(self) -> bool:
        """Whether a phone is offered: not where homework is on paper only, nor where none is wanted."""
        return self.profile != Profile.PAPER and not self.portal_unwanted

    @property
    def known_flags(self) -> dict[str, bool | None]:
        """Each of FLAGS; None where nobody asked, which is never taken for a no."""
        return {
            name: getattr(self, name) or (False if name in self.flag_days else None)
            for name in self.FLAGS
        }

    @property
    def flags_are_known(self) -> bool:
        """Whether nothing of it remains to be asked."""
        return None not in self.known_flags.values()

    @property
    def told_flags(self) -> dict[str, dt.date | None]:
        """Those of FLAGS that are set, in words, each with the day since which; None: not known."""
        days = {name: dt.date.fromisoformat(day) for name, day in self.flag_days.items()}
        told: list[Any] = [self._meta.get_field(one) for one in self.FLAGS if getattr(self, one)]
        return {str(field.verbose_name): days.get(field.name) for field in told}

    @classmethod
    def all_asked_on(cls, day: dt.date) -> dict[str, str]:
        """`flag_days` of a client who was asked about everything on one day."""
        return dict.fromkeys(cls.FLAGS, day.isoformat())

    @property
    def has_flags(self) -> bool:
        """Whether there is anything that practices look at before they are given."""
        return any(getattr(self, name) for name in self.FLAGS)

    @property
    def counts_unlogged(self) -> bool:
        """Whether a day without a note is called unlogged: where the phone is the usual way only."""
        return self.profile == Profile.PHONE and not self.portal_unwanted

    @property
    def is_quiet(self) -> bool:
        """Whether this client's phone is write-only and nothing is ever sent."""
        return self.quiet_mode

    def safe_ways(self) -> tuple[str, ...]:
        """The ways recorded as safe, in words; of a written one also all that it may say."""
        return tuple(way.told(self.plain_line) for way in self.ways.all() if way.safe)

    def names_around(self) -> tuple[str, ...]:
        """Names that a message may not hold: the client's, the clinic's, and of who works with them."""
        team = self.care_team.on(self.clinic.today()).values_list("member__name", flat=True)
        return (self.name, self.code, self.clinic.name, *team)


class RiskOutcome(models.TextChoices):
    """What was answered to the risk question (domain 2d, R9a)."""

    NONE = "none", _("No thoughts of that kind")
    PASSIVE = "passive", _("Passive thoughts")
    ACTIVE = "active", _("Active thoughts")
    PLAN = "plan", _("A plan")


class RiskQuestion(Owned):
    """The risk question as it was asked: when, what came of it, what was done."""

    owner = ("client",)

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="risk_questions")
    asked_at = models.DateTimeField(_("asked"), default=now)
    outcome = models.CharField(_("answer"), max_length=8, choices=RiskOutcome.choices)
    action = models.CharField(_("what was done"), max_length=500, blank=True)
    by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("-asked_at", "-pk")

    @property
    def is_positive(self) -> bool:
        """Whether anything but "none" was answered."""
        return self.outcome != RiskOutcome.NONE


class ReviewSubject(models.TextChoices):
    """What was reviewed."""

    RISK = "risk", _("Risk")
    HOME = "home", _("Safety at home")


class SafetyReview(Owned):
    """A recorded review of an open risk, or of safety at home (R9 and R18 yield to nothing else)."""

    owner = ("client",)

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="safety_reviews")
    subject = models.CharField(max_length=4, choices=ReviewSubject.choices)
    reviewed_at = models.DateTimeField(default=now)
    note = models.CharField(_("what was found and agreed"), max_length=1000)
    by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("-reviewed_at", "-pk")


class Channel(models.TextChoices):
    """Ways of reaching somebody."""

    CALL = "call", _("Call")
    TEXT = "text", _("Text message")
    EMAIL = "email", _("E-mail")
    POST = "post", _("Letter")
    PUSH = "push", _("Notice on the phone")


SEEN_BY_OTHERS = (Channel.TEXT, Channel.EMAIL, Channel.PUSH)
"""Ways whose words stand on a screen that others may see."""


class WayOfReaching(Owned):
    """Whether a channel is safe and who else sees it. Off until recorded; asked again after 90 days."""

    owner = ("client",)

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="ways")
    channel = models.CharField(max_length=5, choices=Channel.choices)
    safe = models.BooleanField(_("safe to use"), default=False)
    address = models.CharField(_("number or address"), max_length=200, blank=True)
    who_else_sees = models.CharField(_("who else sees it"), max_length=200, blank=True)
    recorded_on = models.DateField()
    by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("channel",)
        constraints = [
            models.UniqueConstraint(fields=("client", "channel"), name="one_way_per_channel")
        ]

    def told(self, line: str) -> str:
        """The way in words, such as "Text message (only “Glass of water?”)"."""
        said = str(self.get_channel_display())
        if self.channel not in SEEN_BY_OTHERS or not line:
            return said
        return gettext("%(way)s (only “%(line)s”)") % {"way": said, "line": line}

    def is_stale(self, today: dt.date) -> bool:
        """Whether it should be asked again: 90 days (care.md, a clinical default)."""
        return (today - self.recorded_on).days > 90


def latest(rows: Any) -> Any:
    """The first row of an ordered, possibly prefetched relation, or None."""
    return next(iter(rows.all()), None)
