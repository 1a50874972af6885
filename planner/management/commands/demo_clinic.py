"""Make the demo clinics; a second run keeps them as they are."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from planner.demo.build import build, is_there
from planner.demo.people import PASSWORD, PLACES


class Command(BaseCommand):
    """`manage.py demo_clinic`: two clinics, forty invented clients, ninety days of practice."""

    help = "Make two demo clinics with invented people. Example: manage.py demo_clinic"

    def handle(self, *args: Any, **options: Any) -> None:
        """Build them once, and say who can sign in."""
        if settings.PRODUCTION:
            raise CommandError("The demo is for trying out; it is never made on a production site.")
        if is_there():
            self.stdout.write("The demo clinics are there; their data is kept.")
            self._say_names()
            return
        try:
            made = build()
        except LookupError as reason:
            raise CommandError(str(reason)) from reason
        self._say_names()
        self.stdout.write(f"A phone for {made.phone_of}: {settings.SITE_URL}/p/in/{made.token}/")

    def _say_names(self) -> None:
        """The sign-in names and the one password."""
        for place in PLACES:
            self.stdout.write(f"{place.facts['name']}:")
            for staff in place.staff:
                role = "owner" if staff.is_owner and not staff.is_clinician else "clinician"
                role = "owner and clinician" if staff.is_owner and staff.is_clinician else role
                self.stdout.write(f"  {staff.email:26} {staff.name} ({role})")
        self.stdout.write(f"Password for all: {PASSWORD}")
