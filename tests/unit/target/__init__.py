"""The tests of fastapi_spec/target."""
