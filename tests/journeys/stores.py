"""What a browser keeps of the phone's pages: rows in its own store, files, and whether a word can be read."""

from playwright.sync_api import Page

from clients.portal.shell import kept_addresses

MARKERS = (
    *("Leila", "Osei", "Harbour", "Notice what is here", "wonder whale", "A short pause"),
    "A map of my day",
)
"""What can be read on the pages of the journey, and nowhere in the browser's stores."""

HELD = """async () => {
  const text = (value) => JSON.stringify(value, (_name, one) => {
    if (one instanceof ArrayBuffer) one = new Uint8Array(one);
    if (!ArrayBuffer.isView(one)) return one;
    return Array.from(one, (sign) => String.fromCharCode(sign)).join("");
  });
  const found = [document.cookie, text({ ...localStorage }), text({ ...sessionStorage })];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const asked of await cache.keys()) {
      found.push(asked.url, await (await cache.match(asked)).text());
    }
  }
  for (const { name } of await indexedDB.databases()) {
    const base = await new Promise((done) => {
      indexedDB.open(name).onsuccess = ({ target }) => done(target.result);
    });
    for (const store of base.objectStoreNames) {
      const rows = await new Promise((done) => {
        base.transaction(store).objectStore(store).getAll().onsuccess = (event) =>
          done(event.target.result);
      });
      found.push(text(rows));
    }
    base.close();
  }
  return found.join("\\n");
}"""
ROWS = """(store) => new Promise((done) => {
  indexedDB.open("day").onsuccess = ({ target: { result: base } }) => {
    const name = store === "entries" ? "entries" : "kept";
    const rows = base.transaction(name).objectStore(name).getAll();
    rows.onsuccess = () => {
      base.close();
      const held = (row) => store === "entries" || (store === "lock" ? row.wrapped : row.box);
      done(rows.result.filter(held).length);
    };
  };
})"""
CACHED = """async () => {
  const found = [];
  for (const name of await caches.keys()) {
    for (const { url } of await (await caches.open(name)).keys()) found.push(new URL(url).pathname);
  }
  return found.sort();
}"""


def rows(page: Page, store: str) -> int:
    """How many sealed "entries", "bundle"s of practices or "lock"s the phone's own store holds."""
    count: int = page.evaluate(ROWS, store)
    return count


def leaks(page: Page, *more: str, is_cleared: bool = False) -> list[str]:
    """The markers (and what a journey wrote) that stand in anything that the browser keeps.

    Its files are exactly those that the worker may hold; `is_cleared`: or none.
    """
    files = page.evaluate(CACHED)
    assert files == sorted(kept_addresses()) or (is_cleared and files == [])
    held = page.evaluate(HELD)
    assert is_cleared or "/p/shell/" in held
    return [marker for marker in (*MARKERS, *more) if marker in held]
