"""What knows no domain: clocks, logging, shutting down, rate limits."""
