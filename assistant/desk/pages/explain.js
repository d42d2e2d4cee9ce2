import { markdown } from "/widget-markdown.js";

/** The key comes in the address after the #, which no server sees, and stays in this window. */
const SHOWN_AT_ONCE = 5;
const STORED = "auskunft-desk-key";
const find = (id) => document.getElementById(id);
const status = find("status");
const number = (value, digits) => value.toLocaleString(document.documentElement.lang, { minimumFractionDigits: digits, maximumFractionDigits: digits });

function element(name, text = "", attributes = {}) {
  const made = document.createElement(name);
  made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function takeKeyFromAddress() {
  const key = new URLSearchParams(location.hash.slice(1)).get("key");
  if (!key) return;
  sessionStorage.setItem(STORED, key);
  history.replaceState(null, "", location.pathname);
}

function showForms() {
  const knowsKey = sessionStorage.getItem(STORED) !== null;
  find("key-form").hidden = knowsKey;
  find("question-form").hidden = !knowsKey;
  find(knowsKey ? "question" : "key").focus();
}

async function ask() {
  status.textContent = status.dataset.working;
  const response = await fetch("/desk/explain", {
    method: "POST",
    headers: { "Authorization": `Bearer ${sessionStorage.getItem(STORED)}`, "Content-Type": "application/json" },
    body: JSON.stringify({ question: find("question").value, language: find("language").value || null }),
  }).catch(() => null);
  if (response === null) return fail(status.dataset.unreachable);
  if (response.status === 401) {
    sessionStorage.removeItem(STORED);
    fail(status.dataset.keyWrong);
    return showForms();
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) return fail(`${status.dataset.failed} ${answer.detail ?? ""}`);
  status.textContent = "";
  show(answer);
}

function fail(text) {
  find("result").hidden = true;
  status.textContent = text;
}

function show(answer) {
  find("decision").textContent = answer.decision;
  find("reason").textContent = answer.reason;
  find("chance").hidden = answer.probability === null;
  find("no-chance").hidden = answer.probability !== null;
  find("probability").value = answer.probability ?? 0;
  find("probability-value").textContent = answer.probability === null ? "" : number(answer.probability, 2);
  find("reply").replaceChildren(markdown(answer.reply));
  find("reply").lang = answer.language;
  find("choices").replaceChildren(...answer.choices.map(({ title, article_id, language }) => {
    const item = element("li", "", { lang: language });
    item.append(element("b", title), " ", element("span", article_id, { class: "quiet" }));
    return item;
  }));
  find("choices").hidden = answer.choices.length === 0;
  find("redacted").textContent = answer.redacted ?? find("redacted").dataset.missing;
  find("searched").hidden = answer.searched_for === null;
  find("searched-for").textContent = answer.searched_for ?? "";
  find("asked-language").textContent = answer.language;
  find("snapshot").textContent = answer.snapshot_id ?? "–";
  showPassages(answer.passages);
  showFigures("evidence", answer.evidence, 3);
  showFigures("timings", answer.timings, 1);
  find("no-findings").hidden = answer.findings.length > 0;
  find("findings").replaceChildren(...answer.findings.map(({ check, statement, detail }) => {
    const item = element("li");
    item.append(element("b", check), ` ${detail} `, element("q", statement));
    return item;
  }));
  find("dropped-title").hidden = answer.dropped.length === 0;
  find("dropped").replaceChildren(...answer.dropped.map((sentence) => element("li", sentence)));
  find("model").hidden = answer.model_calls.length === 0;
  find("model-calls").replaceChildren(...answer.model_calls.map(modelCall));
  find("result").hidden = false;
  find("result").focus();
}

function modelCall(call) {
  const { attempt, costUnknown } = find("model-calls").dataset;
  const cost = call.cost_eur === null ? costUnknown : `${number(call.cost_eur, 4)} €`;
  const tokens = `${call.prompt_tokens} + ${call.completion_tokens} Tokens`;
  const item = element("li", "", { title: call.result });
  item.append(element("b", call.result_words), ` · ${call.model} · ${number(call.milliseconds, 0)} ms · ${tokens} · ${cost} · `,
    element("span", `${call.purpose_words}, ${attempt} ${call.attempt}`, { class: "quiet" }));
  return item;
}

function showPassages(passages) {
  const table = find("passages");
  const names = passages[0]?.scores ?? [];
  const highest = names.map((_, column) => Math.max(...passages.map((passage) => passage.scores[column].value)));
  table.hidden = find("passages-help").hidden = passages.length === 0;
  find("no-passages").hidden = passages.length > 0;
  table.tHead.rows[0].replaceChildren(
    ...[...table.tHead.rows[0].cells].slice(0, 2), ...names.map(({ words }) => element("th", words, { scope: "col" })));
  table.tBodies[0].replaceChildren(...passages.map((passage, place) => {
    const row = element("tr");
    row.hidden = place >= SHOWN_AT_ONCE;
    row.append(element("td", String(place + 1), { class: "place" }), article(passage, table.dataset.text));
    passage.scores.forEach((score, column) => row.append(bar(score, highest[column])));
    return row;
  }));
  find("more").hidden = passages.length <= SHOWN_AT_ONCE;
}

function article(passage, label) {
  const cell = element("td", "", { class: "article" });
  const isLink = /^https?:\/\//.test(passage.url ?? "");
  const title = isLink ? element("a", passage.title, { href: passage.url, rel: "noreferrer", target: "_blank" }) : element("b", passage.title);
  const where = [...passage.headings, passage.article_id].join(" › ");
  const details = element("details");
  details.append(element("summary", label), element("div", passage.text, { class: "text" }));
  title.lang = details.lang = passage.language;
  cell.append(title, " ", element("span", passage.language, { class: "tag" }), element("div", where, { class: "quiet" }), details);
  return cell;
}

function bar({ words, value }, highest) {
  const cell = element("td", "", { class: "score", "data-label": words });
  const share = highest > 0 && value > 0 ? value / highest : 0;
  cell.append(element("span", number(value, 3)), element("meter", "", { min: 0, max: 1, value: share, "aria-hidden": true }));
  return cell;
}

function showFigures(id, figures, digits) {
  const highest = Math.max(0, ...figures.map(({ value }) => Math.abs(value)));
  find(id).tBodies[0].replaceChildren(...figures.map(({ name, words, value }) => {
    const row = element("tr");
    const label = element("th", words, { scope: "row", title: name });
    const cell = element("td", "", { class: "score" });
    const share = highest ? Math.max(0, value) / highest : 0;
    cell.append(element("span", number(value, digits)), element("meter", "", { min: 0, max: 1, value: share, "aria-hidden": true }));
    row.append(label, cell);
    return row;
  }));
}

find("key-form").addEventListener("submit", (event) => {
  event.preventDefault();
  sessionStorage.setItem(STORED, find("key").value.trim());
  find("key").value = "";
  status.textContent = "";
  showForms();
});
find("question-form").addEventListener("submit", (event) => {
  event.preventDefault();
  ask();
});
find("more").addEventListener("click", () => {
  const rows = [...find("passages").tBodies[0].rows];
  for (const row of rows) row.hidden = false;
  find("more").hidden = true;
  rows[SHOWN_AT_ONCE].querySelector("summary").focus();
});
find("question").addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  find("question-form").requestSubmit();
});
addEventListener("hashchange", () => {
  takeKeyFromAddress();
  showForms();
});
takeKeyFromAddress();
showForms();
