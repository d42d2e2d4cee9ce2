/** Sizes are in em of the visitor's own default font size. Only the accent is a host's choice; the notice is not. */
export const STYLE = `
*, ::before, ::after { box-sizing: border-box }
[hidden] { display: none !important }
.panel {
  --surface: #fff; --ink: #1b2422; --muted: #53605c; --line: #dde3e0; --soft: #f2f5f3; --strip: #e8f0ed; --error: #9c1c1c;
  --radius: var(--auskunft-radius, 16px);
  color-scheme: light dark; position: fixed; z-index: 2147483001; inset: auto; margin: 0; padding: 0; overflow: hidden;
  right: var(--auskunft-offset, 20px); bottom: var(--auskunft-offset, 20px);
  width: min(410px, 100vw - 40px); height: min(680px, 100dvh - 40px); max-width: none; max-height: none;
  display: flex; flex-direction: column; border: 1px solid var(--line); border-radius: var(--radius);
  background: var(--surface); color: var(--ink); box-shadow: 0 2px 6px rgb(0 0 0 / .08), 0 16px 48px rgb(0 0 0 / .22);
  font: 400 .9375em/1.5 var(--auskunft-font, system-ui, -apple-system, "Segoe UI", Roboto, sans-serif);
  overflow-wrap: anywhere; animation: rise .18s ease-out;
}
@media (prefers-color-scheme: dark) {
  .panel { --surface: #161b1a; --ink: #e8edeb; --muted: #a7b3ae; --line: #343d3a; --soft: #212826; --strip: #1f2c28;
    --error: #ffb3ab }
}
@keyframes rise { from { opacity: 0; transform: translateY(12px) } }
button, input, textarea { font: inherit; color: inherit; letter-spacing: inherit }
button { cursor: pointer; min-height: 44px; border: 1px solid var(--line); border-radius: 10px; padding: .4em .9em;
  background: var(--surface); text-align: start }
button:hover { background: var(--soft) }
button:disabled, button[aria-disabled=true] { cursor: default; opacity: .65 }
:focus-visible { outline: 2px solid var(--ink); outline-offset: 2px }
input:focus-visible, textarea:focus-visible { outline-offset: -1px }
a { color: inherit; text-decoration: underline; text-underline-offset: .15em }
a:hover { text-decoration-thickness: 2px }
p { margin: 0 }
svg { flex: none; width: 20px; height: 20px; fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linecap: round;
  stroke-linejoin: round }
.primary, .primary:hover { background: var(--fill); color: var(--on-fill); border-color: transparent; font-weight: 600 }
.primary:not(:disabled):hover { filter: brightness(1.08) }
.badge { flex: none; display: inline-block; padding: 0 .45em; border-radius: 5px; background: var(--ink);
  color: var(--surface); border: 1px solid transparent; font-size: .8125em; font-weight: 700; letter-spacing: .04em;
  line-height: 1.45 }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }

.head { flex: none; display: flex; align-items: center; gap: .6em; padding: .35em .4em .35em 1.1em;
  border-bottom: 1px solid var(--line) }
.head h2 { flex: 1; margin: 0; font-size: 1.0625em; line-height: 1.25 }
.icon { display: inline-grid; place-items: center; width: 44px; padding: 0; border-color: transparent; background: none }

.scroll { flex: 1; min-height: 0; position: relative; overflow: hidden auto; overscroll-behavior: contain; padding: 1.1em;
  scrollbar-width: thin; scrollbar-color: var(--line) transparent }
.scroll:focus-visible { outline-offset: -3px }
.scroll > *, .log > * { margin-bottom: 1.1em }
.scroll > :empty { margin: 0 }
.welcome { font-size: 1.1em; font-weight: 600; line-height: 1.35 }
article { max-width: 100% }
.author { display: flex; align-items: center; gap: .5em; margin-bottom: .35em; font-size: .8125em; color: var(--muted) }
.text > * + * { margin-top: .6em }
.text ul, .text ol { margin-bottom: 0; padding-inline-start: 1.5em }
li + li, li > ul, li > ol { margin-top: .25em }
code { padding: .05em .3em; border-radius: 4px; background: var(--soft); font: .92em ui-monospace, Consolas, monospace }
[data-author=ai] { padding-inline-start: .85em; border-inline-start: 2px solid #7b8783 }
[data-author=customer] { width: fit-content; max-width: 86%; margin-inline-start: auto; padding: .55em .9em;
  border-radius: 14px 14px 4px;
  background: var(--fill); color: var(--on-fill); border: 1px solid transparent; white-space: pre-wrap }
[data-author=system], .form { padding: .85em 1em; border: 1px solid var(--line); border-radius: 12px;
  background: var(--soft) }
[data-author=system] .author { font-weight: 600 }
.table { overflow-x: auto; border: 1px solid var(--line); border-radius: 8px }
table { border-collapse: collapse; width: 100%; font-size: .925em; line-height: 1.4; overflow-wrap: normal }
th, td { padding: .45em .7em; text-align: start; vertical-align: top; min-width: 5.5em;
  border-bottom: 1px solid var(--line) }
th { background: var(--soft); font-weight: 600 }
tr:last-child td { border-bottom: 0 }
.note { margin-top: .6em; color: var(--muted); font-size: .875em }

.sources { margin-top: .9em; font-size: .875em }
.sources b { color: var(--muted) }
.sources ul { margin: 0; padding: 0; list-style: none }
.sources li { margin: 0; border-bottom: 1px solid var(--line) }
.sources li > * { display: flex; align-items: center; gap: .5em; min-height: 44px; padding: .35em 0 }
.sources span { flex: 1 }
.sources svg { width: 15px; height: 15px; color: var(--muted) }
.sources small { padding: 0 .35em; border: 1px solid var(--line); border-radius: 4px; color: var(--muted);
  text-transform: uppercase }
.choices { display: grid; gap: .5em; margin-top: .8em }
.rating { display: flex; flex-wrap: wrap; gap: .4em; margin-top: .5em; font-size: .875em }
.rating [aria-pressed=true] { background: var(--soft); border-color: var(--ink); font-weight: 600; opacity: 1 }
.form h3 { margin: 0 0 .4em; font-size: 1em }
.form label { display: block; margin-top: .7em; font-weight: 600 }
.form label small { font-weight: 400; font-size: .875em; color: var(--muted) }
.actions { display: flex; flex-wrap: wrap; gap: .5em; margin-top: 1em }
::placeholder { color: var(--muted); opacity: 1 }
input, textarea { width: 100%; min-height: 44px; padding: .55em .8em; border: 1px solid #7b8783; border-radius: 10px;
  background: var(--surface) }
.bad { color: var(--error); font-size: .875em }
.alert { padding: .85em 1em; border: 1px solid var(--error); border-radius: 12px }
.alert p:first-child { color: var(--error); font-weight: 600 }
.alert:empty { padding: 0; border: 0 }

.status { display: flex; align-items: center; gap: .5em; color: var(--muted); font-size: .875em }
.status:not(:empty)::after { content: ""; width: .5em; height: .5em; border-radius: 50%; background: currentColor;
  animation: pulse 1.2s infinite }
@keyframes pulse { 50% { opacity: .2 } }
.foot { flex: none; border-top: 1px solid var(--line); padding: .7em .8em .25em;
  padding-bottom: calc(.25em + env(safe-area-inset-bottom, 0px)) }
.notice { display: block; margin-bottom: .65em; padding: .5em .75em; border-radius: 8px; background: var(--strip);
  color: var(--ink);
  border: 1px solid transparent; font-size: .875em; line-height: 1.4 }
.notice a { white-space: nowrap }
.human { display: inline-flex; align-items: center; gap: .5em; padding: 0 .4em; border-color: transparent;
  background: none; font-size: .875em; font-weight: 600 }
.composer { display: flex; align-items: end; gap: .5em }
.composer textarea { flex: 1; min-width: 0; max-height: 7.5em; resize: none; field-sizing: content;
  font-size: max(16px, 1em); line-height: 1.4 }
.composer button { flex: none; display: inline-grid; place-items: center; width: 46px; min-height: 46px; padding: 0 }

@media (max-width: 520px), (max-height: 520px) {
  .panel { inset: 0 auto auto 0; width: 100%; height: 100dvh; border: 0; border-radius: 0; box-shadow: none }
}
@media (min-width: 521px) and (max-height: 520px) { .panel { inset: 0 0 auto auto; width: 410px } }
@media (max-height: 420px) { .foot { padding-top: .4em } .notice { margin-bottom: .4em;
  padding: .3em .6em } .scroll { padding: .7em 1.1em } }
@media (max-height: 340px) { /* 400 % zoom: the notice keeps its place, the conversation gets the rest */
  .head { padding-block: 0; font-size: .875em } .foot { display: flex;
  flex-wrap: wrap } .notice { width: 100% } .composer { flex: 1 }
  .human { order: -1; width: 44px; font-size: 0 } .notice { order: -2 }
}
@media (prefers-reduced-motion: reduce) { .panel, .status::after { animation: none !important } }
@media (forced-colors: active) {
  .panel, .badge, .notice, .primary, [data-author=customer], button { border-color: CanvasText }
  [data-author=ai] { border-inline-start: 3px double }
}`;
