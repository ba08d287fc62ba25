"""``python -m tools.contract``: renew the locked contract from rules and reference application, and docs/contract.md."""

import sys

from fastapi_spec.rules import catalogue
from tools.contract import paper


def main() -> None:
    """Renew, and say what changed or what must be written first."""
    try:
        for line in [*catalogue.renew(), *paper.renew()]:
            print(line)
    except catalogue.LockError as error:
        sys.exit(f"ERROR: {error}")


if __name__ == "__main__":
    main()
