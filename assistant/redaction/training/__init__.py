"""Trains the model of names and addresses that lies in `assistant/redaction/model`; the service never imports it.

    python -m assistant.redaction.training --data DATA --out FOLDER
    python -m assistant.redaction.training.compare --data DATA

The second command trains a spaCy CNN on the same examples, for comparison. The model card in
`assistant/redaction/model/MODEL_CARD.md` says what the model is for and what it was trained on.
"""
