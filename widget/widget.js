/* Auskunft: the launcher. Until the visitor opens the chat this file is all: no storage, no socket, no further request.
   It only registers the element; the chat itself is in side-effect-free modules that are imported on opening. */
(() => {
  "use strict";
  const base = new URL(".", document.currentScript.src).href;
  const LABELS = {
    de: ["KI-Chat", "KI-Chat öffnen", "Chat nicht erreichbar – erneut versuchen"],
    en: ["AI chat", "Open AI chat", "Chat not available – try again"],
    fr: ["Chat IA", "Ouvrir le chat IA", "Chat indisponible – réessayer"],
    it: ["Chat IA", "Apri la chat IA", "Chat non disponibile – riprova"],
  };
  // `all: initial !important` inside the shadow tree outranks any rule of the host page, so it cannot hide the AI notice.
  const STYLE = `
:host { all: initial !important; display: block !important }
@media print { :host { display: none !important } }
.launcher, .panel { --fill: var(--auskunft-accent, #1d5c56); --on-fill: #fff }
@media (prefers-color-scheme: dark) { .launcher, .panel { --fill: var(--auskunft-accent, #8fcdbd) } }
@supports (color: color(from red xyz-d65 x y z)) { /* black or white, whichever contrasts more (WCAG luminance is Y) */
  .launcher, .panel { --on-fill: color(from var(--fill) xyz-d65
    clamp(0, (.179 - y) * 9999, .9505) clamp(0, (.179 - y) * 9999, 1) clamp(0, (.179 - y) * 9999, 1.089) / 1) }
}
.launcher {
  position: fixed; z-index: 2147483000;
  right: calc(var(--auskunft-offset, 20px) + env(safe-area-inset-right, 0px));
  bottom: calc(var(--auskunft-offset, 20px) + env(safe-area-inset-bottom, 0px));
  display: inline-flex; align-items: center; gap: .6em; min-height: 52px; padding: 0 1.25em 0 1.1em;
  border: 1px solid color-mix(in srgb, var(--fill) 80%, #fff); border-radius: 26px; background: var(--fill); color: var(--on-fill);
  font: 600 1em/1.2 var(--auskunft-font, system-ui, -apple-system, "Segoe UI", Roboto, sans-serif);
  cursor: pointer; box-shadow: 0 1px 2px rgb(0 0 0 / .18), 0 8px 24px rgb(0 0 0 / .2);
}
.launcher[hidden] { display: none }
.launcher:hover { filter: brightness(1.08) }
.launcher:focus-visible { outline: 3px solid #fff; outline-offset: -5px; box-shadow: 0 0 0 3px #111 }
svg { width: 22px; height: 22px; fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round }`;

  const icon = (path) => {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    svg.appendChild(document.createElementNS(svg.namespaceURI, "path")).setAttribute("d", path);
    return svg;
  };

  const supported = (...tags) =>
    tags.map((tag) => (tag || "").toLowerCase().split("-")[0]).find((tag) => Object.hasOwn(LABELS, tag)) ?? "de";

  class AuskunftChat extends HTMLElement {
    static observedAttributes = ["open", "lang"];
    #root = this.attachShadow({ mode: "open" });
    #launcher = document.createElement("button");
    #label = document.createElement("span");
    #loading;
    #chat;

    constructor() {
      super();
      const sheet = new CSSStyleSheet(); // not blocked by a host's `style-src 'self'`, unlike a <style> element
      sheet.replaceSync(STYLE);
      this.#root.adoptedStyleSheets = [sheet];
      this.#launcher.type = "button";
      this.#launcher.className = "launcher";
      this.#launcher.setAttribute("aria-haspopup", "dialog");
      this.#launcher.append(icon("M4 5h16v11H10l-4 4v-4H4zM8.5 9.2h7M8.5 12h4.5"), this.#label);
      this.#launcher.addEventListener("click", () => this.setAttribute("open", ""));
      this.#root.append(this.#launcher);
    }

    /** Replaceable, so that tests and hosts can stand between the chat and the network. */
    fetch(...request) {
      return window.fetch(...request);
    }

    get language() {
      return supported(this.lang, document.documentElement.lang, navigator.language);
    }

    /** Open the chat and send a question, as if the visitor had typed it. */
    async ask(text) {
      this.setAttribute("open", "");
      await this.#loading?.catch(() => {}); // #open tells the visitor
      await this.#chat?.ask(text);
    }

    connectedCallback() {
      document.addEventListener("focusin", this.#makeWay);
      this.#name();
      if (this.hasAttribute("open")) this.#open();
    }

    disconnectedCallback() {
      document.removeEventListener("focusin", this.#makeWay);
      this.#chat?.stop();
    }

    attributeChangedCallback(name, before, after) {
      if (!this.isConnected || before === after) return;
      if (name === "lang") this.#name();
      else if (after === null) this.#close();
      else this.#open();
    }

    #name(failed = false) {
      const [text, name, failure] = LABELS[this.language];
      this.#launcher.lang = this.language;
      this.#label.textContent = failed ? failure : text;
      this.#launcher.ariaLabel = failed ? failure : name;
    }

    #open() {
      this.#loading ??= import(`${base}widget-chat.js`).then(({ Chat }) => {
        this.#chat = new Chat({
          root: this.#root,
          base: new URL(`${this.getAttribute("server") ?? base}/`.replace(/\/+$/, "/"), base).href,
          language: this.language,
          fetch: (...request) => this.fetch(...request),
          close: () => this.removeAttribute("open"),
        });
      });
      return this.#loading.then(() => this.#show(), () => this.#fail());
    }

    #show() {
      if (!this.hasAttribute("open")) return;
      this.#launcher.hidden = true;
      this.#chat.open();
    }

    #fail() {
      this.#loading = undefined;
      this.removeAttribute("open");
      this.#name(true);
    }

    #close() {
      this.#launcher.hidden = false;
      if (this.#chat?.close()) this.#launcher.focus();
    }

    // WCAG 2.4.11: when the launcher would cover the page element that has the focus, it moves above it.
    #makeWay = ({ target }) => {
      const { style } = this.#launcher;
      style.removeProperty("bottom");
      if (target === this || this.#launcher.hidden) return;
      const own = this.#launcher.getBoundingClientRect();
      const other = target.getBoundingClientRect();
      const covered = other.right > own.left && other.left < own.right && other.bottom > own.top && other.top < own.bottom;
      if (covered && other.top > own.height + 16) style.bottom = `${innerHeight - other.top + 8}px`;
    };
  }

  if (!customElements.get("auskunft-chat")) customElements.define("auskunft-chat", AuskunftChat);
})();
