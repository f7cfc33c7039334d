/** Talks to the assistant's web channel (docs/website.md lists the routes). */

/** Nothing arrives for this long: the line is dead, even if nobody said so. */
const SILENCE = 40_000;

/** Something went wrong; `again` tells whether trying again by itself makes sense. */
export class Trouble extends Error {
  constructor(code, sentence = "", seconds = 0) {
    super(code);
    this.code = code;
    this.sentence = sentence;
    this.seconds = seconds;
    this.again = ["offline", "not_ready", "slow", "too_many"].includes(code);
  }
}

export class Connection {
  /** `base` is the channel's address; `memory` keeps the session for this visit. */
  constructor(base, memory) {
    this.base = base.replace(/\/$/, "");
    this.memory = memory;
  }

  get known() {
    return this.memory.read("session") !== null;
  }

  /** Send one message; calls `onReply` for each reply. The same id is never answered twice. */
  async send(id, text, onReply) {
    if (!this.known) await this.#open();
    const silence = new AbortController();
    let timer = setTimeout(() => silence.abort(), SILENCE);
    try {
      const response = await this.#ask("POST", "/messages", { id, text }, silence.signal);
      for await (const line of lines(response.body)) {
        clearTimeout(timer);
        timer = setTimeout(() => silence.abort(), SILENCE);
        if (line.type === "reply") onReply(line);
        else if (line.type === "error") throw trouble(line.error);
        else if (line.type === "done") {
          if (line.session) this.#keep(line.session);
          return;
        }
      }
    } catch (error) {
      throw error instanceof Trouble ? error : new Trouble("offline");
    } finally {
      clearTimeout(timer);
    }
    // The stream broke off before it was done: ask again, the server remembers.
    throw new Trouble("offline");
  }

  async history() {
    return (await (await this.#ask("GET", "/history")).json()).messages;
  }

  async export() {
    return (await this.#ask("GET", "/export")).text();
  }

  /** The last summary in one of its forms: "html", "markdown", "json", "fhir", "text". */
  async summary(form) {
    return (await this.#ask("GET", "/summary?as=" + form)).text();
  }

  /** Erase the conversation on the server, then forget it here. */
  async forget() {
    if (this.known) await this.#ask("DELETE", "/session");
    this.leave();
  }

  leave() {
    this.memory.write("session", null);
  }

  async #open() {
    this.#keep(await (await this.#ask("POST", "/session")).json());
  }

  #keep(session) {
    this.memory.write("session", session.token);
  }

  async #ask(method, path, body, signal) {
    const headers = { Accept: "application/json" };
    const token = this.memory.read("session");
    if (token) headers.Authorization = "Bearer " + token;
    if (body) headers["Content-Type"] = "application/json";
    let response;
    try {
      response = await fetch(this.base + path, {
        method,
        headers,
        signal,
        body: body && JSON.stringify(body),
        cache: "no-store",
        credentials: "omit",
        referrerPolicy: "no-referrer",
      });
    } catch {
      throw new Trouble("offline");
    }
    if (response.ok) return response;
    const told = await response.json().catch(() => null);
    // A proxy in front answers in its own way, without our error object.
    if (!told?.error) throw new Trouble(response.status >= 500 ? "offline" : response.status === 429 ? "too_many" : "failed", "", 5);
    throw trouble(told.error);
  }
}

function trouble(error) {
  return new Trouble(error.code, error.message, error.retry_after);
}

/** Read a stream of JSON objects, one a line. */
async function* lines(body) {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    rest += decoder.decode(value, { stream: true });
    const complete = rest.split("\n");
    rest = complete.pop();
    for (const line of complete) if (line.trim()) yield JSON.parse(line);
  }
}
