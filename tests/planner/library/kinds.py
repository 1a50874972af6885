"""A small library with one item of every kind, each with everything that its kind may have."""

from dataclasses import dataclass

from planner.library.documents import Document
from planner.library.reader import CONTENT, Known, Library, read_files
from tests.planner.library.content import CARD_FILE, PRACTICE, PRACTICE_FILE

SHEET = """\
---
code: small-sheet
title: A small sheet
plain_title: A sheet
purpose: For trying out.
tags: [try, "two words"]
credit: Harbour Clinic, 2026
licence: CC BY 4.0
settings: [home]
audiences: [adults]
minutes: 5
shared: true
why: Because.
when: In the evening.
how: [Sit down., Write.]
example: "One line.\\nAnother line."
may_happen: Not much.
stop_and_steady: Stop whenever you like.
real_danger_line: First do what makes you safer.
gates: {led_by: self, activating: false, leave_out_when: [trauma]}
cautions: [Not while driving.]
fields:
  - {key: felt, label: What I felt, kind: short_text, most: 80, help: In a word., required: true}
  - {key: letter, label: My letter, kind: long_text, most: 2000}
  - {key: eased, label: How hard, kind: rating, low: 0, high: 10, low_label: not, high_label: very}
  - {key: whom, label: For whom, kind: choice, choices: [{code: me, label: Me}, {code: all, label: All}]}
  - {key: at, label: When, kind: time}
  - key: rows
    label: Moments
    kind: rows
    rows_least: 1
    rows_most: 3
    columns:
      - {key: when, label: When, kind: time}
      - {key: what, label: What, kind: short_text, required: true}
---
"""

HOME = (
    PRACTICE.replace("small-pause", "small-walk")
    .replace("leave_out_when: []", "leave_out_when: [open_risk]\n  exposure_homework: true")
    .replace(
        "related: []",
        "related: [small-pause]\nworksheet: small-sheet\nphrases_allowed: [3, 4]\n"
        "tags: [walk, out of doors]\nlicence: CC0",
    )
)

PIECE = """\
---
code: small-piece
title: A small piece
plain_title: A piece
purpose: To explain one thing.
reader: client
wing: both
minutes: 2
settings: [individual]
audiences: [adults, students]
key_points: [One., Two.]
ask: What will you tell a friend?
cautions: [Not too long.]
evidence:
  - {claim: It helps., strength: weak, source: "One trial, doi 10.1/2"}
related: [small-pause]
---
One paragraph.

## A heading

- a point with [a link](https://example.org)
"""

CHALLENGE = """\
---
code: small-trouble
title: It is hard
purpose: When it is hard.
barriers: ["false", no_time]
shows: [Sighs.]
why: It is new.
say: It is new, so it is hard.
offer:
  - {code: small-pause, how: Begin here.}
  - {code: small-sheet, how: Then this.}
avoid: [Pushing.]
evidence:
  - {claim: Nobody knows., strength: tradition, source: clinical tradition}
---
A guide.
"""

PACK = """\
---
code: small-pack
title: A small pack
purpose: For one setting.
settings: [school]
audiences: [students]
parts:
  - {title: Early, text: "", days_before: 14, items: [small-pause, small-piece]}
  - {title: The day, text: Calm., days_before: 0, items: [small-course]}
---
How to work with it.
"""

GROUP = """\
---
code: small-group
title: A small group
purpose: Three modules.
kind: group
minutes: 52
blocks:
  - {phase: awareness, title: One, minutes: 15, module: 1, practice: small-pause, optional: true}
  - {phase: compassion, title: Two, minutes: 12, module: 2, shortest: 10, longest: 15, notes: "a\\nb"}
  - {phase: grounding, title: Land, minutes: 3, module: 2, lock_at: "10:30"}
  - {phase: co_creation, title: Three, minutes: 17, module: 3, memory: the stairs}
  - {phase: grounding, title: End, minutes: 5}
---
"""

COURSE = """\
---
code: small-course
title: A small course
purpose: Two sessions.
settings: [group]
audiences: [adults]
every: 7
sessions:
  - {title: First, protocol: small-group, theme: Begin., home: [small-sheet], home_text: Daily.}
  - {title: Second, protocol: small-group, theme: End., home: []}
cautions: [Keep it small.]
---
A page on the course.
"""

FILES = {
    CARD_FILE: (CONTENT / CARD_FILE).read_text(),
    PRACTICE_FILE: PRACTICE,
    "en/practices/small-walk.md": HOME,
    "en/worksheets/small-sheet.md": SHEET,
    "en/pieces/small-piece.md": PIECE,
    "en/challenges/small-trouble.md": CHALLENGE,
    "en/packs/small-pack.md": PACK,
    "en/protocols/small-group.md": GROUP,
    "en/courses/small-course.md": COURSE,
}


@dataclass(frozen=True)
class Small:
    """The small library, as it is read and as it is known to others."""

    library: Library

    @property
    def documents(self) -> tuple[Document, ...]:
        """All of it, by shelf and code."""
        return self.library.documents

    @property
    def shelves(self) -> dict[str, str]:
        """The shelf of every code."""
        return {one.code: one.shelf for one in self.documents}

    def find(self, code: str, language: str) -> Document | None:
        """What an item says."""
        found = [one for one in self.documents if (one.code, one.language) == (code, language)]
        return found[0] if found else None


EVERY_KIND = Small(read_files({name: text.encode() for name, text in FILES.items()}, Known()))
