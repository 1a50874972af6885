"""Presence and kindness over weeks: daily medians, the usual band, and the lines of a chart. Pure."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median, quantiles

BAND_DAYS = 14
"""The first two weeks with answers are what later ones are compared with (clinical default)."""

ENOUGH_DAYS = 4
"""Days with an answer that a comparison needs on both sides (clinical default)."""

GAP_DAYS = 2
"""A line is broken where more days than this lie between two answers."""

WIDTH, HEIGHT = 660, 200
LEFT, RIGHT, TOP, BOTTOM = 34, 76, 12, 28
NARROW = 300
"""The width of a drawing for a phone, whose words can be read there at their own size."""
APART, FROM_END = 46, 64
"""How far the words of two meetings, and those at the two ends, have to be from one another."""

SCALES = {"1-7": (1, 7), "0-100": (0, 100)}
"""Lowest and highest value of the two rating scales."""


@dataclass(frozen=True, kw_only=True)
class Rating:
    """Two ratings of one moment; each may be missing."""

    date: dt.date
    presence: int | None
    kindness: int | None


@dataclass(frozen=True, kw_only=True)
class RatedDay:
    """The medians of one day, each with what was answered; None where nothing was."""

    date: dt.date
    presence: float | None
    kindness: float | None


@dataclass(frozen=True, kw_only=True)
class Compared:
    """The recent median of one rating and how it lies to the first two weeks' middle half.

    `verdict` is higher, lower, usual, or few where there are too few days to compare.
    """

    median: float | None
    days: int
    early: float | None
    verdict: str


@dataclass(frozen=True, kw_only=True)
class Line:
    """One unbroken stretch of a rating as SVG points."""

    name: str
    points: str


@dataclass(frozen=True, kw_only=True)
class Dot:
    """One day's median in the drawing."""

    name: str
    x: float
    y: float


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A place on an axis with its words: a day on which people met, or a value."""

    at: float
    words: str


@dataclass(frozen=True, kw_only=True)
class Chart:
    """All that a small SVG needs, in a viewBox of `width` x `height`; the plot ends at `right`."""

    width: int
    height: int
    left: int
    right: int
    bottom: int
    first: dt.date
    last: dt.date
    lines: tuple[Line, ...]
    dots: tuple[Dot, ...]
    meetings: tuple[Mark, ...]
    values: tuple[Mark, ...]
    ends: tuple[Mark, ...]
    band: tuple[float, float] | None

    @property
    def dotted(self) -> Iterable[Line]:
        """All dots of a name as one path of points, which round line ends make visible."""
        for name in ("presence", "kindness"):
            of_name = (dot for dot in self.dots if dot.name == name)
            yield Line(name=name, points="".join(f"M{dot.x:g} {dot.y:g}h0" for dot in of_name))


@dataclass(frozen=True)
class Axis:
    """Where the days lie in a drawing of this width."""

    first: dt.date
    last: dt.date
    width: int

    def x(self, day: dt.date) -> float:
        """The place of a day."""
        span = max(1, (self.last - self.first).days)
        return round(LEFT + (self.width - LEFT - RIGHT) * (day - self.first).days / span, 1)


def by_day(ratings: Iterable[Rating]) -> tuple[RatedDay, ...]:
    """Daily medians, oldest first; days without any answer are left out."""
    days: dict[dt.date, list[Rating]] = {}
    for rating in ratings:
        days.setdefault(rating.date, []).append(rating)
    found = (
        RatedDay(
            date=day,
            presence=_median(rating.presence for rating in of_day),
            kindness=_median(rating.kindness for rating in of_day),
        )
        for day, of_day in sorted(days.items())
    )
    return tuple(day for day in found if (day.presence, day.kindness) != (None, None))


def compare(days: tuple[RatedDay, ...], name: str, since: dt.date) -> Compared:
    """How the rating `name` since a day lies to its middle half in the first two weeks."""
    answered = [(day.date, getattr(day, name)) for day in days if getattr(day, name) is not None]
    recent = [value for date, value in answered if date >= since]
    until = answered[0][0] + dt.timedelta(days=BAND_DAYS) if answered else since
    early = [value for date, value in answered if date < min(until, since)]
    verdict = "few"
    if len(recent) >= ENOUGH_DAYS and len(early) >= ENOUGH_DAYS:
        low, high = middle_half(early)
        now = median(recent)
        verdict = "higher" if now > high else "lower" if now < low else "usual"
    return Compared(
        median=median(recent) if recent else None,
        days=len(recent),
        early=median(early) if early else None,
        verdict=verdict,
    )


def middle_half(values: list[float]) -> tuple[float, float]:
    """Lower and upper quartile (inclusive method) of at least two values."""
    low, _middle, high = quantiles(values, n=4, method="inclusive")
    return low, high


def draw(
    days: tuple[RatedDay, ...],
    scale: str,
    first: dt.date,
    last: dt.date,
    meetings: Iterable[tuple[dt.date, str]] = (),
    width: int = WIDTH,
) -> Chart | None:
    """The drawing of the days `first` to `last`, or None when there is nothing to draw."""
    shown = tuple(day for day in days if first <= day.date <= last)
    if not shown:
        return None
    low, high = SCALES[scale]
    axis = Axis(first, last, width)
    middle = (low + high) / 2
    return Chart(
        width=width,
        height=HEIGHT,
        left=LEFT,
        right=width - RIGHT,
        bottom=HEIGHT - BOTTOM,
        first=first,
        last=last,
        lines=tuple(_lines(shown, low, high, axis)),
        dots=tuple(_dots(shown, low, high, axis)),
        meetings=tuple(_meetings(meetings, axis)),
        values=tuple(Mark(at=_y(v, low, high), words=f"{v:g}") for v in (high, middle, low)),
        ends=tuple(_ends(shown, low, high)),
        band=_band(days, low, high),
    )


def _band(days: tuple[RatedDay, ...], low: int, high: int) -> tuple[float, float] | None:
    """Top and height of the middle half of kindness in the first two weeks, or None for too few."""
    until = days[0].date + dt.timedelta(days=BAND_DAYS)
    early = [day.kindness for day in days if day.kindness is not None and day.date < until]
    if len(early) < ENOUGH_DAYS:
        return None
    bottom, top = middle_half(early)
    return _y(top, low, high), round(_y(bottom, low, high) - _y(top, low, high), 1)


def _meetings(meetings: Iterable[tuple[dt.date, str]], axis: Axis) -> Iterable[Mark]:
    """The days on which people met, earliest first; of words that would meet, the first ones stay."""
    end: float = LEFT + FROM_END - APART
    for day, words in sorted(meetings):
        if not axis.first <= day <= axis.last:
            continue
        at = axis.x(day)
        is_free = end + APART <= at <= axis.width - RIGHT - FROM_END
        end = at if is_free else end
        yield Mark(at=at, words=words if is_free else "")


def _lines(days: tuple[RatedDay, ...], low: int, high: int, axis: Axis) -> Iterable[Line]:
    for name in ("presence", "kindness"):
        stretch: list[str] = []
        before: dt.date | None = None
        for day in days:
            value = getattr(day, name)
            if value is None:
                continue
            if before is not None and (day.date - before).days > GAP_DAYS:
                yield Line(name=name, points=" ".join(stretch))
                stretch = []
            stretch.append(f"{axis.x(day.date):g},{_y(value, low, high):g}")
            before = day.date
        if stretch:
            yield Line(name=name, points=" ".join(stretch))


def _dots(days: tuple[RatedDay, ...], low: int, high: int, axis: Axis) -> Iterable[Dot]:
    for name in ("presence", "kindness"):
        for day in days:
            value = getattr(day, name)
            if value is not None:
                yield Dot(name=name, x=axis.x(day.date), y=_y(value, low, high))


def _ends(days: tuple[RatedDay, ...], low: int, high: int) -> Iterable[Mark]:
    """Where the words "kindness" and "presence" stand: beside their last values, kept apart."""
    places = {}
    for name in ("kindness", "presence"):
        values = [getattr(day, name) for day in days if getattr(day, name) is not None]
        if values:
            places[name] = _y(values[-1], low, high)
    if len(places) == 2 and abs(places["kindness"] - places["presence"]) < 16:
        upper = "kindness" if places["kindness"] <= places["presence"] else "presence"
        lower = "presence" if upper == "kindness" else "kindness"
        middle = (places["kindness"] + places["presence"]) / 2
        places[upper], places[lower] = middle - 8, middle + 8
    return [Mark(at=round(place, 1), words=name) for name, place in places.items()]


def _median(values: Iterable[int | None]) -> float | None:
    given = [value for value in values if value is not None]
    return float(median(given)) if given else None


def _y(value: float, low: int, high: int) -> float:
    return round(TOP + (HEIGHT - TOP - BOTTOM) * (high - value) / (high - low), 1)
