"""The optional language model. Only this package knows an LLM library."""
