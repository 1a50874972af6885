"""What writing an own item needs: the row, its language, what it may name, and the gate."""

from dataclasses import dataclass, field
from typing import Any

from django.http import Http404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from clients.access import Capability, fetch, reach
from clients.models import Language
from planner.forms.writing import FORMS, ItemForm
from planner.library.copies import translation_of
from planner.library.differences import field_label
from planner.library.documents import PRACTICES, WORKSHEETS, Document
from planner.library.faults import Fault, LibraryError
from planner.library.frontmatter import UnreadableError, read_content
from planner.library.reader import ENGLISH, Known, read_one
from planner.library.reading import GRADE_MOST, client_text, grade
from planner.library.status import is_outdated
from planner.library.words import SHELF_ONE_LABELS
from planner.library.writer import written
from planner.models import Item, ItemVersion
from planner.models.choices import titled
from planner.models.crossing import crossings
from planner.models.own import known_to
from planner.pages import Asked, page_of

FORM, FILE = "form", "file"


@dataclass
class Desk:
    """An own item in one language; `version` is None while it has no words in it."""

    item: Item
    language: str
    versions: dict[str, ItemVersion]
    known: Known

    @property
    def version(self) -> ItemVersion | None:
        """What it says now in this language."""
        return self.versions.get(self.language)

    @property
    def english(self) -> Document | None:
        """What it says in English, for a desk of another language."""
        english = self.versions.get(ENGLISH)
        return english.read() if english and self.language != ENGLISH else None

    @property
    def seen(self) -> int:
        """The number of the version that one begins from."""
        return self.version.number if self.version else 0

    @property
    def kind(self) -> str:
        """What it is, in a word or two."""
        return str(SHELF_ONE_LABELS[self.item.shelf])

    @property
    def has_form(self) -> bool:
        """Whether this kind can be written in a form."""
        return self.item.shelf in FORMS

    def text(self) -> str:
        """The file to begin with: what it says now, or the words to translate."""
        if self.version:
            return written(self.version.read())
        other = self.versions.get(ENGLISH) or next(iter(self.versions.values()), None)
        if other is None:
            raise Http404
        return written(translation_of(other.read(), self.language))

    def judged(self, text: str) -> tuple[Document | None, list[Fault]]:
        """The document of this text, or every fault that the gate finds in it."""
        name = f"{self.language}/{self.item.shelf}/{self.item.code}.md"
        try:
            return read_one(text, name=name, known=self.known), []
        except LibraryError as error:
            return None, error.faults

    def is_outdated(self) -> bool:
        """Whether the English words have changed since these were written."""
        return self.version is not None and is_outdated(self.version.read(), self.english)

    def languages(self) -> list[tuple[str, str, bool]]:
        """Code and name of every language it has or could have, and whether it has it."""
        names = dict(Language.choices)
        codes = dict.fromkeys((*self.versions, *names))
        return [(code, str(names.get(code, code)), code in self.versions) for code in codes]


@dataclass
class Writing:
    """What is being written: a form or the file itself, and what the gate says of it."""

    way: str
    text: str
    form: ItemForm | None
    document: Document | None
    faults: list[Fault] = field(default_factory=list)

    @property
    def others(self) -> list[Fault]:
        """The faults that stand at no field of the form."""
        return self.form.others if self.form else self.faults

    @property
    def in_words(self) -> list[tuple[str, str]]:
        """Every fault by the name of its field, for whoever does not see the file."""
        return [(field_label(one.field) if one.field else "", one.reason) for one in self.faults]

    @property
    def reading_grade(self) -> float | None:
        """How hard the words for clients are; for English only."""
        if self.document is None or self.document.language != ENGLISH:
            return None
        words = client_text(self.document)
        return round(grade(words), 1) if words else None

    @property
    def is_hard(self) -> bool:
        """Whether clients would find it hard to read."""
        return (self.reading_grade or 0) > GRADE_MOST


def desk_of(request: Any, code: str) -> Desk:
    """The clinic's own item of this code; in `?language=`, else in the clinic's, else in English."""
    item: Item = fetch(request, Item, code=code, clinic=request.member.clinic_id)
    versions = {one.language: one for one in item.versions.filter(current=True)}
    for one in versions.values():
        one.item = item  # so that it knows its shelf without asking
    wanted = request.GET.get("language", "")
    if wanted not in (*versions, *Language.values):
        usual = (request.member.clinic.language, ENGLISH, *versions)
        wanted = next((code for code in usual if code in versions), ENGLISH)
    # What everybody sees may not name what only its author sees.
    rows = reach(request, Capability.VIEW, Item)
    known = known_to(rows if item.is_draft else rows.for_all())
    return Desk(item=item, language=wanted, versions=versions, known=known)


def opened(request: Any, desk: Desk, text: str, way: str) -> Writing:
    """This text in the form, or as the file where that was asked for or has to be."""
    document, faults = desk.judged(text)
    form = _form_of(desk, text) if way != FILE else None
    return _ready(request, desk, Writing(FORM if form else FILE, text, form, document, faults))


def sent(request: Any, desk: Desk, act: str) -> Writing:
    """What was sent, in the way it was written; `act` may move the rows of the form."""
    if request.POST.get("way") == FORM and desk.has_form:
        form = FORMS[desk.item.shelf].of_post(request.POST)
        form = form.rearranged(act) if ":" in act else form
        text = form.written()
        document, faults = desk.judged(text)
        return _ready(
            request, desk, Writing(FORM, text, form, document, faults), told=":" not in act
        )
    text = request.POST.get("text", "")
    return Writing(FILE, text, None, *desk.judged(text))


def as_read(request: Any, desk: Desk, document: Document) -> SafeString:
    """The item's page as it would read with these words, without what is around it."""
    language = request.member.clinic.language
    usable = reach(request, Capability.VIEW, Item).standing_in(request.member.clinic)
    named = crossings(usable, document, language).named
    context = {
        "skeleton": "planner/own/as_read.html",
        "item": desk.item,
        "document": document,
        "page": page_of(document, named, Asked(today=request.member.clinic.today())),
        "is_preview": True,
    }
    return render_to_string(f"planner/items/{desk.item.shelf}.html", context, request)


def own_address(request: Any, name: str, item: Item, language: str = "") -> str:
    """The address of a page about an own item, in the language that it is about."""
    url = reverse(f"planner:{name}", args=[request.member.clinic.uid, item.code])
    return f"{url}?language={language}" if language else url


def _form_of(desk: Desk, text: str) -> ItemForm | None:
    """The form that shows this text; None for kinds without one, and for what is no file at all."""
    if not desk.has_form:
        return None
    try:
        return FORMS[desk.item.shelf].of_file(read_content(text.encode("utf-8", "replace"), "x.md"))
    except UnreadableError:
        return None


def _ready(request: Any, desk: Desk, writing: Writing, *, told: bool = True) -> Writing:
    """The form with the choices that only the clinic's library knows, and its faults in place."""
    if writing.form is None:
        return writing
    if desk.item.shelf == PRACTICES:
        usable = reach(request, Capability.VIEW, Item).standing_in(request.member.clinic)
        sheets = titled(usable.filter(shelf=WORKSHEETS), desk.language)
        writing.form.offer("worksheet", [(one.code, one.title) for one in sheets])
    writing.form.show(writing.faults if told else [])
    return writing
