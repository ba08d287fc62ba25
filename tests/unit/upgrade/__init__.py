"""The tests of fastapi_spec/upgrade."""
