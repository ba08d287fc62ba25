"""The proof that every rule can fail and that none fails a correct server: ``python -m proof --help``."""
