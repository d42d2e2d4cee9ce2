# ruff: noqa: ARG002  fakes have the signatures of what they stand for
"""The reply line with fake stages: its order, and what happens when a stage fails."""

import json
import logging
from dataclasses import asdict, dataclass, field, replace

import pytest

from assistant.chat.pipeline import Stages, Turn, reply
from assistant.domain import (
    Answer,
    Author,
    CallResult,
    Chat,
    ChatKind,
    Choice,
    Chunk,
    Clarify,
    Decline,
    DeclineReason,
    Draft,
    Finding,
    HandOff,
    HandOffReason,
    ModelCall,
    Passage,
    PastMessage,
    Redacted,
    Retrieved,
    Source,
    Stage,
    Statement,
    Verdict,
)
from assistant.exceptions import KnowledgeUnavailableError, RedactionUnavailableError
from assistant.redaction.vault import Vault
from assistant.retrieval.rewriting import RewriteResult, Rewriting

SECRET = "Anna Schmidt"
PASSAGE = Passage(Chunk("a#0", "a", "Abo", "de", None, (), "Das Abo endet sofort.", 0), 0.9, 3.0, 0.8)
ANSWER = Answer((PASSAGE,), 0.9)
CLARIFY = Clarify((Choice("a", "Abo", "de"),), 0.4)
MISSING = HandOff(HandOffReason.MISSING_KNOWLEDGE)
UNSUPPORTED = Verdict((Finding("numbers", "5 Euro", "5 Euro is in no cited passage"),))
CONTRACT = [
    "reply_id",
    "decision",
    "reason",
    "language",
    "text",
    "sources",
    "choices",
    "notice",
    "snapshot_id",
    "prompt_versions",
    "model",
    "timings_ms",
    "ai_generated",
]


@dataclass
class Line:
    """Stages that do as they are told and remember what they were given."""

    decided: object = ANSWER
    at_once: object = None
    said: str = "Aus dem Modell: 5 Euro."
    quoted: str = "Das Abo endet sofort."
    unsupported: tuple[str, ...] = ()
    redaction_fails: bool = False
    knowledge_fails: bool = False
    seen: list = field(default_factory=list)

    def redact(self, text, *, language, vault):
        self.seen.append(("redact", text))
        if self.redaction_fails:
            raise RedactionUnavailableError("The analyzer is down.")
        return Redacted(text.replace(SECRET, vault.placeholder_for("PERSON", SECRET)) if SECRET in text else text)

    def decide_from_message(self, message, history, language):
        self.seen.append(("message", message))
        return self.at_once

    def retrieve(self, query, *, language, article_id=None):
        self.seen.append(("retrieve", query))
        if self.knowledge_fails:
            raise KnowledgeUnavailableError("Nothing is published.")
        return Retrieved((PASSAGE,), query, language, "s1", chosen=article_id == "a")

    def decide_from_passages(self, message, history, retrieved, language):
        self.seen.append(("decide", message))
        return replace(ANSWER, reason="chosen") if retrieved.chosen else self.decided

    def verify(self, draft, decision, *, query):
        self.seen.append(("verify", draft.text))
        return UNSUPPORTED if draft.text in self.unsupported else Verdict()

    def notice(self, language):
        return f"KI, kein Mensch ({language})."

    def stages(self):
        return Stages(
            detect_language=lambda text, current: "en" if "please" in text else current,
            redactor=self,
            decide_from_message=self.decide_from_message,
            retriever=self,
            decide_from_passages=self.decide_from_passages,
            speaker=Voice("speak", self.said, "some/model", self.seen),
            extractive=Voice("quote", self.quoted, "extractive", self.seen),
            verifier=self,
            notice=self.notice,
        )

    @property
    def order(self):
        return [stage for stage, _ in self.seen]


@dataclass
class Voice:
    name: str
    text: str
    origin: str
    seen: list

    def draft(self, decision, *, query, language):
        self.seen.append((self.name, query))
        if isinstance(decision, Answer):
            versions = ("answer.v1",) if self.origin == "some/model" else ()
            return Draft((Statement(self.text, ("a#0",)),), self.origin, versions)
        return Draft((Statement(f"[{decision}]", ()),), "fixed")

    def sources(self, decision, draft):
        return (Source("a", "Abo", None, "de", "Das Abo", 0.8),) if isinstance(decision, Answer) else ()


def ask(line, text="Wann endet mein Abo?", **more):
    return reply(Turn(text, "r1", "de", **more), line.stages())


def test_the_stages_come_in_their_order():
    line = Line()
    ask(line)
    assert line.order == ["redact", "message", "retrieve", "decide", "speak", "verify"]


def test_a_message_that_decides_itself_is_not_searched_for():
    line = Line(at_once=Chat(ChatKind.GREETING))
    outcome = ask(line, "Hallo")
    assert line.order == ["redact", "message", "speak", "verify"]
    assert (outcome.reply.decision, outcome.reply.reason, outcome.retrieved) == ("chat", "greeting", None)
    assert outcome.reply.snapshot_id is None


def test_the_observer_hears_of_each_stage_as_it_begins():
    heard = []
    reply(Turn("Wann?", "r1", "de"), Line().stages(), observe=heard.append)
    assert heard == list(Stage)


def test_only_the_redactor_sees_personal_data():
    line = Line()
    outcome = ask(line, f"Ich bin {SECRET}, wann endet mein Abo?")
    assert [text for stage, text in line.seen if SECRET in text] == [line.seen[0][1]]
    assert outcome.message_redacted == "Ich bin <PERSON_1>, wann endet mein Abo?"


def test_without_redaction_nothing_else_sees_the_text(caplog):
    caplog.set_level(logging.DEBUG)
    line = Line(redaction_fails=True)
    heard = []
    text = f"Ich bin {SECRET}, please help"
    outcome = reply(Turn(text, "r1", "de"), line.stages(), observe=heard.append)
    assert line.order == ["redact", "speak", "verify"]
    assert all(SECRET not in seen for _, seen in line.seen[1:])
    assert heard == [Stage.REDACT, Stage.ANSWER, Stage.VERIFY]
    assert SECRET not in repr(outcome)
    assert SECRET not in caplog.text
    assert outcome.message_redacted is None
    assert outcome.decision == HandOff(HandOffReason.REDACTION_UNAVAILABLE)
    assert (outcome.reply.decision, outcome.reply.reason) == ("hand_off", "redaction_unavailable")


@pytest.mark.parametrize("at_once", [Chat(ChatKind.GREETING), HandOff(HandOffReason.CUSTOMER_REQUEST, consented=True)])
def test_without_redaction_no_rule_decides(at_once):
    assert ask(Line(redaction_fails=True, at_once=at_once)).reply.reason == "redaction_unavailable"


def test_without_redaction_a_choice_is_not_looked_up():
    line = Line(redaction_fails=True)
    assert ask(line, article_id="a").reply.reason == "redaction_unavailable"
    assert "retrieve" not in line.order


def test_without_knowledge_a_person_is_offered():
    outcome = ask(Line(knowledge_fails=True))
    assert outcome.decision == HandOff(HandOffReason.DEPENDENCY_DOWN)
    assert (outcome.reply.decision, outcome.reply.reason) == ("hand_off", "dependency_down")
    assert outcome.reply.sources == ()
    assert outcome.reply.snapshot_id is None
    assert outcome.message_redacted == "Wann endet mein Abo?"


def test_without_knowledge_greetings_are_still_returned():
    assert ask(Line(knowledge_fails=True, at_once=Chat(ChatKind.GREETING))).reply.decision == "chat"


def test_a_supported_draft_goes_out_as_it_is():
    outcome = ask(Line())
    assert outcome.reply.text == "Aus dem Modell: 5 Euro."
    assert (outcome.reply.model, outcome.reply.prompt_versions) == ("some/model", ("answer.v1",))
    assert outcome.verdict.supported
    assert outcome.dropped == ()


def test_a_faulty_sentence_is_dropped_and_told():
    good, bad = Statement("Das Abo endet sofort.", ("a#0",)), Statement("Es kostet 5 Euro.", ("a#0",))
    finding = Finding("numbers", bad.text, "is wrong")
    line = Line()
    stages = replace(
        line.stages(),
        speaker=Two((good, bad)),
        verifier=ObjectsTo(bad.text, finding),
    )
    outcome = reply(Turn("Wann endet mein Abo?", "r1", "de"), stages)
    assert outcome.reply.text == good.text
    assert (outcome.reply.decision, outcome.reply.model) == ("answer", "some/model")
    assert outcome.verdict.findings == (finding,)
    assert outcome.dropped == (bad.text,)


@dataclass
class Two:
    statements: tuple

    def draft(self, decision, *, query, language):
        return Draft(self.statements, "some/model")

    def sources(self, decision, draft):
        return ()


@dataclass
class ObjectsTo:
    text: str
    finding: Finding

    def verify(self, draft, decision, *, query):
        return Verdict((self.finding,)) if self.text in draft.text else Verdict()


def test_an_unsupported_draft_is_replaced_by_a_quotation():
    line = Line(unsupported=("Aus dem Modell: 5 Euro.",))
    outcome = ask(line)
    assert line.order[-4:] == ["speak", "verify", "quote", "verify"]
    assert outcome.reply.text == outcome.text_redacted == "Das Abo endet sofort."
    assert (outcome.reply.decision, outcome.reply.model, outcome.reply.prompt_versions) == ("answer", None, ())
    assert len(outcome.reply.sources) == 1
    assert outcome.dropped == ("Aus dem Modell: 5 Euro.",)
    assert outcome.verdict == UNSUPPORTED, "the findings tell why the model was not believed"


def test_when_even_the_quotation_is_unsupported_a_person_is_offered():
    line = Line(unsupported=("Aus dem Modell: 5 Euro.", "Das Abo endet sofort."))
    outcome = ask(line)
    missing = HandOff(HandOffReason.MISSING_KNOWLEDGE, probability=0.9)
    assert outcome.decision == missing, "an editor sees how probable the answer was that could not be given"
    assert (outcome.reply.decision, outcome.reply.reason) == ("hand_off", "missing_knowledge")
    assert outcome.reply.sources == ()
    assert outcome.reply.text == f"[{missing}]"
    assert outcome.reply.snapshot_id == "s1"


@pytest.mark.parametrize("article_id", [None, "a"])
def test_every_stage_and_the_total_are_timed(article_id):
    timings = ask(Line(), article_id=article_id).reply.timings_ms
    assert list(timings) == ["redact", "retrieve", "decide", "answer", "verify", "total"]
    assert all(value >= 0 for value in timings.values())
    assert timings["total"] >= max(timings.values())


def test_stages_that_are_skipped_take_no_time():
    timings = ask(Line(redaction_fails=True)).reply.timings_ms
    assert (timings["retrieve"], timings["decide"]) == (0, 0)


def test_the_customer_reads_real_values_and_the_store_gets_placeholders():
    outcome = ask(Line(said="Guten Tag <PERSON_1>."), f"Ich bin {SECRET}")
    assert outcome.reply.text == f"Guten Tag {SECRET}."
    assert outcome.text_redacted == "Guten Tag <PERSON_1>."


def test_placeholders_of_another_conversation_are_not_restored():
    vault, strangers = Vault(), Vault()
    strangers.placeholder_for("PERSON", "Bernd Fremd")
    outcome = ask(Line(said="Guten Tag <PERSON_1> und <PERSON_2>."), f"Ich bin {SECRET}", vault=vault)
    assert outcome.reply.text == f"Guten Tag {SECRET} und."
    assert vault.unknown_placeholders == 1


def test_a_vault_goes_on_through_its_conversation():
    vault = Vault()
    ask(Line(), f"Ich bin {SECRET}", vault=vault)
    assert ask(Line(said="Guten Tag <PERSON_1>."), "Und wann?", vault=vault).reply.text == f"Guten Tag {SECRET}."


def test_two_turns_without_a_vault_share_nothing():
    ask(Line(), f"Ich bin {SECRET}")
    assert SECRET not in ask(Line(said="Guten Tag <PERSON_1>.")).reply.text


def test_a_choice_is_answered_from_its_article():
    line = Line(decided=CLARIFY, at_once=Chat(ChatKind.GREETING))
    outcome = ask(line, "Abo", article_id="a")
    assert (outcome.reply.decision, outcome.reply.reason) == ("answer", "chosen")
    assert "message" not in line.order, "the words of a title are no request"


def test_a_follow_up_is_searched_for_and_answered_with_what_it_leans_on():
    line = Line()
    history = (PastMessage(Author.CUSTOMER, "Was kostet der Versand nach Polen?"), PastMessage(Author.AI, "5 Euro."))
    outcome = ask(line, "Und in die Schweiz?", history=history)
    whole = "Was kostet der Versand in die Schweiz?"
    assert [text for stage, text in line.seen if stage in {"retrieve", "speak"}] == [whole, whole]
    assert ("message", "Und in die Schweiz?") in line.seen, "the rules read what the customer wrote"
    assert outcome.message_redacted == "Und in die Schweiz?"
    assert outcome.retrieved.query == whole
    assert outcome.retrieved.added == ("Schweiz",), "the policy looks for what is new in the passage"
    assert ask(Line(), "Was kostet der Versand?", history=history).retrieved.added == ()


BEFORE = (PastMessage(Author.CUSTOMER, "Was kostet der Versand nach Polen?"), PastMessage(Author.AI, "5 Euro."))
CALL = ModelCall("some/model", CallResult.OK, purpose="rewriting")


@dataclass
class Rewrites:
    """A model's words for every message, and what it was asked."""

    rewriting: Rewriting
    asked: list = field(default_factory=list)

    def __call__(self, message, history, language):
        self.asked.append((message, history, language))
        return self.rewriting


def ask_with(rewriting, line, text="Und in die Schweiz?", **more):
    rewrite = Rewrites(rewriting)
    turn = Turn(text, "r1", "de", **{"history": BEFORE, **more})
    return reply(turn, replace(line.stages(), rewrite=rewrite)), rewrite


def test_a_models_words_are_searched_for_and_reach_neither_answer_nor_verification():
    line = Line()
    outcome, rewrite = ask_with(Rewriting(RewriteResult.USED, "Versandkosten Schweiz", calls=(CALL,)), line)
    whole = "Was kostet der Versand in die Schweiz?"
    assert [text for stage, text in line.seen if stage in {"retrieve", "speak"}] == ["Versandkosten Schweiz", whole]
    assert (outcome.retrieved.query, outcome.retrieved.added) == ("Versandkosten Schweiz", ("Schweiz",))
    assert rewrite.asked == [("Und in die Schweiz?", BEFORE, "de")]
    assert outcome.model_calls == (CALL,)
    assert outcome.rewriting.result is RewriteResult.USED
    assert "Versandkosten" not in outcome.reply.text + outcome.text_redacted + outcome.message_redacted


def test_a_message_that_stands_alone_for_the_model_is_not_completed():
    line, text = Line(), "Und in die Schweiz?"
    outcome, _ = ask_with(Rewriting(RewriteResult.UNCHANGED, text), line)
    assert [said for stage, said in line.seen if stage in {"retrieve", "speak"}] == [text, text]
    assert outcome.retrieved.added == ()


@pytest.mark.parametrize("result", [RewriteResult.REFUSED, RewriteResult.FAILED, None])
def test_otherwise_the_rules_say_what_is_searched_for(result):
    line = Line()
    outcome, _ = ask_with(Rewriting(result, calls=(CALL,)), line)
    whole = "Was kostet der Versand in die Schweiz?"
    assert [text for stage, text in line.seen if stage in {"retrieve", "speak"}] == [whole, whole]
    assert outcome.model_calls == (CALL,)


def test_what_was_paid_is_told_even_where_nothing_can_be_searched():
    outcome, _ = ask_with(Rewriting(RewriteResult.USED, "Versand", calls=(CALL,)), Line(knowledge_fails=True))
    assert (outcome.reply.reason, outcome.model_calls) == ("dependency_down", (CALL,))


@pytest.mark.parametrize(
    ("line", "more"),
    [
        pytest.param(Line(at_once=Chat(ChatKind.GREETING)), {}, id="decided without a search"),
        pytest.param(Line(), {"article_id": "a"}, id="a picked article"),
        pytest.param(Line(redaction_fails=True), {}, id="not redacted"),
    ],
)
def test_where_no_question_is_searched_for_no_model_is_asked(line, more):
    _, rewrite = ask_with(Rewriting(RewriteResult.USED, "Versand"), line, **more)
    assert rewrite.asked == []


def test_only_redacted_text_is_rewritten():
    _, rewrite = ask_with(Rewriting(), Line(), f"Ich bin {SECRET}, und in die Schweiz?")
    assert rewrite.asked[0][0] == "Ich bin <PERSON_1>, und in die Schweiz?"


ASKED_BACK = (
    PastMessage(Author.CUSTOMER, "Wann endet mein Abo?"),
    PastMessage(Author.AI, "Welches Thema?", "clarify", "ambiguous", (Choice("b", "Rechnung", "de"), *CLARIFY.choices)),
)


@pytest.mark.parametrize(
    ("text", "article_id"),
    [pytest.param("Abo", "a", id="by button"), pytest.param("das zweite bitte", None, id="in words")],
)
def test_a_picked_article_answers_the_question_that_led_to_the_choice(text, article_id):
    line = Line(at_once=Chat(ChatKind.GREETING))
    outcome = ask(line, text, history=ASKED_BACK, article_id=article_id)
    assert outcome.reply.reason == "chosen"
    assert [said for stage, said in line.seen if stage in {"retrieve", "speak"}] == ["Wann endet mein Abo?"] * 2
    assert outcome.message_redacted == text


@pytest.mark.parametrize(
    ("text", "more"),
    [
        pytest.param("Abo", {}, id="in words"),
        pytest.param("Abo", {"article_id": "a", "unanswered": ("Ich kann nicht mehr.",)}, id="by button, after more"),
    ],
)
def test_a_message_for_a_person_picks_no_article(text, more):
    line = Line(at_once=HandOff(HandOffReason.DISTRESS))
    assert ask(line, text, history=ASKED_BACK, **more).decision == HandOff(HandOffReason.DISTRESS)
    assert "retrieve" not in line.order
    assert ("message", "\n".join((*more.get("unanswered", ()), text))) in line.seen


def test_a_button_pressed_after_a_greeting_picks_its_article():
    line = Line(at_once=Chat(ChatKind.GREETING))
    outcome = ask(line, "Abo", history=ASKED_BACK, article_id="a", unanswered=("Hallo",))
    assert outcome.reply.reason == "chosen"


def test_an_article_that_nobody_offered_is_searched_for_the_message():
    line = Line()
    history = (PastMessage(Author.CUSTOMER, "Was kostet der Versand nach Polen?"), PastMessage(Author.AI, "5 Euro."))
    ask(line, "Und in die Schweiz?", history=history, article_id="a")
    assert ("retrieve", "Und in die Schweiz?") in line.seen


def test_messages_in_a_row_are_answered_together_and_kept_apart():
    line = Line()
    outcome = ask(line, "nach Polen?", unanswered=("Guten Tag", "Was kostet der Versand"))
    together = "Guten Tag\nWas kostet der Versand\nnach Polen?"
    assert [text for stage, text in line.seen if stage in {"message", "retrieve", "speak"}] == [together] * 3
    assert outcome.message_redacted == "nach Polen?"


def test_choices_go_with_a_question_back():
    outcome = ask(Line(decided=CLARIFY))
    assert (outcome.reply.decision, outcome.reply.reason) == ("clarify", "ambiguous")
    assert outcome.reply.choices == CLARIFY.choices
    assert outcome.reply.sources == ()


def test_the_language_of_the_message_is_that_of_the_reply():
    outcome = ask(Line(), "An answer, please")
    assert (outcome.reply.language, outcome.reply.notice) == ("en", "KI, kein Mensch (en).")


def test_every_reply_carries_the_notice_and_is_marked_as_generated():
    for decision in (ANSWER, CLARIFY, MISSING, Decline(DeclineReason.OFF_TOPIC), Chat(ChatKind.THANKS)):
        outcome = ask(Line(decided=decision))
        assert outcome.reply.ai_generated is True
        assert outcome.reply.notice == "KI, kein Mensch (de)."


@pytest.mark.parametrize(
    ("decision", "names"),
    [
        pytest.param(ANSWER, ("answer", "supported"), id="answer"),
        pytest.param(CLARIFY, ("clarify", "ambiguous"), id="clarify"),
        pytest.param(Chat(ChatKind.ARE_YOU_HUMAN), ("chat", "are_you_human"), id="chat"),
        pytest.param(HandOff(HandOffReason.COMPLAINT), ("hand_off", "complaint"), id="hand-off"),
        pytest.param(Decline(DeclineReason.OFF_TOPIC), ("decline", "off_topic"), id="decline"),
    ],
)
def test_a_reply_is_a_json_object_with_the_fields_of_the_contract(decision, names):
    finished = asdict(ask(Line(decided=decision)).reply)
    assert list(finished) == CONTRACT
    assert (finished["decision"], finished["reason"]) == names
    printed = json.loads(json.dumps(finished))
    assert printed["reply_id"] == "r1"
    assert all(set(each) == {"article_id", "title", "language"} for each in printed["choices"])
    assert all(set(each) == {"article_id", "title", "url", "language", "quote", "score"} for each in printed["sources"])


def test_the_rules_and_the_policy_are_given_the_history():
    given = []
    history = (PastMessage(Author.AI, "Welches Thema?", "clarify"),)
    stages = replace(
        Line().stages(),
        decide_from_message=lambda _, past, __: given.append(past),
        decide_from_passages=lambda _, past, *__: given.append(past) or ANSWER,
    )
    reply(Turn("Abo", "r1", "de", history), stages)
    assert given == [history, history]
