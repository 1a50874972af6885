// Today's practices, readable without a network under a key that only the PIN gives: PBKDF2 with a salt
// of this phone, held in memory by the page that asks for the PIN. Ten wrong tries, or seven days, and it
// is gone; what waits to be sent stays.
import { within } from "./store.js";

const ROUNDS = 600_000; // OWASP, Password Storage: PBKDF2 with HMAC-SHA256
const TRIES = 10;
const OLDEST = 7 * 24 * 3600 * 1000; // milliseconds
const NAME = "pages";
const CIPHER = { name: "AES-GCM", length: 256 };

const read = () => within("kept", "readonly", (store) => store.get(NAME));
const write = (row) => within("kept", "readwrite", (store) => store.put(row, NAME));
export const dropBundle = () => within("kept", "readwrite", (store) => store.delete(NAME));

// The same PIN in other digits or with spaces is the same PIN, as for the server.
const plain = (pin) => pin.normalize("NFKC").replace(/\s/g, "");

const keyOf = async (pin, salt) => {
  const bytes = new TextEncoder().encode(plain(pin));
  const source = await crypto.subtle.importKey("raw", bytes, "PBKDF2", false, ["deriveKey"]);
  const way = { name: "PBKDF2", hash: "SHA-256", salt, iterations: ROUNDS };
  return crypto.subtle.deriveKey(way, source, CIPHER, false, ["encrypt", "decrypt"]);
};

// A fresh key, begun while the server still looks at the PIN. It cannot be taken out of the page.
export const freshKey = async (pin) => {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  return { salt, key: await keyOf(pin, salt) };
};

// `pages`: what GET /p/offline/ answered, as text.
export const keepBundle = async ({ salt, key }, pages, isQuiet) => {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const box = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, new TextEncoder().encode(pages));
  await write({ salt, iv, box, at: Date.now(), tries: 0, plain: !isQuiet });
};

// A clock that was set back counts as one that went on.
const isOld = (row) => Math.abs(Date.now() - row.at) > OLDEST;

// Whether there is something to open; what is too old goes.
export const hasBundle = async () => {
  const row = await read();
  if (row && isOld(row)) await dropBundle();
  return Boolean(row) && !isOld(row);
};

// What was kept before quiet mode was chosen, here or by the clinic, says more than it may.
export const dropUnlessQuiet = async () => {
  if ((await read())?.plain) await dropBundle();
};

// Counts the try before the PIN is compared, so that tries at the same moment count too.
const countTry = () =>
  within("kept", "readwrite", (store) => {
    const found = {};
    store.get(NAME).onsuccess = ({ target }) => {
      if (!target.result) return;
      found.result = { ...target.result, tries: target.result.tries + 1 };
      if (found.result.tries <= TRIES) store.put(found.result, NAME);
      else store.delete(NAME);
    };
    return found;
  });

// What was kept, or null for a wrong PIN; after the last try there is nothing left (`hasBundle`).
export const openBundle = async (pin) => {
  const row = await countTry();
  if (!row || row.tries > TRIES) return null;
  const key = await keyOf(pin, row.salt);
  try {
    const pages = await crypto.subtle.decrypt({ name: "AES-GCM", iv: row.iv }, key, row.box);
    await write({ ...row, tries: 0 });
    return JSON.parse(new TextDecoder().decode(pages));
  } catch {
    if (row.tries === TRIES) await dropBundle();
    return null;
  }
};
