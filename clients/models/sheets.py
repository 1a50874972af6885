"""Worksheets that a client fills in on the phone: drafts, what is finished, what is shared."""

from typing import Any

from django.db import models
from django.utils.timezone import now

from clients.worksheets import Worksheet, answers_as_lists, answers_as_text

from .homework import Assignment, Edition
from .owned import Owned, OwnedQuerySet
from .people import Client


class SheetQuerySet(OwnedQuerySet):
    """Words about filled sheets."""

    def standing(self) -> "SheetQuerySet":
        """Sheets that the client has not taken back."""
        return self.filter(taken_back_at=None)

    def drafts(self) -> "SheetQuerySet":
        """Sheets that were put aside for later."""
        return self.standing().filter(is_finished=False)

    def of_worksheet(self, code: str) -> "SheetQuerySet":
        """Finished sheets of the worksheet with this code, newest first."""
        of_code = {"edition__prescription_data__worksheet__code": code}
        return self.standing().filter(is_finished=True, **of_code).select_related("edition")

    def shared_with_the_team(self) -> "SheetQuerySet":
        """What the care team may read: finished, and shared on purpose."""
        return self.standing().filter(is_finished=True, is_shared=True)


class SheetAnswer(Owned):
    """One sheet of a piece of homework, filled in. It starts private; the client may share it.

    `answers` is plain data as `checked_answers` gives it; the questions are those of the edition's
    frozen worksheet. Nothing is scored.
    """

    owner = ("client",)

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="sheets")
    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="sheets")
    edition = models.ForeignKey(Edition, on_delete=models.RESTRICT, related_name="+")
    entry_uid = models.UUIDField()
    local_date = models.DateField()
    timezone = models.CharField(max_length=64)
    written_at = models.DateTimeField(default=now)
    answers = models.JSONField(default=dict, blank=True)
    is_finished = models.BooleanField(default=False)
    is_shared = models.BooleanField(default=False)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    objects = SheetQuerySet.as_manager()

    class Meta:
        ordering = ("-local_date", "-written_at", "-pk")
        constraints = [
            models.UniqueConstraint(fields=("client", "entry_uid"), name="one_sheet_per_entry"),
        ]
        indexes = [
            models.Index(fields=("assignment", "local_date"), name="sheet_by_homework_and_day"),
        ]

    @property
    def worksheet(self) -> Worksheet:
        """The questions, as they were given; raises ValueError where the edition brought none."""
        sheet = self.edition.prescription.worksheet
        if sheet is None:
            raise ValueError("this edition brought no worksheet along")
        return sheet

    @property
    def as_text(self) -> str:
        """The answers as lines to read; "" where nothing was written."""
        answers: dict[str, Any] = self.answers
        return answers_as_text(self.worksheet, answers)

    @property
    def as_lists(self) -> list[tuple[str, list[str]]]:
        """The answers as (question, lines), for the client's own eyes."""
        answers: dict[str, Any] = self.answers
        return answers_as_lists(self.worksheet, answers)
