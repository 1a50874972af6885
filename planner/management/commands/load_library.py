"""`manage.py load_library`: bring the library's files into the database."""

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from planner.actions.library import Loaded, load
from planner.library.faults import LibraryError
from planner.library.reader import CONTENT, read_library


class Command(BaseCommand):
    """Idempotent, all or nothing; a clinic's own practices and protocols are never touched."""

    help = (
        "Load practices and protocols from files. A second load changes nothing.\n\n"
        "Example: manage.py load_library"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Another folder can be named for a library kept elsewhere."""
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.add_argument(
            "--content", type=Path, default=CONTENT, metavar="DIR", help="folder with the content"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, check, load, and say what was done; raises CommandError naming file and line."""
        try:
            documents = read_library(options["content"])
        except LibraryError as error:
            raise CommandError(f"{error}\nNothing was loaded.") from error
        loaded = load(documents=documents, by="command")
        if options["verbosity"] > 0:
            self._tell(loaded)

    def _tell(self, loaded: Loaded) -> None:
        for word in ("added", "changed", "retired"):
            for code in getattr(loaded, word):
                self.stdout.write(f"{word} {code}")
        self.stdout.write(
            f"Library: {len(loaded.added)} added, {len(loaded.changed)} changed, "
            f"{len(loaded.retired)} retired, {len(loaded.unchanged)} unchanged."
        )
