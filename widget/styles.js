/**
 * The looks. A constructed sheet: no inline style, so a strict content security
 * policy holds. Websites set the --guide-* variables and ::part(...) names.
 */
const LIGHT = `
  --accent: var(--guide-accent, #0d5c63); --on-accent: var(--guide-on-accent, #fff);
  --paper: var(--guide-paper, #fbfaf7); --card: var(--guide-card, #fff); --ink: var(--guide-ink, #1d2b2d);
  --soft: var(--guide-soft, #4d5d5f); --line: var(--guide-line, #d8dedb); --edge: var(--guide-edge, #73868a);
  --tint: var(--guide-tint, #e4f0ee); --alarm: #a4161a; --on-alarm: #fff; --alarm-paper: #fdf0ef; --wait: #8a4b00; --wait-paper: #fdf4e3;`;
const DARK = `
  --accent: var(--guide-accent-dark, #8fd3cf); --on-accent: var(--guide-on-accent-dark, #06282b);
  --paper: var(--guide-paper-dark, #141d1f); --card: var(--guide-card-dark, #1e2a2d); --ink: var(--guide-ink-dark, #edf3f2);
  --soft: var(--guide-soft-dark, #b3c3c4); --line: var(--guide-line-dark, #36464a); --edge: var(--guide-edge-dark, #81969a);
  --tint: var(--guide-tint-dark, #24403f); --alarm: #ffb4ab; --on-alarm: #4d0508; --alarm-paper: #3b1718; --wait: #ffcf8a; --wait-paper: #35290f;`;

const CSS = `
:host { all: initial; ${LIGHT} color-scheme: light; }
:host([theme="dark"]) { ${DARK} color-scheme: dark; }
@media (prefers-color-scheme: dark) { :host(:not([theme="light"])) { ${DARK} color-scheme: dark; } }
:host([hidden]) { display: none; }
*, ::before, ::after { box-sizing: border-box; }
p, h2, h3, ul, fieldset, legend { margin: 0; padding: 0; border: 0; min-width: 0; }
button, textarea, input { font: inherit; color: inherit; letter-spacing: inherit; }
button { cursor: pointer; }
a { color: var(--accent); text-underline-offset: .15em; }
[hidden] { display: none !important; }
.unseen { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
:focus { outline: none; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: .4em; }

.launcher, dialog { font: 400 1.0625em/1.5 var(--guide-font, system-ui, -apple-system, "Segoe UI", Roboto, sans-serif); color: var(--ink); }
.launcher { position: fixed; inset-block-end: var(--guide-offset, 1.25em); inset-inline-end: var(--guide-offset, 1.25em); z-index: var(--guide-layer, 2147483000);
  display: inline-flex; align-items: center; gap: .6em; min-block-size: 3.4em; max-inline-size: calc(100vw - 2em); padding: .5em 1.25em;
  border: 2px solid transparent; border-radius: 2em; background: var(--accent); color: var(--on-accent); font-weight: 600; text-align: start;
  box-shadow: 0 .4em 1.6em rgb(6 40 43 / .28); }
.launcher:hover { filter: brightness(1.1); }
.launcher:focus-visible { outline-offset: 3px; border-radius: 2em; }
svg { inline-size: 1.5em; block-size: 1.5em; flex: none; fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round; }

dialog { --text: 1; position: fixed; inset: auto; inset-block-end: var(--guide-offset, 1.25em); inset-inline-end: var(--guide-offset, 1.25em); z-index: var(--guide-layer, 2147483000);
  inline-size: var(--guide-width, 26em); block-size: var(--guide-height, 44em); max-inline-size: calc(100vw - 2em); max-block-size: calc(100dvh - 2.5em);
  margin: 0; padding: 0; border: 1px solid var(--line); border-radius: var(--guide-radius, 1.1em); background: var(--paper); overflow: hidden;
  box-shadow: 0 1em 3em rgb(6 40 43 / .26); }
dialog[open] { display: flex; flex-direction: column; }
dialog::backdrop { background: rgb(6 40 43 / .35); }

.head { display: flex; align-items: center; gap: .5em; padding-block: .7em; padding-inline: 1.1em .7em; border-block-end: 1px solid var(--line); background: var(--card); }
.head > div { flex: 1; min-inline-size: 0; }
h2 { font-size: 1.1em; line-height: 1.25; font-weight: 650; }
.head p { font-size: .86em; line-height: 1.35; color: var(--soft); }
.quiet { min-block-size: 2.75em; min-inline-size: 2.75em; padding: .3em .8em; border: 1px solid var(--edge); border-radius: .7em; background: transparent; }
.quiet:hover { background: var(--tint); }
.primary { min-block-size: 2.75em; padding: .3em 1.2em; border: 2px solid transparent; border-radius: .7em; background: var(--accent); color: var(--on-accent); font-weight: 600; }
.primary:hover { filter: brightness(1.1); }

.menu { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(10.5em, 100%), 1fr)); gap: .5em; padding: .8em; border-block-end: 1px solid var(--line); background: var(--card); overflow: auto; flex: none; max-block-size: 60%; }
.menu .quiet { text-align: start; }
.menu .ask { grid-column: 1 / -1; display: flex; flex-wrap: wrap; gap: .5em; align-items: center; }
.menu .ask p { inline-size: 100%; }
.danger { border-color: var(--alarm); color: var(--alarm); font-weight: 600; }

.log { flex: 1 1 auto; min-block-size: 6em; overflow-y: auto; overscroll-behavior: contain; padding: 18px; font-size: calc(1em * var(--text)); display: flex; flex-direction: column; gap: .9em; }
.said { max-inline-size: 100%; overflow-wrap: anywhere; }
.said:focus-visible { outline-offset: 4px; }
.said.person { align-self: flex-end; max-inline-size: 85%; padding: .55em 1em; border: 1px solid transparent; border-radius: 1.1em 1.1em .3em 1.1em; background: var(--accent); color: var(--on-accent); white-space: pre-wrap; }
.said.guide { align-self: stretch; display: grid; gap: .7em; }
.reply { display: grid; gap: .6em; padding: 13px 16px; border: 1px solid var(--line); border-radius: .3em 1.1em 1.1em 1.1em; background: var(--card); justify-self: start; max-inline-size: 100%; }
.reply ul { padding-inline-start: 1.2em; display: grid; gap: .25em; }
.reply h3 { font-size: 1.15em; line-height: 1.3; }
.recommendation, .summary, .comparison, .emergency { justify-self: stretch; }
.step { display: flex; align-items: center; gap: .7em; font-size: .88em; color: var(--soft); }
.dots { display: inline-flex; gap: .25em; }
.dots i { inline-size: 1.3em; block-size: .35em; border: 1px solid var(--edge); border-radius: 1em; }
.dots i.on { background: var(--accent); border-color: var(--accent); }

.choices, .choices fieldset { display: flex; flex-wrap: wrap; gap: .5em; }
.choice { display: inline-flex; align-items: center; gap: .6em; min-block-size: 2.75em; padding: .4em 1.05em; border: 1.5px solid var(--accent); border-radius: 1.5em; background: var(--card); color: var(--accent); font-weight: 550; text-align: start; cursor: pointer; overflow-wrap: anywhere; }
.choice:hover { background: var(--tint); }
.choice input { inline-size: 1.25em; block-size: 1.25em; margin: 0; accent-color: var(--accent); flex: none; }
.choice:has(:checked) { background: var(--tint); }
.choice:has(:focus-visible) { outline: 3px solid var(--accent); outline-offset: 2px; }
[data-closed] .choice { border-color: var(--line); color: var(--soft); background: transparent; font-weight: 400; cursor: default; }
[data-closed] .choice.chosen, [data-closed] .choice:has(:checked) { border-color: var(--accent); background: var(--tint); color: var(--ink); font-weight: 600; }
.choice.chosen::after { content: "✓" / ""; }

.kicker { font-size: .82em; font-weight: 650; letter-spacing: .06em; text-transform: uppercase; color: var(--accent); }
.recommendation, .summary { border: 1.5px solid var(--accent); border-radius: 1em; }
.certainty { justify-self: start; padding: .15em .8em; border: 1px solid var(--line); border-radius: 1em; background: var(--tint); font-size: .92em; }
details { border-block-start: 1px solid var(--line); }
summary { min-block-size: 2.75em; display: flex; align-items: center; gap: .6em; font-weight: 600; color: var(--accent); cursor: pointer; }
summary::-webkit-details-marker { display: none; }
summary::before { content: "+" / ""; inline-size: 1em; font-weight: 400; font-size: 1.25em; text-align: center; }
details[open] > summary::before { content: "–" / ""; }
details > :not(summary) { margin-block-end: .7em; }
details > p + p { margin-block-start: -.3em; }
.sources { font-size: .9em; color: var(--soft); }
.sources summary { color: var(--soft); font-weight: 500; min-block-size: 2.4em; }
.paper { display: flex; flex-wrap: wrap; gap: .5em; padding-block-start: .3em; }

table { display: block; inline-size: 100%; }
caption { display: block; text-align: start; font-size: .88em; color: var(--soft); padding-block-end: .4em; }
thead, tbody { display: block; }
tr { display: grid; grid-template-columns: 1fr 1fr; gap: 0 1em; padding-block: .55em; border-block-start: 1px solid var(--line); }
thead tr { border-block-start: 0; }
thead th { color: var(--accent); }
th, td { text-align: start; vertical-align: top; padding: 0; font-size: .95em; min-inline-size: 0; }
th[scope="row"] { grid-column: 1 / -1; color: var(--soft); font-weight: 600; font-size: .86em; }
th.aspect { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); }

.emergency { border: 2px solid var(--alarm); border-inline-start-width: .5em; background: var(--alarm-paper); border-radius: .8em; font-size: 1.05em; }
.call { display: flex; align-items: center; justify-content: center; min-block-size: 3.2em; padding: .4em 1em; border: 2px solid transparent; border-radius: .7em; background: var(--alarm); color: var(--on-alarm); font-weight: 700; font-size: 1.1em; text-decoration: none; }
.call:hover { text-decoration: underline; }
.failed { justify-self: stretch; border-color: var(--wait); background: var(--wait-paper); }
.note { align-self: center; padding: .3em 1em; font-size: .92em; color: var(--soft); text-align: center; }

.state { display: flex; align-items: center; gap: .7em; padding-inline: 1.1em; font-size: .92em; color: var(--soft); }
.state.trouble { justify-content: space-between; padding-block: .5em; border-block-start: 1px solid var(--wait); background: var(--wait-paper); color: var(--wait); }
.state .quiet { flex: none; white-space: nowrap; }
.state > p:not(:empty) { padding-block: .35em; }

.composer { display: grid; grid-template-columns: 1fr auto; gap: .35em .6em; align-items: end; padding: .7em 1.1em .5em; border-block-start: 1px solid var(--line); background: var(--card); }
.composer label { grid-column: 1 / -1; font-size: .88em; color: var(--soft); }
textarea { inline-size: 100%; min-block-size: 2.75em; max-block-size: 9em; padding: .55em .9em; border: 1.5px solid var(--edge); border-radius: .8em; background: var(--paper); resize: none; line-height: 1.4; field-sizing: content; }
textarea:focus-visible { outline-offset: 0; border-color: var(--accent); }
.composer .hint { grid-column: 1 / -1; font-size: .86em; color: var(--soft); }
.foot { display: flex; flex-wrap: wrap; gap: 0 1.2em; justify-content: space-between; padding: 0 1.1em .5em; background: var(--card); font-size: .88em; color: var(--soft); padding-block-end: max(.5em, env(safe-area-inset-bottom)); }
.foot a, .foot p { min-block-size: 2.2em; display: inline-flex; align-items: center; }
.foot .alarm { color: var(--alarm); font-weight: 600; }

@media (max-width: 560px), (max-height: 480px) {
  dialog { inset: 0; inline-size: 100%; block-size: var(--visible, 100dvh); max-inline-size: none; max-block-size: none; border: 0; border-radius: 0; }
  .launcher { font-size: 1em; }
  .log { padding: 13px; }
  .composer, .foot, .state { padding-inline: .8em; }
  .composer { padding-block: .4em .3em; row-gap: .15em; }
  .head { padding-inline-start: .8em; }
  .head .quiet { padding-inline: .55em; }
  .foot .number { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); }
}
@media (max-height: 480px) {
  dialog { overflow-y: auto; }
  .log { flex: none; overflow: visible; }
}
@media (prefers-reduced-motion: no-preference) {
  dialog[open] { animation: rise .18s ease-out; }
  @keyframes rise { from { opacity: 0; translate: 0 .8em; } }
}
@media (forced-colors: active) {
  .said.person, .primary, .launcher, .call { border-color: ButtonText; }
  .choice.chosen, .dots i.on { border-color: Highlight; background: Highlight; color: HighlightText; forced-color-adjust: none; }
}
@media print { .launcher { display: none; } }
`;

export const sheet = new CSSStyleSheet();
sheet.replaceSync(CSS);
