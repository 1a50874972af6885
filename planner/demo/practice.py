"""Ninety days of homework as people keep it: gaps, decay, slow change. Deterministic by seed."""

import datetime as dt
import random
import uuid
from dataclasses import dataclass

from clients.models import Assignment, CheckIn, Client, Context, Edition, Log, LogState, Obstacle
from planner.demo.people import CAME_UP, NOTES

DAYS = 90
FIRST_CHANCE = 0.86
"""How likely a day is logged at the start; falls by two points a week (domain: section 5, S64)."""
DECAY_A_WEEK = 0.02


@dataclass
class Written:
    """Rows to be saved in bulk; a check-in knows its log by position."""

    logs: list[Log]
    checkins: list[CheckIn]


@dataclass(frozen=True)
class Person:
    """How one person practises: how reliably, where the ratings start, how fast they change."""

    zeal: float
    presence: float
    kindness: float
    slope: float

    @classmethod
    def drawn(cls, chance: random.Random) -> "Person":
        """A plausible person."""
        return cls(
            zeal=chance.uniform(0.55, 1.0),
            presence=chance.uniform(2.6, 4.6),
            kindness=chance.uniform(1.8, 3.6),
            slope=chance.uniform(0.0, 0.028),
        )


def write_days(
    given: Assignment,
    edition: Edition,
    client: Client,
    days: list[dt.date],
    chance: random.Random,
    written: Written,
) -> None:
    """Logs and check-ins of one assignment on these days; some days stay without a note."""
    person = Person.drawn(chance)
    lazy_until = days[0]
    for number, day in enumerate(days):
        if chance.random() < 0.012:
            lazy_until = day + dt.timedelta(days=chance.randint(3, 8))
        likely = person.zeal * (FIRST_CHANCE - DECAY_A_WEEK * number / 7)
        if day < lazy_until or chance.random() > likely:
            continue
        log = _log(given, edition, client, day, chance)
        written.logs.append(log)
        if log.state != LogState.NOT_TODAY and chance.random() < 0.8:
            written.checkins.append(_checkin(client, log, person, number, chance))


def _log(
    given: Assignment, edition: Edition, client: Client, day: dt.date, chance: random.Random
) -> Log:
    state = chance.choices(list(LogState), weights=(72, 16, 12))[0]
    at = dt.datetime.combine(day, dt.time(18, 30), tzinfo=client.zone)
    log = Log(
        clinic_id=client.clinic_id,
        client=client,
        assignment=given,
        edition=edition,
        entry_uid=uuid.UUID(int=chance.getrandbits(128), version=4),
        local_date=day,
        timezone=client.zone.key,
        happened_at=at,
        entered_at=at,
        state=state,
    )
    if state == LogState.NOT_TODAY or chance.random() < 0.25:
        reasons = [Obstacle.NO_TIME, Obstacle.FORGOT, Obstacle.TIRED, Obstacle.WANDERED]
        log.obstacles = [chance.choice(reasons)]
    if state != LogState.NOT_TODAY:
        log.minutes = chance.randint(2, 8)
        if chance.random() < 0.7:
            log.before = chance.randint(3, 8)
            log.after = max(0, log.before - chance.choice((0, 1, 1, 2, 3)))
    if chance.random() < 0.08:
        log.note, log.note_shared = chance.choice(NOTES), chance.random() < 0.6
    return log


def _checkin(
    client: Client, log: Log, person: Person, number: int, chance: random.Random
) -> CheckIn:
    return CheckIn(
        clinic_id=client.clinic_id,
        client=client,
        log=log,
        context=Context.AFTER_PRACTICE,
        scale=client.rating_scale,
        presence=_rated(person.presence + person.slope * number * 0.3, chance),
        kindness=_rated(person.kindness + person.slope * number, chance),
        order_shown=chance.choice(("presence,kindness", "kindness,presence")),
        local_date=log.local_date,
        timezone=log.timezone,
        happened_at=log.happened_at,
    )


def _rated(value: float, chance: random.Random) -> int:
    """A rating on 1 to 7 around a value."""
    return min(7, max(1, round(chance.gauss(value, 0.8))))


def something_came_up(logs: list[Log], chance: random.Random, how_many: int) -> None:
    """Mark a few of the latest entries with something unpleasant."""
    recent = sorted(logs, key=lambda log: log.local_date)[-40:]
    for log in chance.sample(recent, min(how_many, len(recent))):
        log.unpleasant = True
        log.unpleasant_note = chance.choice(CAME_UP)
        log.unpleasant_still = chance.random() < 0.3
