"""`manage.py print_session`: a session on paper, for the clinician or for those who take part."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from clients.models import Member
from planner.actions.handouts import note_session_printed
from planner.documents.errors import DocumentError
from planner.documents.sessions import session_sheet_pdf
from planner.management.paper import add_paper_arguments, asked_for, write_out
from planner.models import Session
from planner.models.facts import at_desk
from planner.models.session_guide import AGENDA, GUIDE, paper_of

KINDS = {
    GUIDE: "the facilitator's guide: scripts, materials, minutes of each part",
    AGENDA: "the participants' agenda: times and plain titles, nobody named",
}


class Command(BaseCommand):
    """Prints the plan with its ticks and ratings, and notes it in the journal."""

    help = (
        "Print the sheet of a session: times, SUDS grid, stop signal, safe-to-leave ticks;\n"
        "or the guide for whoever leads it, or the agenda for those who take part.\n\n"
        "Example: manage.py print_session 3f6c2a52-6f0e-4c0b-9a53-0d5f7f3f2b11 -o session.pdf"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The session, and where the sheet goes."""
        add_paper_arguments(parser)
        kinds = parser.add_mutually_exclusive_group()
        for kind, text in KINDS.items():
            kinds.add_argument(
                f"--{kind}", dest="kind", action="store_const", const=kind, default="", help=text
            )
        parser.add_argument("session", metavar="UID", help="the session's uid")

    def handle(self, *args: Any, **options: Any) -> None:
        """Compose, print, note, write; raises CommandError with one plain sentence."""
        session, actor = asked_for(Session, options["session"], options["email"])
        name = actor.name if isinstance(actor, Member) else ""
        session = at_desk(session.pk)
        sheet = paper_of(session, options["kind"], clinician=name)
        try:
            pdf = session_sheet_pdf(sheet)
        except DocumentError as error:
            raise CommandError(str(error)) from error
        with transaction.atomic():  # noted only when it was handed over
            note_session_printed(session=session, by=actor)
            write_out(options["output"], pdf)
