"""`manage.py print_diary`: a week of homework on paper, with its code, kept as it was given."""

import datetime as dt
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.urls import reverse

from clients.actions.diaries import make_diary
from clients.models import Actor, Assignment
from planner.actions.handouts import give_handout
from planner.documents.errors import DocumentError
from planner.documents.given import sheet_pdf
from planner.management.paper import (
    add_look_arguments,
    add_paper_arguments,
    asked_for,
    look_of,
    write_out,
)
from planner.models.diary_paper import NO_CODE, Code, diary_sheet, is_discreet
from planner.models.paper import HandoutRefused
from planner.sheets import Look


class Command(BaseCommand):
    """Prints, keeps the exact file with the client, and notes it in the journal."""

    help = (
        "Print the diary of one week of homework.\n\n"
        "Example: manage.py print_diary 3f6c2a52-6f0e-4c0b-9a53-0d5f7f3f2b11"
        " --week 2026-11-23 -o diary.pdf"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The homework, the week, and how the paper shall be."""
        add_paper_arguments(parser)
        add_look_arguments(parser)
        parser.add_argument("homework", metavar="UID", help="the homework it is for")
        parser.add_argument(
            "--week",
            metavar="DAY",
            type=dt.date.fromisoformat,
            help="its first day, as in 2026-11-23 (default: today)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Compose, print, keep, write; raises CommandError with one plain sentence."""
        assignment, actor = asked_for(Assignment, options["homework"], options["email"])
        first = options["week"] or max(assignment.starts, assignment.client.today())
        look = look_of(options)
        try:
            diary_sheet(assignment, first, look)  # refused before there is a code
            with transaction.atomic():  # what could not be handed over is not kept as given
                code = _code(assignment, first, look, actor)
                sheet = diary_sheet(assignment, first, look, code)
                pdf = sheet_pdf(sheet)
                give_handout(client=assignment.client, sheet=sheet, pdf=pdf, by=actor)
                write_out(options["output"], pdf)
        except (HandoutRefused, DocumentError) as error:
            raise CommandError(str(error)) from error


def _code(assignment: Assignment, first: dt.date, look: Look, by: Actor) -> Code:
    """The code of this week, or none on discreet paper."""
    if is_discreet(assignment, look):
        return NO_CODE
    diary = make_diary(assignment=assignment, first=first, by=by)
    place = reverse("portal:week", args=[diary.uid])
    return Code(shown=diary.shown_code, link=f"{settings.SITE_URL}{place}")
