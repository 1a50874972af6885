"""The server has it, and its answer is lost on the way, in whole or in part: nothing is lost or twice."""

import json

import pytest
from playwright.sync_api import Route, expect

from tests.journeys.conftest import Visit
from tests.journeys.stores import rows
from tests.journeys.test_offline import SENT, say, signed_in, until
from tests.journeys.test_too_large import SEAL, write_offline
from tests.server import Site


def lose(route: Route, fault: str) -> None:
    """What was asked arrives; of the answer nothing comes, its beginning, or what is said of one entry."""
    answer = route.fetch()
    if fault == "dropped":
        route.abort("internetdisconnected")
    elif fault == "truncated":
        route.fulfill(response=answer, body=answer.text()[:30])
    else:
        answers = answer.json()["answers"]
        assert len(answers) == 2
        route.fulfill(response=answer, body=json.dumps({"answers": answers[:1]}))


@pytest.mark.parametrize("fault", ["dropped", "truncated", "half"])
def test_what_was_not_acknowledged_is_sent_again_and_is_there_once(
    site: Site, visit: Visit, fault: str
) -> None:
    page, uid = signed_in(site, visit)
    write_offline(page, uid)
    page.evaluate(SEAL, [uid, 10])
    assert rows(page, "entries") == 2
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.post_data or "")
        if len(asked) < 3:
            lose(route, fault if len(asked) == 1 else "dropped")
        else:
            route.continue_()

    page.context.route("**/p/sync/", answer)
    page.context.set_offline(False)
    expect(page.get_by_text(SENT)).to_be_visible()
    expect(page.get_by_text("waits on this phone")).to_be_hidden()
    until(lambda: rows(page, "entries") == 0)
    assert len(asked) == 3
    assert say(site, f"say_entries({uid!r})") == "done done"
