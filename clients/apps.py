"""The ground floor as a Django app."""

from django.apps import AppConfig


class ClientsConfig(AppConfig):
    """Who is cared for, by whom, when, and what they do between sessions."""

    name = "clients"

    def ready(self) -> None:
        """Register the start-up checks: Django finds checks only once they are imported."""
        from clients import checks  # noqa: F401
