"""Working hours of which not everything arrived: refused, and what stood stays."""

from tests.cast import Cast

from .asking import address, errors_of, text_of
from .test_calendar import EMPTY
from .test_calendar import settings as post


def test_hours_that_did_not_arrive_change_nothing(cast: Cast) -> None:
    post(cast, **{"d0-0-from": "07:30", "d0-0-until": "12:00"})
    stood = {"0": [["07:30", "12:00"]]}
    browser, url = cast.staff("amara"), address("calendar_settings", cast.harbour)
    answer = browser.post(url)
    assert list(errors_of(answer)) == [f"d{day}-0-from" for day in range(7)]
    page = text_of(answer)
    assert ('value="07:30"' in page, 'value="12:00"' in page) == (True, True)
    assert page.count("This did not arrive, so nothing was changed.") == 7
    part = {name: "" for name in EMPTY if name != "d6-1-until"} | {"d2-0-from": "09:15"}
    answer = browser.post(url, part | {"d2-0-until": "x"})
    assert list(errors_of(answer)) == ["d2-0-until", "d6-1-until"]
    assert 'value="09:15"' in text_of(answer)
    cast.amara.refresh_from_db()
    assert cast.amara.hours_data == stood
    post(cast)
    cast.amara.refresh_from_db()
    assert cast.amara.hours_data == {}
