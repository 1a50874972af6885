"""The record of a group session: in one tap with what was typed, and on a day without anybody."""

import datetime as dt
from typing import Any

from django.test import Client as HttpClient
from django.urls import reverse

from clients.models import Attendance
from planner.models import ProcessNote, Session
from tests import factories as make
from tests.cast import Cast
from tests.planner.views.test_record import at, text_of
from tests.planner.views.test_record_beside import send


def test_as_planned_keeps_what_was_typed(together: Session, gina: HttpClient, cast: Cast) -> None:
    page = gina.get(at("session_after", together)).content.decode()
    assert '<button class="button" form="record" name="as_planned"' in page
    assert page.index('tabindex="-1" aria-hidden="true">Keep the record') < page.index("as_planned")
    first, second = together.blocks.all()
    said: dict[str, Any] = {f"b-{first.uid}-minutes": "33", f"b-{second.uid}-minutes": "50"}
    said |= {"as_planned": "1", "recorded": "", "summary": "Sounds, then words"}
    said |= {f"{cast.m17.uid}-state": "", f"{cast.m17.uid}-comment": "tired"}
    said |= {f"{cast.m18.uid}-state": "late", f"{cast.m18.uid}-comment": ""}
    # Another answer below: nothing is recorded, and nothing lost.
    refused = send(gina, together, status="stopped", stop__seen="stared", **said)
    assert (refused.status_code, list(refused.context["held"].errors)) == (422, ["status"])
    shown = refused.content.decode()
    assert [word in shown for word in ("Sounds, then words", "stared", "tired")] == [True] * 3
    assert not Attendance.objects.exists()
    assert send(gina, together, note__text="mkr", **said).status_code == 303
    assert "Recorded as held as planned." in text_of(gina.get(at("session_after", together)))
    together.refresh_from_db()
    assert (together.summary, together.appointment.status) == ("Sounds, then words", "held")
    assert [one.delivered_minutes for one in together.blocks.all()] == [33, 50]
    rows = Attendance.objects.values_list("client__code", "state", "comment")
    assert list(rows) == [("M-17", "present", "tired"), ("M-18", "late", "")]
    assert ProcessNote.objects.get().text == "mkr"
    # The page that did not see this record replaces nothing.
    assert send(gina, together, **(said | {"summary": "other"})).status_code == 409


def test_before_anybodys_first_day_it_says_that_nobody_took_part(
    together: Session, gina: HttpClient, cast: Cast
) -> None:
    told = "Nobody took part on this day"
    shown = text_of(gina.get(at("session_after", together)))
    assert (told in shown, "Held as planned, all present" in shown) == (False, True)
    together.appointment.day = cast.harbour.today() - dt.timedelta(days=4000)
    together.appointment.save(update_fields=["day"])
    answer = gina.get(at("session_after", together))
    page, shown = answer.content.decode(), text_of(answer)
    group = reverse("clients:group_page", args=[cast.harbour.uid, cast.group_a.uid])
    assert (answer.context["rows"], told in shown) == ([], True)
    assert f'<p><a href="{group}">{cast.group_a.name}</a></p>' in page
    assert ("Held as planned" in shown, "all present" in shown) == (True, False)


def test_after_an_exposure_each_one_is_asked_alone(
    together: Session, gina: HttpClient, cast: Cast
) -> None:
    def said() -> list[tuple[str, str]]:
        findings = gina.get(at("session_after", together)).context["findings"]
        return [(one.code, one.severity) for one in findings]

    def came(**comments: str) -> dict[str, Any]:
        people = (cast.m17, cast.m18)
        sent = {f"{one.uid}-comment": comments.get(one.code, "") for one in people}
        return sent | {f"{one.uid}-state": "present" for one in people}

    assert send(gina, together, **came()).status_code == 303
    assert said() == []
    block = make.block(together, "exposure", 10, title="Lift", memory="lift")
    assert said() == [("R7", "stop")]
    assert send(gina, together, **came(**{"M-17": "here, 1, tram, safe (G)"})).status_code == 303
    assert said() == [("R7", "stop")]
    both = {"M-17": "here, 1, tram, safe (G)", "M-18": "here, 0, walks, safe (G)"}
    assert send(gina, together, **came(**both)).status_code == 303
    assert said() == [("R7", "hint")]
    together.blocks.filter(pk=block.pk).update(delivered_minutes=0)
    assert said() == []
