"""Pages for the people behind the service: at present, for editors, why a question is answered as it is."""
