"""Models that ask a scripted endpoint on this machine."""

import pytest
from scripted_endpoint import scripted_endpoint

from assistant.llm.breaker import Breaker
from assistant.llm.failover import Failover, Lane
from assistant.llm.lite import Endpoint, LiteLlm
from assistant.llm.port import Message


@pytest.fixture
def endpoint():
    with scripted_endpoint() as script:
        yield script


@pytest.fixture
def build(endpoint):
    """Build a model with these deadlines that has already been asked once, so that only the endpoint is slow."""
    built = []

    def build_model(first_token_timeout_s, total_timeout_s):
        one = LiteLlm(
            Endpoint(
                "openai/scripted",
                api_base=endpoint.url,
                api_key="sk-geheim",
                extra_headers={"X-Tenant": "mandant-geheim"},
                first_token_timeout_s=first_token_timeout_s,
            )
        )
        model = Failover([Lane(one, Breaker(failures=1000, pause_s=1))], total_timeout_s=total_timeout_s, retries=0)
        model.warm_up()
        built.append(model)
        return model

    patient = build_model(30, 60)
    patient.complete((Message("user", "Hallo"),), max_tokens=5)
    endpoint.requests.clear()
    endpoint.headers.clear()
    yield build_model
    for model in built:
        model.close()


@pytest.fixture
def model(build):
    return build(30, 60)


@pytest.fixture
def impatient_model(build):
    return build(1.0, 2.0)
