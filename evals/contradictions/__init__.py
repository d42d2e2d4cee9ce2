"""Sentences that articles support, sentences that contradict them, and how many of both reach the customer."""
