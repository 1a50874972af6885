"""The reading grade of English texts, and that what clients read stays at 8 or below."""

import pytest

from planner.library.documents import Document
from planner.library.reading import GRADE_MOST, client_text, grade, syllables
from tests.planner.shelves import library

pytestmark = pytest.mark.content

READ_BY_CLIENTS = [
    document
    for document in library().documents
    if document.language == "en" and client_text(document)
]


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("a", 1),
        ("the", 1),
        ("breathe", 1),
        ("named", 1),
        ("needed", 2),
        ("makes", 1),
        ("places", 2),
        ("table", 2),
        ("whole", 1),
        ("quiet", 2),
        ("being", 2),
        ("people", 2),
        ("friend", 1),
        ("something", 2),
        ("dangerous", 3),
        ("curious", 3),
        ("area", 3),
        ("client’s", 2),
        ("university", 5),
    ],
)
def test_syllables(word: str, count: int) -> None:
    assert syllables(word) == count


def test_grade_of_known_texts() -> None:
    # 6 words, 1 sentence, 6 syllables: 0.39 * 6 + 11.8 - 15.59
    assert grade("The cat sat on the mat.") == pytest.approx(-1.45)
    # 13 words, 1 sentence, 24 spoken syllables; names like "Australian" are counted one too many.
    sentence = "The Australian platypus is seemingly a hybrid of a mammal and reptilian creature."
    assert grade(sentence) == pytest.approx(11.3, abs=2)
    assert grade("") == 0.0
    assert grade("1 2 3 !") == 0.0


def test_wrapped_lines_are_one_sentence() -> None:
    assert grade("Rest your mind\non one sound.") == grade("Rest your mind on one sound.")


def test_hard_words_are_found() -> None:
    hard = "Physiological regulation necessitates considerable interoceptive differentiation."
    assert grade(hard) > GRADE_MOST


@pytest.mark.parametrize("document", READ_BY_CLIENTS, ids=lambda one: f"{one.shelf}/{one.code}.md")
def test_what_clients_read_is_easy(document: Document) -> None:
    name = f"{document.language}/{document.shelf}/{document.code}.md"
    reached = grade(client_text(document))
    assert reached <= GRADE_MOST, f"{name} has reading grade {reached:.1f}"
