"""Prints what the port and the verification add to a reply, with an endpoint that answers at once.

PYTHONPATH=. python tests/model_path/added_milliseconds.py [replies]
"""

import sys
import tempfile
import time
from datetime import date
from pathlib import Path

import httpx
import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / "llm"))

from scripted_endpoint import scripted_endpoint

from assistant.answering.generative import Generative
from assistant.domain import Answer, Passage
from assistant.llm.breaker import Breaker
from assistant.llm.budget import DailyBudget
from assistant.llm.failover import Failover, Lane
from assistant.llm.lite import Endpoint, LiteLlm
from assistant.llm.prices import Prices
from assistant.prompting import load_prompt
from assistant.verification.verifier import Verifier
from kb_ingest.load import load
from kb_ingest.sources import open_source
from kb_ingest.split import split

SENTENCES, PASSAGES = 3, 5


def words(text):
    return len(text.split())


def typical():
    """An answer of three sentences from five passages of the sample help centre."""
    articles = load([open_source("kb_ingest/sample")], today=date(2026, 1, 1)).articles
    german = [article for article in articles if article.language == "de"][:PASSAGES]
    chunks = [split(article, max_tokens=220, count_tokens=words)[0] for article in german]
    prose = [line for line in chunks[0].text.splitlines() if line.strip()]
    spoken = [f"{sentence}. [1]" for line in prose for sentence in line.strip(".").split(". ")][:SENTENCES]
    return Answer(tuple(Passage(chunk, 0.9, 4.0, 0.9) for chunk in chunks), 0.9), " ".join(spoken)


def raw_request(url, generative, decision):
    """What any client has to wait for."""
    messages = generative._messages(decision.passages, query="Frage", language="de")
    body = {"model": "x", "stream": True, "messages": [{"role": m.role, "content": m.content} for m in messages]}

    def ask(client):
        with client.stream("POST", f"{url}/chat/completions", json=body) as stream:
            stream.read()

    return ask


def timed(work):
    """Seconds and result."""
    started = time.perf_counter()
    result = work()
    return time.perf_counter() - started, result


def main(replies):
    decision, answer = typical()
    verifier = Verifier(prompt_texts=(load_prompt("answer.v3").system,))
    figures = {"raw request": [], "library": [], "port": [], "budget": [], "verification": []}
    with scripted_endpoint() as endpoint, tempfile.TemporaryDirectory() as folder, httpx.Client() as client:
        endpoint.says(answer)
        model = LiteLlm(Endpoint("openai/scripted", api_base=endpoint.url))
        budget = DailyBudget(Path(folder) / "spent.json", limit_eur=1e6)
        lane = Lane(model, Breaker(failures=5, pause_s=30), lambda: Prices(0.15, 0.6))
        models = Failover([lane], total_timeout_s=20, retries=1, budget=budget)
        models.warm_up()
        generative = Generative(
            models, load_prompt("answer.v3"), company="Bohnenpost", max_tokens=200, count_tokens=words
        )
        ask = raw_request(endpoint.url, generative, decision)
        messages = generative._messages(decision.passages, query="Frage", language="de")
        for _ in range(replies):
            raw_s, _ = timed(lambda: ask(client))
            library_s, _ = timed(lambda: model.ask(messages, max_tokens=200, timeout_s=20))
            budget_s, _ = timed(lambda: budget.correct(budget.set_aside(0.1), set_aside_eur=0.1, spent_eur=0.05))
            draft_s, draft = timed(lambda: generative.draft(decision, query="Frage", language="de"))
            verify_s, _ = timed(lambda draft=draft: verifier.verify(draft, decision, query="Frage"))
            seconds = (raw_s, library_s - raw_s, draft_s - library_s - budget_s, budget_s, verify_s)
            for name, value in zip(figures, seconds, strict=True):
                figures[name].append(value)
        models.close()
    print(f"{replies} replies, {len(answer.split())} words in {SENTENCES} sentences, {PASSAGES} passages; milliseconds")
    for name, seconds in figures.items():
        p50, p95 = np.percentile(np.array(seconds) * 1000, [50, 95])
        print(f"{name:<14} p50 {p50:6.1f}  p95 {p95:6.1f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
