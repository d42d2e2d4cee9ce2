"""Reversible replacement of personal data, before anything else sees a text."""
