"""What a phone keeps to answer without a network: files without a person, and one neutral page.

The service worker holds nothing but the addresses of `kept_addresses`. The page is the same bytes for
everybody; what it shows after the PIN comes out of the phone's own store, under a key from the PIN.
"""

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from clients.access import open_to_all
from clients.forms.pins import PinForm

STYLES = ("tokens", "elements", "components", "portal", "player", "print")
SCRIPTS = (
    "bundle", "drafts", "kept", "leave", "lock", "pair", "phone", "pin", "play", "player",
    "player-awake", "player-draw", "player-hands", "player-locked", "player-page", "player-sound",
    "rest", "rows", "seal", "seals", "shell", "store", "sync", "too-long", "waits",
)  # fmt: skip
FONTS = ("tw-text-latin", "tw-text-latin-ext", "tw-book-latin", "tw-book-latin-ext")
ICONS = (
    *("icons.svg", "icons/chevron.svg", "icons/day.svg", "icons/day-192.png"),
    *("icons/face-even.svg", "icons/face-smile.svg"),
)
FILES = (
    *(f"css/{name}.css" for name in STYLES),
    *(f"js/{name}.js" for name in SCRIPTS),
    *(f"fonts/{name}.woff2" for name in FONTS),
    *ICONS,
)
"""Every file that the phone's pages need."""

NAME = "Day"
"""What stands below the icon on the phone: nothing that anybody would ask about."""
PAPER = "#faf7f2"
"""The colour of the paper (static/css/tokens.css)."""


@open_to_all(because="the same neutral page for everybody; it holds nothing of a person")
@require_safe
def shell(request: Any) -> HttpResponse:
    """The page for a time without a network."""
    return HttpResponse(_shell())


@open_to_all(because="a script without a person; browsers ask for it by themselves")
@require_safe
def worker(request: Any) -> HttpResponse:
    """The service worker: what it may hold is written into it, with a name that changes with it."""
    names = {
        "kept_json": json.dumps(kept_addresses()),
        "shell": reverse("portal:shell"),
        "version": _version(),
    }
    script = render_to_string("portal/worker.js", names)
    return HttpResponse(script, content_type="text/javascript")


@open_to_all(because="a name, a colour and an icon, the same for everybody")
@require_safe
def manifest(request: Any) -> HttpResponse:
    """How the pages stand among a phone's other programs."""
    start = reverse("portal:today")
    icons = [
        {"src": static("icons/day-192.png"), "sizes": "192x192", "type": "image/png"},
        {"src": static("icons/day-512.png"), "sizes": "512x512", "type": "image/png"},
        {
            "src": static("icons/day-512.png"),
            "sizes": "512x512",
            "type": "image/png",
            "purpose": "maskable",
        },
    ]
    said = {"id": start, "name": NAME, "short_name": NAME, "start_url": start, "scope": start}
    said |= {"display": "standalone", "background_color": PAPER, "theme_color": PAPER}
    return JsonResponse(said | {"icons": icons}, content_type="application/manifest+json")


def kept_addresses() -> list[str]:
    """All that the service worker may hold: the files, by their addresses, and the page."""
    return [*map(static, FILES), reverse("portal:shell")]


def _shell() -> str:
    # Without the request: no token, no language of somebody, no name.
    return render_to_string("portal/shell.html", {"form": PinForm()})


@cache
def _version_once() -> str:
    """A name for exactly these files and this page."""
    digest = hashlib.sha256(_shell().encode())
    for name in FILES:
        digest.update(static(name).encode())
        digest.update(Path(str(finders.find(name))).read_bytes())
    return digest.hexdigest()[:16]


def _version() -> str:
    """As `_version_once`; where files may change while the site runs, of this moment."""
    if settings.DEBUG:
        _version_once.cache_clear()
    return _version_once()
