"""A session's plan kept as a protocol: what goes along, and that nobody is named in it."""

from typing import Any

import pytest
from django.test import Client as HttpClient

from clients.models import Journal
from planner.models import Item, ItemVersion, Protocol, Session
from planner.models.protocols import protocol_version
from tests import factories as make
from tests.cast import Cast
from tests.clients.views.asking import errors_of, queries
from tests.planner.views.reading import HTMX, at, block, filled, text_of

PRIVATE = {"notes": "NOTE-X", "memory": "MEMORY-X", "materials": "THING-X", "leader": "WHO-X"}


@pytest.fixture
def plan(cast: Cast) -> Session:
    """Three blocks for M-17 with all that is nobody else's."""
    session = make.session(cast.m17, kind="no_exposure", title="TITLE-X", next_note="NEXT-X")
    make.block(session, "arrival", 10, title="Arrival", **PRIVATE)
    make.block(session, "awareness", 5, title="The stairs of Leila", shortest=6, lock_at="10:15")
    make.block(session, "compassion", 20, title="A kind word", module=2, optional=True)
    return session


def sent(session: Session, **changes: Any) -> dict[str, Any]:
    """The form as it stands after its titles were looked at."""
    words = ("Arrival", "Awareness", "A kind word")
    titles = {
        f"title-{one.uid}": word for one, word in zip(session.blocks.all(), words, strict=True)
    }
    facts = {"title": "Short day", "purpose": "For short days.", "code": "", "revision": 0}
    return facts | titles | changes


def test_titles_that_may_be_personal_give_way_and_are_shown_for_review(
    cast: Cast, plan: Session, amara: HttpClient
) -> None:
    answer = amara.get(at("session_protocol", plan))
    fields = answer.context["form"].block_fields
    assert [one.value() for one in fields] == ["Arrival", "Awareness", "Compassion"]
    assert [one.field.label for one in fields] == [
        "1. Arrival, 10 min",
        "2. Awareness, 5 min",
        "3. Compassion, 20 min",
    ]
    assert [one.help_text for one in fields] == [
        "",
        "In the plan: “The stairs of Leila”",
        "In the plan: “A kind word”",
    ]
    assert answer.context["form"]["title"].value() is None
    assert Journal.objects.filter(act="opened", object_uid=cast.m17.uid).count() == 1


def test_titles_and_purpose_of_its_protocol_are_the_librarys(
    plan: Session, amara: HttpClient, protocol: Protocol
) -> None:
    ItemVersion.objects.filter(item=protocol).update(
        document=protocol.versions.get().document | {"purpose": "A short one."}
    )
    Session.objects.filter(pk=plan.pk).update(protocol=protocol)
    form = amara.get(at("session_protocol", plan)).context["form"]
    assert [one.value() for one in form.block_fields] == ["Arrival", "Awareness", "A kind word"]
    assert form["purpose"].value() == "A short one."


def test_a_colleagues_draft_is_no_source_of_words(
    cast: Cast, plan: Session, amara: HttpClient, protocol: Protocol
) -> None:
    Item.objects.filter(pk=protocol.pk).update(clinic=cast.harbour, draft_of=cast.ben)
    Session.objects.filter(pk=plan.pk).update(protocol=protocol)
    form = amara.get(at("session_protocol", plan)).context["form"]
    assert form.block_fields[2].value() == "Compassion"


def test_it_becomes_a_draft_with_nothing_of_the_person(
    cast: Cast, plan: Session, amara: HttpClient
) -> None:
    answer = amara.post(at("session_protocol", plan), sent(plan))
    assert answer.status_code == 303
    assert answer.headers["Location"].endswith("/own-library/items/short-day/")
    item = Item.objects.get(code="short-day")
    assert (item.shelf, item.clinic, item.draft_of) == ("protocols", cast.harbour, cast.amara)
    document = item.versions.get().document
    blocks = document["plan"]["blocks"]
    assert [
        (
            one["phase"],
            one["title"],
            one["minutes"],
            one["shortest"],
            one["module"],
            one["optional"],
        )
        for one in blocks
    ] == [
        ("arrival", "Arrival", 10, 0, 0, False),
        ("awareness", "Awareness", 5, 5, 0, False),
        ("compassion", "A kind word", 20, 0, 0, True),
    ]
    assert (document["kind"], document["minutes"]) == ("no_exposure", 35)
    kept = str(document)
    assert [
        x for x in (*PRIVATE.values(), "TITLE-X", "NEXT-X", "10:15", "Leila") if x in kept
    ] == []
    assert Journal.objects.filter(act="created", object_uid=item.uid).count() == 1
    assert amara.get(answer.headers["Location"]).status_code == 200


def test_a_name_or_code_of_the_person_is_refused_where_it_stands(
    plan: Session, amara: HttpClient
) -> None:
    second = f"title-{block(plan, 1).uid}"
    changes = {"title": "For M-17", second: "Leila looks around", "purpose": "Leilas are many"}
    answer = amara.post(at("session_protocol", plan), sent(plan, **changes))
    assert answer.status_code == 422
    assert set(errors_of(answer)) == {"title", second}
    assert "names the person" in errors_of(answer)[second][0]
    assert 'value="Leila looks around"' in answer.content.decode()
    assert Item.objects.count() == 0


def test_a_group_names_none_of_its_participants(cast: Cast) -> None:
    session = make.session(cast.group_a, kind="group")
    only = make.block(session, "reflection", 20, module=1)
    browser, name = cast.staff("gina"), f"title-{only.uid}"
    facts = {"title": "Evening", "purpose": "For evenings.", "code": "", "revision": 0}
    url = at("session_protocol", session)
    named = browser.post(url, facts | {name: "A round for M-17"})
    assert set(errors_of(named)) == {name}
    refused = browser.post(url, facts | {name: "A round"})
    assert refused.status_code == 422
    assert "modules 1, 2 and 3 are expected" in " ".join(errors_of(refused)["__all__"])


def test_what_the_gate_finds_stands_at_its_field(plan: Session, amara: HttpClient) -> None:
    second = block(plan, 1)
    type(second).objects.filter(pk=second.pk).update(practice="of-nobody")
    answer = amara.post(at("session_protocol", plan), sent(plan))
    assert answer.status_code == 422
    assert errors_of(answer) == {
        f"title-{second.uid}": ["Practice: there is no practice of-nobody"]
    }
    empty = amara.post(at("session_protocol", plan), sent(plan, purpose="", title=" "))
    assert set(errors_of(empty)) == {"title", "purpose"}


def test_a_code_in_use_is_refused_also_a_colleagues_draft(
    cast: Cast, plan: Session, amara: HttpClient
) -> None:
    Item.objects.create(shelf="protocols", code="short-day", clinic=cast.harbour, draft_of=cast.ben)
    answer = amara.post(at("session_protocol", plan), sent(plan))
    assert answer.status_code == 422
    assert "already" in errors_of(answer)["code"][0]


def test_a_plan_that_changed_meanwhile_is_looked_at_once_more(
    plan: Session, amara: HttpClient
) -> None:
    facts = sent(plan, title="My own title")
    amara.post(at("block_edit", block(plan, 0)), filled(block(plan, 0), minutes=12))
    answer = amara.post(at("session_protocol", plan), facts)
    assert answer.status_code == 409
    assert "Somebody changed the plan since you looked." in text_of(answer)
    assert answer.context["form"]["title"].value() == "My own title"
    assert answer.context["form"].block_fields[2].value() == "A kind word"
    assert amara.post(at("session_protocol", plan), {}).status_code == 409
    assert amara.post(at("session_protocol", plan), facts | {"revision": 1}).status_code == 303


def test_an_empty_plan_has_nothing_to_keep_and_no_link(cast: Cast, amara: HttpClient) -> None:
    session = make.session(cast.m17)
    url = at("session_protocol", session)
    assert "no blocks yet" in text_of(amara.get(url))
    assert url not in amara.get(at("session_page", session)).content.decode()
    make.block(session, "arrival", 5)
    assert url in amara.get(at("session_page", session)).content.decode()


def test_whoever_only_reads_keeps_nothing(cast: Cast, plan: Session) -> None:
    url = at("session_protocol", plan)
    assert {who: cast.staff(who).get(url).status_code for who in ("sara", "ben", "olga")} == {
        "sara": 403,
        "ben": 404,
        "olga": 404,
    }
    assert url not in cast.staff("sara").get(at("session_page", plan)).content.decode()


def test_the_page_says_how_a_plan_differs_from_its_protocol(
    plan: Session, amara: HttpClient, protocol: Protocol
) -> None:
    page = at("session_page", plan)
    assert amara.get(page).context["differs"] == ()
    Session.objects.filter(pk=plan.pk).update(protocol=protocol)
    answer = amara.get(page)
    assert answer.context["differs"] == (
        "“The stairs of Leila” added",
        "“Arrival”: 10 min, was 20",
        "“A kind word”: 20 min, was 30, module 2, was 0, optional",
    )
    assert "Differs from its protocol: 3 changes" in text_of(answer)
    edit = at("block_edit", block(plan, 0))
    after = amara.post(edit, filled(block(plan, 0), minutes=20), headers=HTMX)
    assert "Differs from its protocol: 2 changes" in text_of(after)


def test_a_protocol_that_is_not_to_be_seen_is_not_compared(
    cast: Cast, plan: Session, amara: HttpClient, protocol: Protocol
) -> None:
    Item.objects.filter(pk=protocol.pk).update(clinic=cast.harbour, draft_of=cast.ben)
    Session.objects.filter(pk=plan.pk).update(protocol=protocol)
    answer = amara.get(at("session_page", plan))
    assert (answer.context["differs"], "Differs" in text_of(answer)) == ((), False)


@pytest.mark.parametrize("blocks", [1, 3])
def test_comparing_takes_one_query_more(
    cast: Cast, amara: HttpClient, protocol: Protocol, blocks: int
) -> None:
    session = make.session(cast.m17, kind="no_exposure")
    for _number in range(blocks):
        make.block(session, "reflection", 5)
    url = at("session_page", session)
    amara.get(url)
    without = queries(amara, url)
    Session.objects.filter(pk=session.pk).update(protocol=protocol)
    assert queries(amara, url) == without + 1


def test_the_form_asks_the_same_for_one_and_many(cast: Cast, amara: HttpClient) -> None:
    session = make.session(cast.m17, kind="no_exposure")
    make.block(session, "arrival", 5, practice="a")
    url = at("session_protocol", session)
    amara.get(url)
    with_one = queries(amara, url)
    for number in range(3):
        make.block(session, "reflection", 5, practice=f"p-{number}")
    assert queries(amara, url) == with_one


def test_a_protocol_is_read_in_the_language_in_which_it_was_begun(
    cast: Cast, plan: Session, protocol: Protocol
) -> None:
    english = protocol.versions.get()
    german = ItemVersion.objects.create(
        item=protocol, language="de", number=1, title="Kurz", document=english.document
    )
    Session.objects.filter(pk=plan.pk).update(protocol=protocol)
    asked: Any = Session.objects.get(pk=plan.pk)
    assert protocol_version(asked, Item.objects.all()) == english
    asked.appointment.client.language = "de"
    assert protocol_version(asked, Item.objects.all()) == german
    asked.appointment.client.language = "fr"
    assert protocol_version(asked, Item.objects.all()) == english
    assert protocol_version(asked, Item.objects.none()) is None
