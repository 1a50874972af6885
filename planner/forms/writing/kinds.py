"""The forms of practices, worksheets and pieces. Other kinds are written as files."""

import re
from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from planner.library.documents import PIECES, PRACTICES, WORKSHEETS
from planner.library.words import FIELD_LABELS as LABEL

from . import words
from .base import ItemForm, RowForm, Section, Sent
from .fields import Commas, Entries, Flag, Line, Passage, Whole, Word, Words

LIMITS: dict[str, tuple[str, ...]] = {
    "short_text": ("most",),
    "long_text": ("most",),
    "rating": ("low", "high", "low_label", "high_label", "suds"),
    "choice": ("choices",),
    "time": (),
    "rows": ("rows_least", "rows_most", "columns"),
}
"""Which limits a question of this kind has (clients.worksheets)."""

EACH_A_LINE = _("Each on a line of its own.")
CREDIT = Section(_("Credit and licence"), (("credit", "licence"),))
KNOWN = Section(_("What is known"), ("evidence",))


class StepRow(RowForm):
    """One step of a practice."""

    title = _("Step")
    label = Line(LABEL["label"], 60)
    text = Passage(LABEL["text"], rows=3)
    seconds = Whole(LABEL["seconds"], 1, 3600)
    breaths_low = Whole(_("Breaths, from"), 1, 60)
    breaths_high = Whole(_("to"), 1, 60)
    repeats = Whole(LABEL["repeats"], 1, 60)
    how_long = Line(LABEL["how_long"], 60)
    gap_allowed = Flag(_("Straight after the step before"), inverse=True)
    anchor = Flag(LABEL["anchor"])
    own_words = Flag(LABEL["own_words"])
    wing = Word(LABEL["wing"], words.wings, widget=forms.Select)

    @classmethod
    def more_places(cls) -> dict[str, str]:
        """Both ends of the breaths are one field of the file."""
        return {"breaths": "breaths_low"}

    @classmethod
    def as_first(cls, sent: Sent) -> Sent:
        """Nothing comes before the first step, so it is straight after nothing."""
        return {name: values for name, values in sent.items() if name != "gap_allowed"}

    @classmethod
    def unfolded(cls, data: Mapping[str, Any]) -> Mapping[str, Any]:
        """Breaths as two numbers; a pause before a step is allowed unless it says no."""
        found = {"gap_allowed": True, "wing": "both"} | dict(data)
        breaths = found.get("breaths")
        if isinstance(breaths, list) and len(breaths) == 2:
            del found["breaths"]
            found |= {"breaths_low": breaths[0], "breaths_high": breaths[1]}
        return found

    @classmethod
    def folded(cls, data: dict[str, Any]) -> dict[str, Any]:
        """Breaths as a pair; one number alone is both ends."""
        pair = [data.pop("breaths_low", None), data.pop("breaths_high", None)]
        given = [one for one in pair if one is not None]
        return data | ({"breaths": [given[0], given[-1]]} if given else {})


class EvidenceRow(RowForm):
    """One claim, and what supports it."""

    title = _("Claim")
    heading = "claim"
    claim = Passage(LABEL["claim"], rows=2)
    strength = Word(LABEL["strength"], words.strengths, widget=forms.Select)
    source = Line(
        LABEL["source"],
        300,
        help_text=_("Authors, year, doi. Without a study: clinical tradition."),
    )


class QuestionRow(RowForm):
    """One question of a worksheet."""

    title = _("Question")
    label = Line(LABEL["label"], 120)
    kind = Word(LABEL["kind"], words.question_kinds, widget=forms.Select)
    help = Line(LABEL["help"], 300)
    most = Whole(LABEL["most"], 1, 4000)
    low = Whole(LABEL["low"], 0, 100)
    low_label = Line(LABEL["low_label"], 40)
    high = Whole(LABEL["high"], 0, 100)
    high_label = Line(LABEL["high_label"], 40)
    suds = Flag(LABEL["suds"])
    choices = Entries(LABEL["choices"], rows=4, help_text=EACH_A_LINE)
    rows_least = Whole(LABEL["rows_least"], 0, 12)
    rows_most = Whole(LABEL["rows_most"], 1, 12)
    required = Flag(LABEL["required"])
    key = Line(LABEL["key"], 40, help_text=_("Small letters; made from the name when it is empty."))

    @classmethod
    def unfolded(cls, data: Mapping[str, Any]) -> Mapping[str, Any]:
        """Choices as lines `code = label`."""
        choices = data.get("choices")
        if not isinstance(choices, list):
            return data
        pairs = [(one.get("code"), one.get("label")) for one in choices if isinstance(one, dict)]
        whole = len(pairs) == len(choices) and all(isinstance(v, str) for p in pairs for v in p)
        lines = [f"{code} = {label}" for code, label in pairs]
        return {**data, "choices": lines} if whole else data

    @classmethod
    def folded(cls, data: dict[str, Any]) -> dict[str, Any]:
        """Only the limits of this kind; codes and key made from what is read where they are empty."""
        kind = data.get("kind")
        others = {name for names in LIMITS.values() for name in names} - {
            *LIMITS.get(kind or "", ())
        }
        found = {name: value for name, value in data.items() if name not in others}
        if "choices" in found:
            found["choices"] = [_choice(line) for line in found["choices"]]
        if "key" not in found and "label" in found:
            found["key"] = _key(found["label"])
        return found


class PracticeForm(ItemForm):
    """A practice; its other forms (`variants`) are changed in the file."""

    shelf = PRACTICES
    row_kinds: ClassVar[dict[str, type[RowForm]]] = {"steps": StepRow, "evidence": EvidenceRow}
    sections = (
        Section(
            _("What it is"),
            (
                ("title", "client_title"),
                "plain_title",
                "purpose",
                ("minutes__shortest", "minutes__usual", "minutes__longest", "cool", "warm"),
                "wing",
                "mode",
            ),
            opened=True,
        ),
        Section(_("Steps"), ("steps",), opened=True),
        Section(_("To read aloud"), ("script",), opened=True),
        Section(
            _("Who may do it"),
            (
                "gates__led_by",
                "gates__activating",
                "gates__leave_out_when",
                "gates__exposure_homework",
            ),
        ),
        Section(
            _("What the client reads first"),
            ("where", "anchors", "stop_and_steady", "real_danger_line", "may_happen"),
        ),
        Section(_("Take care"), ("cautions", "when_to_stop", "unwanted_effects")),
        Section(
            _("Where it fits"),
            ("phases", "components", "settings", "audiences", "worksheet", "related", "tags"),
        ),
        KNOWN,
        CREDIT,
    )

    title = Line(LABEL["title"], 80)
    client_title = Line(LABEL["client_title"], 80)
    plain_title = Line(
        LABEL["plain_title"], 80, help_text=_("For discreet paper: says nothing of therapy.")
    )
    purpose = Line(LABEL["purpose"], 200, help_text=_("One sentence that the client reads."))
    minutes__shortest = Whole(_("Shortest, min"), 1, 90)
    minutes__usual = Whole(_("Usual, min"), 1, 90)
    minutes__longest = Whole(_("Longest, min"), 1, 90)
    cool = Whole(_("Cool, min"), 0, 90)
    warm = Whole(_("Warm, min"), 0, 90)
    wing = Word(LABEL["wing"], words.wings)
    mode = Word(LABEL["mode"], words.modes)
    script = Passage(
        LABEL["script"], rows=10, help_text=_("Times in brackets. An empty line makes a paragraph.")
    )
    gates__led_by = Word(LABEL["led_by"], words.led_by)
    gates__activating = Flag(_("Activating: may stir up a lot"))
    gates__leave_out_when = Words(LABEL["leave_out_when"], words.conditions)
    gates__exposure_homework = Flag(_("Exposure at home: brings the stay-or-stop card along"))
    where = Line(LABEL["where"], 120, help_text=_("Eyes open comes first."))
    anchors = Words(LABEL["anchors"], words.anchors)
    stop_and_steady = Passage(LABEL["stop_and_steady"])
    real_danger_line = Passage(LABEL["real_danger_line"], rows=2)
    may_happen = Passage(LABEL["may_happen"])
    cautions = Entries(LABEL["cautions"], rows=4, help_text=EACH_A_LINE)
    when_to_stop = Entries(LABEL["when_to_stop"], help_text=EACH_A_LINE)
    unwanted_effects = Entries(LABEL["unwanted_effects"], help_text=EACH_A_LINE)
    phases = Words(LABEL["phases"], words.phases)
    components = Words(LABEL["components"], words.components)
    settings = Words(LABEL["settings"], words.settings)
    audiences = Words(LABEL["audiences"], words.audiences)
    worksheet = Line(LABEL["worksheet"], 60, help_text=_("Its code, as in the library’s address."))
    related = Commas(LABEL["related"], help_text=_("Their codes, with commas between them."))
    tags = Commas(LABEL["tags"], help_text=_("With commas between them."))
    credit = Line(LABEL["credit"], 200)
    licence = Line(LABEL["licence"], 80, help_text=_("For example CC BY 4.0."))


class WorksheetForm(ItemForm):
    """A worksheet; the columns of its tables are changed in the file."""

    shelf = WORKSHEETS
    row_kinds: ClassVar[dict[str, type[RowForm]]] = {"fields": QuestionRow}
    sections = (
        Section(_("What it is"), (("title", "plain_title"), "purpose", "why", "when"), opened=True),
        Section(_("Questions"), ("fields",), opened=True),
        Section(_("How to fill it in"), ("how", "example", "minutes", "shared"), opened=True),
        Section(
            _("What the client reads first"), ("stop_and_steady", "real_danger_line", "may_happen")
        ),
        Section(
            _("Who may do it"),
            ("gates__led_by", "gates__activating", "gates__leave_out_when", "cautions"),
        ),
        Section(_("Where it fits"), ("settings", "audiences", "tags")),
        CREDIT,
    )

    title = Line(LABEL["title"], 80)
    plain_title = PracticeForm.base_fields["plain_title"]
    purpose = PracticeForm.base_fields["purpose"]
    why = Passage(LABEL["why"], rows=2)
    when = Line(LABEL["when"], 120)
    how = Entries(LABEL["how"], rows=4, help_text=EACH_A_LINE)
    example = Passage(LABEL["example"], help_text=_("What somebody else wrote, invented."))
    minutes = Whole(LABEL["minutes"], 1, 90)
    shared = Flag(_("The clinician reads it unless the client says otherwise"))
    stop_and_steady = PracticeForm.base_fields["stop_and_steady"]
    real_danger_line = PracticeForm.base_fields["real_danger_line"]
    may_happen = PracticeForm.base_fields["may_happen"]
    gates__led_by = PracticeForm.base_fields["gates__led_by"]
    gates__activating = PracticeForm.base_fields["gates__activating"]
    gates__leave_out_when = PracticeForm.base_fields["gates__leave_out_when"]
    cautions = PracticeForm.base_fields["cautions"]
    settings = PracticeForm.base_fields["settings"]
    audiences = PracticeForm.base_fields["audiences"]
    tags = PracticeForm.base_fields["tags"]
    credit = PracticeForm.base_fields["credit"]
    licence = PracticeForm.base_fields["licence"]


class PieceForm(ItemForm):
    """Something to explain."""

    shelf = PIECES
    row_kinds: ClassVar[dict[str, type[RowForm]]] = {"evidence": EvidenceRow}
    sections = (
        Section(
            _("What it is"),
            (("title", "plain_title"), "purpose", "reader", ("minutes",), "wing"),
            opened=True,
        ),
        Section(_("The text"), ("text", "key_points", "ask"), opened=True),
        Section(_("Take care"), ("cautions",)),
        Section(_("Where it fits"), ("settings", "audiences", "related", "tags")),
        KNOWN,
        CREDIT,
    )

    title = Line(LABEL["title"], 120)
    plain_title = PracticeForm.base_fields["plain_title"]
    purpose = Line(LABEL["purpose"], 300)
    reader = Word(LABEL["reader"], words.readers)
    minutes = Whole(_("Minutes to tell it"), 1, 30)
    wing = PracticeForm.base_fields["wing"]
    text = Passage(
        LABEL["text"], rows=12, help_text=_("## begins a heading, - an entry of a list.")
    )
    key_points = Entries(LABEL["key_points"], help_text=EACH_A_LINE)
    ask = Line(LABEL["ask"], 200, help_text=_("Shows what has arrived."))
    cautions = PracticeForm.base_fields["cautions"]
    settings = PracticeForm.base_fields["settings"]
    audiences = PracticeForm.base_fields["audiences"]
    related = PracticeForm.base_fields["related"]
    tags = PracticeForm.base_fields["tags"]
    credit = PracticeForm.base_fields["credit"]
    licence = PracticeForm.base_fields["licence"]


FORMS: dict[str, type[ItemForm]] = {
    kind.shelf: kind for kind in (PracticeForm, WorksheetForm, PieceForm)
}


def _choice(line: str) -> dict[str, str]:
    """A choice from `code = label`, or from its label alone."""
    code, sign, label = line.partition("=")
    if not sign:
        return {"code": _key(line)[:40], "label": line}
    return {"code": code.strip(), "label": label.strip()}


def _key(label: str) -> str:
    """A key made from what is read."""
    key = re.sub(r"[^a-z0-9]+", "_", slugify(label)).strip("_")[:40]
    return key if key[:1].isalpha() else f"q_{key}"[:40].rstrip("_")
