"""The tests of fastapi_spec/verdict."""
