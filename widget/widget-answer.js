import { h } from "./widget-dom.js";
import { answerText, message } from "./widget-messages.js";

/** An answer on its way: it grows outside the live region and enters it once, whole, so that it is read out once. */
export class GrowingAnswer {
  text = "";
  sources = [];
  ticket = null;
  #panel;
  #texts;
  #language;
  #body = h("div", { class: "text" });
  #message;
  #frame = 0;

  constructor(panel, texts, language) {
    this.#panel = panel;
    this.#texts = texts;
    this.#language = language;
  }

  grow(text) {
    this.text += text;
    this.#message ??= this.#begin();
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#panel.keepEnd(() => this.#render());
    });
  }

  finish({ text = this.text, sources = this.sources, language = this.#language }, ...extras) {
    const finished = this.#message ?? this.#begin();
    cancelAnimationFrame(this.#frame);
    Object.assign(this, { text, sources });
    this.#render();
    finished.lang = language;
    finished.append(...extras.filter(Boolean));
    this.#panel.add(finished);
  }

  #begin() {
    const begun = message("ai", this.#texts, { language: this.#language }, this.#body);
    this.#panel.pending.replaceChildren(begun);
    return begun;
  }

  #render() {
    this.#body.replaceChildren(answerText(this.text, this.sources, this.#texts));
  }
}
