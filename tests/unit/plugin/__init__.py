"""The tests of fastapi_spec/plugin."""
