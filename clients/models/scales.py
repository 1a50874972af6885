"""Whether values on a client's scales exist: then the scale stays, series are never mixed."""

from typing import Any

from .owned import owned_models
from .people import Client


def scales_in_use(client: Client) -> set[str]:
    """The scale fields of a client with recorded values: "rating_scale", "suds_scale"."""
    used = set()
    if client.checkins.exists():
        used.add("rating_scale")
    if _has_suds(client):
        used.add("suds_scale")
    return used


def _has_suds(client: Client) -> bool:
    """Whether any record or printed sheet, on either floor, carries a SUDS scale of this client."""
    for model in owned_models():
        names = {field.name for field in model._meta.concrete_fields}
        if model is Client or "suds_scale" not in names:
            continue
        paths = [path for path in model.owner if path.split("__")[-1] == "client"]
        rows: Any = model._default_manager.all()
        rows = rows.exclude(suds_scale="")
        if any(rows.filter(**{path: client}).exists() for path in paths):
            return True
    return False
