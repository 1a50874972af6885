"""The player at 390 px: steps, clock, breaths, stop and steady, the lock that lets it go on."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visit
from tests.journeys.demo import LEILA, PIN, QUIET, open_phone, phone_link
from tests.journeys.pages import fit_height, too_wide
from tests.journeys.test_phone_closing import HIDE, fall_idle
from tests.journeys.watching import PHONE
from tests.server import Site

Axe = Callable[..., list[str]]

DEVICE = """
  window.asked = { held: 0, released: 0, spoken: [], rung: 0 };
  const lock = new EventTarget();
  lock.release = async () => { asked.released += 1; lock.dispatchEvent(new Event("release")); };
  Object.defineProperty(navigator, "wakeLock", {
    value: { request: async () => { asked.held += 1; return lock; } },
  });
  const voices = [
    { name: "far", lang: "en-GB", localService: false },
    { name: "own", lang: "en_GB", localService: true },
  ];
  speechSynthesis.getVoices = () => voices;
  speechSynthesis.speak = (said) => asked.spoken.push(said.text);
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  const Node = OscillatorNode;
  window.OscillatorNode = class extends Node {
    constructor(...of) { super(...of); asked.rung += 1; }
  };
"""
"""What a phone has and this browser may lack: a wake lock and voices; it counts the bell's tones."""


def play(site: Site, visit: Visit, code: str = LEILA, *, eyes: bool = False) -> tuple[Page, str]:
    """A phone that has begun the practice; its page's clock stands still. Also the homework's uid."""
    made = f"rows.say_played({code!r}, eyes={eyes})"
    uid = site.ask(f"from tests.journeys import rows; {made}")
    page = visit(site, viewport=PHONE, has_touch=True, allowed=(422,))
    page.context.add_init_script(DEVICE)
    open_phone(page, phone_link(site, code))
    page.clock.install()
    page.goto(f"{site.url}/p/begin/{uid}/")
    page.get_by_role("group", name="How hard is it just now?").get_by_label("6").check()
    page.get_by_role("button", name="Begin, step by step").click()
    first = "Look around" if eyes else "Notice"
    expect(page.get_by_role("heading", name=first, exact=True)).to_be_focused()
    return page, uid


def at(page: Page, place: str, heading: str) -> None:
    """The step that is shown, its place in words, and Leave and Stop in sight."""
    expect(page.locator("[data-place]")).to_have_text(place)
    expect(page.get_by_role("heading", name=heading, exact=True)).to_be_focused()
    for name in ("Leave", "Stop and steady"):
        expect(page.get_by_role("button", name=name)).to_be_in_viewport()


def test_a_practice_is_played_to_its_end(site: Site, visit: Visit) -> None:
    page, uid = play(site, visit)
    at(page, "1 of 4", "Notice")
    page.clock.run_for(8_000)
    expect(page.get_by_role("timer")).to_have_text("0:12")
    page.get_by_role("button", name="Pause").click()
    page.clock.run_for(60_000)
    expect(page.get_by_role("timer")).to_have_text("0:12")
    page.get_by_role("button", name="Go on").click()
    page.clock.run_for(12_500)
    at(page, "2 of 4", "Breathe")
    assert page.evaluate("() => asked.rung") == 3
    breath = page.get_by_role("button", name="Touch once for each breath")
    breath.click()
    page.keyboard.press("Space")  # on the button itself
    expect(page.get_by_text("That is enough.")).to_be_hidden()
    breath.click()
    expect(page.get_by_text("That is enough.")).to_be_visible()
    page.clock.run_for(600_000 - 90_000)  # nothing hurries
    breath.click()
    breath.click()
    at(page, "3 of 4", "Say it")
    expect(page.get_by_text("I am here, Leila.").last).to_be_visible()
    expect(page.get_by_text("Time 1 of 2")).to_be_visible()
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_text("Time 2 of 2")).to_be_visible()
    page.get_by_role("button", name="Next").click()
    at(page, "4 of 4", "Close")
    assert page.evaluate("() => [asked.held, asked.released]") == [1, 0]
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_role("heading", name="That was it.")).to_be_focused()
    assert page.evaluate("() => asked.released") == 1
    page.get_by_role("button", name="A part of it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Saved")
    assert site.ask(f"from tests.journeys import rows; rows.say_entry({uid!r})") == "part 6"


def test_every_screen_of_it_is_accessible(site: Site, visit: Visit, axe: Axe) -> None:
    page, _uid = play(site, visit)
    page.locator("summary", has_text="Sound, text, clock, eyes").click()
    for number in range(6):
        assert axe(page) == []
        fit_height(page, 320)
        assert too_wide(page) == []
        assert axe(page, "target-size") == []
        page.set_viewport_size({"width": 390, "height": 844})
        if number < 5:
            page.locator("[data-on]").click()
    page.get_by_role("button", name="Stop and steady").click()
    assert axe(page) == []


def test_by_keyboard_alone(site: Site, visit: Visit) -> None:
    page, _uid = play(site, visit)
    page.keyboard.press("Space")
    at(page, "2 of 4", "Breathe")
    for _number in range(3):
        page.keyboard.press("Space")
    expect(page.locator("[data-breaths]:visible")).to_have_text("3")
    page.keyboard.press("Enter")
    at(page, "3 of 4", "Say it")
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", name="Steady first")).to_be_focused()
    expect(page.get_by_role("link", name="999", exact=True)).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Steady first")).to_be_visible()
    page.get_by_role("button", name="Back to the step").click()
    at(page, "3 of 4", "Say it")
    page.get_by_role("button", name="Stop and steady").click()
    page.get_by_role("button", name="End here").click()
    expect(page.get_by_role("heading", name="That was it.")).to_be_focused()
    page.get_by_role("button", name="Back").click()
    at(page, "4 of 4", "Close")


def test_switches_are_remembered_by_the_page_only(site: Site, visit: Visit) -> None:
    page, _uid = play(site, visit)
    page.locator("summary", has_text="Sound, text, clock, eyes").click()
    page.get_by_role("button", name="Read aloud").click()
    assert page.evaluate("() => asked.spoken") == ["Notice.\nNotice what is here."]
    page.get_by_role("button", name="Clock", exact=True).click()
    expect(page.get_by_role("timer")).to_be_hidden()
    size = "() => parseFloat(getComputedStyle(document.querySelector('.player-text')).fontSize)"
    before = page.evaluate(size)
    page.get_by_role("button", name="Larger text").click()
    assert page.evaluate(size) > before * 1.2
    page.get_by_role("button", name="Bell").click()
    page.clock.run_for(21_000)
    at(page, "2 of 4", "Breathe")
    assert page.evaluate("() => [asked.rung, asked.spoken.length]") == [0, 2]
    stored = "() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)]"
    assert page.evaluate(stored) == []


def test_eyes_open_changes_to_its_own_steps_and_back(site: Site, visit: Visit) -> None:
    page, _uid = play(site, visit, eyes=True)
    at(page, "1 of 1", "Look around")  # open eyes are the safer ones for her
    expect(page.get_by_text("At the window, eyes open.")).to_be_visible()
    page.locator("summary", has_text="Sound, text, clock, eyes").click()
    eyes = page.get_by_role("button", name="Eyes open", exact=True)
    eyes.click()
    at(page, "1 of 4", "Notice")
    page.get_by_role("button", name="Next").click()
    eyes.click()
    at(page, "1 of 1", "Look around")
    eyes.click()
    at(page, "2 of 4", "Breathe")
    eyes.click()
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_role("heading", name="That was it.")).to_be_focused()


def test_eyes_open_is_said_in_a_line_where_it_has_no_steps(site: Site, visit: Visit) -> None:
    page, _uid = play(site, visit, QUIET)
    page.locator("summary", has_text="Text, clock, eyes").click()
    line = page.get_by_text("Keep your eyes open, rest your gaze.")
    expect(line).to_be_visible()
    for is_seen in (False, True):
        page.get_by_role("button", name="Eyes open", exact=True).click()
        expect(line).to_be_visible(visible=is_seen)
    expect(page.get_by_role("heading", name="Notice", exact=True)).to_be_visible()


def test_the_lock_lets_the_practice_go_on_and_its_entry_needs_no_pin(
    site: Site, visit: Visit
) -> None:
    page, uid = play(site, visit)
    for _number in range(2):
        page.get_by_role("button", name="Next").click()
    with page.expect_response("**/p/leave/"):
        fall_idle(page)
    at(page, "3 of 4", "Say it")
    expect(page.get_by_text("I am here, Leila.")).to_be_visible()
    held = page.content()
    assert [
        word for word in ("Home, Leila", "Leila&#x27;s own", "Leila's own") if word in held
    ] == []
    assert (
        page.evaluate("() => fetch('/p/').then((answer) => answer.url)") == f"{site.url}/p/unlock/"
    )
    for _number in range(3):
        page.get_by_role("button", name="Next").click()
    page.get_by_role("button", name="I did it").click()
    page.get_by_label("PIN").fill(PIN)
    page.get_by_role("button", name="Open").click()
    expect(page.get_by_text("What waited on this phone has been sent.")).to_be_visible()
    assert site.ask(f"from tests.journeys import rows; rows.say_entry({uid!r})") == "done 6"


def test_in_quiet_mode_it_goes_on_in_silence_and_leaves_at_once(site: Site, visit: Visit) -> None:
    page, _uid = play(site, visit, QUIET)
    expect(page.locator("summary", has_text="Text, clock, eyes")).to_be_visible()
    assert page.locator("[data-bell], [data-voice], [data-vibrate]").count() == 0
    page.evaluate(HIDE)
    with page.expect_response("**/p/leave/"):
        page.clock.run_for(1_000)
    at(page, "1 of 4", "Notice")
    back = page.get_by_role("button", name="Back")
    expect(back).to_be_disabled()  # the page that it would lead to is no more
    page.get_by_role("button", name="Next").click()
    at(page, "2 of 4", "Breathe")
    back.click()
    at(page, "1 of 4", "Notice")
    expect(back).to_be_disabled()
    held = page.locator("body").inner_text()
    assert [word for word in ("Settings", "How hard", "Leila") if word in held] == []
    page.get_by_role("button", name="Leave").click()
    page.wait_for_url("about:blank")
