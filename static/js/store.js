// The phone's own store. "entries": what waits to be sent, sealed, in the order in which it was written.
// "kept": today's practices under the PIN (js/bundle.js), and one counter a device. Nothing in it can be
// read without the server's key or the PIN.
const NAME = "day";
let opening = null;

const open = () => {
  opening ??= new Promise((done, fail) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("entries", { keyPath: "place", autoIncrement: true });
      asked.result.createObjectStore("kept");
    };
    asked.onerror = () => fail(asked.error);
    asked.onsuccess = () => {
      const base = asked.result;
      // Forget this phone must not wait for an old tab.
      base.onversionchange = () => base.close();
      base.onclose = () => (opening = null);
      done(base);
    };
  }).catch((fault) => {
    opening = null;
    throw fault;
  });
  return opening;
};

// Runs `act(store)` in one transaction and resolves, once it is safely written, with the `result` of the
// request (or object) that it returned.
export const within = async (name, mode, act) => {
  const base = await open();
  return new Promise((done, fail) => {
    const work = base.transaction(name, mode, { durability: "strict" });
    work.onerror = work.onabort = () => fail(work.error);
    const asked = act(work.objectStore(name));
    work.oncomplete = () => done(asked?.result);
  });
};

export const entries = () => within("entries", "readonly", (store) => store.getAll());
export const dropEntry = (place) => within("entries", "readwrite", (store) => store.delete(place));

// Changes the row, if it is still there: what was dropped or written anew in the meantime stays so.
export const changeEntry = (row) =>
  within("entries", "readwrite", (store) => {
    store.get(row.place).onsuccess = ({ target }) => target.result && store.put(row);
  });

const withRows = (act) =>
  within("entries", "readwrite", (store) => {
    store.getAll().onsuccess = ({ target }) => act(store, target.result);
  });

const dropFrom = (store, rows) => {
  for (const { place } of rows) store.delete(place);
};

const draftsOf = (rows, entry) => rows.filter((row) => row.draft && row.entry === entry);

// What is written down takes the place of earlier drafts (`draft`) of the same entry.
export const addEntry = (row) =>
  withRows((store, rows) => {
    dropFrom(store, draftsOf(rows, row.entry));
    store.add(row);
  });
export const dropDrafts = (entry) => withRows((store, rows) => dropFrom(store, draftsOf(rows, entry)));

// What these devices have written down, on a phone that others may have used too.
export const dropOf = (devices) =>
  withRows((store, rows) => dropFrom(store, rows.filter((row) => devices.includes(row.device))));

// The next number of a device: it grows with each thing written down, also over tabs and restarts, and
// after the browser has cleared this store, since it begins with the time.
export const nextNumber = (device) =>
  within("kept", "readwrite", (store) => {
    const found = {};
    const name = `number ${device}`;
    store.get(name).onsuccess = ({ target }) => {
      found.result = (target.result ?? Date.now()) + 1;
      store.put(found.result, name);
    };
    return found;
  });
