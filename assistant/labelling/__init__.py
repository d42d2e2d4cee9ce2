"""What the AI Act asks of every reply: the notice and the machine-readable mark (Art. 50)."""
