"""The tests of fastapi_spec/start."""
