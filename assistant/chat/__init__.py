"""Conversations over HTTP and the line from a message to a reply."""
