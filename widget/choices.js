/** Choices under a question: one of them as buttons, several of them as boxes. */
import { el } from "./dom.js";

/** Buttons; the one that was taken says so, and the others stay readable. */
export function choiceButtons(options, label, strings, act) {
  const group = el("div", { class: "choices", part: "choices", role: "group", "aria-label": label });
  for (const option of options) {
    const button = el("button", { type: "button", class: "choice", part: "choice" }, option.title);
    button.addEventListener("click", () => {
      if (group.dataset.closed) return;
      mark(button, strings);
      closeChoices(group);
      act.choose(option.payload, option.title);
    });
    group.append(button);
  }
  return group;
}

/** Boxes and one Send; "none" and "not sure" exclude the rest. */
export function choiceBoxes(options, label, strings, act) {
  const boxes = options.map((option) => el("input", { type: "checkbox", value: option.title }));
  const send = el("button", { type: "submit", class: "primary" }, strings.send);
  const group = el("form", { class: "choices", part: "choices" },
    el("fieldset", {},
      el("legend", { class: "unseen" }, label + " " + strings.several),
      options.map((option, i) => el("label", { class: "choice", part: "choice" }, boxes[i], el("span", {}, option.title)))),
    send);
  const alone = (box) => strings.exclusive.includes(box.value.toLowerCase());
  group.addEventListener("change", ({ target }) => {
    if (!target.checked) return;
    for (const box of boxes) if (box !== target && (alone(target) || alone(box))) box.checked = false;
  });
  group.addEventListener("submit", (event) => {
    event.preventDefault();
    const titles = boxes.filter((box) => box.checked).map((box) => box.value);
    if (group.dataset.closed) return;
    if (!titles.length) return boxes[0].focus();
    closeChoices(group);
    act.choose(titles.join(", "), titles.join(", "));
  });
  return group;
}

/**
 * End a choice without hiding it. Its buttons leave the tab order; they are not
 * `disabled`, because that would throw the focus away and grey out what was said.
 */
export function closeChoices(group) {
  if (group.dataset.closed) return;
  group.dataset.closed = "true";
  for (const button of group.querySelectorAll("button")) {
    button.setAttribute("aria-disabled", "true");
    button.tabIndex = -1;
  }
  for (const box of group.querySelectorAll("input")) box.disabled = true;
  group.querySelector("button[type=submit]")?.remove();
}

/** Show what had been chosen when a conversation comes back from the server. */
export function markChosen(group, said, strings) {
  const words = said.toLowerCase();
  for (const button of group.querySelectorAll("button.choice")) if (button.textContent.toLowerCase() === words) mark(button, strings);
  const titles = words.split(", ");
  for (const box of group.querySelectorAll("input")) box.checked = titles.includes(box.value.toLowerCase());
}

function mark(button, strings) {
  button.classList.add("chosen");
  button.prepend(el("span", { class: "unseen" }, strings.chosen + " "));
}
