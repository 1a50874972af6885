"""Start-up checks: every address says who may use it, every personal field how long it is kept."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import Error, register
from django.db.models import Field, Model
from django.urls import URLPattern, URLResolver, get_resolver

from clients.models import User, owned_models

THIRD_PARTY: dict[str, str] = {
    "allauth.account": "sign-in, sign-out and passwords; allauth decides page by page",
}
"""Modules of views that are not ours, and why they need no mark."""

RETENTION = Path(settings.BASE_DIR) / "config" / "retention.toml"
NOT_PERSONAL = frozenset({"id", "uid", "clinic"})
"""Fields that every owned row has and that say nothing of a person."""

KEYS = frozenset({"why", "kept", "erased", "fields"})


def addresses(patterns: Any = None, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Every address of the site as (route, view)."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern):
            yield route, pattern.callback


def is_marked(view: Any) -> bool:
    """Whether a view says who may enter, or is listed as third-party."""
    if getattr(view, "door", None) is not None:
        return True
    module = getattr(view, "__module__", "")
    return any(module.startswith(name) for name in THIRD_PARTY)


@register
def every_address_is_marked(**kwargs: Any) -> list[Error]:
    """An unmarked view does not start."""
    return [
        Error(f"{route} does not say who may enter", id="clients.E001")
        for route, view in addresses()
        if not is_marked(view)
    ]


def personal_fields(model: Any) -> set[str]:
    """The fields of a model that hold something of a person: all but keys and relations."""
    fields: list[Field[Any, Any]] = model._meta.concrete_fields
    return {
        field.name for field in fields if field.name not in NOT_PERSONAL and not field.is_relation
    }


def retention() -> dict[str, dict[str, Any]]:
    """The policy: model label -> why, kept, erased, fields."""
    return tomllib.loads(RETENTION.read_text())


@register
def every_personal_field_has_a_policy(**kwargs: Any) -> list[Error]:
    """Each personal field is listed once in config/retention.toml, and nothing else is."""
    policy = retention()
    kinds: list[type[Model]] = [*owned_models(), User]
    models = {model._meta.label: model for model in kinds}
    errors = [
        Error(f"retention.toml: {label} is no model of records", id="clients.E002")
        for label in policy.keys() - models.keys()
    ]
    for label, model in models.items():
        rule = policy.get(label, {})
        if rule.keys() != KEYS:
            errors.append(Error(f"retention.toml: {label} needs {sorted(KEYS)}", id="clients.E003"))
        listed, there = set(rule.get("fields", ())), personal_fields(model)
        errors += [
            Error(f"retention.toml: {label}.{name} has no policy", id="clients.E004")
            for name in sorted(there - listed)
        ]
        errors += [
            Error(f"retention.toml: {label}.{name} does not exist", id="clients.E005")
            for name in sorted(listed - there)
        ]
    return errors
