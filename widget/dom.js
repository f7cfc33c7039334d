/** Builds elements. Text is always text: nothing here parses HTML. */

/** Make an element; `on*` are listeners, `class` and the rest attributes, children nodes or text. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(Infinity).filter((child) => child || child === 0));
  return node;
}

/** Fill the {holes} of a sentence from the strings file. */
export function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (hole, name) => values[name] ?? hole);
}

/** The tiny markdown of the assistant: **bold**, line breaks, "- " lists. Everything else stays as written. */
export function words(text) {
  const parts = [];
  let list = null;
  for (const line of String(text).split("\n")) {
    const item = /^\s*[-•]\s+(.*)$/.exec(line);
    if (item) {
      if (!list) parts.push((list = el("ul")));
      list.append(el("li", {}, bold(item[1])));
    } else {
      list = null;
      if (line.trim()) parts.push(el("p", {}, bold(line)));
    }
  }
  return parts;
}

function bold(line) {
  return line.split(/\*\*([^*]+)\*\*/).map((part, odd) => (odd % 2 ? el("strong", {}, part) : part));
}

/** The same text without its marks, for paper and clipboard. */
export function plain(text) {
  return String(text).replace(/\*\*([^*]+)\*\*/g, "$1");
}

/** A link only where it leads to a web page, a telephone or a mailbox. */
export function safeLink(address) {
  try {
    const url = new URL(address);
    return ["https:", "http:", "tel:", "mailto:"].includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

/** A telephone link for what is a telephone number, else nothing. */
export function telephone(number) {
  return /^\+?[\d\s().-]{3,20}$/.test(number || "") ? "tel:" + number.replace(/[^\d+]/g, "") : null;
}

/** The name of a concept id: "pain_specialist" reads "pain specialist". */
export function named(id) {
  return String(id).replace(/_/g, " ");
}

export function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
