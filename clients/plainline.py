"""The plain line of a message: all that it may say, since others may read it too (care.md). Pure.

"You have a new message" is itself an accusation, so the client picks a line that anybody might get.
"""

import re
import string
from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

LINES = (
    _("Time for a stretch"),
    _("Glass of water?"),
    _("Open a window for a minute"),
    _("Look at the sky for a moment"),
)
"""Lines to choose from."""
MOST = 40
"""Signs of a line of one's own: what a locked screen shows of a notice."""
PARTS = re.compile(
    "anxi|assignment|clinic|compassion|counsel|crisis|depress|diagnos|helpline|homework|"
    "medic|meditat|mindful|password|psych|ptsd|suicid|symptom|therap|trauma|violen|worksheet"
)
"""Parts of words that tell what it is about, wherever in a word they stand."""
WHOLE = re.compile(
    "abus(e[drs]?|ers|ing|ive)|appointments?|carers?|cbt|clients?|confidential(ly|ity)?|"
    "diar(y|ies)|disorder(s|ed)?|doctors?|dr|emdr|exposures?|healthcare|[a-z]*health|"
    "hospital(s|i[sz]ed)?|illness(es)?|mental(ly)?|messag(es?|ed|ing)|messengers?|"
    "nurs(e[ds]?|ing)|panic(s|ky|ked|king)?|(in|out)?patients?|pin|portals?|privat(e|ely)|"
    "secret(s|ly)?|sessions?|sms|support(s|ed|ers?|ing|ive)?|treatments?"
)
"""Words that tell it only as they are: "health", but neither "healthy" nor "stillness"."""
SHORT_NAME = 3
"""Words of names with fewer letters stand in too many lines; together they still tell it."""
SHORT_CODE = 2
"""A name of one sign in all is none."""

_WORD = re.compile(r"[^\W_]+")
_ADDRESS = re.compile(r"\S*(://|www\.|@)\S*")


def telling(line: str, names: Iterable[str] = ()) -> str:
    """The first part of a line that tells what it is about, or ""; `names` may not stand there either.

    Names are those of the client, the clinic and who works with the client; the client's code, too.
    """
    if address := _ADDRESS.search(line):
        return address.group()
    whole = [_words(name) for name in names]
    known = {word for words in whole for word in words if len(word) >= SHORT_NAME}
    for word in _WORD.findall(line):
        plain = word.casefold()
        letters = plain.strip(string.digits)
        if plain in known or WHOLE.fullmatch(letters) or PARTS.search(plain):
            return str(word)
    return next(filter(None, (_together(line, words) for words in whole)), "")


def _together(line: str, words: list[str]) -> str:
    """The part of the line that is these words one after another, or run together; else ""."""
    name = "".join(words)
    if len(name) < SHORT_CODE or (len(words) == 1 and name.isalpha()):
        return ""
    found = list(_WORD.finditer(line))
    for at, first in enumerate(found):
        some = found[at : at + len(words)]
        said = [word.group().casefold() for word in some]
        if said == words or said[0] == name:
            last = some[-1] if said == words else first
            return line[first.start() : last.end()]
    return ""


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
