"""The page of a course: its sessions in order, and what is practised between them."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from planner.library.courses import CourseDocument
from planner.library.prose import as_html

from .asked import Asked
from .fits import audiences_of, settings_of
from .named import Named, in_order


@dataclass(frozen=True, kw_only=True)
class CourseStep:
    """One session, its protocol, and what goes home after it."""

    title: str
    theme: str
    protocol: Named | None
    home: tuple[Named, ...]
    home_text: str
    until_next: str


@dataclass(frozen=True, kw_only=True)
class CoursePage:
    """The sessions in order; `rhythm` says how far apart they are."""

    sessions: tuple[CourseStep, ...]
    rhythm: str
    minutes: tuple[int, ...]
    text: SafeString
    settings: tuple[str, ...]
    audiences: tuple[str, ...]


def course_page(document: CourseDocument, named: Mapping[str, Named], _asked: Asked) -> CoursePage:
    """The course with what is there of its protocols and its homework."""
    last = len(document.sessions) - 1
    rhythm = every(document.every)
    steps = tuple(
        CourseStep(
            title=one.title,
            theme=one.theme,
            protocol=named.get(one.protocol),
            home=in_order(one.home, named),
            home_text=one.home_text,
            until_next="" if place == last else rhythm,
        )
        for place, one in enumerate(document.sessions)
    )
    lengths = {one.protocol.minutes for one in steps if one.protocol and one.protocol.minutes}
    return CoursePage(
        sessions=steps,
        rhythm=rhythm,
        minutes=tuple(sorted(lengths)),
        text=as_html(document.text, below=2),
        settings=settings_of(document),
        audiences=audiences_of(document),
    )


def every(days: int) -> str:
    """How far apart sessions are, in words: "a week apart", "10 days apart"."""
    if days % 7 == 0:
        weeks = days // 7
        one, more = _("a week apart"), "%(n)d weeks apart"
        return one if weeks == 1 else ngettext("%(n)d week apart", more, weeks) % {"n": weeks}
    return ngettext("%(n)d day apart", "%(n)d days apart", days) % {"n": days}
