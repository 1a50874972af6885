"""The screen's own settings, on every page."""

from django.urls import reverse

from tests.cast import Cast
from tests.planner import shelves
from tests.planner.shelves import TOUCH

from .asking import address, sent_to


def test_the_search_key_is_turned_off_and_on(cast: Cast) -> None:
    shelves.practice(TOUCH)
    amara, keys = cast.staff("amara"), address("single_keys", cast.harbour)
    library = reverse("planner:library", args=[cast.harbour.uid])
    for sent, on in (({}, False), ({"keys": "on"}, True)):
        assert sent_to(amara.post(keys, sent | {"back": library})) == library
        page = amara.get(library).content.decode()
        assert ("data-slash" in page, "aria-keyshortcuts" in page) == (on, on)
        cast.amara.refresh_from_db()
        assert cast.amara.single_keys is on
    assert sent_to(amara.post(keys, {"back": "https://elsewhere.example/"})) == "/"
    cast.ben.refresh_from_db()
    assert cast.ben.single_keys is True
