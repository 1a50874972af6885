"""The same form sent twice makes one thing."""

import uuid
from typing import Any

from django.db.models import QuerySet

from clients.models import Client, Group


def made_before(made: QuerySet[Any], uid: uuid.UUID, whom: Client | Group) -> tuple[Any, uuid.UUID]:
    """What the form that holds this uid made for `whom` already, or None; and a uid that is free.

    `made` are the rows of this kind that belong to `whom`. Locks whom it is for, in the caller's
    transaction, so that the second of two at once finds what the first made. A uid that is taken
    elsewhere counts as any other.
    """
    list(type(whom)._base_manager.select_for_update().filter(pk=whom.pk))
    found = made.filter(uid=uid).first()
    is_taken = made.model._base_manager.filter(uid=uid).exists()
    return found, uuid.uuid4() if is_taken else uid
