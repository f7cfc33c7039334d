/**
 * <specialty-guide-chat>: the chat widget of the specialist guide.
 *
 * Attributes: server, phone, link, person, theme, dir, strings, remember, open.
 * docs/website.md explains them. No framework, no cookie, nothing from third parties.
 */
import { besideTable, replyBody, replyChoices, replyPaper, replyText } from "./cards.js";
import { choiceButtons, closeChoices, markChosen } from "./choices.js";
import { Connection } from "./connection.js";
import { Conversation } from "./conversation.js";
import { el, words } from "./dom.js";
import { Memory } from "./memory.js";
import { panel, showTextSize } from "./panel.js";
import english from "./strings.en.js";
import { sheet } from "./styles.js";
import * as take from "./take.js";

const ENTRY = "/widget/specialty-guide-chat.js";
const FILLS_THE_SCREEN = matchMedia("(max-width: 560px), (max-height: 480px)");
const FINGER = matchMedia("(pointer: coarse)");
const TEXT_SIZES = [100, 125, 150, 200];
const LONGEST_SHOWN = 2_000;
const LONGEST_READ = 8_000;
const TYPING_AFTER = 400;

class SpecialtyGuideChat extends HTMLElement {
  #s;
  #parts;
  #talk;
  #kept;
  #looks = new Memory("specialty-guide.", true);
  #replies = [];
  #live = false;
  #typing = 0;

  async connectedCallback() {
    if (this.#parts) return;
    this.#kept = new Memory("specialty-guide.", this.getAttribute("remember") === "browser");
    this.#s = english;
    const own = this.getAttribute("strings");
    if (own) this.#s = { ...english, ...(await import(new URL(own, document.baseURI))).default };
    this.#build();
    if (this.#kept.read("open") || this.hasAttribute("open")) this.open({ focus: false });
  }

  /** Open the chat window. */
  open({ focus = true } = {}) {
    const { dialog, launcher, title, field } = this.#parts;
    if (dialog.open) return;
    // Where the window covers the page, the page behind must not take the focus.
    if (FILLS_THE_SCREEN.matches) dialog.showModal();
    else dialog.show();
    launcher.hidden = true;
    launcher.setAttribute("aria-expanded", "true");
    this.#kept.write("open", true);
    if (!this.#live) this.#begin();
    // On a phone, focus in the field would push the greeting off the screen.
    if (focus) (FINGER.matches ? title : field).focus();
    else document.activeElement === this && this.shadowRoot.activeElement?.blur();
    this.#toEnd();
  }

  /** Close it; the conversation stays. */
  close() {
    const { dialog, launcher } = this.#parts;
    if (!dialog.open) return;
    dialog.close();
    this.#kept.write("open", null);
    launcher.hidden = false;
    launcher.setAttribute("aria-expanded", "false");
    launcher.focus();
  }

  #build() {
    const s = this.#s;
    const options = Object.fromEntries(["phone", "link", "person", "dir"].map((name) => [name, this.getAttribute(name)]));
    options.dir ??= this.closest("[dir]")?.getAttribute("dir");
    this.#parts = panel(s, options, {
      open: () => this.open(),
      close: () => this.close(),
      menu: () => this.#menu(),
      startOver: () => (this.#menu(false), this.#choose(s.startOverWords, s.startOver)),
      save: () => (this.#menu(false), this.#save()),
      larger: () => this.#larger(1),
      download: () => (this.#menu(false), this.#download()),
      forget: () => this.#ask(true),
      forgetNo: () => this.#ask(false),
      forgetYes: () => this.#forget(),
      tryNow: () => this.#talk.retry(),
    });
    const { dialog, launcher, composer, field } = this.#parts;
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet];
    root.append(launcher, dialog);
    composer.addEventListener("submit", (event) => (event.preventDefault(), this.#send()));
    field.addEventListener("input", () => this.#measure());
    field.addEventListener("keydown", (event) => {
      // Enter that ends a composed character (Japanese, Chinese) is not "send".
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        this.#send();
      }
    });
    dialog.addEventListener("cancel", (event) => (event.preventDefault(), this.close()));
    dialog.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      if (this.#parts.menu.hidden) this.close();
      else this.#menu(false);
    });
    FILLS_THE_SCREEN.addEventListener("change", () => {
      if (!dialog.open) return;
      dialog.close();
      if (FILLS_THE_SCREEN.matches) dialog.showModal();
      else dialog.show();
      this.#toEnd();
    });
    // A phone's keyboard shrinks what is visible, not the window.
    window.visualViewport?.addEventListener("resize", () => dialog.style.setProperty("--visible", visualViewport.height + "px"));
    this.#larger(0);
  }

  #begin() {
    const server = this.getAttribute("server") ?? new URL("../../", import.meta.url).href;
    const connection = new Connection(new URL("webhooks/web", server).href, this.#kept);
    this.#talk = new Conversation(connection, this.#kept, this);
    this.reset();
    if (this.#talk.started) this.#talk.load();
    else this.restored(0);
  }

  // What the conversation tells.

  reset() {
    this.#live = false;
    this.#replies = [];
    // A conversation that comes back is not news; it must not be read out in full.
    this.#parts.log.setAttribute("aria-live", "off");
    this.#parts.log.replaceChildren();
    this.reply({ text: this.#s.greeting.join("\n"), buttons: this.#s.starters, greeting: true }, null);
  }

  restored(count) {
    this.#live = true;
    this.#toEnd();
    // Wait until the old messages are in the tree; then additions are news again.
    setTimeout(() => this.#parts.log.setAttribute("aria-live", "polite"), 150);
    if (!count) this.#parts.log.dataset.new = "";
  }

  person(message) {
    const { log } = this.#parts;
    const open = [...log.querySelectorAll(".choices")].at(-1);
    if (open && !open.dataset.closed) markChosen(open, message.title, this.#s);
    log.querySelectorAll(".choices").forEach(closeChoices);
    const long = message.title.length > LONGEST_SHOWN;
    const shown = long ? message.title.slice(0, LONGEST_SHOWN) + "… " + this.#s.shortened : message.title;
    const said = el("div", { class: "said person", part: "person-said", tabindex: "-1", dir: "auto", "data-id": message.id }, el("span", { class: "unseen" }, this.#s.you + " "), shown);
    log.append(said);
    this.#toEnd();
    return said;
  }

  reply(reply, id) {
    const { log } = this.#parts;
    const table = this.#replies.at(-1)?.card;
    if (!reply.greeting) this.#replies.push(reply);
    // The same rows in words follow a table in a bubble of their own.
    if (!reply.card && table?.card === "comparison") reply = { ...reply, text: besideTable(reply.text, table) };
    if (!reply.text && !reply.card && !reply.buttons) return;
    const act = {
      choose: (text, title) => this.#choose(text, title),
      print: (which) => take.print(which.card?.heading ?? this.#s.title, replyPaper(which), this.#s.lang, this.#parts.dialog.dir),
      file: (form, name) => this.#file(form, name),
      copy: async (which) => this.#note((await take.copy(replyText(which))) ? this.#s.copied : this.#s.notCopied),
    };
    log.append(el("div", { class: "said guide", "data-id": id },
      el("span", { class: "unseen" }, this.#s.guide + " "),
      reply.text || reply.card ? replyBody(reply, this.#s, act, this.#live) : null,
      replyChoices(reply, this.#s, act)));
    this.#toEnd();
  }

  retract(id) {
    for (const old of this.#parts.log.querySelectorAll(`.guide[data-id="${id}"]`)) old.remove();
  }

  failed(id, sentence) {
    const text = sentence || this.#s.notSent + " " + this.#s.emergencyLine;
    this.#parts.log.append(el("div", { class: "said guide", "data-id": id },
      el("div", { class: "reply failed" }, words(text)),
      choiceButtons([{ title: this.#s.tryAgain }], text, this.#s, { choose: () => this.#talk.again(id) })));
    this.#toEnd();
  }

  forgotten() {
    this.#note(this.#s.forgotten);
  }

  ended() {
    this.#note(this.#s.ended);
  }

  state(name) {
    clearTimeout(this.#typing);
    // Most answers come at once; saying "answering" before each would be noise.
    if (name === "thinking") this.#typing = setTimeout(() => this.#state(name), TYPING_AFTER);
    else this.#state(name);
  }

  #state(name) {
    const { status, state, tryNow } = this.#parts;
    const trouble = name === "offline" || name === "waiting";
    const sentence = { thinking: this.#s.thinking, slow: this.#s.slow, offline: `${this.#s.offline} ${this.#s.emergencyLine}`, waiting: this.#s.waiting }[name] ?? "";
    if (trouble || status.textContent !== sentence) status.textContent = sentence;
    state.classList.toggle("trouble", trouble);
    if (!trouble && this.shadowRoot.activeElement === tryNow) this.#parts.field.focus();
    tryNow.hidden = !trouble;
    if (trouble) this.#toEnd();
  }

  // What the person does.

  #send() {
    const { field } = this.#parts;
    const text = field.value.trim();
    if (!text) return field.focus();
    field.value = "";
    this.#measure();
    this.#talk.say(text);
  }

  #choose(text, title) {
    this.#talk.say(text, title);
    // The button that had the focus is closed now. From the person's own words,
    // Tab leads to the answer's choices.
    [...this.#parts.log.querySelectorAll(".said.person")].at(-1)?.focus();
  }

  #menu(show = this.#parts.menu.hidden) {
    const { menu, menuButton } = this.#parts;
    menu.hidden = !show;
    menuButton.setAttribute("aria-expanded", String(show));
    this.#ask(false, false);
    if (show) menu.querySelector("button").focus();
    else menuButton.focus();
  }

  #larger(steps) {
    const now = this.#looks.read("text") ?? TEXT_SIZES[0];
    const next = TEXT_SIZES[(TEXT_SIZES.indexOf(now) + steps) % TEXT_SIZES.length];
    this.#looks.write("text", next);
    showTextSize(this.#parts, this.#s, next);
  }

  #save() {
    const best = [...this.#replies].reverse().find((reply) => ["summary", "recommendation"].includes(reply.card?.card));
    const texts = best ? [best] : this.#replies;
    if (!texts.length) return this.#note(this.#s.nothingYet);
    take.save(this.#s.saveName, texts.map(replyText).join("\n\n") + "\n\n" + this.#s.notice + ". " + this.#s.emergencyLine + "\n", "text/plain;charset=utf-8");
  }

  async #download() {
    if (!this.#talk.started) return this.#note(this.#s.nothingYet);
    try {
      take.save(this.#s.downloadName, await this.#talk.export(), "application/json");
    } catch {
      this.#note(this.#s.notDone);
    }
  }

  async #file(form, name) {
    try {
      take.save(name, await this.#talk.summary(form), "text/plain;charset=utf-8");
    } catch (trouble) {
      this.#note(trouble.sentence || this.#s.notDone);
    }
  }

  #ask(show, focus = true) {
    const { ask, forget, forgetNo } = this.#parts;
    ask.hidden = !show;
    forget.hidden = show;
    if (focus) (show ? forgetNo : forget).focus();
  }

  async #forget() {
    try {
      await this.#talk.forget();
      this.#menu(false);
      this.forgotten();
    } catch (trouble) {
      this.#note(trouble.sentence || this.#s.notDone);
    }
  }

  #note(text) {
    this.#parts.log.append(el("p", { class: "note" }, text));
    this.#toEnd();
  }

  #measure() {
    const { field, long } = this.#parts;
    const text = field.value.length > LONGEST_READ ? this.#s.long : "";
    if (long.textContent !== text) long.textContent = text;
  }

  /** Show the newest, but never scroll the beginning of a long answer away. */
  #toEnd() {
    const { log, dialog } = this.#parts;
    const window = getComputedStyle(log).overflowY === "visible" ? dialog : log;
    const asked = [...log.querySelectorAll(".said.person, .emergency")].at(-1);
    const end = window.scrollHeight - window.clientHeight;
    const start = asked ? window.scrollTop + asked.getBoundingClientRect().top - window.getBoundingClientRect().top - 12 : end;
    window.scrollTop = Math.min(start, end);
  }
}

customElements.define("specialty-guide-chat", SpecialtyGuideChat);

// One line to embed: without an element on the page, the script brings its own
// and hands it the script tag's data-* settings.
if (!document.querySelector("specialty-guide-chat")) {
  const script = [...document.scripts].find((one) => one.src.split("?")[0].endsWith(ENTRY));
  const chat = el("specialty-guide-chat", script?.dataset ?? {});
  if (document.body) document.body.append(chat);
  else addEventListener("DOMContentLoaded", () => document.body.append(chat));
}
