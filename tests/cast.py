"""The cast: a few people, the same in all tests.

Harbour Clinic: Olga Stern owns it and is no clinician. Amara Osei leads client M-17. Ben Adler works
there too, on no team of M-17. Sara Vitale supervises M-17 (she reads). Kofi Mensah covered M-17 until
last week. Gina Ross leads group A only, Hugo Brandt group B only. Rita Moss was removed. At
Lakeside Clinic works Nils Berg.

M-17 takes part in both groups; M-18 is another client, led by Ben; M-19 left group A last month. Each of
the three has a phone.
"""

import datetime as dt
from dataclasses import dataclass, field, fields
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpResponse
from django.test import Client as HttpClient
from django.utils.timezone import now

from clients.access import begin_sitting, hashed, remember_device
from clients.models import (
    CareTeam,
    Client,
    Clinic,
    Consent,
    Group,
    Member,
    Participation,
    PortalDevice,
    User,
)
from tests import factories as make
from tests.standing import Standing

PIN = "493817"
"""The PIN of every phone of the cast."""


@dataclass
class Cast:
    """Everybody, by a short name; `phones` are the devices of the clients, by code."""

    harbour: Clinic
    lakeside: Clinic
    olga: Member
    amara: Member
    ben: Member
    sara: Member
    kofi: Member
    gina: Member
    hugo: Member
    rita: Member
    nils: Member
    m17: Client
    m18: Client
    m19: Client
    group_a: Group
    group_b: Group
    phones: dict[str, PortalDevice] = field(default_factory=dict)

    @property
    def members(self) -> dict[str, Member]:
        """The staff by short name."""
        found = {item.name: getattr(self, item.name) for item in fields(self)}
        return {name: who for name, who in found.items() if isinstance(who, Member)}

    def staff(self, name: str) -> HttpClient:
        """A browser in which this member is signed in."""
        user: User = getattr(self, name).user
        browser = HttpClient()
        browser.cookies[settings.SESSION_COOKIE_NAME] = _sitting_of(user)
        return browser

    def phone(self, code: str) -> HttpClient:
        """The phone of this client, in an open sitting."""
        device = self.phones[code]
        nonce = f"nonce of {code}"
        device.session_hash = hashed(nonce)
        device.save(update_fields=["session_hash"])
        answer = HttpResponse()
        remember_device(answer, secret_of(code))
        begin_sitting(answer, device, nonce)
        browser = HttpClient()
        browser.cookies.update(answer.cookies)
        return browser


def _sitting_of(user: User) -> str:
    """The key of a session in which this user is signed in, in one row: signing in takes fifteen
    queries, and nearly every test does."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save(must_create=True)
    return str(session.session_key)


def secret_of(code: str) -> str:
    """The secret that the phone of this client holds."""
    return f"the secret of {code}"


WORK_AT_HARBOUR: dict[str, dict[str, Any]] = {
    "olga": {"name": "Olga Stern", "is_owner": True, "is_clinician": False},
    "amara": {"name": "Dr. Amara Osei"},
    "ben": {"name": "Ben Adler"},
    "sara": {"name": "Sara Vitale"},
    "kofi": {"name": "Kofi Mensah"},
    "gina": {"name": "Gina Ross"},
    "hugo": {"name": "Hugo Brandt"},
    "rita": {"name": "Rita Moss"},
}


KEPT: dict[dt.date, Standing] = {}
"""The cast as it stands on the day on which it was kept: places in it begin and end by date."""


def keep() -> None:
    """Make the whole cast once, for all tests of this process."""
    kept = Standing.keep("cast", _made)
    KEPT[kept.read().harbour.today()] = kept


def gather() -> Cast:
    """The whole cast: nearly every test begins with it."""
    kept = KEPT.get(Clinic(timezone="Europe/London").today())
    found: Cast = kept.put_back() if kept else _made()
    return found


def _made() -> Cast:
    """Make each kind of row at once."""
    harbour, lakeside = make.clinic(), make.clinic("Lakeside Clinic")
    members = _members(harbour, lakeside)
    asked = Client.all_asked_on(harbour.today() - dt.timedelta(days=45))
    clients = Client.objects.bulk_create(
        [
            Client(clinic=harbour, code="M-17", name="Leila Haddad", trauma=True, flag_days=asked),
            Client(clinic=harbour, code="M-18", name="Jonas Weber", flag_days=asked),
            Client(clinic=harbour, code="M-19", name="Ines Prado", flag_days=asked),
        ]
    )
    names = ("Tuesday group", "Friday group")
    groups = Group.objects.bulk_create([Group(clinic=harbour, name=name) for name in names])
    Consent.objects.bulk_create(
        [Consent(clinic=harbour, client=one, kind="portal", version="1") for one in clients]
    )
    phones = PortalDevice.objects.bulk_create([_phone(one) for one in clients])
    m17, m18, m19 = clients
    group_a, group_b = groups
    cast = Cast(
        harbour,
        lakeside,
        **members,
        m17=m17,
        m18=m18,
        m19=m19,
        group_a=group_a,
        group_b=group_b,
        phones={phone.client.code: phone for phone in phones},
    )
    _teams(cast)
    return cast


def _members(harbour: Clinic, lakeside: Clinic) -> dict[str, Any]:
    """The staff by short name, each with a user."""
    staff = {name: Member(clinic=harbour, **said) for name, said in WORK_AT_HARBOUR.items()}
    staff["rita"].removed_at = now()
    staff["nils"] = Member(clinic=lakeside, name="Nils Berg", is_owner=True)
    users = [User(email=make.address_of(one.name, one.clinic)) for one in staff.values()]
    for member, user in zip(staff.values(), users, strict=True):
        user.set_unusable_password()
        member.user = user
    User.objects.bulk_create(users)
    Member.objects.bulk_create(staff.values())
    return staff


def _teams(cast: Cast) -> None:
    week_ago = cast.harbour.today() - dt.timedelta(days=7)
    CareTeam.objects.bulk_create(
        [
            make.place(cast.m17, cast.amara),
            make.place(cast.m17, cast.sara, "supervisor"),
            make.place(cast.m17, cast.kofi, "cover", ends=week_ago),
            make.place(cast.m18, cast.ben),
            make.place(cast.m19, cast.ben),
            make.place(cast.m17, cast.rita, "co_therapist"),
            make.place(cast.group_a, cast.gina),
            make.place(cast.group_b, cast.hugo),
        ]
    )
    Participation.objects.bulk_create(
        [
            make.seat(cast.m17, cast.group_a),
            make.seat(cast.m17, cast.group_b),
            make.seat(cast.m19, cast.group_a, ends=week_ago),
        ]
    )


def _phone(person: Client) -> PortalDevice:
    secret = secret_of(person.code)
    return make.phone(
        person,
        secret_hash=hashed(secret),
        pin_hash=make_password(f"{PIN}:{secret}"),
        consent_version="1",
        consented_at=now(),
    )
