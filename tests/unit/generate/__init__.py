"""The tests of fastapi_spec/generate."""
