"""What a careful application adds to plain FastAPI, all of it in this folder.

HARDENING=off leaves it out: what remains is the application as a tutorial would write it. Each measure has a name that
is used where the measure applies. There the code reads the same with and without it.
"""

from typing import TypeVar

from reference_app.settings import settings

Part = TypeVar("Part")

ON = settings().hardening


def either(careful: Part, plain: Part) -> Part:
    """The careful part; the plain one with HARDENING=off."""
    return careful if ON else plain
