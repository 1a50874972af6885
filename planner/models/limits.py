"""The clinic's own limits for the safety rules."""

from django.db import models

from clients.models import Owned


class ClinicLimits(Owned):
    """The limits that a clinic set otherwise than by default: name -> number. One row a clinic."""

    owner = ("clinic",)

    numbers = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("clinic",), name="one_row_of_limits")]
