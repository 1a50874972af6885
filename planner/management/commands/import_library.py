"""`manage.py import_library`: files of the library become a clinic's own items."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from clients.access import Capability
from planner.actions.own_items import CodeTaken, Imported, import_items
from planner.library.bundle import BY_COMMAND
from planner.library.faults import LibraryError
from planner.library.incoming import incoming
from planner.library.reader import read_files
from planner.management.clinics import actor_in, add_clinic_arguments, clinic_of, items_seen
from planner.models.own import known_to


class Command(BaseCommand):
    """All or nothing; items of the same code get a new version."""

    help = (
        "Take a zip of items, or one .md file, over into a clinic's own library.\n\n"
        "Example: manage.py import_library own.zip --clinic 3f6c2a52-6f0e-4c0b-9a53-0d5f7f3f2b11"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, whose it becomes, and who acts."""
        add_clinic_arguments(parser, required=True)
        parser.add_argument("file", type=Path, metavar="FILE", help="a .zip or a .md file")
        parser.add_argument(
            "--share", action="store_true", help="with --as: let everybody see what is new"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, check, store, and say what was done; raises CommandError naming file and line."""
        clinic = clinic_of(options["clinic"])
        actor = actor_in(clinic, options["email"], Capability.PLAN)
        seen = items_seen(clinic, actor)
        known = known_to(seen.for_all() if options["share"] else seen)
        raw = self._content(options["file"])
        try:
            files = incoming(options["file"].name, raw, language=clinic.language, limits=BY_COMMAND)
            documents = read_files(files, known).documents
            done = import_items(
                clinic=clinic, documents=documents, by=actor, share=options["share"]
            )
        except LibraryError as error:
            raise CommandError(f"{error}\nNothing was imported.") from error
        except CodeTaken as taken:
            said = f"{taken.code}: is in use in this clinic as somebody's draft."
            raise CommandError(f"{said}\nNothing was imported.") from taken
        if options["verbosity"] > 0:
            self._tell(done)

    def _content(self, path: Path) -> bytes:
        """The file, unless it is larger than any archive may be."""
        try:
            if path.stat().st_size > BY_COMMAND.packed:
                raise CommandError(f"{path}: larger than {BY_COMMAND.packed // 1024} KB")
            return path.read_bytes()
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error

    def _tell(self, done: Imported) -> None:
        for word in ("added", "changed"):
            for code in getattr(done, word):
                self.stdout.write(f"{word} {code}")
        self.stdout.write(
            f"Own library: {len(done.added)} added, {len(done.changed)} changed, "
            f"{len(done.unchanged)} unchanged."
        )
