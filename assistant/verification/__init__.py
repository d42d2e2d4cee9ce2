"""Checks a draft against the passages it cites; deterministic, no model."""
