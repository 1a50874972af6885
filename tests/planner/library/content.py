"""Small library files that are right as they stand, for tests that break one thing in them."""

from pathlib import Path

PRACTICE = """\
---
code: small-pause
title: Small pause
client_title: A small pause
plain_title: A minute
purpose: Stop for a moment.
wing: awareness
mode: being
components: [mindfulness]
phases: [awareness]
settings: [home]
audiences: [adults]
minutes: {shortest: 1, usual: 1, longest: 2}
cool: 1
warm: 0
where: sitting, eyes open
anchors: [feet, breath]
steps:
  - label: Look
    text: Look around.
    seconds: 30
  - label: Feet
    text: Feel your feet.
    seconds: 30
    gap_allowed: false
gates:
  led_by: self
  activating: false
  leave_out_when: []
stop_and_steady: Stop whenever you like.
real_danger_line: First do what makes you safer.
may_happen: Not much.
cautions: [Not while driving.]
when_to_stop: [It becomes a duty.]
unwanted_effects: [tension]
evidence:
  - claim: It helps some people.
    strength: tradition
    source: clinical tradition
related: []
variants:
  - code: short
    steps:
      - label: Look
        text: Look around.
        seconds: 45
---
Look around. (30 seconds)

Feel your feet.
"""

PROTOCOL = """\
---
code: small-session
title: A small session
kind: no_exposure
minutes: 20
purpose: Only for trying out.
blocks:
  - phase: arrival
    title: Arrival
    minutes: 5
  - phase: awareness
    title: Awareness
    minutes: 10
    shortest: 5
    longest: 12
    practice: small-pause
  - phase: closing
    title: Close
    minutes: 5
---
"""

CARD = """\
---
code: stay-or-stop
stay: Stay while it is fear.
stop: Stop if there is real danger.
then: Feet down.
---
"""

PRACTICE_FILE = "en/practices/small-pause.md"
PROTOCOL_FILE = "en/protocols/small-session.md"
CARD_FILE = "en/cards/stay-or-stop.md"


def write(root: Path, files: dict[str, str | bytes] | None = None) -> Path:
    """Put the small library under `root`, with these files in place of or beside its own."""
    every: dict[str, str | bytes] = {
        PRACTICE_FILE: PRACTICE,
        PROTOCOL_FILE: PROTOCOL,
        CARD_FILE: CARD,
    }
    for name, text in (every | (files or {})).items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return root


def line_of(text: str, part: str) -> int:
    """The line, from 1, on which this part of a text begins."""
    return text[: text.index(part)].count("\n") + 1
