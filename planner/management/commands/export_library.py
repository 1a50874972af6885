"""`manage.py export_library`: items of the library as a zip of their files."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from clients.access import Capability
from clients.models import Actor
from planner.actions.own_items import note_exported
from planner.library.bundle import packed
from planner.management.clinics import actor_in, add_clinic_arguments, clinic_of, items_seen
from planner.management.paper import write_out
from planner.models import Item
from planner.models.own import item_files


class Command(BaseCommand):
    """A clinic's own items, or the shared ones; what is retired stays behind."""

    help = (
        "Write a clinic's own items (without --clinic: the shared ones) as a zip.\n\n"
        "Example: manage.py export_library --clinic 3f6c2a52-6f0e-4c0b-9a53-0d5f7f3f2b11 -o own.zip"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose items, who acts, and where the zip goes."""
        add_clinic_arguments(parser, required=False)
        parser.add_argument(
            "-o", "--output", default="-", metavar="FILE", help="the zip to write (default: stdout)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Collect, note in the journal, write; raises CommandError with one plain sentence."""
        actor: Actor = "command"
        clinic = clinic_of(options["clinic"]) if options["clinic"] else None
        if clinic:
            actor = actor_in(clinic, options["email"], Capability.VIEW)
            rows = items_seen(clinic, actor).own_of(clinic)
        elif options["email"]:
            raise CommandError("--as needs --clinic.")
        else:
            rows = Item.objects.shared()
        items = list(rows.filter(retired_at=None).with_texts())
        if not items:
            raise CommandError("There is nothing to export.")
        files = item_files(items)
        note_exported(items=items, clinic=clinic, by=actor)
        write_out(options["output"], packed(files))
        if options["verbosity"] > 0 and options["output"] != "-":
            self.stdout.write(f"{len(files)} files of {len(items)} items.")
