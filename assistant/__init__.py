"""The chat service: from a customer's message to a verified, labelled reply or a ticket."""
