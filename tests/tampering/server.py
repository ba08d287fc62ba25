"""The reference application, whose answers are recorded."""

from reference_app.main import app as app
from tests.matrix.hashes import cheapen

cheapen()
