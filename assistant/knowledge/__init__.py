"""What the service and the ingestion share: manifest, store, lexical index and embedder."""
