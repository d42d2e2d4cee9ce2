import { h, icon } from "./widget-dom.js";
import { badge } from "./widget-messages.js";
import { STYLE } from "./widget-style.js";

const CLOSE = "M6 6l12 12M18 6L6 18";
const SEND = "M4 12h15M13 6l6 6-6 6";
const STOP = "M7 7h10v10H7z";
const PERSON = "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20c.6-4 3.6-5.5 7.5-5.5s6.9 1.5 7.5 5.5";

/** The dialog around the conversation. Knows places and focus, not the contract; `on` holds the visitor's actions. */
export class Panel {
  constructor({ root, texts, language, on }) {
    this.root = root;
    this.#buildConversation(texts);
    this.#buildControls(texts, on);
    const composer = h("div", { class: "composer" }, this.input, this.send, this.stop);
    const head = h("div", { class: "head" }, badge(texts), this.title, this.close);
    const foot = h("div", { class: "foot" }, this.notice, composer, this.human);
    const attributes = { role: "dialog", "aria-labelledby": "title", "aria-describedby": "notice", lang: language };
    this.element = h("section", { ...attributes, class: "panel", popover: "manual", hidden: true }, head, this.scroller, foot);
    this.element.addEventListener("keydown", (event) => event.key === "Escape" && !event.isComposing && on.close());
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
    root.append(this.element);
  }

  #buildConversation(texts) {
    this.log = h("div", { class: "log", role: "log", "aria-live": "polite", "aria-label": texts.transcript });
    this.pending = h("div", { "aria-live": "off" }); // a growing answer; once finished, it moves into the log
    this.status = h("div", { class: "status", role: "status" });
    this.slot = h("div");
    this.alert = h("div", { class: "alert", role: "alert" });
    const parts = [h("p", { class: "welcome" }, texts.welcome), this.log, this.pending, this.status, this.slot, this.alert];
    this.scroller = h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": texts.transcript }, ...parts);
  }

  #buildControls(texts, on) {
    const button = (name, look, path, click) =>
      h("button", { type: "button", class: look, "aria-label": name, title: name, click }, icon(path));
    this.title = h("h2", { id: "title" }, texts.title);
    this.close = button(texts.close, "icon", CLOSE, on.close);
    this.send = button(texts.send, "primary", SEND, on.send);
    this.stop = button(texts.stop, "primary", STOP, ({ detail }) => detail < 2 && on.stop()); // a double click only sends
    this.stop.hidden = true;
    this.human = h("button", { type: "button", class: "human", click: on.human }, icon(PERSON), texts.human);
    this.notice = h("p", { class: "notice", id: "notice" });
    const keydown = (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
      event.preventDefault();
      on.send();
    };
    const input = () => (this.send.hidden = !this.stop.hidden && (on.isShowing() || !this.input.value.trim()));
    this.input = h("textarea", { rows: "1", "aria-label": texts.message, placeholder: texts.message, keydown, input });
  }

  /** In the browser's top layer no stacking, clipping or transparency of the host page reaches the notice. */
  show() {
    this.element.hidden = false;
    this.element.showPopover?.();
  }

  hide() {
    this.element.hidePopover?.();
    this.element.hidden = true;
  }

  get hasFocus() {
    return this.element.contains(this.root.activeElement);
  }

  setBusy(busy) {
    const leaving = [this.send, this.stop].includes(this.root.activeElement);
    this.send.hidden = busy;
    this.stop.hidden = !busy;
    if (leaving) this.input.focus();
  }

  setStatus(text) {
    if (this.status.textContent !== text) this.keepEnd(() => this.status.replaceChildren(text));
  }

  setAlert(...nodes) {
    this.alert.replaceChildren(...nodes.filter(Boolean));
    if (nodes.length) this.scrollTo(this.alert);
  }

  /** Adds a message; its start stays in view. */
  add(message) {
    this.log.append(message);
    this.scrollTo(message);
    return message;
  }

  scrollTo(node) {
    this.scroller.scrollTop = node.offsetTop - 12;
  }

  /** Follows growing content unless the visitor has scrolled up. */
  keepEnd(change) {
    const { scrollTop, clientHeight, scrollHeight } = this.scroller;
    change();
    if (scrollHeight - scrollTop - clientHeight < 60) this.scroller.scrollTop = this.scroller.scrollHeight;
  }
}
