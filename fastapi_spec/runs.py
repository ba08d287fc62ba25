"""A run of the rules in a process of its own, for its report: its progress goes to standard error."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from fastapi_spec.files import PACKAGE
from fastapi_spec.language import chosen, say
from fastapi_spec.output.report import Report, ReportError, read
from fastapi_spec.verdict.summary import Exit

# The package need not be installed, and nothing in the environment may lead the target to the packages of the rules.
MAIN = f"import sys; sys.path.insert(0, {str(PACKAGE.parent)!r}); from fastapi_spec.cli import main; sys.exit(main())"


def run(options: Sequence[str], *, of: str, variables: Mapping[str, str] = {}) -> Report:
    """The report of a run with these options. ``of`` names its target in errors, ``variables`` are for its environment.

    Raises ReportError if it did not come to a verdict.
    """
    with tempfile.TemporaryDirectory() as folder:
        ours = [f"--report={folder}", f"--lang={chosen()}", "-q", "--no-summary"]
        command = [sys.executable, "-P", "-c", MAIN, "run", *ours, *options]
        done = subprocess.run(command, stdout=sys.stderr, env=os.environ | variables, check=False)  # noqa: S603
        if done.returncode not in (Exit.CONFORMS, Exit.BROKEN):
            told = {"target": of, "status": done.returncode}
            raise ReportError(say("no report on {target}: the run ended with status {status}", **told), done.returncode)
        return read(Path(folder))
