"""Rows of the demo clinic, looked up inside a site's own process (`site.ask`)."""

import datetime as dt
import json
from typing import Any

from django.urls import reverse

from clients.actions.clinics import add_member
from clients.actions.devices import end_device, invite_device
from clients.actions.diaries import make_diary
from clients.models import (
    Assignment,
    Client,
    Clinic,
    Consent,
    CrisisContact,
    Group,
    Log,
    Member,
    Participation,
    PortalDevice,
    SheetAnswer,
)
from planner.models import Session
from tests import factories as make


def say_link(code: str) -> None:
    """Print the token of a fresh invitation for this client's phone."""
    client = Client.objects.get(clinic__name="Harbour Clinic", code=code)
    print(invite_device(client=client, by="command")[1])  # noqa: T201 - read by the test


PLAYED: dict[str, Any] = {
    "title": "Leila's own",
    "plain_title": "A short pause",
    "steps": [
        {"label": "Notice", "text": "Notice what is here.", "seconds": 20},
        {"label": "Breathe", "text": "Let it come.", "breaths": [3, 5], "wing": "awareness"},
        {
            "label": "Say it",
            "text": "Say your line.",
            "own_words": True,
            "words": "I am here, Leila.",
            "repeats": 2,
            "wing": "compassion",
        },
        {"label": "Close", "text": "Look around.", "own_words": True, "words": "Home, Leila."},
    ],
}
"""Every kind of step that a player meets."""


def say_played(code: str, *, eyes: bool = False) -> None:
    """Give this client the practice for the player and print its uid; `eyes`: with steps for open ones."""
    client = Client.objects.get(clinic__name="Harbour Clinic", code=code)
    steps = [{"label": "Look around", "text": "Look around slowly.", "wing": "awareness"}]
    form = {"eyes_open": {"where": "at the window, eyes open", "steps": steps}} if eyes else {}
    print(make.assignment(client, prescription=PLAYED | form).uid)  # noqa: T201


def give_sheet(code: str, uid: str) -> None:
    """Give this client homework with a sheet, under this uid, where a site lacks it."""
    client = Client.objects.get(clinic__name="Harbour Clinic", code=code)
    if not Assignment.objects.filter(uid=uid).exists():
        make.assignment(client, uid=uid, prescription={"worksheet": make.SHEET})


def say_diary(code: str) -> None:
    """Give this client a paper diary that begins today and print its uid."""
    client = Client.objects.get(clinic__name="Harbour Clinic", code=code)
    given = make.assignment(client)
    print(make_diary(assignment=given, first=client.today(), by="command").uid)  # noqa: T201


def say_grid(code: str) -> None:
    """Give this client daily homework and print the address of the grid of its last seven days."""
    client = Client.objects.get(clinic__name="Harbour Clinic", code=code)
    first = client.today() - dt.timedelta(days=6)
    place = reverse("clients:diary_week", args=[client.clinic.uid, make.assignment(client).uid])
    print(f"{place}?from={first.isoformat()}")  # noqa: T201


def say_entry(uid: str) -> None:
    """Print the state and the rating before of the last entry of this homework."""
    log = Log.objects.filter(assignment__uid=uid).order_by("-pk")[0]
    print(f"{log.state} {log.before}")  # noqa: T201


def say_rows(code: str, quiet_code: str) -> None:
    """Print one row's uid of each kind as JSON: of this client, or of the first group."""
    clinic = Clinic.objects.get(name="Harbour Clinic")
    client = Client.objects.get(clinic=clinic, code=code)
    quiet = Client.objects.get(clinic=clinic, code=quiet_code)
    rows = {
        "clinic": clinic,
        "client": client,
        "contact": CrisisContact.objects.of_clinic(clinic)[0],
    }
    rows |= _of_staff(clinic, client) | _of_sessions(client) | _of_group(client)
    run = make.course_run(client, clinic.today() + dt.timedelta(days=60))
    rows |= {"course_run": run, "course_step": run.steps.all()[0]}
    rows |= _of_homework(client) | _of_homework(quiet, "quiet_")
    rows |= {"quiet_client": quiet, "june": _at_home_in_two(clinic)}
    rows |= {"handout": make.handout(client), "device": make.device(client)}
    print(json.dumps({name: str(row.uid) for name, row in rows.items()}))  # noqa: T201


def _of_staff(clinic: Clinic, client: Client) -> dict[str, Any]:
    staff = Member.objects.filter(clinic=clinic)
    place = client.care_team.get(member=staff.get(user__email="amara@harbour.example"))
    return {"member": staff.get(user__email="ben@harbour.example"), "place": place}


def _at_home_in_two(clinic: Clinic) -> Member:
    """June of the other clinic, here too: she has to choose where to go."""
    return add_member(clinic=clinic, email="june@lakeside.example", name="June Park", by="command")


def _of_sessions(client: Client) -> dict[str, Any]:
    today = client.clinic.today()
    exposed = Session.objects.filter(appointment__client=client, kind="trauma")
    exposed = exposed.order_by("appointment__day")
    coming = exposed.filter(appointment__day__gte=today)[0]
    return {
        "session": coming,
        "appointment": coming.appointment,
        "block": coming.blocks.get(phase="exposure"),
        "held": exposed.filter(recorded_at__isnull=False)[0],
        "unplanned": make.appointment(client, day=today),
    }


def _of_group(client: Client) -> dict[str, Any]:
    group = Group.objects.get(clinic=client.clinic, name="Tuesday evening group")
    session = Session.objects.filter(appointment__group=group, recorded_at=None)[0]
    return {
        "group": group,
        "group_session": session,
        "group_appointment": session.appointment,
        "participation": Participation.objects.get(group=group, client=client),
    }


def _of_homework(client: Client, prefix: str = "") -> dict[str, Any]:
    given = Assignment.objects.filter(client=client).order_by("starts")[0]
    entry = Log.objects.filter(assignment=given, state="done")[0]
    with_sheet = make.assignment(client, prescription={"worksheet": make.SHEET})
    return {
        f"{prefix}assignment": given,
        f"{prefix}log": entry,
        f"{prefix}diary": make_diary(assignment=given, first=client.today(), by="command"),
        f"{prefix}sheet_homework": with_sheet,
        f"{prefix}sheet": make.sheet(with_sheet, is_shared=True),
    }


def say_entries(uid: str) -> None:
    """Print the states of all entries of this homework, oldest first, and whose clocks were off."""
    logs = Log.objects.filter(assignment__uid=uid).order_by("pk")
    print(*(f"{log.state}{'?' if log.clock_off else ''}" for log in logs))  # noqa: T201


def say_sheets(uid: str) -> None:
    """Print how many sheets this homework has."""
    print(SheetAnswer.objects.filter(assignment__uid=uid).count())  # noqa: T201


def end_sittings(code: str) -> None:
    """End the open sittings of this client's phones, as time does."""
    PortalDevice.objects.filter(client__code=code).update(session_hash="")


def ask_anew(code: str) -> None:
    """Let this client be one who has not agreed yet."""
    Consent.objects.filter(client__clinic__name="Harbour Clinic", client__code=code).delete()


def say_sittings(code: str) -> None:
    """Print how many sittings of this client's phones are open."""
    open_ones = PortalDevice.objects.filter(client__code=code).exclude(session_hash="")
    print(open_ones.count())  # noqa: T201


def say_told(uid: str) -> None:
    """Print the state of the only entry of this homework and what came up that was unpleasant."""
    log = Log.objects.get(assignment__uid=uid)
    print(log.state, log.unpleasant_note)  # noqa: T201


def end_phones(code: str) -> None:
    """End this client's phones, as the clinic does."""
    for device in PortalDevice.objects.standing().filter(client__code=code):
        end_device(device=device, by="command")
