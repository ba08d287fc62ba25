"""``python -m spec.contract``: renew the locked contract from the rules and from the reference application."""

import sys

from spec.harness import catalogue


def main() -> None:
    """Renew, and say what changed or what must be written first."""
    try:
        for line in catalogue.renew():
            print(line)
    except catalogue.LockError as error:
        sys.exit(f"ERROR: {error}")


if __name__ == "__main__":
    main()
