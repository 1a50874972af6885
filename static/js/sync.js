// Sends what waits on this phone, in batches, and forgets only what the server said it has. Whatever
// comes in between (a cut, a second tab, a sitting that ended), the rest is sent again another time.
import { here } from "./seal.js";
import { changeEntry, dropEntry, entries } from "./store.js";
import { tally } from "./waits.js";

const BATCH = 50; // what the server takes at once
const LONGEST = 400_000; // signs of a batch; it takes 512 KB
const PATIENCE = 20_000; // milliseconds

// Entries of another client who used this phone: the server said so once to this device.
const isForOther = (row, device) => row.device !== device && row.notFor === device;

// What is worth sending now; `again` also takes what could not be read the last time.
const worthSending = (rows, device, again) =>
  rows.filter((row) => !row.why && !isForOther(row, device) && (again || !row.unread));

const firstBatch = (rows) => {
  let length = 0;
  const fits = (row, index) => {
    length += row.envelope.box.length + 400;
    return index < BATCH && (index === 0 || length < LONGEST);
  };
  return rows.filter(fits);
};

const TOO_MUCH = [400, 413];

// The server's answers; null where it cannot take so much at once. Raises where it is to be tried again.
const post = async ({ sync, token, patience }, rows, unsent) => {
  const answer = await fetch(sync, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token },
    // Its own time of now tells how far off the times in the envelopes are.
    body: JSON.stringify({ entries: rows.map((row) => row.envelope), unsent, now: here() }),
    redirect: "manual", // to the PIN page: not now
    signal: AbortSignal.timeout(patience),
  });
  if (TOO_MUCH.includes(answer.status)) return null;
  if (answer.status >= 500 || answer.status === 429) throw new Error("not now");
  return answer.ok ? (await answer.json()).answers : [];
};

const isThere = ({ is }) => is === "kept" || is === "known";
const alone = ({ uid, box }, why) => ({ uid, why, is: box.length > LONGEST ? "refused" : "unreadable" });

// One that is too large by itself must not stand in the way of all others.
const postInParts = async (way, rows, unsent) => {
  const answers = await post(way, rows, unsent);
  if (answers) return answers;
  if (rows.length === 1) return [alone(rows[0].envelope, way.tooLarge)];
  const middle = Math.ceil(rows.length / 2);
  const before = await postInParts(way, rows.slice(0, middle), unsent);
  const rest = await postInParts(way, rows.slice(middle), unsent - before.filter(isThere).length);
  return [...before, ...rest];
};

// Whether it is kept at the other end now.
const settle = async (row, answer, device) => {
  const { is, why } = answer;
  if (isThere(answer)) {
    // What the server remarks on (a note that was cut) waits to be read; the entry itself does not.
    await (why ? changeEntry({ ...row, envelope: null, why }) : dropEntry(row.place));
    return true;
  }
  if (is === "refused") await changeEntry({ ...row, why: why || "-" });
  else if (is === "elsewhere") await changeEntry({ ...row, notFor: device });
  else if (is === "unreadable") await changeEntry({ ...row, unread: true });
  return false;
};

const sendAll = async (way, again, arrived) => {
  const { device } = way;
  const tried = new Set();
  for (;;) {
    const all = await entries();
    const rows = worthSending(all, device, again).filter((row) => !tried.has(row.place));
    const batch = firstBatch(rows);
    for (const row of batch) tried.add(row.place);
    const own = all.filter((row) => row.device === device && row.envelope).length;
    const answers = batch.length ? await postInParts(way, batch, own) : [];
    if (!answers.length) return;
    for (const answer of answers) {
      const row = batch.find((one) => one.envelope.uid === answer.uid);
      if (row && (await settle(row, answer, device))) arrived.add(row.entry);
    }
    if (answers.length < batch.length) throw new Error("half an answer");
  }
};

const tokenHere = () => document.querySelector("form[data-leave] [name=csrfmiddlewaretoken]")?.value;

// `phone`: what the page of an open sitting carries. Does nothing without one, nor while another tab is
// at it. Resolves with the names of the entries that arrived and whether the rest is worth another try soon
// (the network was cut, or another tab is at it); never raises: what was not sent is still there.
export const send = async (phone, { again = false, token = tokenHere(), patience = PATIENCE } = {}) => {
  const arrived = new Set();
  if (!phone.sync || !token) return { arrived, cut: false };
  const { sync, device, tooLarge } = phone;
  const way = { sync, device, tooLarge, token, patience };
  const work = () => sendAll(way, again, arrived).then(() => false, () => true);
  const alone = (lock) => (lock ? work() : true);
  const cut = await (navigator.locks?.request("day", { ifAvailable: true }, alone) ?? work());
  await tally();
  return { arrived, cut };
};
