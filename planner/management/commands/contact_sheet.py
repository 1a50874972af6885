"""`manage.py contact_sheet`: the library's paper at a glance, as pictures; needs no database."""

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from planner.documents.errors import DocumentError
from planner.documents.given import sheet_pdf
from planner.library.faults import LibraryError
from planner.library.reader import CONTENT, ENGLISH, Library, read_library
from planner.management.contact import (
    Thumbnail,
    has_pdftoppm,
    sample_sheet,
    thumbnails,
    write_sheets,
)
from planner.management.paper import add_look_arguments, look_of
from planner.models.stock import PRINTABLE


class Command(BaseCommand):
    """Prints every practice, worksheet and piece for clients, and draws all pages on sheets."""

    help = (
        "Draw every page of the library's paper, many on one picture.\n\n"
        "Example: manage.py contact_sheet --size large -o var/contact-sheet"
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which content, how it looks, and where the pictures go."""
        parser.formatter_class = RawDescriptionHelpFormatter
        add_look_arguments(parser)
        parser.add_argument(
            "--content", type=Path, default=CONTENT, metavar="DIR", help="folder with the content"
        )
        parser.add_argument("--language", default=ENGLISH, help="default: en")
        parser.add_argument("--fillable", action="store_true", help="worksheets with fields")
        parser.add_argument(
            "-o",
            "--output",
            type=Path,
            default=settings.VAR / "contact-sheet",
            metavar="DIR",
            help="folder for the pictures (default: var/contact-sheet)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print, draw, write; raises CommandError with one plain sentence."""
        if not has_pdftoppm():
            raise CommandError("pdftoppm is missing. Type: sudo apt-get install poppler-utils")
        folder: Path = options["output"]
        try:
            library = read_library(options["content"])
            folder.mkdir(parents=True, exist_ok=True)
            for shelf in PRINTABLE:
                for path in write_sheets(self._pages(library, shelf, options), folder, shelf):
                    self.stdout.write(str(path))
        except (LibraryError, DocumentError, OSError) as error:
            raise CommandError(str(error)) from error

    def _pages(self, library: Library, shelf: str, options: dict[str, Any]) -> Iterator[Thumbnail]:
        """The pages of a shelf; what never goes to a client is named and left out."""
        look = look_of(options)
        found = [one for one in library.on(shelf) if one.language == options["language"]]
        for document in found:
            sheet = sample_sheet(document, look)
            if not sheet.may_go_home:
                self.stderr.write(f"{document.code} is never printed for a client.")
                continue
            yield from thumbnails(document.code, sheet_pdf(sheet))
