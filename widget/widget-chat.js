import { GrowingAnswer } from "./widget-answer.js";
import { Api, ChatError } from "./widget-api.js";
import { h, link, webUrl } from "./widget-dom.js";
import { choiceButtons, contactLine, handOffForm, message, ratingButtons, receipt, sourceList } from "./widget-messages.js";
import { Panel } from "./widget-panel.js";
import { TEXTS, errorText, noticeFor } from "./widget-texts.js";

const STATUS = { redact: "retrieve", retrieve: "retrieve", decide: "answer", answer: "answer", verify: "verify" };
const FOCUS_WAITS_MS = 1000;
const objects = (value) => (Array.isArray(value) ? value.filter((item) => item && typeof item === "object") : []);

/** One visitor's chat. The conversation and its token live here, in memory, and nowhere else. */
export class Chat {
  #api;
  #base;
  #language;
  #texts;
  #panel;
  #config = {};
  #loading;
  #starting;
  #running;
  #receipt;
  #handingOff = false;

  constructor({ root, base, language, fetch, close }) {
    this.#api = new Api(base, fetch);
    this.#base = base;
    this.#language = language;
    this.#texts = TEXTS[language];
    const human = () => this.#openForm("customer_request", { focus: true });
    const isShowing = () => Boolean(this.#running?.answer.text);
    const on = { close, human, isShowing, send: () => this.#sendTyped(), stop: () => this.stop() };
    this.#panel = new Panel({ root, texts: this.#texts, language, on });
    this.#setNotice(null);
  }

  /** The notice comes before the focus, so that a screen reader begins with it. */
  async open() {
    this.#panel.show();
    const loaded = this.#load().catch((error) => this.#showError(error, () => this.#load()));
    await Promise.race([loaded, new Promise((resolve) => setTimeout(resolve, FOCUS_WAITS_MS))]);
    if (!this.#panel.hasFocus) this.#panel.input.focus();
  }

  /** Returns whether the focus was inside, so that it belongs back on the launcher. */
  close() {
    const { hasFocus } = this.#panel;
    this.#panel.hide();
    return hasFocus;
  }

  stop() {
    this.#running?.aborting.abort();
  }

  /** Sends a message. While another one waits for its answer both get one; while an answer is shown it waits. */
  async ask(text, articleId = null) {
    const { input } = this.#panel;
    if (this.#running?.answer.text) input.value ||= text;
    else if (text.trim()) {
      const question = message("customer", this.#texts, { language: this.#language }, text.trim());
      this.#panel.add(question);
      await this.#deliver({ text: text.trim(), articleId, question });
    }
  }

  #sendTyped() {
    const { input } = this.#panel;
    const text = input.value;
    if (this.#running?.answer.text || !text.trim()) return;
    input.value = "";
    this.ask(text);
  }

  async #deliver(turn) {
    const answer = new GrowingAnswer(this.#panel, this.#texts, this.#language);
    const earlier = this.#running?.aborting;
    const aborting = earlier?.signal.aborted === false ? earlier : new AbortController(); // stopped together
    const running = (this.#running = { answer, aborting });
    this.#panel.setAlert();
    this.#panel.setBusy(true);
    this.#showStage("retrieve");
    try {
      await this.#load();
      await painted();
      await this.#inConversation((conversation) => this.#receive(conversation, { turn, answer, signal: aborting.signal }));
    } catch (error) {
      const { aborted } = aborting.signal;
      const quiet = error.kind === "superseded" || (aborted && this.#running !== running);
      if (!quiet) this.#fail(error, turn, answer, aborted);
    }
    if (this.#running !== running) return;
    this.#running = undefined;
    this.#panel.setBusy(false);
    this.#panel.setStatus("");
  }

  async #receive(conversation, { turn, answer, signal }) {
    signal.throwIfAborted();
    for await (const { event, data } of this.#api.send(conversation, { ...turn, signal })) {
      if (event === "notice") this.#setNotice(data.text);
      else if (event === "status") this.#showStage(data.stage);
      else if (event === "delta" && typeof data.text === "string") answer.grow(data.text);
      else if (event === "sources") answer.sources = objects(data.items);
      else if (event === "ticket") answer.ticket = data;
      else if (event === "done" && data.reply) return this.#finish(data.reply, turn, answer);
    }
    throw new ChatError("cut");
  }

  #finish(reply, { question }, answer) {
    const language = Object.hasOwn(TEXTS, reply.language) ? reply.language : this.#language;
    const sources = reply.sources ? objects(reply.sources) : answer.sources;
    const choices = objects(reply.choices).slice(0, 3);
    question.lang = language;
    answer.finish(
      { text: typeof reply.text === "string" ? reply.text : answer.text, sources, language },
      sourceList(sources, this.#texts, this.#language),
      choices.length > 0 && choiceButtons(choices, (choice) => this.#pick(choice)),
      reply.decision === "answer" && ratingButtons(this.#texts, (helpful) => this.#rate(reply.reply_id, helpful)),
    );
    if (answer.ticket) this.#addReceipt(answer.ticket);
    else if (reply.decision === "hand_off") this.#openForm(reply.reason, { focus: false });
  }

  #fail(error, turn, answer, stopped) {
    const tooLong = error.kind === "tooLong";
    const note = stopped ? this.#texts.stopped : this.#texts.incomplete;
    if (answer.text || stopped) answer.finish({}, h("p", { class: "note" }, note));
    if (tooLong) this.#giveBack(turn);
    if (!stopped) this.#showError(error, tooLong ? null : () => this.#deliver(turn));
  }

  #giveBack({ text, question }) {
    const { input } = this.#panel;
    question.remove();
    input.value = [text, input.value].filter(Boolean).join("\n");
    input.focus();
  }

  #pick(choice) {
    this.#panel.input.focus();
    this.ask(String(choice.title), String(choice.article_id));
  }

  async #rate(replyId, helpful) {
    const send = async () => this.#api.feedback(await this.#starting, { replyId, helpful });
    const arrived = await send().then(() => true, () => false);
    this.#panel.setStatus(arrived ? this.#texts.thanks : this.#texts.notRated);
    return arrived;
  }

  #openForm(reason, { focus }) {
    const { slot } = this.#panel;
    if (this.#receipt) return this.#panel.scrollTo(this.#receipt);
    if (!slot.firstChild) {
      const submit = (contact) => this.#handOff({ reason, contact });
      const cancel = () => this.#closeForm();
      slot.append(handOffForm({ texts: this.#texts, contact: this.#config.contact, submit, cancel }));
    }
    if (!focus) return;
    this.#panel.scrollTo(slot);
    slot.querySelector("input").focus();
  }

  #closeForm() {
    this.#panel.slot.replaceChildren();
    this.#panel.input.focus();
  }

  async #handOff(details) {
    if (this.#handingOff) return;
    this.#handingOff = true;
    this.#panel.setAlert();
    try {
      await this.#load();
      const ticket = await this.#inConversation((conversation) => this.#api.handOff(conversation, details));
      this.#closeForm();
      const shown = this.#addReceipt(ticket);
      if (details.contact.email || details.contact.phone) this.#receipt = shown;
    } catch (error) {
      this.#showError(error, () => this.#handOff(details));
    }
    this.#handingOff = false;
  }

  #addReceipt(ticket) {
    const view = { texts: this.#texts, base: this.#base, language: this.#language };
    return this.#panel.add(receipt(ticket, view));
  }

  #showError(error, retry) {
    const click = () => {
      this.#panel.setAlert();
      this.#panel.input.focus();
      retry()?.catch((failure) => this.#showError(failure, retry));
    };
    const again = retry && h("div", { class: "actions" }, h("button", { type: "button", click }, this.#texts.retry));
    const told = h("p", null, errorText(this.#texts, error));
    this.#panel.setAlert(told, contactLine(this.#config.contact, this.#texts), again);
  }

  // Config and conversation are asked for once, and again only after a failure.
  #load() {
    this.#loading ??= this.#api.config().then((config) => this.#apply(config));
    this.#loading.catch(() => (this.#loading = undefined));
    return this.#loading;
  }

  /** A server that has forgotten the conversation gets a new one, once. */
  async #inConversation(act) {
    const started = this.#begin();
    try {
      return await act(await started);
    } catch (error) {
      if (error.kind !== "gone") throw error;
      if (this.#starting === started) this.#starting = undefined;
      return act(await this.#begin());
    }
  }

  #begin() {
    this.#starting ??= this.#api.start(this.#language);
    this.#starting.then(({ notice }) => this.#setNotice(notice), () => (this.#starting = undefined));
    return this.#starting;
  }

  #apply(config) {
    this.#config = config;
    this.#setNotice(config.notices?.[this.#language]);
    if (config.company) this.#panel.title.textContent = `${this.#texts.title} · ${config.company}`;
  }

  #setNotice(given) {
    const company = this.#config.company || location.hostname;
    const privacy = this.#config.privacy_url && webUrl(this.#config.privacy_url, this.#base);
    const text = noticeFor(given, { language: this.#language, company });
    this.#panel.notice.replaceChildren(text, ...(privacy ? [" ", link(privacy, this.#texts.privacy)] : []));
  }

  #showStage(stage) {
    const text = this.#texts.status[STATUS[stage]];
    if (text) this.#panel.setStatus(`${this.#texts.badge} ${text}`);
  }
}

/** Resolves when the browser has drawn what was changed: the notice is on the screen before the first message leaves. */
function painted() {
  return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
}
