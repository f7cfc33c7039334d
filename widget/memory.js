/**
 * What the browser remembers: the key to the conversation and messages not yet
 * answered. Never the transcript; that comes from the server, and closing the
 * tab gives the key away for good (unless the clinic chose remember="browser").
 */
export class Memory {
  #store;
  #name;
  #own = new Map();

  constructor(name, wholeBrowser) {
    this.#name = name;
    try {
      this.#store = wholeBrowser ? localStorage : sessionStorage;
    } catch {
      // Storage is forbidden here: the conversation lasts as long as the page.
      this.#store = null;
    }
  }

  read(key) {
    try {
      const kept = this.#store?.getItem(this.#name + key);
      return kept ? JSON.parse(kept) : this.#own.get(key) ?? null;
    } catch {
      return this.#own.get(key) ?? null;
    }
  }

  write(key, value) {
    this.#own.set(key, value);
    try {
      if (value === null) this.#store?.removeItem(this.#name + key);
      else this.#store?.setItem(this.#name + key, JSON.stringify(value));
    } catch {
      // Full or forbidden: what is in #own is enough for this page.
    }
  }

  /** Tell when another tab of this browser changed something. */
  watch(changed) {
    addEventListener("storage", (event) => {
      if (event.storageArea !== this.#store || event.key !== this.#name + "session") return;
      this.#own.delete("session");
      changed();
    });
  }
}
