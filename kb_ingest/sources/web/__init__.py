"""Reads from servers: an HTTP client that is bounded and polite, and what a crawl needs."""
