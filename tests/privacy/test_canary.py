"""The proof: 500 invented people tell the real service everything, and none of it stands anywhere afterwards.

Allowed to hold values: the encrypted vault and the encrypted contact, and what goes back to the customer herself.
"""

import json
import os
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from urllib.parse import quote, quote_plus

import httpx
import pytest
from cryptography.fernet import Fernet
from fake_model import FakeModel
from identities import CHAT, COMMENT, FOLLOW_UP, FRENCH, ITALIAN, NOTE, make_identities
from search import Haystack, needles_of, search, sentence_of, without_ordinary_words

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]

HERE = Path(__file__).parent
PEOPLE = 500
IS_THOROUGH = "CANARY_THOROUGH" in os.environ  # everybody says everything: minutes instead of one
WORKERS = 4
READY_WITHIN_S = 90
ERROR_PATHS = ("ValueError", "MemoryError", "RecursionError", "OSError", "hang")
PEOPLE_PER_ERROR = 2
WEB_SOCKET = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
}
PEOPLE_IN_ARTICLES = PEOPLE if IS_THOROUGH else 100
PEOPLE_PER_ARTICLE = 10
STYLE = re.compile(rb"<style>.*?</style>", re.DOTALL)  # "white-space" is no surname
EDITORS_FILES = {"last_run.json", "screened.sqlite"}
TALKATIVE = {
    "AUSKUNFT_LOG_LEVEL": "debug",
    "LITELLM_LOG": "DEBUG",
    "OPENAI_LOG": "debug",
    "HTTPX_LOG_LEVEL": "debug",
    "PYTHONFAULTHANDLER": "1",
    "PYTHONWARNINGS": "default",
}


@dataclass
class Stage:
    """A data directory with everything around it that may not hold a value."""

    folder: Path
    model_url: str
    replies: list = field(default_factory=list)
    explained: list = field(default_factory=list)

    @property
    def data_dir(self):
        return self.folder / "data"

    @property
    def mood(self):
        return self.folder / "mood"

    @property
    def embedded(self):
        return self.folder / "embedded.txt"

    def environment(self):
        own = {name: value for name, value in os.environ.items() if not name.startswith("AUSKUNFT_")}
        temporary = self.folder / "temporary"
        temporary.mkdir(exist_ok=True)
        settings = {
            "AUSKUNFT_MODEL__NAME": "openai/scripted",
            "AUSKUNFT_MODEL__API_BASE": self.model_url,
            "AUSKUNFT_MODEL__API_KEY": "sk-geheim",
            "AUSKUNFT_MODEL__FIRST_TOKEN_TIMEOUT_S": "1.0",
            "AUSKUNFT_MODEL__TOTAL_TIMEOUT_S": "2.0",
            "AUSKUNFT_MODEL__BREAKER_FAILURES": "100",  # a busy machine's time-outs must not spare the model the rest
            "AUSKUNFT_LIMITS__MESSAGES_PER_MINUTE": "10000",
            "AUSKUNFT_REDACTION__TIMEOUT_S": "2.0",
        }
        path = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "TMPDIR": str(temporary)}
        return own | TALKATIVE | settings | path

    def command(self, *arguments):
        """The command `auskunft`, watched."""
        return [
            *(sys.executable, HERE / "run_watched.py", self.mood, self.embedded),
            *arguments,
            *("--data-dir", self.data_dir),
        ]

    def run(self, name, *arguments, **options):
        with (self.folder / f"{name}.stdout").open("wb") as out, (self.folder / f"{name}.stderr").open("wb") as log:
            return subprocess.run(
                self.command(*arguments), env=self.environment(), stdout=out, stderr=log, check=False, **options
            )


@dataclass
class Customer:
    """One person in one conversation."""

    stage: Stage
    client: httpx.Client
    person: object

    def start(self):
        local = self.person.values["email"]
        page = f"https://shop.example/konto/{local}/{self.person.values['surname']}?mail={local}#{local}"
        opened = self.client.post("/v1/conversations", json={"page_url": page}).json()
        self.path = f"/v1/conversations/{opened['conversation_id']}"
        self.headers = {"Authorization": f"Bearer {opened['token']}"}

    def post(self, name, payload):
        return self.client.post(f"{self.path}/{name}", json=payload, headers=self.headers)

    def say(self, text, **more):
        """One message; the reply as the customer gets it."""
        answered = self.post("messages", {"text": text, **more})
        assert answered.status_code == 200, answered.status_code
        events = [line[6:] for line in answered.text.splitlines() if line.startswith("data: ")]
        reply = json.loads(events[-1]).get("reply", {})
        self.stage.replies.append((self.person.number, answered.text))
        return reply

    def tell_everything(self):
        """The message goes to the model for every second person; then in turns a question, an opinion or a ticket."""
        self.start()
        to_the_model = {"article_id": "de-passwort"} if self.person.number % 2 else {}
        reply = self.say(self.person.chat.text, **to_the_model)
        turn = self.person.number % 3
        if turn == 0 or IS_THOROUGH:
            self.say(self.person.follow_up.text)
        if turn == 1 or IS_THOROUGH:
            self.judge(reply)
        if turn == 2 or IS_THOROUGH:
            self.hand_off(self.person.note.text if self.person.number % 2 else None)

    def judge(self, reply):
        comment = self.person.comment.text
        opinion = {"reply_id": reply.get("reply_id", "none"), "helpful": False, "comment": comment}
        self.post("feedback", opinion | {"reason": comment} if IS_THOROUGH else opinion)

    def hand_off(self, note):
        values = self.person.values
        contact = {"name": values["name"], "email": values["email"], "phone": values["phone"]}
        handed = self.post("hand-off", {"reason": note, "contact": contact})
        assert handed.status_code == 200, handed.text

    def be_refused(self):
        """Requests that are answered with an error, each with what is personal in every place of it."""
        values, text = self.person.values, self.person.note.text
        for payload in (
            {"text": 1, text: text},
            {"text": text + "\0"},
            {"text": text, "article_id": text * 20},
            [text],
        ):
            self.post("messages", payload)
        self.post("hand-off", {"contact": {"email": values["name"], "phone": text * 9, values["name"]: text}})
        self.post("feedback", {"reply_id": values["email"], "helpful": text, "comment": text * 99})
        self.say(text, article_id=values["email"])
        self.client.post("/v1/conversations", json={"page_url": f"https://[{values['email']}]/", "language": text})
        self.client.get(f"/v1/conversations/{values['email']}/tickets/{values['surname']}", headers=self.headers)
        self.client.post("/v1/conversations", content=f'{{"page_url": "{values["email"]}'.encode())
        self.client.get(f"/v1/{values['surname']}?mail={values['email']}", headers=WEB_SOCKET)


@contextmanager
def serving(stage):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with (stage.folder / "serve.stdout").open("wb") as out, (stage.folder / "serve.stderr").open("wb") as log:
        command = stage.command("serve", "--port", str(port))
        with subprocess.Popen(command, env=stage.environment(), stdout=out, stderr=log) as process:
            try:
                with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
                    _wait_until_ready(process, client)
                    yield client
            finally:
                process.terminate()
                process.wait(30)


def _wait_until_ready(process, client):
    deadline = time.monotonic() + READY_WITHIN_S
    while process.poll() is None and time.monotonic() < deadline:
        try:
            if client.get("/readyz").status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.2)
    raise AssertionError("The server did not become ready.")


@pytest.fixture(scope="module")
def people():
    return make_identities(PEOPLE)


@pytest.fixture(scope="module")
def stage(tmp_path_factory, knowledge, people):
    """Everything has happened: the service has run, was told everything, and has stopped."""
    with FakeModel() as model:
        stage = Stage(tmp_path_factory.mktemp("canary"), model.url)
        shutil.copytree(knowledge.root, stage.data_dir / "knowledge")
        stage.mood.write_text("")
        with serving(stage) as client:
            _tell(stage, client, people)
            _explain(stage, client, people)
            _fail(stage, client, people)
            (stage.folder / "metrics.txt").write_bytes(client.get("/metrics").content)
        (stage.folder / "asked-of-the-model.txt").write_bytes(b"\n".join(model.received))
        stage.asked = len(model.received)
    _ingest(stage, people)
    return stage


def _tell(stage, client, people):
    with ThreadPoolExecutor(WORKERS) as pool:
        list(pool.map(lambda person: Customer(stage, client, person).tell_everything(), people))


def _explain(stage, client, people):
    key = (stage.data_dir / "desk.key").read_text()
    for person in people[:20]:
        answer = client.post(
            "/desk/explain", json={"question": person.chat.text}, headers={"Authorization": f"Bearer {key}"}
        )
        stage.explained.append(answer.text)


def _fail(stage, client, people):
    """Each way of failing for some people, in conversations that knew them before."""
    rest = iter(people)
    for mood in ERROR_PATHS:
        for customer in [Customer(stage, client, person) for person in islice(rest, PEOPLE_PER_ERROR)]:
            customer.start()
            reply = customer.say(customer.person.chat.text)
            stage.mood.write_text(mood)
            assert customer.say(customer.person.follow_up.text)["reason"] == "redaction_unavailable"
            if mood != "hang":
                customer.judge(reply)
                customer.hand_off(customer.person.note.text)
            stage.mood.write_text("")
    for person in islice(rest, 2 * PEOPLE_PER_ERROR):
        customer = Customer(stage, client, person)
        customer.start()
        customer.be_refused()


def _ingest(stage, people):
    """Articles that hold what is personal: they must be held back."""
    folder = stage.folder / "articles"
    folder.mkdir()
    for start in range(0, PEOPLE_IN_ARTICLES, PEOPLE_PER_ARTICLE):
        told = "\n\n".join(person.article.text for person in people[start : start + PEOPLE_PER_ARTICLE])
        (folder / f"kontakt-{start}.md").write_text(
            f"---\nid: kontakt-{start}\nlang: de\ntitle: Kontakt {start}\n---\n{told}\n"
        )
    (folder / "passwort.md").write_text(
        "---\nid: passwort\nlang: de\ntitle: Passwort\n---\nWählen Sie **Passwort vergessen**.\n"
    )
    stage.ingested = stage.run("ingest", "ingest", folder).returncode


@pytest.fixture(scope="module")
def needles(people, knowledge):
    pages = [file.read_text() for file in Path("prompts").glob("*.*") if file.suffix in {".yaml", ".md"}]
    pages += [file.read_text(errors="ignore") for file in knowledge.root.rglob("*.json*")]
    ours = without_ordinary_words([*CHAT, *FOLLOW_UP, *NOTE, *COMMENT, *FRENCH, *ITALIAN, *pages])
    return [needle for person in people for needle in needles_of(person, known_words=ours)]


def found_in(haystacks, needles, people, stage, name):
    """A line for each hit; all of them are kept in a file, the first are shown."""
    lines = [
        f"{hit.needle.kind}\t{hit.needle.text!r}\t{hit.place}\t{hit.around!r}\t"
        f"{sentence_of(people[hit.needle.owner], hit.needle)!r}"
        for hit in search(haystacks, needles)
    ]
    (stage.folder / f"hits-{name}.txt").write_text("\n".join(lines))
    return lines[:20]


def test_the_search_finds_what_it_is_meant_to_find(needles, people):
    """Against the texts as they were typed, and as programs write them."""
    typed = [sent.text for person in people for sent in person.sent]
    written = [*typed, *map(json.dumps, typed), *map(quote, typed), *map(quote_plus, typed)]
    found = {(hit.needle.owner, hit.needle.kind) for hit in search([Haystack.of("all", "\n".join(written))], needles)}
    sent = {(person.number, kind) for person in people for each in person.sent for kind in each.values}
    assert {kind for _, kind in sent - found} <= {"surname"}, "only surnames that are short, or ordinary words"
    assert len(sent - found) < len(people) // 4


def test_what_the_model_server_got_names_nobody(stage, needles, people):
    received = Haystack.of("model server", (stage.folder / "asked-of-the-model.txt").read_bytes())
    assert stage.asked >= PEOPLE // 2
    assert found_in([received], needles, people, stage, "model") == []


def test_what_was_embedded_names_nobody(stage, needles, people):
    embedded = Haystack.of("embedder", stage.embedded.read_bytes())
    assert found_in([embedded], needles, people, stage, "embedder") == []


def test_logs_and_figures_name_nobody(stage, needles, people):
    names = ("serve.stderr", "serve.stdout", "ingest.stdout", "metrics.txt")
    places = [Haystack.of(name, (stage.folder / name).read_bytes()) for name in names]
    assert "auskunft_redaction_failures_total" in places[-1].text
    assert '"level": "debug"' in places[0].text or '"level": "warning"' in places[0].text
    assert found_in(places, needles, people, stage, "logs") == []


def test_the_database_names_nobody(stage, needles, people):
    files = sorted(stage.data_dir.glob("auskunft.db*"))
    raw = [Haystack.of(file.name, file.read_bytes()) for file in files]
    assert found_in([_rows(files[0]), *raw], needles, people, stage, "database") == []


def _rows(file):
    """Every cell. What is encrypted must open with the key, and counts as nothing."""
    fernet = Fernet((file.parent / "vault.key").read_bytes())
    cells = []
    with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as database:
        for (table,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'"):
            for row in database.execute(f"SELECT * FROM {table}"):  # noqa: S608  the database's own names
                cells += [_cell(value, fernet) for value in row]
    return Haystack.of("rows", "\n".join(cells))


def _cell(value, fernet):
    if isinstance(value, bytes):
        fernet.decrypt(value)
        return ""
    return str(value)


def test_temporary_files_name_nobody(stage, needles, people):
    left = [file for file in (stage.folder / "temporary").rglob("*") if file.is_file()]
    assert found_in([Haystack.of(file.name, file.read_bytes()) for file in left], needles, people, stage, "files") == []


def test_what_is_explained_to_editors_names_nobody(stage, needles, people):
    explained = Haystack.of("/desk/explain", "\n".join(stage.explained))
    assert found_in([explained], needles, people, stage, "explained") == []


def test_nobody_reads_what_another_one_wrote(stage, needles):
    """Surnames alone are shared by many; every other value belongs to one person."""
    own = [needle for needle in needles if needle.kind in {"email", "iban", "card", "id", "phone", "customer"}]
    owners = {}
    for needle in own:
        owners.setdefault(needle.text, set()).add(needle.owner)
    strangers = []
    replies = {}
    for number, text in stage.replies:
        replies.setdefault(number, []).append(text)
    for number, texts in replies.items():
        hits = search([Haystack.of(f"replies to {number}", "\n".join(texts))], own)
        strangers += [hit for hit in hits if number not in owners[hit.needle.text]]
    assert strangers == []


def _knowledge(stage, *, for_editors):
    """The files of published articles, or those that tell editors what was found in theirs."""
    files = [file for file in (stage.data_dir / "knowledge").rglob("*") if file.is_file()]
    return [file for file in files if for_editors == (file.name in EDITORS_FILES or file.parent.name == "reports")]


def test_what_is_published_and_remembered_of_articles_names_nobody(stage, needles, people):
    assert stage.ingested == 0, (stage.folder / "ingest.stderr").read_text()
    kept = [Haystack.of(str(file), file.read_bytes()) for file in _knowledge(stage, for_editors=False)]
    assert found_in(kept, needles, people, stage, "knowledge") == []


def test_what_editors_are_told_is_masked(stage, needles, people):
    """What screening keeps for itself is told to nobody: like the editor's own articles, it is its owner's only."""
    reports = [file for file in _knowledge(stage, for_editors=True) if file.name not in EDITORS_FILES]
    files = [*reports, stage.folder / "ingest.stderr"]
    told = [Haystack.of(str(file), STYLE.sub(b"", file.read_bytes())) for file in files]
    assert found_in(told, needles, people, stage, "editors") == []


def test_what_editors_are_told_is_readable_for_its_owner_only(stage):
    open_to_others = [file.name for file in _knowledge(stage, for_editors=True) if file.stat().st_mode & 0o077]
    assert open_to_others == []
