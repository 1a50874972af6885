// Today's practices, readable without a network by the PIN only. The PIN makes a key (PBKDF2 with a salt
// of this phone) that wraps the private half of a pair; pages are written to the public half, also later
// in the sitting, when the PIN is no longer there. Ten wrong tries, or seven days, and it is gone; what
// waits to be sent stays.
import { CURVE, bytes, keyBehind, keyFor } from "./pair.js";
import { within } from "./store.js";

const ROUNDS = 600_000; // OWASP, Password Storage: PBKDF2 with HMAC-SHA256
const TRIES = 10;
const OLDEST = 7 * 24 * 3600 * 1000; // milliseconds
const NAME = "pages";
const INFO = "portal.pages.1";
const PATIENCE = 6000; // milliseconds that signing in waits for the pages at most
const CIPHER = { name: "AES-GCM", length: 256 };

const read = () => within("kept", "readonly", (store) => store.get(NAME));
const write = (row) => within("kept", "readwrite", (store) => store.put(row, NAME));
export const dropBundle = () => within("kept", "readwrite", (store) => store.delete(NAME));

// Changes the row, if it is still there: Leave may have come in between.
const change = (act) =>
  within("kept", "readwrite", (store) => {
    const found = {};
    store.get(NAME).onsuccess = ({ target }) => {
      if (!target.result) return;
      found.result = act(target.result);
      if (found.result) store.put(found.result, NAME);
      else store.delete(NAME);
    };
    return found;
  });

// The same PIN in other digits or with spaces is the same PIN, as for the server.
const asDigits = (pin) => pin.normalize("NFKC").replace(/\s/g, "");

const keyOf = async (pin, salt) => {
  const source = await crypto.subtle.importKey("raw", bytes(asDigits(pin)), "PBKDF2", false, ["deriveKey"]);
  const way = { name: "PBKDF2", hash: "SHA-256", salt, iterations: ROUNDS };
  return crypto.subtle.deriveKey(way, source, CIPHER, false, ["wrapKey", "unwrapKey"]);
};

const fresh = (length) => crypto.getRandomValues(new Uint8Array(length));

// A fresh pair under the PIN, begun while the server still looks at it.
export const freshLock = async (pin) => {
  const [salt, wrapIv] = [fresh(16), fresh(12)];
  const pair = await crypto.subtle.generateKey(CURVE, true, ["deriveBits"]);
  const way = { name: "AES-GCM", iv: wrapIv };
  const wrapped = await crypto.subtle.wrapKey("pkcs8", pair.privateKey, await keyOf(pin, salt), way);
  const open = await crypto.subtle.exportKey("raw", pair.publicKey);
  return { salt, wrapIv, wrapped, open, tries: 0 };
};

const boxed = async (row, pages, isQuiet) => {
  const { key, half } = await keyFor(row.open, INFO);
  const iv = fresh(12);
  const box = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, bytes(pages));
  return { half, iv, box, at: Date.now(), plain: !isQuiet };
};

// What GET /p/offline/ answers, as text; "" while the portal is closed. Raises where nothing comes.
const asked = async (address) => {
  const answer = await fetch(address, { signal: AbortSignal.timeout(PATIENCE), redirect: "manual" });
  if (!answer.ok) throw new Error("not now");
  return answer.text();
};

// Right after the PIN: the new lock takes the place of the old one, with the pages if there are any yet.
export const keepUnder = async (lock, address) => {
  const pages = await asked(address).catch(() => null);
  if (pages === null && (await hasBundle())) return;
  await write({ ...lock, ...(pages && (await boxed(lock, pages, JSON.parse(pages).quiet))) });
};

// Later in the sitting: where the lock stands without pages, as before the agreement, they are kept now.
export const fillBundle = async (address) => {
  const row = await read();
  if (!row || row.box) return;
  const pages = await asked(address);
  if (!pages) return;
  const added = await boxed(row, pages, JSON.parse(pages).quiet);
  await change((now) => (now.box ? now : { ...now, ...added }));
};

// A clock that was set back counts as one that went on.
const isOld = (row) => Math.abs(Date.now() - row.at) > OLDEST;

// Whether there is something to open; what is too old goes.
export const hasBundle = async () => {
  const row = await read();
  if (row && isOld(row)) await dropBundle();
  return Boolean(row?.box) && !isOld(row);
};

const withoutPages = ({ half, iv, box, at, plain, ...lock }) => lock;

// What was kept before quiet mode was chosen, here or by the clinic, says more than it may.
export const dropUnlessQuiet = () => change((row) => (row.plain ? withoutPages(row) : row));

// Counts the try before the PIN is compared, so that tries at the same moment count too.
const countTry = () =>
  change((row) => (row.tries < TRIES ? { ...row, tries: row.tries + 1 } : null));

// What was kept, or null for a wrong PIN; after the last try there is nothing left (`hasBundle`).
export const openBundle = async (pin) => {
  const row = await countTry();
  if (!row?.box) return null;
  const wrapping = await keyOf(pin, row.salt);
  try {
    const way = { name: "AES-GCM", iv: row.wrapIv };
    const own = await crypto.subtle.unwrapKey("pkcs8", row.wrapped, wrapping, way, CURVE, false, ["deriveBits"]);
    const key = await keyBehind(own, row.half, INFO);
    const pages = await crypto.subtle.decrypt({ name: "AES-GCM", iv: row.iv }, key, row.box);
    await change((now) => ({ ...now, tries: 0 }));
    return JSON.parse(new TextDecoder().decode(pages));
  } catch {
    if (row.tries === TRIES) await dropBundle();
    return null;
  }
};
