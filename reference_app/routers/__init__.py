"""The operations, one package or module per chapter of the course."""
