// What a desk keeps on its device: the list, and what is not sent yet. Both are encrypted with keys that never leave the
// browser's key store. Each has its own: the list goes when the shift ends, what is not sent stays until it is sent.
const NAME = "aami-desk", STORES = ["keys", "lists", "queue"];

/** A request of IndexedDB as a promise. */
const done = (request) => new Promise((good, bad) => { request.onsuccess = () => good(request.result); request.onerror = () => bad(request.error); });

function open() {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => STORES.forEach((name) => request.result.createObjectStore(name));
  return done(request);
}

export class DeskStore {
  /** For one event on this device; null where a browser keeps nothing or encrypts nothing. */
  static async open(slug) {
    if (!globalThis.indexedDB || !globalThis.crypto?.subtle) return null;
    try {
      const store = new DeskStore();
      store.slug = slug;
      store.db = await open();
      return store;
    } catch { return null; }
  }

  at(name, mode = "readonly") { return this.db.transaction(name, mode).objectStore(name); }

  async key(purpose) {
    const name = `${this.slug}:${purpose}`;
    const held = await done(this.at("keys").get(name));
    if (held) return held;
    const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
    try { await done(this.at("keys", "readwrite").add(made, name)); return made; } // another window may have been quicker
    catch { return done(this.at("keys").get(name)); }
  }

  async seal(purpose, value) {
    const iv = crypto.getRandomValues(new Uint8Array(12)), plain = new TextEncoder().encode(JSON.stringify(value));
    return { iv, data: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await this.key(purpose), plain) };
  }

  async unseal(purpose, held) {
    const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: held.iv }, await this.key(purpose), held.data);
    return JSON.parse(new TextDecoder().decode(plain));
  }

  /** Until `until`, in this device's milliseconds. */
  async keepList(list, until) {
    const sealed = await this.seal("list", list);
    await done(this.at("lists", "readwrite").put({ ...sealed, until }, this.slug));
  }

  /** The list, unless its event is over: then it is wiped. */
  async list() {
    const held = await done(this.at("lists").get(this.slug));
    if (!held) return null;
    if (held.until < Date.now()) { await this.wipe(); return null; }
    try { return await this.unseal("list", held); } catch { return null; }
  }

  /** Acts in the order in which they were done. */
  async add(act) {
    const sealed = await this.seal("queue", act);
    await done(this.at("queue", "readwrite").put(sealed, `${this.slug}:${String(act.seq).padStart(16, "0")}:${act.nonce}`));
  }

  async queued() {
    const range = IDBKeyRange.bound(`${this.slug}:`, `${this.slug}:\uffff`);
    const [keys, rows] = await Promise.all([done(this.at("queue").getAllKeys(range)), done(this.at("queue").getAll(range))]);
    return Promise.all(rows.map(async (row, number) => ({ key: keys[number], act: await this.unseal("queue", row) })));
  }

  async drop(key) { await done(this.at("queue", "readwrite").delete(key)); }

  /** The list and its key are gone; what is not sent yet stays. */
  async wipe() {
    await done(this.at("lists", "readwrite").delete(this.slug));
    await done(this.at("keys", "readwrite").delete(`${this.slug}:list`));
  }
}
