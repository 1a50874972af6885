"""`manage.py library_status`: how far each language of the library is; needs no database."""

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from planner.library.faults import LibraryError
from planner.library.reader import CONTENT, read_library
from planner.library.status import LanguageStatus, status


class Command(BaseCommand):
    """What is missing in a language, and what was written for an older English text."""

    help = (
        "Say what is missing or outdated in the languages of the library.\n\n"
        "Example: manage.py library_status --language es"
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One language, or another folder."""
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.add_argument(
            "--language", metavar="CODE", help="only this language, each item named"
        )
        parser.add_argument(
            "--content", type=Path, default=CONTENT, metavar="DIR", help="folder with the content"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """A line per language; with --language a line per item that wants work."""
        try:
            library = read_library(options["content"])
        except LibraryError as error:
            raise CommandError(str(error)) from error
        found = {one.language: one for one in status(library.documents)}
        wanted = options["language"]
        if wanted and wanted not in found:
            known = ", ".join(found) or "none but en"
            raise CommandError(f"The library has no language {wanted}; it has: {known}.")
        if not found:
            self.stdout.write("Everything is in English only.")
        for one in [found[wanted]] if wanted else found.values():
            if wanted:
                self._name(one)
            self.stdout.write(
                f"{one.language}: {len(one.written)} of {one.of} written, "
                f"{len(one.missing)} missing, {len(one.outdated)} outdated."
            )

    def _name(self, one: LanguageStatus) -> None:
        for name, now in one.outdated.items():
            self.stdout.write(f"outdated {one.language}/{name}.md (English is {now} now)")
        for name in one.missing:
            self.stdout.write(f"missing {one.language}/{name}.md")
