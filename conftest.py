"""Wiring only: `pytest` in a clone loads the engine, whether or not the project is installed."""

import sys

from fastapi_spec.autoload import used_plugins

pytest_plugins = ["fastapi_spec.plugin", *used_plugins(sys.argv)]
