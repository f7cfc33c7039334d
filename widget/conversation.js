/**
 * The conversation without its looks: what was said, what is still under way.
 *
 * Every message has a number of its own and stays in `waiting` until it is
 * answered, through lost connections, reloads and restarts of the server.
 * Tells the view by calling its methods: person, reply, retract, failed, state,
 * ended, forgotten, reset, restored.
 */
import { Trouble } from "./connection.js";

const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 30_000;
const SLOW_AFTER = 8_000;

export class Conversation {
  #connection;
  #memory;
  #view;
  #busy = false;
  #seen = "";
  #wake = null;

  constructor(connection, memory, view) {
    this.#connection = connection;
    this.#memory = memory;
    this.#view = view;
    addEventListener("online", () => this.retry());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") this.refresh();
    });
    memory.watch(() => this.load());
  }

  get waiting() {
    return this.#memory.read("waiting") ?? [];
  }

  get started() {
    return this.#connection.known || this.waiting.length > 0;
  }

  /** Say something: `text` goes to the assistant, `title` is what the person saw and chose. */
  say(text, title = text) {
    const message = { id: number(), text, title };
    this.#memory.write("waiting", [...this.waiting, message]);
    this.#view.person(message);
    this.#work();
    return message.id;
  }

  /** Try a message again that had failed for good. */
  again(id) {
    this.#memory.write("waiting", this.waiting.map((m) => (m.id === id ? { ...m, failed: false } : m)));
    this.#view.retract(id);
    this.#work();
  }

  /** Do not wait for the next attempt. */
  retry() {
    this.#wake?.();
  }

  /** Show the conversation as the server knows it, then what is still waiting. */
  async load() {
    let said = [];
    if (this.#connection.known) {
      try {
        said = await this.#connection.history();
      } catch (trouble) {
        if (trouble.code !== "no_session") {
          this.#view.state("offline");
          await this.#pause(FIRST_PAUSE * 3);
          return this.load();
        }
        this.#connection.leave();
      }
    }
    this.#show(said);
    this.#work();
  }

  /** Another tab may have said something meanwhile. */
  async refresh() {
    if (this.#busy || !this.#connection.known) return;
    const said = await this.#connection.history().catch(() => null);
    if (said && !this.#busy && mark(said) !== this.#seen) this.#show(said);
  }

  async forget() {
    await this.#connection.forget();
    this.#memory.write("waiting", null);
    this.#show([]);
  }

  summary(form) {
    return this.#connection.summary(form);
  }

  export() {
    return this.#connection.export();
  }

  #show(said) {
    this.#seen = mark(said);
    const answered = new Set();
    said.forEach((entry, i) => entry.id && said[i + 1]?.from === "guide" && answered.add(entry.id));
    this.#memory.write("waiting", this.waiting.filter((m) => !answered.has(m.id)));
    const waiting = new Set(this.waiting.map((m) => m.id));
    this.#view.reset();
    for (const entry of said) {
      if (entry.from === "guide") this.#view.reply(entry, null);
      else if (!waiting.has(entry.id)) this.#view.person({ ...entry, title: entry.text });
    }
    this.#view.restored(said.length);
    for (const message of this.waiting) {
      this.#view.person(message);
      if (message.failed) this.#view.failed(message.id, null);
    }
  }

  /** Send what is waiting, one message after the other. */
  async #work() {
    if (this.#busy) return;
    this.#busy = true;
    let pause = FIRST_PAUSE;
    let ended = false;
    for (let next; (next = this.waiting.find((m) => !m.failed)); ) {
      const slow = setTimeout(() => this.#view.state("slow"), SLOW_AFTER);
      this.#view.state("thinking");
      try {
        let erased = false;
        await this.#connection.send(next.id, next.text, (reply) => {
          erased ||= reply.card?.card === "smalltalk" && reply.card.kind === "deleted";
          this.#view.reply(reply, next.id);
        });
        this.#settle(next.id);
        if (erased) this.#leave();
        pause = FIRST_PAUSE;
        ended = false;
      } catch (trouble) {
        clearTimeout(slow);
        if (!(trouble instanceof Trouble)) throw trouble;
        if (trouble.code === "no_session" && !ended) {
          ended = true;
          this.#connection.leave();
          this.#view.ended();
        } else if (trouble.again || trouble.code === "no_session") {
          // What had come through comes again with the next attempt.
          this.#view.retract(next.id);
          this.#view.state(trouble.code === "too_many" ? "waiting" : "offline");
          await this.#pause(trouble.seconds ? trouble.seconds * 1000 : pause);
          pause = Math.min(pause * 2, LONGEST_PAUSE);
        } else {
          this.#settle(next.id, true);
          this.#view.failed(next.id, trouble.sentence);
        }
      }
      clearTimeout(slow);
    }
    this.#busy = false;
    this.#view.state("idle");
  }

  /** The person asked in words to be forgotten, and the server did: forget here too. */
  #leave() {
    this.#connection.leave();
    this.#show([]);
    this.#view.forgotten();
  }

  #settle(id, failed = false) {
    const rest = this.waiting.filter((m) => m.id !== id || failed);
    this.#memory.write("waiting", rest.length ? rest.map((m) => (m.id === id ? { ...m, failed } : m)) : null);
    this.#seen = "";
  }

  #pause(milliseconds) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** A number nobody else uses; `randomUUID` exists on secure pages only. */
function number() {
  const random = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(random, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Two histories with the same mark are the same. */
function mark(said) {
  return said.length + ":" + (said.at(-1)?.at ?? "");
}
