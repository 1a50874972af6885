"""`manage.py print_worksheet`: a worksheet on paper or to fill in, for nobody yet or for a client."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from clients.models import Actor, Client, Clinic
from planner.documents.errors import DocumentError
from planner.documents.given import sheet_pdf
from planner.library.worksheets import WorksheetDocument
from planner.management.paper import (
    add_item_arguments,
    asked_for,
    clinic_asked_for,
    give_on_paper,
    look_of,
    stock_about,
    write_out,
)
from planner.models.paper import HandoutRefused, blank_sheet
from planner.models.printable import Wanted, wanted_of


class Command(BaseCommand):
    """Prints; for a client it keeps the exact file and notes it in the journal."""

    help = (
        "Print a worksheet: for nobody yet, or with --client for a client.\n\n"
        "Example: manage.py print_worksheet day-map --fillable --size large -o day-map.pdf"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The worksheet, for whom, and how the paper shall be."""
        add_item_arguments(parser, code="the worksheet's code in the library")
        parser.add_argument(
            "--clinic", metavar="UID", help="whose blank it is, if there are several"
        )
        parser.add_argument(
            "--fillable", action="store_true", help="fields to fill in on a screen, not lines"
        )
        parser.add_argument(
            "--together", action="store_true", help="it was filled in together, or is today"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Compose, print, keep, write; raises CommandError with one plain sentence."""
        if options["client"]:
            client, actor = asked_for(Client, options["client"], options["email"])
            self._give(client, actor, options)
            return
        clinic, actor = clinic_asked_for(options["clinic"], options["email"])
        wanted = self._wanted(options, clinic, clinic.language, actor)
        try:
            pdf = sheet_pdf(blank_sheet(clinic, wanted, look_of(options)))
        except (HandoutRefused, DocumentError) as error:
            raise CommandError(str(error)) from error
        write_out(options["output"], pdf)

    def _give(self, client: Client, actor: Actor, options: dict[str, Any]) -> None:
        wanted = self._wanted(options, client.clinic, client.language, actor)
        wanted = wanted.done_together() if options["together"] else wanted
        give_on_paper(client, wanted, actor, options)

    def _wanted(
        self, options: dict[str, Any], clinic: Clinic, language: str, actor: Actor
    ) -> Wanted:
        """The worksheet of this code; raises CommandError where the library has none."""
        code = options["code"]
        stock = stock_about(code, clinic=clinic, language=language, actor=actor)
        document = stock.find(code)
        if not isinstance(document, WorksheetDocument):
            raise CommandError(f"The library has no worksheet with the code {code}.")
        return wanted_of(document, stock)
