"""`manage.py check_library`: check the library's files, for authors; needs no database."""

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from planner.library.faults import LibraryError
from planner.library.reader import CONTENT, read_library
from planner.library.reading import GRADE_MOST, client_text, grade


class Command(BaseCommand):
    """Every fault with file, line and field; then the counts and the reading grade of each practice."""

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
        for practice in library.practices:
            # The formula holds for English only.
            if practice.language != "en":
                continue
            reached = grade(client_text(practice))
            self.stdout.write(f"{practice.code}: reading grade {reached:.1f}")
            if reached > GRADE_MOST:
                name = f"{practice.language}/practices/{practice.code}.md"
                hard.append(f"{name}:1: reading grade {reached:.1f}, at most {GRADE_MOST:.0f}")
        self.stdout.write(
            f"{len(library.practices)} practices, {len(library.protocols)} protocols, "
            f"{len(library.cards)} cards."
        )
        if hard:
            raise CommandError("\n".join(hard))
