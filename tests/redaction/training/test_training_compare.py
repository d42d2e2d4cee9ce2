import logging
from pathlib import Path

import pytest

from assistant.redaction.training.compare import compare


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::UserWarning", "ignore::DeprecationWarning")  # spaCy's own
def test_the_cnn_is_measured_on_the_same_sets(data: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        compare(data, epochs=1, messages=30, seed=0, held_out_messages=10)

    lines = [record.getMessage() for record in caplog.records if record.name.endswith("training.compare")]
    assert [line.split(": ")[1] for line in lines[:2]] == ["GermEval, kept apart", "messages with names kept apart"]
