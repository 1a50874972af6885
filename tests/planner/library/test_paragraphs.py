"""The passages of a text, without anything of Markdown."""

from planner.library.paragraphs import Passage, passages


def test_headings_paragraphs_and_lists_are_told_apart() -> None:
    text = (
        "One\nline.\n\n## A heading\n\n- first\n- second\n  goes on\n\n1. one\n2. two\n\nThe end."
    )
    assert passages(text) == (
        Passage(kind="paragraph", lines=("One line.",)),
        Passage(kind="heading", lines=("A heading",)),
        Passage(kind="list", lines=("first", "second goes on")),
        Passage(kind="numbers", lines=("one", "two")),
        Passage(kind="paragraph", lines=("The end.",)),
    )


def test_signs_of_markdown_are_left_out_and_words_stay() -> None:
    text = "A *kind* and **warm** `word`, see [here](https://example.org).\\\nNew line & <b>."
    (found,) = passages(text)
    assert found.lines == ("A kind and warm word, see here. New line & <b>.",)


def test_points_inside_points_stand_among_them() -> None:
    assert passages("- a\n  - b\n- c")[0].lines == ("a", "b", "c")


def test_no_text_has_no_passages() -> None:
    assert passages("") == ()
    assert passages("\n\n") == ()
