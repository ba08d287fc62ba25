"""``python -m spec.contract``: renew the locked contract from the rules and from the reference application."""

import sys

from spec.harness.catalogue import LockError, renew

if __name__ == "__main__":
    try:
        for line in renew():
            print(line)
    except LockError as error:
        sys.exit(f"ERROR: {error}")
