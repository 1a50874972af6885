"""`manage.py print_handout`: a practice on paper for a client, kept as it was given."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.db.models import F

from clients.models import Client
from clients.prescription import Prescription
from clients.schedule import Schedule
from planner.actions.handouts import give_handout
from planner.documents.errors import DocumentError
from planner.documents.handouts import handout_pdf
from planner.management.paper import add_paper_arguments, asked_for, write_out
from planner.models.giving import document_of, first_form, to_prescription
from planner.models.items import Practice
from planner.models.paper import HandoutRefused, handout_sheet


class Command(BaseCommand):
    """Prints, keeps the exact file with the client, and notes it in the journal."""

    help = (
        "Print a practice for a client, as it was given as homework where it was.\n\n"
        "Example: manage.py print_handout three-step-integration-cycle"
        " --client 3f6c2a52-6f0e-4c0b-9a53-0d5f7f3f2b11 -o handout.pdf"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The practice, the client, and how the paper shall be."""
        add_paper_arguments(parser)
        parser.add_argument("code", metavar="CODE", help="the practice's code in the library")
        parser.add_argument("--client", required=True, metavar="UID", help="whom it is for")
        parser.add_argument("--form", default="", help="a form of the practice, such as eyes_open")
        parser.add_argument("--large", action="store_true", help="large print, 18 points")
        parser.add_argument(
            "--discreet",
            action="store_true",
            default=None,
            help="without any name or number (default: as the client's record says)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Compose, print, keep, write; raises CommandError with one plain sentence."""
        client, actor = asked_for(Client, options["client"], options["email"])
        prescription, schedule = self._given(client, options["code"], options["form"])
        try:
            sheet = handout_sheet(
                client,
                prescription,
                schedule,
                large=options["large"],
                discreet=options["discreet"],
            )
            pdf = handout_pdf(sheet)
        except (HandoutRefused, DocumentError) as error:
            raise CommandError(str(error)) from error
        with transaction.atomic():  # what could not be handed over is not kept as given
            give_handout(client=client, sheet=sheet, pdf=pdf, by=actor)
            write_out(options["output"], pdf)

    def _given(self, client: Client, code: str, form: str) -> tuple[Prescription, Schedule | None]:
        """The practice in the client's own words where it is homework, else from the library."""
        today = client.today()
        homework = client.assignments.running_on(today).filter(code=code).first()
        if homework and not form:
            edition = homework.edition_on(today)
            return edition.prescription, edition.schedule
        usable = Practice.objects.usable_in(client.clinic).for_all().filter(code=code)
        practice = usable.order_by(F("clinic").asc(nulls_last=True)).first()  # the own one first
        document = document_of(practice, client.language) if practice else None
        if document is None:
            raise CommandError(f"The library has no practice with the code {code}.")
        known = [variant.code for variant in document.variants]
        if form and form not in known:
            raise CommandError(f"{code} has no form {form}; it has: {', '.join(known) or 'none'}.")
        return to_prescription(document, form or first_form(document, client) or None), None
