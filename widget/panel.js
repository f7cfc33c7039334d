/** The fixed parts of the chat window: header, menu, log, state line, field, footer. */
import { el, fill, safeLink, telephone } from "./dom.js";

const SVG = "http://www.w3.org/2000/svg";

/** Build the parts that never change. `on` has one function for each thing a person can do. */
export function panel(strings, options, on) {
  const parts = {};
  const keep = (name, node) => (parts[name] = node);
  const button = (text, action, attributes = {}) => el("button", { type: "button", class: "quiet", onclick: action, ...attributes }, text);

  keep("launcher", el("button", { type: "button", class: "launcher", part: "launcher", "aria-haspopup": "dialog", "aria-expanded": "false", onclick: on.open },
    icon("M4 5.5h16v11H11l-5 4v-4H4z", "M8.5 11h.01M12 11h.01M15.5 11h.01"), el("span", {}, strings.launcher)));

  keep("title", el("h2", { id: "title", tabindex: "-1" }, strings.title));
  keep("menuButton", button(strings.menu, on.menu, { "aria-expanded": "false", "aria-controls": "menu" }));
  keep("larger", button("", on.larger));
  keep("forget", button(strings.forget, on.forget, { class: "quiet danger" }));
  keep("forgetNo", button(strings.forgetNo, on.forgetNo));
  keep("ask", el("div", { class: "ask", role: "group", "aria-labelledby": "forget-ask", hidden: true },
    el("p", { id: "forget-ask" }, strings.forgetAsk), button(strings.forgetYes, on.forgetYes, { class: "quiet danger" }), parts.forgetNo));
  keep("menu", el("div", { id: "menu", class: "menu", part: "menu", role: "group", "aria-label": strings.menu, hidden: true },
    button(strings.startOver, on.startOver), button(strings.save, on.save), parts.larger,
    button(strings.download, on.download), parts.forget, parts.ask));

  // Present and empty from the start: a live region that comes together with its
  // first message is not read out.
  keep("log", el("div", { class: "log", part: "log", role: "log", "aria-live": "polite", "aria-relevant": "additions", "aria-label": strings.log, tabindex: "0" }));
  keep("status", el("p", { role: "status" }));
  keep("tryNow", button(strings.tryNow, on.tryNow, { hidden: true }));
  keep("state", el("div", { class: "state", part: "state" }, parts.status, parts.tryNow));

  keep("field", el("textarea", { id: "field", rows: "1", autocomplete: "off", enterkeyhint: "send", part: "field" }));
  keep("long", el("p", { class: "hint", role: "status" }));
  keep("composer", el("form", { class: "composer", part: "composer" },
    el("label", { for: "field" }, strings.field), parts.field, el("button", { class: "primary", type: "submit", part: "send" }, strings.send), parts.long));

  keep("dialog", el("dialog", { part: "panel", "aria-labelledby": "title", "aria-describedby": "notice", lang: strings.lang, dir: options.dir ?? strings.dir },
    // Plain divs: a second page header or footer would mislead those who jump by landmarks.
    el("div", { class: "head", part: "header" },
      el("div", {}, parts.title, el("p", { id: "notice" }, strings.notice)),
      parts.menuButton, button("✕", on.close, { "aria-label": strings.close })),
    parts.menu, parts.log, parts.state, parts.composer,
    el("div", { class: "foot", part: "footer" }, person(strings, options), help(strings))));
  return parts;
}

/** The way to a human being: a telephone, a page, or at least the advice. */
function person(strings, options) {
  const phone = telephone(options.phone);
  const page = safeLink(options.link ?? "");
  const text = options.person ?? strings.person;
  if (phone) return el("a", { href: phone, part: "person" }, text, el("span", { class: "number" }, ": ", el("bdi", {}, options.phone)));
  if (page) return el("a", { href: page, part: "person" }, text);
  return el("p", { part: "person" }, `${text}: ${strings.personNone}`);
}

const help = (strings) => el("a", { class: "alarm", href: telephone(strings.emergencyNumber) }, strings.emergency);

function icon(...paths) {
  const picture = document.createElementNS(SVG, "svg");
  picture.setAttribute("viewBox", "0 0 24 24");
  picture.setAttribute("aria-hidden", "true");
  for (const d of paths) picture.appendChild(document.createElementNS(SVG, "path")).setAttribute("d", d);
  return picture;
}

/** Name the text size on its button. */
export function showTextSize(parts, strings, percent) {
  parts.larger.textContent = fill(strings.larger, { percent });
  parts.dialog.style.setProperty("--text", percent / 100);
}
