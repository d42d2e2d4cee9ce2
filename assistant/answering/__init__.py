"""Turns a decision into a draft."""
