/**
 * Turns one reply of the assistant, text and card, into elements.
 *
 * The text alone is always enough. A card shows its parts as what they are (a
 * table, a list, a fold); sentences of the text that a part already shows are
 * then left out, and nothing else is.
 */
import { choiceButtons, choiceBoxes } from "./choices.js";
import { capital, el, fill, named, plain, safeLink, telephone, words } from "./dom.js";

/** Make the body of a bubble. `act` has choose(text, title), print(reply), copy(reply). */
export function replyBody(reply, strings, act, live) {
  const card = reply.card ?? {};
  const draw = { comparison, recommendation, emergency, summary, question, answer }[card.card] ?? simple;
  const body = el("div", { class: "reply " + (card.card ?? "plain"), part: "reply" }, draw(reply, card, strings, act));
  if (card.card === "emergency" && live) body.setAttribute("role", "alert");
  return body;
}

/** The choices of a reply: the card's own, then the buttons that are not among them. */
export function replyChoices(reply, strings, act) {
  const card = reply.card ?? {};
  const own = (card.card === "question" && card.options) || (card.card === "fallback" && card.suggestions) || [];
  const known = new Set(own.map((option) => option.payload));
  const rest = (reply.buttons ?? []).filter((button) => !known.has(button.payload));
  const label = plain(reply.text ?? "").split("\n").pop() || strings.choices;
  if (card.several) return [choiceBoxes(own, label, strings, act), rest.length ? choiceButtons(rest, label, strings, act) : null];
  return own.length + rest.length ? [choiceButtons([...own, ...rest], label, strings, act)] : [];
}

/** A reply as plain text, for the clipboard and the saved file. */
export function replyText(reply) {
  const { heading, title, parts, note } = reply.card ?? {};
  if (!parts) return plain(reply.text ?? "");
  return [heading, title, ...parts.map((part) => [part.title, ...part.items.map((item) => "- " + item)].join("\n")), note].join("\n\n");
}

/** A reply as elements for paper: a summary in its parts, anything else as its words. */
export function replyPaper(reply) {
  const { title, parts, note } = reply.card ?? {};
  if (!parts) return [el("div", { class: "words" }, replyText(reply))];
  return [el("p", {}, title), parts.map((part) => [el("h2", {}, part.title), list(part.items)]), el("p", {}, el("strong", {}, note))].flat(2);
}

const simple = (reply) => words(reply.text ?? "");

const answer = (reply, card, strings) => [
  words(remaining(reply.text, [], card.sources)),
  sources(card.sources, strings),
];

function question(reply, card, strings) {
  const step = fill(strings.step, { step: card.step, of: card.of });
  return [
    card.of > 1 &&
      el("p", { class: "step" },
        el("span", { class: "dots", "aria-hidden": "true" },
          Array.from({ length: card.of }, (_, i) => el("i", { class: i < card.step ? "on" : "" }))),
        step),
    // The text of a terminal says "1 of 3" too; here it stands above.
    words((reply.text ?? "").replace(new RegExp(`\\s*[—–-]?\\s*\\(?${card.step} of ${card.of}\\)?\\s*$`), "")),
  ];
}

function comparison(reply, card, strings) {
  const left = capital(named(card.left));
  const right = capital(named(card.right));
  const cell = (tag, text, attributes) => el(tag, attributes, bare(text));
  // Roles are spelled out: the narrow layout changes how the table is displayed,
  // and some screen readers would then no longer see a table.
  const rows = card.rows.map((row) =>
    el("tr", { role: "row" },
      cell("th", capital(row.aspect), { scope: "row", role: "rowheader" }),
      cell("td", row.left, { role: "cell" }),
      cell("td", row.right, { role: "cell" })));
  return [
    words(besideTable(reply.text, card)),
    el("table", { role: "table", part: "table" },
      el("caption", {}, fill(strings.compared, { left, right: named(card.right) })),
      el("thead", { role: "rowgroup" },
        el("tr", { role: "row" },
          cell("th", strings.aspect, { scope: "col", role: "columnheader", class: "aspect" }),
          cell("th", left, { scope: "col", role: "columnheader" }),
          cell("th", right, { scope: "col", role: "columnheader" }))),
      el("tbody", { role: "rowgroup" }, rows)),
    sources(card.sources, strings),
  ];
}

/** What the text says besides the rows of the table: a row is a line with its aspect and a list line for each side. */
export function besideTable(text, card) {
  const aspects = new Set(card.rows.map((row) => squeezed(row.aspect)));
  const lines = String(text ?? "").split("\n").filter((line) => !/^\s*-\s/.test(line) && !aspects.has(squeezed(line)));
  return remaining(lines.join("\n"), [], card.sources);
}

function recommendation(reply, card, strings, act) {
  const reasons = card.why_not.map((why) => why.reason);
  const shown = [card.because, ...card.because, ...reasons, ...card.would_change, ...card.next_steps];
  const [title, rest] = headline(reply.text);
  return [
    el("p", { class: "kicker" }, strings.suggestion),
    el("h3", {}, title),
    el("p", { class: "certainty " + card.certainty }, strings.certainty[card.certainty] ?? card.certainty),
    words(remaining(rest, shown, card.sources)),
    card.also.length ? el("p", {}, fill(strings.also, { names: card.also.map(named).join(", ") })) : null,
    fold(strings.why, list(card.because), true),
    fold(strings.whyNot, card.why_not.map((why) => el("p", {}, el("strong", {}, capital(named(why.specialist))), ": ", bare(why.reason)))),
    fold(strings.wouldChange, list(card.would_change)),
    fold(strings.next, list(card.next_steps)),
    sources(card.sources, strings),
    paper(reply, strings, act),
  ];
}

function summary(reply, card, strings, act) {
  const [title, rest] = headline(reply.text);
  return [
    el("p", { class: "kicker" }, strings.summary),
    el("h3", {}, title),
    words(remaining(rest, [...card.questions_to_ask, ...card.bring], [])),
    fold(strings.ask, list(card.questions_to_ask), true),
    fold(strings.bring, list(card.bring), true),
    paper(reply, strings, act),
    card.parts && fold(strings.saveAs, files(strings, act)),
  ];
}

function emergency(reply, card, strings) {
  const number = telephone(card.call);
  const [first, ...rest] = words(reply.text ?? "");
  // The call stands right after the first sentence: on a small phone the rest may be out of sight.
  return [first, number && el("a", { class: "call", part: "call", href: number }, fill(strings.call, { number: card.call })), rest];
}

/** Print and copy, for what a person takes to a visit. */
function paper(reply, strings, act) {
  return el("div", { class: "paper", role: "group", "aria-label": strings.print + ", " + strings.copy },
    el("button", { type: "button", class: "quiet", onclick: () => act.print(reply) }, strings.print),
    el("button", { type: "button", class: "quiet", onclick: () => act.copy(reply) }, strings.copy));
}

/** The summary as a file, in the forms that the server writes. */
const files = (strings, act) =>
  el("div", { class: "paper", role: "group", "aria-label": strings.saveAs },
    Object.entries(strings.forms).map(([form, { title, name }]) =>
      el("button", { type: "button", class: "quiet", onclick: () => act.file(form, name) }, title)));

function sources(given, strings) {
  if (!given?.length) return null;
  const items = given.map((source) => {
    const address = safeLink(source.address ?? "");
    const title = address
      ? el("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, source.title, el("span", { class: "unseen" }, " " + strings.newTab))
      : source.title;
    const reviewed = source.reviewed ? ", " + fill(strings.reviewed, { date: source.reviewed }) : "";
    return el("li", {}, title, `. ${source.publisher}${reviewed}`);
  });
  return fold(fill(strings.sources, { count: given.length }), el("ul", {}, items), false, "sources");
}

function fold(title, content, open = false, kind = "") {
  if (!content || content.length === 0) return null;
  return el("details", { open, class: kind, part: "fold" }, el("summary", {}, title), content);
}

const list = (items) => (items?.length ? el("ul", {}, items.map((item) => el("li", {}, bare(item)))) : null);
const bare = (text) => plain(text ?? "");

/** The first line, or what stands bold at its beginning, as a title; and the rest. */
function headline(text) {
  const [, bold, line, rest] = /^(?:\*\*(.+?)\*\*|([^\n]*))\s*([^]*)$/.exec(text ?? "");
  return [plain(bold ?? line), rest];
}

/**
 * What the text says beyond the parts that are shown anyway. A part is a sentence,
 * or several short ones that stand in one line together.
 */
function remaining(text, shown, sources) {
  const parts = shown.map((part) => [part].flat().map(squeezed)).filter((part) => part.join("").length >= 12);
  const origins = (sources ?? []).flatMap((source) => [squeezed(source.title), squeezed(source.publisher)]);
  const twice = (line) => {
    const said = squeezed(line);
    if (/^[*\s(]*sources?\b/i.test(line)) return origins.some((origin) => said.includes(origin));
    return parts.some((part) => part.every((piece) => said.includes(piece)) || (said.length > 20 && part.some((piece) => piece.includes(said))));
  };
  const kept = [];
  for (const line of String(text ?? "").split("\n")) {
    if (!twice(line)) kept.push(line);
    // A heading goes with the list under it.
    else while (/[:?]\**\s*$|^\*\*[^*]+\*\*$/.test(kept.at(-1) ?? "")) kept.pop();
  }
  return kept.join("\n").trim();
}

const squeezed = (text) => plain(text ?? "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
