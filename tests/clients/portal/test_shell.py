"""What a phone keeps to answer without a network: a closed list, and nothing of a person."""

import json
import re
from pathlib import Path

from django.conf import settings
from django.test import Client as HttpClient
from django.urls import reverse

from clients.portal.shell import FILES, kept_addresses
from tests import factories as make
from tests.cast import Cast

STATIC = Path(settings.BASE_DIR) / "static"
NAMED = re.compile(r'(?:src|href)="/static/([^"#]+)')
IMPORTED = re.compile(r"""(?:from|import) ?\(?["']\./([a-z-]+\.js)["']""")
DRAWN = re.compile(r'url\("\.\./([^"]+)"\)')
NEUTRAL = re.compile(
    r"clinic|therap|harbour|osei|leila|m-17|homework|trauma|patient|wings|mindful|compassion", re.I
)
WORKER, SHELL, MANIFEST = map(reverse, ("portal:worker", "portal:shell", "portal:manifest"))


def held(script: str) -> list[str]:
    """The addresses that the service worker may hold."""
    found = re.search(r'JSON\.parse\("(.*)"\)', script)
    assert found is not None
    listed: list[str] = json.loads(found[1].encode().decode("unicode_escape"))
    return listed


def test_it_holds_these_files_and_one_page() -> None:
    script = HttpClient().get(WORKER).content.decode()
    assert held(script) == kept_addresses() == [*(f"/static/{name}" for name in FILES), SHELL]
    assert [name for name in FILES if not name.startswith(("css/", "js/", "fonts/", "icons"))] == []
    assert [name for name in FILES if not (STATIC / name).is_file()] == []


def test_every_file_that_a_page_of_the_phone_needs_is_among_them(cast: Cast) -> None:
    homework = make.assignment(cast.m17, prescription={"worksheet": make.SHEET})
    log = make.log(homework)
    phone = cast.phone("M-17")
    pages = [phone.get("/p/"), HttpClient().get(SHELL), phone.get(reverse("portal:unlock"))]
    for name, thing in (("practice", homework), ("log_more", log), ("sheet", homework)):
        pages.append(phone.get(reverse(f"portal:{name}", args=[thing.uid])))
    needed = {name for page in pages for name in NAMED.findall(page.content.decode())}
    for name in FILES:
        text = (STATIC / name).read_text() if name.endswith((".js", ".css")) else ""
        needed |= {f"js/{found}" for found in IMPORTED.findall(text)}
        needed |= {found for found in DRAWN.findall(text) if "italic" not in found}
    assert needed - set(FILES) == set()


def test_the_page_is_the_same_for_everybody(cast: Cast) -> None:
    cast.m17.language = "es"
    cast.m17.save()
    askers = (HttpClient(), cast.phone("M-17"), cast.phone("M-18"), cast.staff("amara"))
    pages = [asker.get(SHELL) for asker in askers]
    assert len({page.content for page in pages}) == 1
    text = pages[0].content.decode()
    assert NEUTRAL.findall(text) == []
    assert [
        word for word in ("csrfmiddlewaretoken", "data-device", "data-seal") if word in text
    ] == []
    assert all("csrf" not in page.cookies for page in pages)


def test_how_it_stands_among_the_phones_programs() -> None:
    answer = HttpClient().get(MANIFEST)
    said = answer.json()
    assert answer.headers["Content-Type"] == "application/manifest+json"
    assert (said["name"], said["start_url"], said["scope"]) == ("Day", "/p/", "/p/")
    assert NEUTRAL.findall(answer.content.decode()) == []
    icons = [STATIC / icon["src"].removeprefix("/static/") for icon in said["icons"]]
    assert [icon.read_bytes()[:4] for icon in icons] == [b"\x89PNG"] * 3


def test_the_worker_is_a_script_that_is_asked_for_anew() -> None:
    answer = HttpClient().get(WORKER)
    assert answer.headers["Content-Type"] == "text/javascript"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "worker-src 'self'" in answer.headers["Content-Security-Policy"]
    assert HttpClient().post(WORKER).status_code == 405
    assert answer.content == HttpClient().get(WORKER).content
