import { h, link, webUrl } from "./widget-dom.js";

const ITEM = /^(\s*)([-*+]|(\d{1,9})[.)])\s+(.*)$/;
const ROW = /^\s*\|.*\|\s*$/;
const RULE = /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/;
const HEADING = /^\s*#{1,6}\s+(.*?)\s*#*$/;
const INLINE = new RegExp(
  [
    /\\([\\`*_[\](){}#+.!|<>~-])/, // escaped
    /`([^`]+)`/, // code
    /\*\*(?=\S)(.+?)\*\*/, // bold
    /\*(?=[^\s*])([^*]+)\*|\b_(?=\S)([^_]+)_\b/, // starred, scored
    /(!?)\[([^\]]*)\]\(([^()\s]*)[^()]*\)/, // bang, label, target
    /(https?:\/\/[^\s<>"]+)/, // bare
  ].map(({ source }) => source).join("|"),
  "g",
);

/**
 * Renders a subset of Markdown with DOM calls alone. HTML stays text, images become their alternative text, a link is
 * live only when its host is in `hosts`.
 */
export function markdown(text, { hosts = new Set(), tableLabel = "" } = {}) {
  const reader = { lines: text.replace(/\r\n?/g, "\n").split("\n"), at: 0, hosts, tableLabel };
  const fragment = document.createDocumentFragment();
  while (reader.at < reader.lines.length) {
    const block = readBlock(reader);
    if (block) fragment.append(block);
  }
  return fragment;
}

/** The hosts that the links of a text may lead to. */
export function hostsOf(sources) {
  return new Set(sources.map(({ url }) => webUrl(url)?.host).filter(Boolean));
}

function readBlock(reader) {
  const line = reader.lines[reader.at];
  const heading = HEADING.exec(line);
  if (!line.trim() || /^\s*([-*_])(\s*\1){2,}\s*$/.test(line)) return skip(reader);
  if (heading) return skip(reader, h("p", null, h("strong", null, ...inline(heading[1], reader.hosts))));
  if (ITEM.test(line)) return readList(reader, indentOf(line));
  if (startsTable(reader)) return readTable(reader);
  return readParagraph(reader);
}

function skip(reader, block = null) {
  reader.at += 1;
  return block;
}

function indentOf(line) {
  return line.search(/\S|$/);
}

function startsTable({ lines, at }) {
  return ROW.test(lines[at]) && at + 1 < lines.length && lines[at + 1].includes("-") && RULE.test(lines[at + 1]);
}

function readParagraph(reader) {
  const lines = [];
  do {
    lines.push(skip(reader, reader.lines[reader.at].replace(/^\s*>\s?/, "").trimStart()));
  } while (reader.at < reader.lines.length && continues(reader));
  const parts = lines.join("\n").trimEnd().split(/ {2,}\n|\\\n/);
  return h("p", null, ...parts.flatMap((part, index) => [index ? h("br") : null, ...inline(part, reader.hosts)]));
}

function continues(reader) {
  const line = reader.lines[reader.at];
  return line.trim() && !HEADING.test(line) && !ITEM.test(line) && !startsTable(reader);
}

function readList(reader, indent) {
  const [, , , number] = ITEM.exec(reader.lines[reader.at]);
  const list = h(number ? "ol" : "ul", number && number !== "1" ? { start: number } : null);
  while (reader.at < reader.lines.length) {
    const match = ITEM.exec(reader.lines[reader.at]);
    if (match && match[1].length >= indent && match[1].length <= indent + 1 && Boolean(match[3]) === Boolean(number)) {
      reader.at += 1;
      list.append(readItem(reader, match[4], indent));
    } else if (!skipsToItem(reader, indent, Boolean(number))) break;
  }
  return list;
}

function readItem(reader, first, indent) {
  const words = [first];
  const nested = [];
  for (; reader.at < reader.lines.length; ) {
    const line = reader.lines[reader.at];
    if (!line.trim() || indentOf(line) <= indent + 1) break;
    if (ITEM.test(line)) nested.push(readList(reader, indentOf(line)));
    else words.push(skip(reader, line.trim()));
  }
  return h("li", null, ...inline(words.join("\n"), reader.hosts), ...nested);
}

// A blank line between two items of the same list does not end it.
function skipsToItem(reader, indent, ordered) {
  let next = reader.at;
  while (next < reader.lines.length && !reader.lines[next].trim()) next += 1;
  const match = next > reader.at && next < reader.lines.length && ITEM.exec(reader.lines[next]);
  if (!match || Math.abs(match[1].length - indent) > 1 || Boolean(match[3]) !== ordered) return false;
  reader.at = next;
  return true;
}

function readTable(reader) {
  const head = h("tr", null, ...cells(skip(reader, reader.lines[reader.at]), "th", reader.hosts));
  const body = h("tbody");
  reader.at += 1;
  while (reader.at < reader.lines.length && ROW.test(reader.lines[reader.at])) {
    body.append(h("tr", null, ...cells(skip(reader, reader.lines[reader.at]), "td", reader.hosts)));
  }
  const table = h("table", null, h("thead", null, head), body);
  return h("div", { class: "table", role: "region", tabindex: "0", "aria-label": reader.tableLabel }, table);
}

function cells(line, tag, hosts) {
  const inner = line.trim().replace(/^\||\|$/g, "").replace(/\\\|/g, "\u0000");
  const scope = tag === "th" ? { scope: "col" } : null;
  return inner.split("|").map((cell) => h(tag, scope, ...inline(cell.replaceAll("\u0000", "|").trim(), hosts)));
}

function inline(text, hosts) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(INLINE)) {
    nodes.push(text.slice(end, match.index), ...inlineNodes(match, hosts));
    end = match.index + match[0].length;
  }
  return [...nodes, text.slice(end)].filter((node) => node !== "");
}

function inlineNodes([whole, escaped, code, bold, starred, scored, bang, label, target, bare], hosts) {
  if (escaped) return [escaped];
  if (code) return [h("code", null, code)];
  if (bold) return [h("strong", null, ...inline(bold, hosts))];
  if (starred || scored) return [h("em", null, ...inline(starred || scored, hosts))];
  if (bare) return autolink(bare, hosts);
  if (target === undefined) return [whole];
  return bang ? [label] : [linkTo(target, label || target, hosts)];
}

function autolink(text, hosts) {
  const url = text.replace(/[.,;:!?)\]'*_]+$/, "");
  return [linkTo(url, url, hosts), text.slice(url.length)].filter(Boolean);
}

function linkTo(target, label, hosts) {
  const url = webUrl(target);
  return url && hosts.has(url.host) ? link(url, label) : label;
}
