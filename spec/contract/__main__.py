"""``python -m spec.contract``: renew the locked contract from rules and reference application, and docs/contract.md."""

import sys

from spec.contract import paper
from spec.harness import catalogue


def main() -> None:
    """Renew, and say what changed or what must be written first."""
    try:
        for line in [*catalogue.renew(), *paper.renew()]:
            print(line)
    except catalogue.LockError as error:
        sys.exit(f"ERROR: {error}")


if __name__ == "__main__":
    main()
