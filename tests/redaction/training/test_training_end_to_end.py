import json
from pathlib import Path

import pytest

from assistant.redaction.tagger import Tagger
from assistant.redaction.training.train import KEPT_APART, RECORD, Arguments, train


@pytest.mark.slow
def test_a_tiny_training_writes_a_model_that_the_service_can_load(data: Path, tmp_path: Path) -> None:
    train(Arguments(data=data, out=tmp_path, layers=1, epochs=1, messages=30, held_out_messages=10, threads=1))

    words = Tagger(tmp_path).words("Guten Tag, ich bin Anna Berger.")

    assert [word.start for word in words] == [0, 6, 11, 15, 19, 24]
    record = json.loads((tmp_path / RECORD).read_text(encoding="utf-8"))
    assert record["as_exported"]["GermEval, kept apart"]["PERSON"]["spans"] == 6
    assert len((tmp_path / KEPT_APART).read_text(encoding="utf-8").splitlines()) == 6
