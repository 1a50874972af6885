"""A plan made to fit a shorter session, a later start or an interpreter. Pure."""

from planner.refit.fitting import Missing, Refit, refit, refit_without_exposure
from planner.refit.interpreting import DEBRIEF_MINUTES, interpreted, interpreted_minutes
from planner.refit.sharing import share
from planner.refit.wording import Shortened, left_out, sentence, shortened

__all__ = [
    "DEBRIEF_MINUTES",
    "Missing",
    "Refit",
    "Shortened",
    "interpreted",
    "interpreted_minutes",
    "left_out",
    "refit",
    "refit_without_exposure",
    "sentence",
    "share",
    "shortened",
]
