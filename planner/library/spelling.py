"""Words as a search compares them: folded, without their endings, and one slip of the finger apart."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

_WORD = re.compile(r"[^\W_]+")
_ACCENTS = re.compile(r"[\u0300-\u036f]+")
_APOSTROPHES = "'’‘ʼ"  # don't = dont
# Letters that carry their mark inside, so that Unicode does not take it off.
_MARKED = {"ø": "o", "đ": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe"}

# What English and Spanish hang on a word, by the letters that have to stay. A further language adds
# its own: they only make the search more forgiving.
_HANGING = {
    3: "ieties iety ious iness ness ings ing ies ied ily edly ed es os as s e y o a",
    4: "ations ation ative ating ated ate ions ion ures ure ments ment ally als al isms ism ists ist "
    "ities ity ously ous ively ive able ible fully ful less ly est ances ance ences ence ant "
    "ent ise ize ising izing amiento imiento mente ciones cion idades idad iendo ando adas ados ada "
    "ado ar ir",
    5: "ers er",
}
_LEAST = {ending: least for least, endings in _HANGING.items() for ending in endings.split()}
_ENDINGS = tuple(sorted(_LEAST, key=len, reverse=True))
_DOUBLING = ("ing", "ings", "ed")  # stop-p-ing, but tell-ing


def fold(text: str) -> str:
    """The text in small letters without accents, ligatures and apostrophes."""
    for sign in _APOSTROPHES:
        text = text.replace(sign, "")
    if text.isascii():
        return text.lower()
    text = _ACCENTS.sub("", unicodedata.normalize("NFKD", text)).casefold()
    for marked, plain in _MARKED.items():
        text = text.replace(marked, plain)
    return text


def words_of(text: str) -> list[str]:
    """The folded words of a text in their order; a hyphen parts words."""
    return _WORD.findall(fold(text))


def joined(words: Iterable[str]) -> list[str]:
    """Each two neighbours as one word, for those who write micropause, bodyscan or email."""
    return [before + after for before, after in pairwise(words)]


@lru_cache(maxsize=50_000)  # a new index of the library has mostly the words of the last
def stem(word: str) -> str:
    """What stays of a folded word without its endings: breath of breathing, critic of criticism."""
    while (shorter := _without_ending(word)) != word:
        word = shorter
    return word


def _without_ending(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST[ending]:
            rest = word.removesuffix(ending)
            doubled = ending in _DOUBLING and rest[-1] == rest[-2] and rest[-1] not in "lsfz"
            return rest[:-1] if doubled and len(rest) > 3 else rest
    return word


def unfinished(word: str) -> list[str]:
    """The stems that a folded word may come to have once its ending is typed: anx of anxiou."""
    return [
        word[:size]
        for size in range(len(word) - 1, 2, -1)
        if any(size >= least and end.startswith(word[size:]) for end, least in _LEAST.items())
    ]


def slips(typed: str, word: str) -> bool:
    """Whether one letter too many, too few, wrong, or swapped with its neighbour is all that keeps
    what was typed from being the word or its beginning."""
    at = next((n for n, (a, b) in enumerate(zip(typed, word, strict=False)) if a != b), len(word))
    if at >= len(typed):
        return False  # it is the beginning
    rest, others = typed[at:], word[at:]
    return (
        others[1:].startswith(rest[1:])
        or others[1:].startswith(rest)
        or others.startswith(rest[1:])
        or (rest[1::-1] == others[:2] and others[2:].startswith(rest[2:]))
    )


def listed(words: Iterable[str]) -> str:
    """Words as `slipped` looks through them: each on a line of one text, where they lie together."""
    return "".join(f"\n{word}" for word in words)


def slipped(typed: str, lines: str) -> list[str]:
    """The words of `listed` that were meant where one slip was made in what was typed.

    One slip leaves the first half whole, or the second but for the letter where they meet; that one
    then stands where it was typed, or a letter before or after.
    """
    half = len(typed) // 2
    front, back = re.escape(typed[:half]), re.escape(typed[half + 1 :])
    alike = re.compile(rf"\n((?:{front}|[^\n]{{{half},{half + 2}}}{back})[^\n]*)")
    return [word for word in alike.findall(lines) if slips(typed, word)]
