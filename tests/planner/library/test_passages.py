"""Where in a text the words of a query stand."""

from planner.library.passages import Piece, has, passage, pieces

TEXT = """\
Sit down and look
around. Let the breath go out slowly, as if through a straw, and let it come in by itself, as it
likes; nothing has to be done here. Then rest.

- Feel your feet.
"""


def shown(parts: list[Piece]) -> str:
    return "".join(f"[{text}]" if meant else text for text, meant in parts)


def test_the_words_are_marked_as_they_are_written() -> None:
    assert shown(pieces("Breath’s anchor: BREATHS", {"breaths"})) == "[Breath’s] anchor: [BREATHS]"
    assert shown(pieces("Ánimo", {"animo"})) == "[Ánimo]"
    assert pieces("Nothing here", set()) == [("Nothing here", False)]
    assert pieces("", {"x"}) == []


def test_whether_a_text_has_a_word() -> None:
    assert has("An anchor.", {"anchor"}) is True
    assert has("Anchored.", {"anchor"}) is False


def test_a_passage_is_the_sentence_of_the_first_word() -> None:
    assert shown(passage(TEXT, {"rest"})) == "Then [rest]."
    assert shown(passage(TEXT, {"feet"})) == "Feel your [feet]."
    assert shown(passage(TEXT, {"around"})) == "Sit down and look [around]."


def test_a_long_sentence_is_cut_between_words() -> None:
    assert shown(passage(TEXT, {"breath"})) == (
        "Let the [breath] go out slowly, as if through a straw, and let it come in by itself, as it "
        "likes; nothing has to be done …"
    )
    assert shown(passage(TEXT, {"done"})) == (
        "… let it come in by itself, as it likes; nothing has to be [done] here."
    )


def test_without_the_word_there_is_no_passage() -> None:
    assert passage(TEXT, {"nose"}) == []
    assert passage("", {"nose"}) == []
