"""``python -m fastapi_spec``: the command ``fastapi-spec``."""

import sys

from fastapi_spec.cli import main

sys.exit(main())
