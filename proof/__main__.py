"""``python -m proof COMMAND``: show that every rule can fail, and that none fails a correct server.

faults        servers with one defect each, and the rules that must detect it
variants      servers that differ and conform: no MUST may be broken
witnesses     whose promise each rule is: what the notes' own code and plain FastAPI satisfy and break
curl          the commands that cards print, and whether they send what the rules sent
tampering     each rule on its own responses, with one thing changed
mutants       the reference application with one change in its source (slow)
defects       published defects, with the versions that have them (slow)
proxies       reverse proxies: which rules they change (slow)
schemathesis  what schemathesis finds by itself (slow)
versions      which rules differ with other versions of FastAPI, Starlette, Python, another server (slow)
"""

import argparse
import sys
import traceback

from fastapi_spec.verdict.summary import Exit
from proof.commands import (
    curl,
    defects,
    faults,
    mutants,
    proxies,
    schemathesis,
    tampering,
    variants,
    versions,
    witnesses,
)


def main() -> int:
    """Run as the command line says. Returns the exit status: 1 if the proof has a gap, 3 if it broke off."""
    formatter = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(prog="python -m proof", description=__doc__, formatter_class=formatter)
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for module in (faults, variants, witnesses, curl, tampering, mutants, defects, proxies, schemathesis, versions):
        name, help = module.__name__.rpartition(".")[2], (module.__doc__ or "").partition("\n")[0]
        command = commands.add_parser(name, description=module.__doc__, help=help, formatter_class=formatter)
        module.add_arguments(command)
        command.set_defaults(run=module.main, error=command.error)
    options = parser.parse_args()
    try:
        return int(options.run(options))
    except Exception:  # whoever asks for a gap must not take a defect of the proof for one
        traceback.print_exc()
        return Exit.HARNESS_FAILED


if __name__ == "__main__":
    sys.exit(main())
