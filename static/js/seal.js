// Seals what was written down to the server's public key (P-256 ECDH, HKDF-SHA256, AES-256-GCM): whoever
// holds the phone, and the phone itself, cannot read it any more.
import { bytes, keyFor } from "./pair.js";
import { nextNumber } from "./store.js";

const INFO = "portal.entry.1";

export const toText = (buffer) => {
  const signs = Array.from(new Uint8Array(buffer), (one) => String.fromCharCode(one)).join("");
  return btoa(signs).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
};

export const toBytes = (text) => {
  const signs = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(signs, (one) => one.charCodeAt(0));
};

// The phone's own time with its distance from UTC, as ISO 8601 has it.
export const here = () => {
  const now = new Date();
  const ahead = -now.getTimezoneOffset(); // minutes
  const two = (value) => String(Math.floor(value)).padStart(2, "0");
  const local = new Date(now.getTime() + ahead * 60_000).toISOString().slice(0, 19);
  return `${local}${ahead < 0 ? "-" : "+"}${two(Math.abs(ahead) / 60)}:${two(Math.abs(ahead) % 60)}`;
};

// `phone`: { sealKey, sealId, device }, as its pages carry it; `content`: act, entry, homework, form.
// Returns the envelope. Raises where the browser cannot do it.
export const seal = async (content, { sealKey, sealId, device }) => {
  const uid = crypto.randomUUID();
  const { key, half } = await keyFor(toBytes(sealKey), INFO);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const said = { ...content, number: await nextNumber(device), at: here() };
  const additionalData = bytes(["1", uid, device, sealId].join("|"));
  const box = await crypto.subtle.encrypt(
    { name: "AES-GCM", iv, additionalData },
    key,
    bytes(JSON.stringify(said)),
  );
  return {
    format: 1,
    uid,
    device,
    key: sealId,
    epk: toText(half),
    iv: toText(iv),
    box: toText(box),
  };
};
