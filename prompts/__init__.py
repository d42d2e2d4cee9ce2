"""Texts the assistant speaks: fixed replies per language and versioned prompts."""
