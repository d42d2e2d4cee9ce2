import { readEvents } from "./widget-sse.js";

const STATUSES = { 401: "gone", 404: "gone", 409: "busy", 413: "tooLong", 429: "busy" };
const GATEWAY_STATUSES = [502, 503, 504];
const CODES = { message_too_long: "tooLong", too_many_requests: "busy", knowledge_unavailable: "starting", superseded: "superseded" };
const ANSWER_WITHIN_MS = 15_000;
const SILENCE_MS = 60_000;

/** `kind` names a text in widget-texts.js; `retryAfterS` is null when the server did not say. */
export class ChatError extends Error {
  constructor(kind, retryAfterS = null) {
    super(kind);
    this.kind = kind;
    this.retryAfterS = retryAfterS;
  }
}

/** The HTTP contract of Auskunft. Holds no state: the conversation with its token is the caller's. */
export class Api {
  #base;
  #fetch;

  constructor(base, fetch) {
    this.#base = base;
    this.#fetch = fetch;
  }

  async config() {
    return json(await this.#request("widget-config", {}));
  }

  async start(language) {
    const page = location.origin + location.pathname; // the query may hold personal data and is not passed on
    return json(await this.#request("conversations", { body: { language, page_url: page } }));
  }

  async handOff(conversation, { reason, contact }) {
    return json(await this.#post(conversation, "hand-off", { reason, contact }));
  }

  async feedback(conversation, { replyId, helpful }) {
    await this.#post(conversation, "feedback", { reply_id: replyId, helpful });
  }

  /** Yields {event, data} with parsed data; what is no JSON object is skipped. Throws ChatError. */
  async *send(conversation, { text, articleId, signal }) {
    const silence = new AbortController();
    const body = articleId ? { text, article_id: articleId } : { text };
    signal.addEventListener("abort", () => silence.abort());
    const watch = () => setTimeout(() => silence.abort(), SILENCE_MS);
    let timer = watch();
    try {
      const response = await this.#post(conversation, "messages", body, silence.signal);
      for await (const { event, data } of readEvents(response.body)) {
        clearTimeout(timer);
        timer = watch();
        const parsed = parse(data);
        if (event === "error") throw new ChatError(CODES[parsed?.code] ?? "failed");
        if (parsed) yield { event, data: parsed };
      }
    } catch (error) {
      throw error instanceof ChatError ? error : new ChatError("cut");
    } finally {
      clearTimeout(timer);
    }
  }

  #post({ conversation_id: id, token }, path, body, signal) {
    return this.#request(`conversations/${encodeURIComponent(id)}/${path}`, { token, body, signal });
  }

  async #request(path, { token, body, signal = AbortSignal.timeout(ANSWER_WITHIN_MS) }) {
    const headers = body ? { "Content-Type": "application/json" } : {};
    if (token) headers.Authorization = `Bearer ${token}`;
    const request = { method: body ? "POST" : "GET", headers, body: body && JSON.stringify(body), signal };
    let response;
    try {
      response = await this.#fetch(`${this.#base}v1/${path}`, { ...request, credentials: "omit", cache: "no-store" });
    } catch {
      throw new ChatError("offline");
    }
    if (response.ok) return response;
    const seconds = Number.parseInt(response.headers.get("Retry-After"), 10);
    const kind = GATEWAY_STATUSES.includes(response.status) ? "starting" : STATUSES[response.status];
    throw new ChatError(kind ?? "failed", Number.isFinite(seconds) ? seconds : null);
  }
}

async function json(response) {
  const value = parse(await response.text().catch(() => ""));
  if (!value) throw new ChatError("failed");
  return value;
}

function parse(data) {
  try {
    const value = JSON.parse(data);
    return value && typeof value === "object" ? value : null;
  } catch {
    return null;
  }
}
