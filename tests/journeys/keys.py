"""What a keyboard reaches on a page: the order, what can be seen of it, and whether it is covered."""

from typing import TypedDict

from playwright.sync_api import Locator, Page, expect

MOST_STOPS = 600
"""Tabs after which a page is taken for a trap; dates and times have several stops each."""

WATCH = """() => {
  const name = (one) => `${one.tagName.toLowerCase()} ${
    one.getAttribute("aria-label") || one.name || one.textContent.trim().slice(0, 40)}`;
  const outlined = (one, pseudo) => {
    const style = getComputedStyle(one, pseudo);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  };
  const drawn = (one) => {
    const box = one.getBoundingClientRect();
    return box.width > 8 && box.height > 8 && getComputedStyle(one).opacity !== "0";
  };
  const seen = (one) => {
    const label = one.closest("label");
    return (drawn(one) && (outlined(one) || outlined(one, "::after")))
      || Boolean(label && drawn(label) && outlined(label));
  };
  const covered = (one) => {
    const label = one.closest("label");
    const box = (label || one).getClientRects()[0];
    const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return !top || !(one.contains(top) || top.contains(one) || (label && label.contains(top)));
  };
  const known = new Map();
  window.walked = [];
  document.addEventListener("focusin", ({ target }) => {
    if (!known.has(target)) known.set(target, known.size);
    const stop = { id: known.get(target), name: name(target), element: target };
    if (walked.at(-1)?.element === target) return;
    walked.push({ ...stop, seen: seen(target), covered: covered(target) });
  });
  window.reachable = () => {
    const wanted = "a[href], button, input, select, textarea, summary, [tabindex]";
    const groups = new Map();
    const all = [...document.querySelectorAll(wanted)].filter((one) =>
      !one.disabled && one.tabIndex >= 0 && one.type !== "hidden"
      && one.checkVisibility({ visibilityProperty: true }));
    for (const one of all.filter((any) => any.type === "radio")) {
      const key = one.form ? `${[...document.forms].indexOf(one.form)} ${one.name}` : one.name;
      if (!groups.has(key) || one.checked) groups.set(key, one);
    }
    const chosen = new Set(groups.values());
    return all.filter((one) => one.type !== "radio" || chosen.has(one));
  };
  window.circle = () => {
    const first = walked.findIndex((stop, at) => walked.slice(0, at).some(
      (before) => before.element === stop.element));
    return first > 0;
  };
  window.walk = () => {
    const wanted = reachable();
    const stops = walked.filter((stop, at) => walked.findIndex(
      (before) => before.element === stop.element) === at);
    const start = stops.findIndex((stop) => stop.element === wanted[0]);
    const order = [...stops.slice(start), ...stops.slice(0, start)];
    const known = order.filter((stop) => wanted.includes(stop.element));
    return {
      wanted: wanted.map(name),
      reached: known.map((stop) => name(stop.element)),
      inOrder: known.every((stop, at) => stop.element === wanted[at]),
      unseen: known.filter((stop) => !stop.seen).map((stop) => stop.name),
      covered: known.filter((stop) => stop.covered).map((stop) => stop.name),
    };
  };
}"""


class Walk(TypedDict):
    """What was met by Tab alone."""

    wanted: list[str]
    reached: list[str]
    inOrder: bool
    unseen: list[str]
    covered: list[str]


def walk(page: Page) -> Walk:
    """Press Tab until an element comes round again; raises AssertionError when none does."""
    page.evaluate(WATCH)
    if page.evaluate("() => reachable().length < 2"):  # nothing to come round to
        page.keyboard.press("Tab")
        return _met(page)
    for _batch in range(MOST_STOPS // 20):
        for _press in range(20):
            page.keyboard.press("Tab")
        if page.evaluate("() => circle()"):
            return _met(page)
    raise AssertionError("Tab does not come round again")


def _met(page: Page) -> Walk:
    found: Walk = page.evaluate("() => walk()")
    return found


AT = """(one) => {
  const here = document.activeElement;
  const bar = one.closest("[role=toolbar]");
  return one === here ? "here" : bar?.contains(here) ? "beside" : "";
}"""


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until this has the focus, in a toolbar the arrow; raises AssertionError when neither
    gets there."""
    expect(wanted).to_be_visible()
    for _press in range(MOST_STOPS):
        at = wanted.evaluate(AT)
        if at == "here":
            return
        page.keyboard.press("ArrowRight" if at else "Tab")
    raise AssertionError(f"Tab does not reach {wanted}")
