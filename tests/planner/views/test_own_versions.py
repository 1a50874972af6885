"""Versions of own items, what they become, and who may see them."""

import re
from typing import Any

import pytest
from django.test import Client as HttpClient
from django.urls import reverse

from clients.models import Journal
from planner.actions import own_items as verbs
from planner.models import Item
from tests.cast import Cast
from tests.clients.views.asking import queries, sent_to, text_of
from tests.planner import shelves
from tests.planner.shelves import CYCLE, PAUSE, TOUCH

from .writing import address, file_of, in_form, now, post


@pytest.fixture
def item(cast: Cast) -> Item:
    """An own item that everybody in the clinic sees; the library around it is loaded."""
    shelves.load_all()
    return shelves.item(PAUSE, clinic=cast.harbour)


def test_versions_show_what_changed_and_how_it_read(
    cast: Cast, item: Item, amara: HttpClient
) -> None:
    post(amara, address("edit", cast), in_form(item, title="Pause at the door"))
    page = text_of(amara.get(address("versions", cast)))
    assert "What version 2 changed in version 1" in page
    assert re.search(r"<del>.{1,80}Micro-Pause.{1,80}</del><ins>.{1,80}Pause at the door", page)
    assert page.count("Dr. Amara Osei") >= 1
    first = text_of(amara.get(address("versions", cast, version=1)))
    assert "Version 1, the first one" in first
    assert "Restore" in first
    assert "Version 2, the first one" not in text_of(
        amara.get(address("versions", cast, version="x"))
    )


def test_versions_ask_the_same_for_two_and_many(cast: Cast, item: Item, amara: HttpClient) -> None:
    shelves.say_also(item, number=2, title="Two", language="de")
    item.versions.filter(language="de").update(language="en", current=False, number=0)
    url = address("versions", cast)
    with_two = queries(amara, url)
    for number in (2, 3, 4):
        verbs.save_item(
            item=item,
            document=type(now(item).read()).from_data(now(item).document | {"title": f"N{number}"}),
            seen=number - 1,
            by=cast.amara,
        )
    assert queries(amara, url) == with_two


def restore(browser: HttpClient, cast: Cast, number: Any, seen: Any, language: str = "en") -> Any:
    facts = {"number": number, "seen": seen, "language": language}
    return browser.post(address("restore", cast), facts)


def test_an_older_version_stands_again_in_one_click(
    cast: Cast, item: Item, amara: HttpClient
) -> None:
    post(amara, address("edit", cast), in_form(item, title="Pause at the door"))
    answer = restore(amara, cast, 1, 2)
    assert sent_to(answer) == address("versions", cast, language="en")
    assert (now(item).number, now(item).title) == (3, "Micro-Pause")
    said = "Version 1 stands again, as version 3."
    assert said in text_of(amara.get(sent_to(answer)))


def test_nothing_is_restored_over_a_colleagues_words(
    cast: Cast, item: Item, amara: HttpClient
) -> None:
    post(amara, address("edit", cast), in_form(item, title="Hers"))
    post(cast.staff("ben"), address("edit", cast), in_form(item, title="His"))
    answer = restore(amara, cast, 1, 2)
    assert answer.status_code == 409
    assert "Nothing was restored" in text_of(answer)
    assert now(item).title == "His"


@pytest.mark.parametrize(("number", "language"), [(9, "en"), (1, "xx"), ("a", "en"), (1, "")])
def test_a_version_that_is_not_there_is_said(
    cast: Cast, item: Item, amara: HttpClient, number: Any, language: str
) -> None:
    answer = restore(amara, cast, number, 1, language)
    assert answer.status_code == 422
    assert "There is no such version." in text_of(answer)


def test_a_version_that_names_what_is_gone_is_refused_with_reasons(
    cast: Cast, item: Item, amara: HttpClient
) -> None:
    post(amara, address("edit", cast), in_form(item, related=""))
    Item.objects.shared().filter(code=CYCLE).delete()
    answer = restore(amara, cast, 1, 2)
    assert answer.status_code == 422
    assert f"there is no practice {CYCLE}" in text_of(answer)
    assert now(item).number == 2


def test_an_export_is_the_file_and_is_noted(cast: Cast, item: Item, amara: HttpClient) -> None:
    answer = amara.get(address("export", cast))
    assert answer.content.decode() == file_of(item)
    assert answer.headers["Content-Type"] == "text/markdown; charset=utf-8"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{PAUSE}.md"'
    assert Journal.objects.filter(act="exported", object_uid=item.uid).count() == 1
    assert amara.get(address("export", cast, language="de")).status_code == 404
    shelves.say_also(item, language="es", title="Micropausa")
    spanish = amara.get(address("export", cast, language="es"))
    assert spanish.headers["Content-Disposition"] == f'attachment; filename="{PAUSE}.es.md"'


def test_sharing_retiring_and_coming_back(cast: Cast, item: Item, amara: HttpClient) -> None:
    Item.objects.filter(pk=item.pk).update(draft_of=cast.amara)
    ben = cast.staff("ben")
    assert ben.get(address("versions", cast)).status_code == 404
    back = reverse("planner:item_page", args=[cast.harbour.uid, PAUSE])
    assert sent_to(amara.post(address("share", cast, back=back))) == back
    assert ben.get(address("versions", cast)).status_code == 200
    assert sent_to(ben.post(address("retire", cast))).endswith("/own-library/")
    assert "Retired" in text_of(amara.get(address("versions", cast)))
    assert amara.get(address("versions", cast)).status_code == 200
    amara.post(address("return", cast, back="https://elsewhere.example/"))
    item.refresh_from_db()
    assert (item.draft_of, item.retired_at) == (None, None)


def test_a_draft_that_names_drafts_is_not_shared(cast: Cast, item: Item, amara: HttpClient) -> None:
    other = shelves.item(TOUCH, clinic=cast.harbour, code="my-draft")
    Item.objects.filter(pk__in=[item.pk, other.pk]).update(draft_of=cast.amara)
    post(amara, address("edit", cast), in_form(item, related="my-draft"))
    answer = amara.post(address("share", cast))
    assert answer.status_code == 422
    assert "Share these first: my-draft." in text_of(answer)


NAMES = ("edit", "versions", "export", "restore", "share", "retire", "return")
POSTED = ("restore", "share", "retire", "return")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("who", ["ben", "sara", "nils", "rita", "olga"])
def test_a_draft_is_its_authors_alone(cast: Cast, item: Item, who: str, name: str) -> None:
    Item.objects.filter(pk=item.pk).update(draft_of=cast.amara)
    browser = cast.staff(who)
    for code in (PAUSE, "no-such-item"):
        url = address(name, cast, code)
        answer = browser.post(url) if name in POSTED else browser.get(url)
        assert answer.status_code == 404
        assert "Micro-Pause" not in answer.content.decode()
    item.refresh_from_db()
    assert (item.draft_of, item.retired_at) == (cast.amara, None)


@pytest.mark.parametrize("name", NAMES)
def test_another_clinics_items_and_shared_ones_are_not_there(cast: Cast, name: str) -> None:
    shelves.item(TOUCH, clinic=cast.lakeside, title="The lake's secret")
    shelves.item(PAUSE)
    for code in (TOUCH, PAUSE):
        url = address(name, cast, code)
        browser = cast.staff("amara")
        answer = browser.post(url) if name in POSTED else browser.get(url)
        assert answer.status_code == 404
        assert "secret" not in answer.content.decode()


def test_an_owner_reads_and_exports_but_does_not_write(cast: Cast, item: Item) -> None:
    olga = cast.staff("olga")
    page = text_of(olga.get(address("versions", cast)))
    assert "Edit" not in re.sub(r"<[^>]+>", "", page).split("All versions")[0]
    assert olga.get(address("export", cast)).status_code == 200
    assert olga.get(address("edit", cast)).status_code == 403
    for name in POSTED:
        assert olga.post(address(name, cast)).status_code == 403
