/** Parses text/event-stream (HTML standard, 9.2.6). Chunks may be cut anywhere, even between CR and LF. */
export class EventParser {
  #rest = "";
  #event = "";
  #data = [];
  #skipLineFeed = false;

  /** Takes decoded text and returns the events that it completed, as {event, data}. */
  push(text) {
    if (!text) return [];
    const chunk = this.#skipLineFeed && text[0] === "\n" ? text.slice(1) : text;
    this.#skipLineFeed = text.endsWith("\r");
    const lines = (this.#rest + chunk).split(/\r\n|\n|\r/);
    this.#rest = lines.pop();
    return lines.flatMap((line) => this.#line(line));
  }

  #line(line) {
    if (line === "") return this.#dispatch();
    const colon = line.indexOf(":");
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "event") this.#event = value;
    if (field === "data") this.#data.push(value);
    return [];
  }

  #dispatch() {
    const events = this.#data.length ? [{ event: this.#event || "message", data: this.#data.join("\n") }] : [];
    this.#event = "";
    this.#data = [];
    return events;
  }
}

/** Yields the events of a response body; an event that the end of the stream cuts off is dropped. */
export async function* readEvents(body) {
  const parser = new EventParser();
  const decoder = new TextDecoder();
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield* parser.push(decoder.decode(value, { stream: true }));
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}
