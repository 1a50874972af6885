// Writing for somebody whose public key is known (P-256 ECDH, HKDF-SHA256, AES-256-GCM): each time under
// a fresh key, which is forgotten at once. Only the private key that belongs to it finds it again.
export const CURVE = { name: "ECDH", namedCurve: "P-256" };
export const bytes = (text) => new TextEncoder().encode(text);

const keyFrom = async (shared, half, info, use) => {
  const source = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
  const way = { name: "HKDF", hash: "SHA-256", salt: half, info: bytes(info) };
  return crypto.subtle.deriveKey(way, source, { name: "AES-GCM", length: 256 }, false, [use]);
};

const sharedBits = (mine, theirs) => crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, mine, 256);
const publicKey = (raw) => crypto.subtle.importKey("raw", raw, CURVE, false, []);

// The key for one box, and the public half that lets the owner of `raw` (65 bytes) find it again.
export const keyFor = async (raw, info) => {
  const own = await crypto.subtle.generateKey(CURVE, false, ["deriveBits"]);
  const half = await crypto.subtle.exportKey("raw", own.publicKey);
  const shared = await sharedBits(own.privateKey, await publicKey(raw));
  return { key: await keyFrom(shared, half, info, "encrypt"), half };
};

// The same key, found again.
export const keyBehind = async (privateKey, half, info) =>
  keyFrom(await sharedBits(privateKey, await publicKey(half)), half, info, "decrypt");
