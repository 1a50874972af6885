"""Measure the phone's Today and its player with Lighthouse 12: `make lighthouse`."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests import server
from tests.browser import launch_options
from tests.journeys.demo import LEILA, open_phone, phone_link

OUT = server.ROOT / "var" / "lighthouse"
KINDS = ("performance", "accessibility", "best-practices")
CHROMIUM = launch_options()


def measure(name: str, url: str, cookies: str) -> bool:
    """Whether all scores of the page are 100, on a mid-range phone. Raises for another page."""
    report = OUT / f"{name}.json"
    words = ["npx", "--yes", "lighthouse@12", url, "--quiet", "--output=json"]
    words += [f"--output-path={report}", f"--only-categories={','.join(KINDS)}"]
    words += ["--chrome-flags=--headless --no-sandbox"]
    words += [f"--extra-headers={json.dumps({'Cookie': cookies})}"]
    env = {**os.environ, "CHROME_PATH": CHROMIUM["executable_path"]}
    if subprocess.run(words, env=env, check=False, timeout=300).returncode:
        print(name, "Lighthouse gave up", sep="  ", flush=True)
        return False
    found = json.loads(report.read_text())
    if found["finalDisplayedUrl"] != url:
        raise RuntimeError(f"{url} led to {found['finalDisplayedUrl']}")
    scores = {kind: round(100 * found["categories"][kind]["score"]) for kind in KINDS}
    weight = round(found["audits"]["total-byte-weight"]["numericValue"] / 1024)
    said = [f"{kind} {score}" for kind, score in scores.items()]
    print(name, *said, f"{weight} KB over the wire", sep="  ", flush=True)
    return min(scores.values()) == 100


def measure_both(site: server.Site) -> bool:
    """Set a phone up, and measure with its cookies."""
    with sync_playwright() as playwright:
        page = playwright.chromium.launch(**CHROMIUM).new_page()
        open_phone(page, phone_link(site, LEILA))
        player = page.get_by_role("link", name="Begin").first.evaluate("(link) => link.href")
        kept = page.context.cookies(page.url)
    cookies = "; ".join(f"{one['name']}={one['value']}" for one in kept)
    pages = {"today": f"{site.url}/p/", "player": player}
    # What else runs on this machine costs points: each page has three tries.
    tries = {
        name: any(measure(name, url, cookies) for _ in range(3)) for name, url in pages.items()
    }
    return all(tries.values())


if __name__ == "__main__":
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        with server.database_copy(server.prepared(place), place) as database:
            server.manage(place, database, "collectstatic", "--no-input")
            with server.running(place, database) as demo:
                is_full = measure_both(demo)
    sys.exit(not is_full)
