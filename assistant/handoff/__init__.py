"""Hands a conversation to a person: a ticket is stored first, then its number is told."""
