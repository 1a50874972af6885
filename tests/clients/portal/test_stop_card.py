"""The stay-or-stop card on the phone: where to go, whom to call, the own stop sign; none in quiet mode."""

import pytest

from clients.models import CrisisContact
from tests import factories as make
from tests.cast import Cast

from .test_practices import EXPOSURE, FULL, shown

AGREED = {"format": 1, "go_to": "The <library>", "call": "Rosa, 555 0134", "call_hours": "until 9"}
SAID = ["The &lt;library&gt;", "Rosa, 555 0134, until 9", "the left hand"]


@pytest.fixture(autouse=True)
def _known(cast: Cast) -> None:
    """A stop sign in the record, and a clinic with a number of its own."""
    cast.m17.stop_signal = "the left hand"
    cast.m17.save(update_fields=["stop_signal"])
    cast.harbour.phone = "555 0100"
    cast.harbour.save(update_fields=["phone"])


def test_it_says_where_to_go_and_whom_to_call(cast: Cast) -> None:
    given = make.assignment(cast.m17, prescription=EXPOSURE)
    numbers = ["555 0100", *CrisisContact.objects.values_list("number", flat=True)]
    assert len(numbers) > 1
    empty = shown(cast, given)
    given.editions.update(agreement_data=AGREED)
    text = shown(cast, given)
    card = text[text.index('id="stay"') :]
    card = card[: card.index("</section>")]
    assert [words for words in SAID if words in card] == SAID
    assert [one for one in numbers if one in card] == numbers
    assert [words for words in SAID if words in empty] == SAID[2:]
    assert "Go to" not in empty


def test_quiet_mode_has_neither_place_number_nor_sign(cast: Cast) -> None:
    given = make.assignment(cast.m17, prescription=EXPOSURE)
    given.editions.update(agreement_data=AGREED)
    cast.m17.quiet_mode = True
    cast.m17.save(update_fields=["quiet_mode"])
    text = shown(cast, given)
    assert FULL["stay_or_stop"]["stay"] in text
    assert [words for words in SAID if words in text] == []
    card = text[text.index('id="stay"') :]
    assert "tel:" not in card[: card.index("</section>")]


def test_other_practices_have_no_numbers_beside_them(cast: Cast) -> None:
    text = shown(cast, make.assignment(cast.m17))
    assert ("555 0100" in text, "the left hand" in text) == (False, False)
