"""What is locked: the OpenAPI documents and the catalogue of rules, renewed by ``python -m tools.contract``."""
