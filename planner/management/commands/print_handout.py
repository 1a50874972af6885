"""`manage.py print_handout`: a practice or a piece on paper for a client, kept as it was given."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from clients.models import Actor, Client
from planner.library.practices import PracticeDocument
from planner.library.worksheets import WorksheetDocument
from planner.management.paper import (
    add_item_arguments,
    asked_for,
    give_on_paper,
    stock_about,
)
from planner.models.giving import first_form
from planner.models.packets import homework_of
from planner.models.printable import Wanted, wanted_of


class Command(BaseCommand):
    """Prints, keeps the exact file with the client, and notes it in the journal."""

    help = (
        "Print a practice for a client, as it was given as homework where it was, or a piece to"
        " read.\n\n"
        "Example: manage.py print_handout three-step-integration-cycle"
        " --client 3f6c2a52-6f0e-4c0b-9a53-0d5f7f3f2b11 -o handout.pdf"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The item, the client, and how the paper shall be."""
        add_item_arguments(parser, code="its code in the library", for_client=True)
        parser.add_argument("--form", default="", help="a form of the practice, such as eyes_open")

    def handle(self, *args: Any, **options: Any) -> None:
        """Compose, print, keep, write; raises CommandError with one plain sentence."""
        client, actor = asked_for(Client, options["client"], options["email"])
        wanted = self._wanted(client, options["code"], options["form"], actor)
        give_on_paper(client, wanted, actor, options)

    def _wanted(self, client: Client, code: str, form: str, actor: Actor) -> Wanted:
        """The practice in the client's own words where it is homework, else from the library."""
        stock = stock_about(code, clinic=client.clinic, language=client.language, actor=actor)
        homework = homework_of(client).get(code)
        if homework and not form:
            return homework.bringing_along(stock)
        document = stock.find(code)
        if document is None or isinstance(document, WorksheetDocument):
            raise CommandError(f"The library has no practice with the code {code}.")
        known = [one.code for one in getattr(document, "variants", ())]
        if form and form not in known:
            raise CommandError(f"{code} has no form {form}; it has: {', '.join(known) or 'none'}.")
        if isinstance(document, PracticeDocument):
            form = form or first_form(document, client)
        return wanted_of(document, stock, form)
