"""Wiring only: `pytest` in a clone loads the harness, whether or not the project is installed."""

pytest_plugins = ["spec.harness.plugin"]
