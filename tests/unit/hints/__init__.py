"""The tests of fastapi_spec/hints."""
