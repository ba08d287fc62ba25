"""The tests of fastapi_spec/client."""
