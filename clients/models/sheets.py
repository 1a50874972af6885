"""Worksheets that a client fills in on the phone: drafts, what is finished, what is shared."""

from collections.abc import Collection
from typing import Any

from django.db import models
from django.db.models.functions import RowNumber
from django.utils.timezone import now

from clients.worksheets import Worksheet, answers_as_lists, answers_as_text

from .homework import Assignment, Edition
from .owned import Owned, OwnedQuerySet
from .people import Client

NEWEST_FIRST = ("-local_date", "-written_at", "-pk")
READ_AGAIN = 5
"""So many sheets are looked through for one that holds something; one alone is the rule."""


class SheetQuerySet(OwnedQuerySet):
    """Words about filled sheets."""

    def standing(self) -> "SheetQuerySet":
        """Sheets that the client has not taken back, and on which anything was left to write.

        A draft without answers was put into another one whole, or never begun.
        """
        return self.filter(taken_back_at=None).exclude(is_finished=False, answers={})

    def drafts(self) -> "SheetQuerySet":
        """Sheets that were put aside for later."""
        return self.standing().filter(is_finished=False)

    def last_of(self, practices: Collection[str], most: int) -> "SheetQuerySet":
        """The newest sheets of each practice, given once or again; `most` of each, newest first."""
        place = models.Window(
            RowNumber(),
            partition_by="assignment__code",
            order_by=NEWEST_FIRST,
        )
        of_these = self.standing().filter(assignment__code__in=practices)
        numbered = of_these.annotate(place=place).filter(place__lte=most)
        return numbered.select_related("assignment", "edition")

    def to_read_again(self, code: str) -> "SheetAnswer | None":
        """What the client last wrote on this worksheet; where none is finished, what was put aside."""
        of_code = {"edition__prescription_data__worksheet__code": code}
        rows = self.standing().filter(**of_code).select_related("edition")
        rows = rows.order_by("-is_finished", *NEWEST_FIRST)
        return next((sheet for sheet in rows[:READ_AGAIN] if sheet.as_lists), None)

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
        ordering = NEWEST_FIRST
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

    def twin(self) -> "SheetAnswer | None":
        """Another draft of the same homework: one was begun without a network beside one put aside."""
        if self.is_finished or self.taken_back_at is not None:
            return None
        others = SheetAnswer.objects.drafts().filter(assignment=self.assignment_id)
        return others.exclude(pk=self.pk).select_related("edition").first()

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
