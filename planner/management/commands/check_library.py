"""`manage.py check_library`: check the library's files, for authors; needs no database."""

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from planner.library.faults import LibraryError
from planner.library.links import orphans
from planner.library.reader import CONTENT, read_library
from planner.library.reading import GRADE_MOST, client_text, grade
from planner.library.shelves import SHELVES


class Command(BaseCommand):
    """Every fault with file, line and field; then each document with hash and reading grade."""

    help = (
        "Check the library's files without a database.\n\n"
        "Example: manage.py check_library --content planner/library/content"
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Another folder can be named."""
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.add_argument(
            "--content", type=Path, default=CONTENT, metavar="DIR", help="folder with the content"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Check and count; raises CommandError with every fault."""
        try:
            library = read_library(options["content"])
        except LibraryError as error:
            raise CommandError(str(error)) from error
        hard = []
        for document in library.documents:
            name = f"{document.language}/{document.shelf}/{document.code}.md"
            line = f"{name} {document.content_hash[:12]}"
            # The formula holds for English only.
            words = client_text(document) if document.language == "en" else ""
            if words:
                reached = grade(words)
                line += f" reading grade {reached:.1f}"
                if reached > GRADE_MOST:
                    hard.append(f"{name}:1: reading grade {reached:.1f}, at most {GRADE_MOST:.0f}")
            self.stdout.write(line)
        counts = [f"{len(library.on(shelf))} {shelf}" for shelf in SHELVES]
        self.stdout.write(f"{', '.join(counts)}, {len(library.cards)} cards.")
        english = (one for one in library.documents if one.language == "en")
        hard += [f"en/{one.shelf}/{one.code}.md:1: nothing leads here" for one in orphans(english)]
        if hard:
            raise CommandError("\n".join(hard))
