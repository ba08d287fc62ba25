"""Applications that prove whose promise a rule is: what the notes' own code and plain FastAPI satisfy and break."""
