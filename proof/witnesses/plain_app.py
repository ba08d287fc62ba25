"""The whole contract in tutorial-style FastAPI: the reference application without its hardening."""

import os

os.environ["HARDENING"] = "off"

from reference_app.main import app

__all__ = ["app"]
