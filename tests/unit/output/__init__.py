"""The tests of fastapi_spec/output."""
