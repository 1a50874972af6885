"""The upper floor as a Django app."""

from django.apps import AppConfig


class PlannerConfig(AppConfig):
    """Library, protocols, sessions, documents and the review; stands on clients."""

    name = "planner"
