import { h, icon, link, webUrl } from "./widget-dom.js";
import { hostsOf, markdown } from "./widget-markdown.js";
import { fill } from "./widget-texts.js";

const OUTWARD = "M9 5H5v14h14v-4M13 5h6v6M19 5l-9 9";

/** One message. The author is told in words, by a mark that needs no colour, and to machines (AI Act, Art. 50). */
export function message(author, texts, { language }, ...body) {
  const ai = author === "ai";
  const who = { ai: texts.aiAuthor, customer: `${texts.you}:`, system: texts.system }[author];
  const attributes = { "data-author": author, "data-ai-generated": ai && "true", lang: language };
  const line = h("div", { class: author === "customer" ? "unseen" : "author" }, ai && badge(texts), who);
  return h("article", { ...attributes, "aria-label": ai ? `${texts.badge}: ${who}` : who }, line, ...body);
}

export function badge(texts) {
  return h("span", { class: "badge" }, texts.badge);
}

export function answerText(text, sources, texts) {
  return markdown(text, { hosts: hostsOf(sources), tableLabel: texts.table });
}

/** The articles a reply rests on, as links; `language` is the one of the page. */
export function sourceList(sources, texts, language) {
  const items = sources.map((source) => h("li", null, sourceLine(source, language)));
  return items.length > 0 && h("div", { class: "sources" }, h("b", null, texts.sources), h("ul", null, ...items));
}

function sourceLine({ title, url, language: lang }, language) {
  const target = webUrl(url);
  const name = h("span", { lang }, String(title ?? target?.host));
  const line = target ? link(target, name, { hreflang: lang }) : h("div", null, name);
  if (lang && lang !== language) line.append(h("small", null, String(lang)));
  if (target) line.append(icon(OUTWARD));
  return line;
}

export function choiceButtons(choices, pick) {
  const group = h("div", { class: "choices" });
  const click = (choice) => () => {
    for (const button of group.children) button.disabled = true;
    pick(choice);
  };
  const button = (choice) => {
    const attributes = { type: "button", lang: choice.language, click: click(choice) };
    return h("button", attributes, String(choice.title));
  };
  group.append(...choices.map(button));
  return group;
}

/** `rate` resolves to true when the rating has arrived. */
export function ratingButtons(texts, rate) {
  const group = h("div", { class: "rating", role: "group", "aria-label": texts.rating });
  const click = async ({ currentTarget: chosen }) => {
    if (!(await rate(chosen === group.firstChild))) return;
    for (const button of group.children) button.ariaPressed = String(button === chosen);
  };
  const button = (text) => h("button", { type: "button", "aria-pressed": "false", click }, text);
  group.append(button(texts.helpful), button(texts.unhelpful));
  return group;
}

/** The consent form of a hand-off; `submit` gets the given details. */
export function handOffForm({ texts, contact, submit, cancel }) {
  const field = (name, type, autocomplete) =>
    h("label", null, `${texts[name]} `, h("small", null, `(${texts.optional})`), h("input", { name, type, autocomplete }));
  const cancelling = h("button", { type: "button", click: cancel }, texts.cancel);
  const problem = h("p", { class: "bad", id: "problem", role: "alert" });
  const form = h(
    "form",
    { class: "form", novalidate: true, "aria-labelledby": "form-title" },
    h("h3", { id: "form-title" }, texts.handOff),
    h("p", null, texts.consent),
    ...[field("name", "text", "name"), field("email", "email", "email"), field("phone", "tel", "tel")],
    problem,
    h("div", { class: "actions" }, h("button", { class: "primary" }, texts.submit), cancelling),
    contactLine(contact, texts),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const valid = checkEmail(form.elements.email, problem, texts);
    if (valid) submit(Object.fromEntries([...new FormData(form)].filter(([, value]) => value.trim())));
  });
  return form;
}

function checkEmail(input, problem, texts) {
  const { valid } = input.validity;
  problem.textContent = valid ? "" : texts.badEmail;
  input.setAttribute("aria-invalid", !valid);
  input.setAttribute("aria-describedby", "problem");
  if (!valid) input.focus();
  return valid;
}

export function contactLine(contact, texts) {
  return contact && h("p", { class: "note" }, texts.direct, h("b", null, contact));
}

/** What the visitor keeps of a ticket: its number, and where its status is shown. */
export function receipt({ number, text, status_url: statusUrl }, { texts, base, language }) {
  const status = statusUrl && webUrl(statusUrl, base);
  const lines = [h("p", null, String(text || texts.received)), h("p", null, h("b", null, fill(texts.number, { number })))];
  return message("system", texts, { language }, ...lines, status && h("p", null, link(status, texts.track)));
}
