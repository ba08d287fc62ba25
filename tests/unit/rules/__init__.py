"""The tests of fastapi_spec/rules."""
