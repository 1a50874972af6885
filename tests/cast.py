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

from django.contrib.auth.hashers import make_password
from django.http import HttpResponse
from django.test import Client as HttpClient
from django.utils.timezone import now

from clients.access import begin_sitting, hashed, remember_device
from clients.models import Client, Clinic, Group, Member, PortalDevice
from tests import factories as make

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
        browser = HttpClient()
        browser.force_login(getattr(self, name).user)
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


def secret_of(code: str) -> str:
    """The secret that the phone of this client holds."""
    return f"the secret of {code}"


def gather() -> Cast:
    """Make the whole cast."""
    harbour, lakeside = make.clinic(), make.clinic("Lakeside Clinic")
    people: dict[str, Any] = {
        "olga": make.member(harbour, "Olga Stern", is_owner=True, is_clinician=False),
        "amara": make.member(harbour, "Dr. Amara Osei"),
        "ben": make.member(harbour, "Ben Adler"),
        "sara": make.member(harbour, "Sara Vitale"),
        "kofi": make.member(harbour, "Kofi Mensah"),
        "gina": make.member(harbour, "Gina Ross"),
        "hugo": make.member(harbour, "Hugo Brandt"),
        "rita": make.member(harbour, "Rita Moss", removed_at=now()),
        "nils": make.member(lakeside, "Nils Berg", is_owner=True),
    }
    cast = Cast(
        harbour=harbour,
        lakeside=lakeside,
        **people,
        m17=make.client(harbour, "M-17", name="Leila Haddad", trauma=True),
        m18=make.client(harbour, "M-18", name="Jonas Weber"),
        m19=make.client(harbour, "M-19", name="Ines Prado"),
        group_a=make.group(harbour, "Tuesday group"),
        group_b=make.group(harbour, "Friday group"),
    )
    _teams(cast)
    for person in (cast.m17, cast.m18, cast.m19):
        make.consent(person)
        cast.phones[person.code] = _phone(person)
    return cast


def _teams(cast: Cast) -> None:
    week_ago = cast.harbour.today() - dt.timedelta(days=7)
    make.team(cast.m17, cast.amara)
    make.team(cast.m17, cast.sara, "supervisor")
    make.team(cast.m17, cast.kofi, "cover", ends=week_ago)
    make.team(cast.m18, cast.ben)
    make.team(cast.m19, cast.ben)
    make.team(cast.m17, cast.rita, "co_therapist")
    make.team(cast.group_a, cast.gina)
    make.team(cast.group_b, cast.hugo)
    make.participation(cast.m17, cast.group_a)
    make.participation(cast.m17, cast.group_b)
    make.participation(cast.m19, cast.group_a, ends=week_ago)


def _phone(person: Client) -> PortalDevice:
    secret = secret_of(person.code)
    return make.device(
        person,
        secret_hash=hashed(secret),
        pin_hash=make_password(f"{PIN}:{secret}"),
        consent_version="1",
        consented_at=now(),
    )
