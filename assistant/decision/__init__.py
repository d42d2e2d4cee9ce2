"""What to do with a message: first by fixed rules, then by the passages found."""
