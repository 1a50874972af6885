"""How hard a text is to read: Flesch-Kincaid grade, for English only.

grade = 0.39 * words per sentence + 11.8 * syllables per word - 15.59. Syllables are counted by
groups of vowels with a few rules for silent ones; good to about a tenth of a grade over a page.
"""

import re

from planner.library.documents import Document

GRADE_MOST = 8.0  # NIH: grade 6 to 8 for texts that patients read
_WORD = re.compile(r"[a-z]+(?:['’][a-z]+)?")
_SENTENCE_END = re.compile(r"[.!?]+(?=[\s\"'”’)]|$)|\n\s*\n")
_VOWELS = re.compile(r"[aeiouy]+")
# Neighbouring vowels that are spoken apart: "quiet", "being", "science", "area".
_APART = re.compile(r"[aeiouy]ing\b|iet|io(?!n)|ia(?!l)|ua[lt]|eo(?!ple)|clie|scie|ier|[dr]ea\b")


def syllables(word: str) -> int:
    """Syllables of one English word in small letters, at least 1."""
    word = re.split("['’]", word)[0].replace("someth", "somth")
    count = len(_VOWELS.findall(word)) + len(_APART.findall(word))
    return max(1, count - _silent_end(word))


def _silent_end(word: str) -> bool:
    """Whether the last e is written but not spoken: "home", "named", "makes"."""
    if len(word) < 4:
        return False
    if word.endswith("e"):
        spoken = word.endswith("le") and word[-3] not in "aeiouy"
        return word[-2] not in "aeiouy" and not spoken
    if word.endswith("ed"):
        return word[-3] not in "aeiouytd"
    if word.endswith("es"):
        return word[-3] not in "aeiouycgsxz" and word[-4:-2] not in ("ch", "sh")
    return False


def grade(text: str) -> float:
    """Flesch-Kincaid grade of a text; 0.0 for a text without words. A blank line ends a sentence."""
    parts = [part for part in _SENTENCE_END.split(text.lower()) if _WORD.search(part)]
    words = [word for part in parts for word in _WORD.findall(part)]
    if not words:
        return 0.0
    spoken = sum(syllables(word) for word in words)
    return 0.39 * len(words) / len(parts) + 11.8 * spoken / len(words) - 15.59


def client_text(document: Document) -> str:
    """Everything of a document that a client reads or hears, each passage apart."""
    return "\n\n".join(passage for passage in document.client_texts() if passage)
