"""`python -m assistant.redaction.training`."""

import argparse
import logging
import sys
from pathlib import Path

from assistant.redaction.training.train import Arguments, train


def main() -> None:
    """Train the model of names and addresses."""
    parser = argparse.ArgumentParser(prog="python -m assistant.redaction.training", description=main.__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder with pii/ and ner_training_de/")
    parser.add_argument("--out", type=Path, required=True, help="where the model is written")
    parser.add_argument("--layers", type=int, default=Arguments.layers, help="of the embedder, counted from the first")
    parser.add_argument("--epochs", type=int, default=Arguments.epochs)
    parser.add_argument("--messages", type=int, default=Arguments.messages, help="invented messages of each epoch")
    parser.add_argument("--threads", type=int, default=Arguments.threads)
    parser.add_argument("--seed", type=int, default=Arguments.seed)
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stdout)
    train(Arguments(**vars(parser.parse_args())))


if __name__ == "__main__":
    main()
