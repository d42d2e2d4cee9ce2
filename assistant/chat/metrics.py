"""Figures for Prometheus. Labels are closed sets of words: no personal data, no ids."""

from typing import Final

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest

from assistant.domain import EXACT, HandOffReason, ModelCall, Reply, Verdict
from assistant.retrieval.rewriting import Rewriting

CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
_BUCKETS_S: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


class Metrics:
    """The counters of one application."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._replies = self._counter("auskunft_replies", "Replies sent, by decision.", "decision")
        self._exact = self._counter("auskunft_exact_answers", "Replies that gave an editor's exact answer.")
        self._failures = self._counter("auskunft_reply_failures", "Replies that ended in an error, by code.", "code")
        self._redaction = self._counter("auskunft_redaction_failures", "Texts that could not be redacted.")
        self._placeholders = self._counter("auskunft_unknown_placeholders", "Placeholders dropped from replies.")
        self._tickets = self._counter("auskunft_tickets", "Hand-offs to a person that were confirmed, by way.", "way")
        self._findings = self._counter("auskunft_verification_findings", "Faults found in drafts, by check.", "check")
        self._calls = self._counter("auskunft_model_calls", "Requests to a language model, by result.", "result")
        self._rewrites = self._counter("auskunft_query_rewrites", "Follow-ups a model put into words.", "result")
        self._tokens = self._counter("auskunft_model_tokens", "Tokens sent to and written by a model.", "kind")
        self._cost = self._counter("auskunft_model_cost_euros", "What the language model has cost.")
        self._call_seconds = self._seconds("auskunft_model_seconds", "Duration of requests to a language model.")
        self._stages = self._seconds("auskunft_stage_seconds", "Duration of the stages of a reply.", "stage")

    def replied(self, reply: Reply) -> None:
        """Count a reply, its stages and, where it says so, the failure of redaction."""
        self._replies.labels(reply.decision).inc()
        if reply.reason == EXACT:
            self._exact.inc()
        if reply.reason == HandOffReason.REDACTION_UNAVAILABLE:
            self._redaction.inc()
        for stage, milliseconds in reply.timings_ms.items():
            self._stages.labels(stage).observe(milliseconds / 1000)

    def verified(self, verdict: Verdict) -> None:
        """Count what verification found in a draft; none of it reached the customer."""
        for finding in verdict.findings:
            self._findings.labels(finding.check).inc()

    def asked_models(self, calls: tuple[ModelCall, ...]) -> None:
        """Count the requests to language models that were made for a reply, or were not made."""
        for call in calls:
            self._calls.labels(call.result).inc()
            self._tokens.labels("prompt").inc(call.prompt_tokens)
            self._tokens.labels("completion").inc(call.completion_tokens)
            self._cost.inc(call.cost_eur or 0.0)
            if call.milliseconds:
                self._call_seconds.observe(call.milliseconds / 1000)

    def rewrote(self, rewriting: Rewriting) -> None:
        """Count what became of a model's words for a follow-up, where it was asked for them."""
        if rewriting.result is not None:
            self._rewrites.labels(rewriting.result).inc()

    def left_out(self) -> None:
        """Count a note, comment or other text that was left out because it could not be redacted."""
        self._redaction.inc()

    def dropped_placeholders(self, count: int) -> None:
        """Count placeholders that a reply held and no value belonged to."""
        self._placeholders.inc(count)

    def failed(self, code: str) -> None:
        """Count a reply that ended in an error."""
        self._failures.labels(code).inc()

    def handed_off(self, way: str) -> None:
        """Count a confirmed hand-off: in the `chat`, or by the `button`."""
        self._tickets.labels(way).inc()

    def render(self) -> bytes:
        """Return all figures in the Prometheus text format."""
        return generate_latest(self._registry)

    def _seconds(self, name: str, documentation: str, *labels: str) -> Histogram:
        return Histogram(name, documentation, labels, registry=self._registry, buckets=_BUCKETS_S)

    def _counter(self, name: str, documentation: str, *labels: str) -> Counter:
        return Counter(name, documentation, labels, registry=self._registry)
