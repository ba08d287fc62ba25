"""What is generated and locked: the OpenAPI documents and the catalogue of rules. Renew with ``python -m spec.contract``."""
