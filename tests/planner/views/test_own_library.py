"""Own items together: the list, new ones, copies of shared ones, files in and out."""

import io
import re
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client as HttpClient
from django.urls import reverse
from django.utils.timezone import now

from clients.models import Journal
from planner.library.bundle import packed, unpacked
from planner.library.shelves import SHELVES
from planner.library.writer import written
from planner.models import Item
from planner.models.own import item_files
from tests.cast import Cast
from tests.clients.views.asking import errors_of, queries, sent_to, text_of
from tests.planner import shelves
from tests.planner.library.content import PRACTICE
from tests.planner.shelves import CYCLE, PAUSE, TOUCH


def address(name: str, cast: Cast, *parts: str, clinic: Any = None) -> str:
    """The address of a page about the own items of a clinic."""
    uid = (clinic or cast.harbour).uid
    return reverse(f"planner:own_{name}", args=[uid, *parts])


@pytest.fixture
def amara(cast: Cast) -> HttpClient:
    """A browser in which Amara is signed in; the library is loaded."""
    shelves.load_all()
    return cast.staff("amara")


def own(cast: Cast, like: str = PAUSE, **values: Any) -> Item:
    """An own item of Harbour Clinic; `values` say how it stands."""
    changes = {"code": values.pop("code")} if "code" in values else {}
    item = shelves.item(like, clinic=cast.harbour, **changes)
    Item.objects.filter(pk=item.pk).update(**values)
    item.refresh_from_db()
    return item


def titles(page: str) -> list[str]:
    return re.findall(r'class="row-title"><a href="[^"]*">([^<]*)</a>', page)


def test_an_empty_list_says_what_to_do_next(cast: Cast) -> None:
    assert "Nothing of your own yet" in text_of(cast.staff("amara").get(address("library", cast)))
    page = text_of(cast.staff("olga").get(address("library", cast)))
    assert "Write a new one" not in page


def test_everybody_sees_what_is_shared_and_their_own_drafts(cast: Cast) -> None:
    own(cast)
    own(cast, TOUCH, draft_of=cast.amara)
    own(cast, CYCLE, retired_at=now())
    shelves.item(PAUSE, clinic=cast.lakeside, title="The lake's secret")
    page = text_of(cast.staff("amara").get(address("library", cast)))
    assert titles(page) == ["Soothing touch", "Micro-Pause", "Three-Step Integration Cycle"]
    assert titles(text_of(cast.staff("ben").get(address("library", cast)))) == [
        "Micro-Pause",
        "Three-Step Integration Cycle",
    ]
    assert "Bring back" not in text_of(cast.staff("olga").get(address("library", cast)))


def test_the_list_asks_the_same_for_one_and_many(cast: Cast) -> None:
    browser, url = cast.staff("amara"), address("library", cast)
    own(cast)
    with_one = queries(browser, url)
    own(cast, TOUCH)
    own(cast, CYCLE, draft_of=cast.amara)
    assert queries(browser, url) == with_one


@pytest.mark.parametrize("shelf", SHELVES)
def test_a_new_item_of_every_kind_begins_right(cast: Cast, amara: HttpClient, shelf: str) -> None:
    answer = amara.post(address("new", cast), {"shelf": shelf, "title": "Our own & “try”"})
    assert sent_to(answer) == address("edit", cast, "our-own-try")
    item = Item.objects.get(code="our-own-try")
    assert (item.shelf, item.draft_of, item.clinic) == (shelf, cast.amara, cast.harbour)
    assert item.versions.get().title == "Our own & “try”"
    assert amara.get(sent_to(answer)).status_code == 200


@pytest.mark.parametrize(
    ("sent", "fault"),
    [
        ({"shelf": "practices", "title": ""}, "title"),
        ({"shelf": "nothing", "title": "A"}, "shelf"),
        ({"shelf": "practices", "title": "A", "code": "Not so"}, "code"),
        ({"shelf": "practices", "title": "A", "code": "../up"}, "code"),
        ({"shelf": "practices", "title": "日本"}, "code"),
        ({"shelf": "practices", "title": "Soothing touch"}, "code"),
        ({"shelf": "practices", "title": "A", "code": "day-map"}, "code"),
    ],
)
def test_a_new_item_that_does_not_fit_is_refused(
    cast: Cast, amara: HttpClient, sent: dict[str, str], fault: str
) -> None:
    answer = amara.post(address("new", cast), sent)
    assert list(errors_of(answer)) == [fault]
    assert Item.objects.own_of(cast.harbour).count() == 0


def test_a_code_that_a_colleague_drafts_is_taken(cast: Cast, amara: HttpClient) -> None:
    own(cast, code="our-pause", draft_of=cast.ben)
    answer = amara.post(address("new", cast), {"shelf": "practices", "title": "Our pause"})
    said = "The library has an item of this code already. Choose another."
    assert errors_of(answer) == {"code": [said]}


def test_a_kind_that_needs_the_library_says_so(cast: Cast) -> None:
    answer = cast.staff("amara").post(address("new", cast), {"shelf": "packs", "title": "Ours"})
    assert answer.status_code == 422
    assert "there is no practice or worksheet" in text_of(answer)
    assert Item.objects.count() == 0


def start(browser: HttpClient, cast: Cast, code: str = PAUSE, **sent: str) -> Any:
    return browser.post(address("start", cast, code), sent)


def test_a_copy_stands_for_the_shared_one(cast: Cast, amara: HttpClient) -> None:
    assert sent_to(start(amara, cast, place="instead")) == address("edit", cast, PAUSE)
    item = Item.objects.own_of(cast.harbour).get()
    shared = Item.objects.shared().get(code=PAUSE)
    assert (item.code, item.started_from, item.draft_of) == (PAUSE, shared, cast.amara)
    english = item.versions.get(language="en").read()
    assert english.credit == "Two Wings: Micro-Pause"
    assert [one.language for one in item.versions.order_by("language")] == ["en", "es"]
    page = text_of(amara.get(address("start", cast, PAUSE)))
    assert "Your clinic has its own version of this already." in page


def test_a_copy_stands_beside_under_a_title_of_its_own(cast: Cast, amara: HttpClient) -> None:
    answer = start(amara, cast, place="beside", title="Pause at the door")
    assert sent_to(answer) == address("edit", cast, "pause-at-the-door")
    item = Item.objects.own_of(cast.harbour).get()
    assert item.versions.get(language="en").title == "Pause at the door"


@pytest.mark.parametrize(
    ("sent", "fault"),
    [
        ({"place": "beside"}, "title"),
        ({"place": "elsewhere"}, "place"),
        ({"place": "beside", "title": "Soothing touch"}, "code"),
    ],
)
def test_a_copy_that_does_not_fit_is_refused(
    cast: Cast, amara: HttpClient, sent: dict[str, str], fault: str
) -> None:
    assert list(errors_of(start(amara, cast, **sent))) == [fault]
    assert Item.objects.own_of(cast.harbour).count() == 0


def test_a_copy_never_takes_a_colleagues_draft_away(cast: Cast, amara: HttpClient) -> None:
    own(cast, draft_of=cast.ben)
    own(cast, TOUCH, code="taken", draft_of=cast.ben)
    said = errors_of(start(amara, cast, place="instead"))["place"]
    assert said == ["Your clinic has its own version already, perhaps a colleague’s draft."]
    assert "code" in errors_of(start(amara, cast, place="beside", title="Taken"))


def test_only_shared_items_can_be_made_ones_own(cast: Cast, amara: HttpClient) -> None:
    shelves.item(PAUSE, clinic=cast.lakeside, code="their-pause")
    own(cast, code="our-pause")
    for code in ("their-pause", "our-pause", "no-such-item"):
        assert amara.get(address("start", cast, code)).status_code == 404


def bring(browser: HttpClient, cast: Cast, name: str, raw: bytes, share: str = "") -> Any:
    """Send a file to the import."""
    return browser.post(
        address("import", cast), {"file": SimpleUploadedFile(name, raw), "share": share}
    )


def test_an_export_comes_back_exactly(cast: Cast, amara: HttpClient) -> None:
    for code in (
        PAUSE,
        "day-map",
        "group-90",
        "no-time",
        "trauma-pack",
        "two-wings",
        "exam-course",
    ):
        own(cast, code)
    own(cast, TOUCH, draft_of=cast.amara)
    own(cast, CYCLE, draft_of=cast.ben)
    own(cast, "small-activity-with-self-talk", retired_at=now())
    answer = amara.get(address("export_all", cast))
    assert answer.headers["Content-Type"] == "application/zip"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="own-library.zip"'
    names = sorted(unpacked(answer.content))
    assert [name.split("/")[2].removesuffix(".md") for name in names] == [
        *("no-time", "exam-course", "trauma-pack", "two-wings", PAUSE, TOUCH, "group-90", "day-map")
    ]
    assert Journal.objects.filter(act="exported").count() == 8

    page = text_of(bring(amara, cast, "own-library.zip", answer.content))
    assert "0 new, 0 changed, 8 as they were" in page
    nils = cast.staff("nils")
    upload = {"file": SimpleUploadedFile("x.zip", answer.content), "share": "all"}
    assert nils.post(address("import", cast, clinic=cast.lakeside), upload).status_code == 200
    again = nils.get(address("export_all", cast, clinic=cast.lakeside))
    assert unpacked(again.content) == unpacked(answer.content)
    theirs = Item.objects.own_of(cast.lakeside)
    for item in Item.objects.own_of(cast.harbour).filter(code__in=theirs.values("code")):
        copy = theirs.get(code=item.code)
        assert copy.versions.get().document == item.versions.get().document


def test_there_may_be_nothing_to_export(cast: Cast) -> None:
    own(cast, TOUCH, draft_of=cast.ben)
    answer = cast.staff("amara").get(address("export_all", cast))
    assert sent_to(answer) == address("library", cast)


def test_a_file_alone_is_taken_over(cast: Cast, amara: HttpClient) -> None:
    page = text_of(bring(amara, cast, "whatever.md", PRACTICE.encode()))
    assert "1 new, 0 changed, 0 as they were" in page
    item = Item.objects.own_of(cast.harbour).get()
    assert (item.code, item.shelf, item.draft_of) == ("small-pause", "practices", cast.amara)
    bring(amara, cast, "whatever.es.md", PRACTICE.encode())
    assert [one.language for one in item.versions.order_by("language")] == ["en", "es"]


def test_what_is_new_may_be_for_everybody(cast: Cast, amara: HttpClient) -> None:
    bring(amara, cast, "x.md", PRACTICE.encode(), share="all")
    assert Item.objects.own_of(cast.harbour).get().draft_of is None


def test_one_fault_keeps_everything_out(cast: Cast, amara: HttpClient) -> None:
    broken = PRACTICE.replace("small-pause", "other").replace("wing: awareness", "wing: left")
    raw = packed({"en/practices/small-pause.md": PRACTICE, "en/practices/other.md": broken})
    answer = bring(amara, cast, "x.zip", raw)
    assert answer.status_code == 422
    page = text_of(answer)
    assert "Nothing was imported" in page
    assert "en/practices/other.md, line 7" in page
    assert "<code>wing</code>: allowed: awareness, compassion, both" in page
    assert Item.objects.own_of(cast.harbour).count() == 0


def test_many_faults_are_counted(cast: Cast, amara: HttpClient) -> None:
    files = {f"en/practices/a-{n}.md": "no front matter" for n in range(40)}
    page = text_of(bring(amara, cast, "x.zip", packed(files)))
    assert page.count("the file begins with a line of three hyphens") == 30
    assert "and 10 more" in page


def test_a_colleagues_draft_is_not_written_over(cast: Cast, amara: HttpClient) -> None:
    item = own(cast, draft_of=cast.ben)
    before = item.versions.get().content_hash
    answer = bring(amara, cast, "x.md", written(shelves.library().find(PAUSE)).encode())
    assert answer.status_code == 422
    assert "is in use in your clinic; perhaps it is a colleague’s draft" in text_of(answer)
    assert item.versions.get().content_hash == before


@pytest.mark.parametrize("name", ["x.zip", "<b>.md", "x.exe"])
def test_what_is_no_file_of_the_library_is_refused(
    cast: Cast, amara: HttpClient, name: str
) -> None:
    answer = bring(amara, cast, name, b"PK\x03\x04 not really")
    assert answer.status_code == 422
    assert "is no zip file that can be opened" in text_of(answer)
    assert amara.post(address("import", cast), {}).status_code == 422
    assert "file" in errors_of(bring(amara, cast, "x.md", b""))


def test_names_in_a_hostile_archive_are_shown_as_text(cast: Cast, amara: HttpClient) -> None:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr("<script>alert(1)</script>.md", "x")
    page = text_of(bring(amara, cast, "x.zip", whole.getvalue()))
    assert "&lt;script&gt;alert(1)&lt;/script&gt;.md" in page
    assert "<script>alert" not in page


def test_five_megabytes_are_refused_at_the_door(cast: Cast, amara: HttpClient) -> None:
    answer = bring(amara, cast, "x.md", b"a" * (5 * 1024 * 1024))
    assert answer.status_code == 413
    assert Item.objects.own_of(cast.harbour).count() == 0


@pytest.mark.parametrize("who", ["nils", "rita"])
@pytest.mark.parametrize("name", ["library", "new", "import", "export_all"])
def test_strangers_and_former_members_find_nothing(cast: Cast, who: str, name: str) -> None:
    own(cast)
    answer = cast.staff(who).get(address(name, cast))
    assert answer.status_code == 404
    assert "Micro-Pause" not in text_of(answer)


def test_files_of_the_shared_library_cannot_be_exported_as_ones_own(cast: Cast) -> None:
    shelves.load_all()
    assert item_files(Item.objects.own_of(cast.harbour).with_texts()) == {}
