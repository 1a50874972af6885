"""What was agreed, and when: said once where it is the same, with what changed where it is not."""

import datetime as dt
from typing import Any

from clients.models import Assignment, Edition
from clients.models.trail import trail_of
from tests import factories as make
from tests.cast import Cast
from tests.clients.views.asking import address, text_of

DAY = dt.timedelta(days=1)


def edition(of: Assignment, number: int, back: int, **data: Any) -> None:
    """The next edition, from so many days ago on, like the first but for this."""
    first = of.editions.get(number=1)
    Edition.objects.create(
        clinic=of.clinic,
        assignment=of,
        number=number,
        from_date=of.client.today() - back * DAY,
        prescription_data=first.prescription_data | data.get("prescription", {}),
        schedule_data=first.schedule_data | data.get("schedule", {}),
        agreement_data=data.get("agreement", {}),
    )


def told(of: Assignment) -> list[tuple[str, int, int | None, list[str]]]:
    """The stretches: the schedule's where, and how many days ago each began and ended."""
    today = of.client.today()
    return [
        (
            one.schedule.where,
            (today - one.first).days,
            (today - one.last).days if one.last else None,
            [str(words) for words in one.changed],
        )
        for one in trail_of(of.editions.all())
    ]


def test_the_same_twice_is_one_stretch_and_a_change_is_named(cast: Cast) -> None:
    given = make.assignment(cast.m17)
    assert told(given) == [("", 7, None, [])]
    edition(given, 2, 6, prescription={"version": "another"})
    assert told(given) == [("", 7, None, [])]
    edition(given, 3, 5, schedule={"where": "on the bench"})
    edition(given, 4, 5, prescription={"title": "Mine"}, agreement={"format": 1, "why": "Ada"})
    edition(given, 5, 2, prescription={"title": "Mine", "cautions": ["Slowly."]})
    edition(given, 6, 1, prescription={"title": "Mine", "cautions": []})
    assert told(given) == [
        ("", 1, None, ["the words around it"]),
        ("", 2, 2, ["why"]),
        ("", 5, 3, ["the title", "why"]),
        ("on the bench", 5, 5, []),
        ("", 7, 6, []),
    ]
    page = text_of(cast.staff("amara").get(address("homework_page", cast.harbour, given)))
    assert page.count("Changed:") == 3
    assert ". Changed: the title, why</span>" in page
