"""What practices look out for with one client: each flag with its day, and what was never asked."""

import datetime as dt

from clients.models import Client, Journal
from tests.cast import Cast

from .asking import address, text_of
from .test_people import record


def test_each_flag_is_kept_with_its_day_and_shown(cast: Cast) -> None:
    url = address("client_record", cast.harbour, cast.m17)
    browser, page = cast.staff("amara"), address("client_page", cast.harbour, cast.m17)
    today = cast.harbour.today()
    Client.objects.filter(pk=cast.m17.pk).update(flag_days={})
    open_ones = "What else practices should look out for has not been asked yet"
    assert open_ones in text_of(browser.get(page))
    # A form that was kept with nothing ticked is an answer too.
    fresh = Client.objects.get(pk=cast.m17.pk)
    assert (fresh.known_flags["trauma"], fresh.known_flags["breath_unsafe"]) == (True, None)
    browser.post(url, record(cast.m17, trauma="on"))
    fresh = Client.objects.get(pk=cast.m17.pk)
    assert (fresh.flag_days, fresh.flags_are_known) == (Client.all_asked_on(today), True)
    assert Journal.objects.latest("pk").fields == ["flag_days"]
    browser.post(url, record(cast.m17, trauma="on"))
    assert Journal.objects.filter(fields=["flag_days"]).count() == 1
    assert open_ones not in text_of(browser.get(page))
    # Only what changes has a new day.
    before = today - dt.timedelta(days=400)
    Client.objects.filter(pk=cast.m17.pk).update(flag_days=Client.all_asked_on(before))
    browser.post(url, record(cast.m17, trauma="on", breath_unsafe="on"))
    fresh = Client.objects.get(pk=cast.m17.pk)
    days = {"trauma": before, "attending to the breath is not safe": today}
    assert fresh.told_flags == days
    assert fresh.known_flags["movement_unsafe"] is False
    assert Journal.objects.latest("pk").fields == ["breath_unsafe"]
    shown = text_of(browser.get(page))
    for word, day in (("Trauma", before), ("Attending to the breath is not safe", today)):
        said = shown.split(f"<li>{word}")[1].split("</li>")[0]
        assert f"since {day.day} " in said
        assert str(day.year) in said


def test_of_whom_nothing_was_asked_the_page_says_so(cast: Cast) -> None:
    page = address("client_page", cast.harbour, cast.m18)
    said, ask = "What practices should look out for has not been asked yet", "client_record"
    ben = cast.staff("ben")
    assert said not in text_of(ben.get(page))
    Client.objects.filter(pk=cast.m18.pk).update(flag_days={})
    aside = text_of(ben.get(page)).split(said)[1].split("</section>")[0]
    assert f'href="{address(ask, cast.harbour, cast.m18)}"' in aside
