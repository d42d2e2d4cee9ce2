"""Each kind of server that docs/models.md names is asked in its own protocol, and understood."""

import json
import re
import threading
import tomllib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from scripted_endpoint import USAGE, chunk

from assistant.config import LanguageModel, Settings
from assistant.llm.port import Message
from assistant.services import build_language_model

pytestmark = [
    pytest.mark.slow,  # importing LiteLLM takes seconds
    pytest.mark.filterwarnings("ignore:Accessing the 'model_(computed_)?fields' attribute"),  # inside litellm 1.106.2
]
DOCUMENT = Path(__file__).parents[2] / "docs" / "models.md"
MESSAGES = (Message("system", "Regeln"), Message("user", "Frage"))


def openai_events():
    pieces = [chunk({"role": "assistant", "content": ""}), chunk({"content": "Guten "}), chunk({"content": "Tag."})]
    return [*pieces, chunk({}, "stop"), f"data: {json.dumps(USAGE)}\n\n".encode(), b"data: [DONE]\n\n"]


def anthropic_events():
    message = {"id": "m", "type": "message", "role": "assistant", "content": [], "model": "x", "stop_reason": None}
    usage = {"input_tokens": 11, "output_tokens": 1}
    events = [
        {"type": "message_start", "message": {**message, "usage": usage}},
        {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}},
        {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": "Guten "}},
        {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": "Tag."}},
        {"type": "content_block_stop", "index": 0},
        {"type": "message_delta", "delta": {"stop_reason": "end_turn"}, "usage": {"output_tokens": 3}},
        {"type": "message_stop"},
    ]
    return [f"event: {event['type']}\ndata: {json.dumps(event)}\n\n".encode() for event in events]


def ollama_lines():
    def line(content, **more):
        message = {"role": "assistant", "content": content}
        return json.dumps({"model": "x", "created_at": "2026-01-01T00:00:00Z", "message": message, **more}) + "\n"

    ends = {"done": True, "done_reason": "stop", "prompt_eval_count": 11, "eval_count": 3}
    return [line("Guten ", done=False).encode(), line("Tag.", done=False).encode(), line("", **ends).encode()]


ANSWERS = {"/v1/messages": anthropic_events, "/api/chat": ollama_lines}


class Handler(BaseHTTPRequestHandler):
    """Answers in the protocol that its path belongs to."""

    asked: list

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}, body))
        self.send_response(200)
        self.send_header("Content-Type", "application/x-ndjson" if self.path == "/api/chat" else "text/event-stream")
        self.end_headers()
        for event in ANSWERS.get(self.path, openai_events)():
            self.wfile.write(event)
            self.wfile.flush()

    def log_message(self, *_):
        pass


@pytest.fixture
def server():
    asked = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (Handler,), {"asked": asked}))
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}", asked
    server.shutdown()
    server.server_close()


def documented():
    """The examples of the page by their headings."""
    text = DOCUMENT.read_text(encoding="utf-8")
    examples = re.findall(r"^### (.+?)\n(?:.*?)```toml\n(.*?)```", text, flags=re.MULTILINE | re.DOTALL)
    return [pytest.param(tomllib.loads(example)["model"], id=heading) for heading, example in examples]


def test_every_provider_has_an_example():
    assert [example.id for example in documented()] == [
        *("OpenAI", "Azure OpenAI in the EU", "Mistral", "Anthropic", "Ollama", "vLLM", "llama.cpp"),
    ]


@pytest.mark.parametrize("model", documented())
def test_the_documented_settings_reach_the_provider_and_its_answer_comes_back(server, tmp_path, model):
    url, asked = server
    base = url + ("/v1" if model.get("api_base", "").endswith("/v1") or model["name"].startswith("openai/") else "")
    key = {} if model.get("api_base", "").startswith("http://localhost") else {"api_key": "k-geheim"}
    settings = Settings(data_dir=tmp_path, model=LanguageModel(**{**model, **key, "api_base": base}))
    built = build_language_model(settings)
    built.warm_up()
    completion = built.complete(MESSAGES, max_tokens=50)
    built.close()
    # Ollama is also asked what it knows of the model.
    ((path, headers, body),) = [request for request in asked if "messages" in request[2]]
    (call,) = completion.calls
    assert completion.text == "Guten Tag."
    assert (call.result, call.prompt_tokens, call.completion_tokens) == ("ok", 11, 3)
    assert call.cost_eur is not None
    assert ("k-geheim" in str(headers)) == bool(key)
    assert "k-geheim" not in path + json.dumps(body)
    assert "Frage" in json.dumps(body)
