"""The regression gate: what a new snapshot would answer differently."""
