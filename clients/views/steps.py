"""The steps that most pages with a form take."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, QueryDict
from django.utils.http import url_has_allowed_host_and_scheme


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, or None when the page is only opened."""
    return request.POST if request.method == "POST" else None


def attempt(form: BaseForm, verb: Callable[..., Any], **facts: Any) -> bool:
    """Run a verb; what it refuses becomes an error at the form's field. Whether it was done."""
    try:
        verb(**facts)
    except ValidationError as refused:
        add_refusal(form, refused)
        return False
    return True


def add_refusal(form: BaseForm, refused: ValidationError) -> None:
    """What a verb refused, at the form's fields."""
    for name, errors in refused.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)


def status_of(*forms: BaseForm) -> int:
    """422 when a form that was sent did not fit, else 200."""
    return 422 if any(form.is_bound and not form.is_valid() for form in forms) else 200


def way_back(request: HttpRequest, otherwise: str) -> str:
    """Where the page was opened from, if its address says so (`?back=/c/...`); never elsewhere."""
    back = request.GET.get("back", "")
    return back if url_has_allowed_host_and_scheme(back, allowed_hosts=None) else otherwise
