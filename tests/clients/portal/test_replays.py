"""A phone that sends the same again and again: a thousand times make one entry."""

from clients.models import Journal, Log
from tests import factories as make
from tests.cast import Cast
from tests.phones import seal

from .test_sync import became, post, said

TIMES, AT_ONCE = 1000, 50


def test_a_thousand_replays_make_one_entry(cast: Cast) -> None:
    given, phone = make.assignment(cast.m17), cast.phone("M-17")
    envelope = seal(said(given), cast.phones["M-17"].uid)
    answers: list[str] = []
    for _batch in range(TIMES // AT_ONCE):
        answers += became(post(phone, *[envelope] * AT_ONCE))
    assert (len(answers), answers[0], set(answers[1:])) == (TIMES, "kept", {"known"})
    assert Log.objects.count() == 1
    assert Journal.objects.filter(object_kind="clients.Log", act="created").count() == 1
