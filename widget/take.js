/** Takes something out of the chat: onto paper, the clipboard or the disk. */
import { el } from "./dom.js";

/** Print only this, not the website around the widget. */
export function print(title, nodes, lang, dir) {
  const frame = el("iframe", { title, "aria-hidden": "true", tabindex: "-1" });
  Object.assign(frame.style, { position: "fixed", border: "0", insetInlineStart: "-9999px" });
  document.body.append(frame);
  const page = frame.contentDocument;
  page.documentElement.lang = lang;
  page.documentElement.dir = dir;
  page.title = title;
  const sheet = new frame.contentWindow.CSSStyleSheet();
  sheet.replaceSync("body{font:11pt/1.45 sans-serif;margin:0}@page{margin:2cm}h1{font-size:16pt}h2{font-size:12pt;margin:1em 0 .2em;break-after:avoid}ul{margin:0}.words{white-space:pre-wrap}");
  page.adoptedStyleSheets = [sheet];
  page.body.append(el("h1", {}, title), ...nodes);
  frame.contentWindow.addEventListener("afterprint", () => setTimeout(() => frame.remove(), 0));
  frame.contentWindow.print();
}

/** Copy; answers false where the browser or the website forbids it. */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** Save a file on the person's own device. */
export function save(name, text, kind) {
  const address = URL.createObjectURL(new Blob([text], { type: kind }));
  const link = el("a", { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
