"""A plan made to fit a shorter session, a later start or an interpreter. Pure."""

from planner.refit.fitting import Missing, Refit, refit, refit_without_exposure
from planner.refit.interpreting import DEBRIEF_MINUTES, interpreted, interpreted_minutes
from planner.refit.sharing import share
from planner.refit.wording import Changed, changes, left_out, sentence

__all__ = [
    "DEBRIEF_MINUTES",
    "Changed",
    "Missing",
    "Refit",
    "changes",
    "interpreted",
    "interpreted_minutes",
    "left_out",
    "refit",
    "refit_without_exposure",
    "sentence",
    "share",
]
