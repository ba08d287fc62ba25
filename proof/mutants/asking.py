"""Runs the rules against a mutant: pytest with a server of its own, in a copy of the project, quick detectors first.

Steps are what compares the documents with the chapter that the changed file is of, then all the other rules.
"""

import asyncio
import contextlib
import importlib.util
import os
import re
import shutil
import signal
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from fastapi_spec.rules.chapters import chapters
from fastapi_spec.verdict.summary import Exit
from proof.mutants.mutants import MUTATED, Mutant

NEEDED = [MUTATED, "spec", "fastapi_spec", "conftest.py", "pyproject.toml"]
DOCUMENTS = "spec/generated/test_openapi.py"
LAST = "generated"
FAR_FROM_UTC = "CST-8"  # a time zone: in UTC itself, a local time is taken for what it should be
SCHEMAS = "column|database_user|department|envelope|staff"
CHAPTERS = {
    "chapter03_requests": "enums|schema/(appointment|city|parameters|types)",
    "chapter04_responses": "apps/(error_h|no_s)|errors|responses|static_files|schema/(errors|upload|user)|main",
    "chapter05_dependencies": "apps/guarded|dependencies|events|schema/paging",
    "chapter06_security": "apps/token|security|schema/(account|token)|settings",
    "chapter07_database": f"crud/(dep|staff|user)|database|model|schema/({SCHEMAS})",
    "chapter08_middleware": "apps/middleware|middleware|routers/chapter08",
    "chapter08_cors": "apps/cors|cors",
    "chapter08_background": "crud/log|schema/background|routers/chapter08",
}
"""The files whose mutants a chapter detects first, besides those with its name; only the time depends on it."""


@dataclass(frozen=True)
class MutantResult:
    """What became of a mutant: ``by`` is the rule that detected it, or why none ran."""

    outcome: str
    by: str = ""


KILLED, TIMEOUT, SURVIVED, STILLBORN, FAILED = "killed", "timeout", "survived", "stillborn", "failed"
"""Detected; detected by a timeout; not detected; did not start, so that no rule ran; the harness failed."""


class Copy:
    """A copy of what a run needs of the project, below a folder that the caller removes."""

    def __init__(self, folder: Path, fuzz: str, timeout: float) -> None:
        self.folder = Path(tempfile.mkdtemp(dir=folder))
        self._fuzz, self._timeout = fuzz, timeout
        for name in NEEDED:
            if Path(name).is_dir():
                shutil.copytree(name, self.folder / name, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(name, self.folder / name)

    async def ask(self, mutant: Mutant) -> MutantResult:
        """Mutate the copy, ask the rules, and mend it again."""
        path = self.folder / mutant.file
        self._write(path, mutant.source)
        try:
            return await self.asked(steps(mutant.file))
        finally:
            self._write(path, mutant.original)

    async def asked(self, steps: list[list[str]]) -> MutantResult:
        """What the rules say of the copy as it is."""
        for paths in steps:
            try:
                async with asyncio.timeout(self._timeout):
                    status, output = await self._pytest(paths)
            except TimeoutError:
                return MutantResult(TIMEOUT, f"more than {self._timeout:g} s")
            if status != Exit.CONFORMS:
                return judged(status, output)
        return MutantResult(SURVIVED)

    async def _pytest(self, paths: list[str]) -> tuple[int, str]:
        options = ["-q", "-x", "--fail-on", "may", "-p", "no:cacheprovider", "--fuzz", self._fuzz]
        with tempfile.TemporaryDirectory(dir=self.folder, ignore_cleanup_errors=True) as data:
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "pytest", *options, *paths,
                cwd=self.folder, env=os.environ | {"DATA_DIR": data, "TZ": FAR_FROM_UTC}, start_new_session=True,
                stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
            )  # fmt: skip
            try:
                output, _ = await process.communicate()
            finally:  # a time-out or Ctrl-C: nothing that it started lives on
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                await process.wait()
            return process.returncode or 0, output.decode(errors="replace")

    def _write(self, path: Path, source: str) -> None:
        path.write_text(source, encoding="utf-8")
        # Two mutants written within a second and of the same length would share a compiled module.
        Path(importlib.util.cache_from_source(str(path))).unlink(missing_ok=True)


def steps(file: str) -> list[list[str]]:
    """The rules in the order in which they are asked: every rule once, what needs no fuzzing before what does."""
    name = file.removeprefix(f"{MUTATED}/").removesuffix(".py")
    first = [chapter for chapter in chapters() if chapter != LAST and _concerns(chapter, name)]
    others = [f"spec/{chapter}" for chapter in chapters() if chapter not in [*first, LAST]]
    return [[DOCUMENTS, *(f"spec/{chapter}" for chapter in first)], [*others, *_rules_of(LAST)]]


def _concerns(chapter: str, name: str) -> bool:
    return chapter.partition("_")[0] in name or re.match(CHAPTERS.get(chapter, "$"), name) is not None


def _rules_of(chapter: str) -> list[str]:
    files = sorted(str(path) for path in Path("spec", chapter).glob("test_*.py"))
    return [file for file in files if file != DOCUMENTS]


def judged(status: int, output: str) -> MutantResult:
    """What a run that did not end well says of the mutant."""
    last = "".join([line for line in output.splitlines() if line.strip()][-1:])
    rule = re.search(r"^([A-Z0-9]+(?:-[A-Z0-9]+)+)  (?:MUST|SHOULD|MAY)  ", output, re.MULTILINE)
    if status == Exit.BROKEN and rule:
        return MutantResult(KILLED, rule[1])
    if status in (Exit.USAGE, Exit.NO_TARGET) and "no tests ran" in output:
        error = re.search("^ERROR: (.*)$", output, re.MULTILINE)
        return MutantResult(STILLBORN, error[1] if error else last)
    if status == Exit.NO_TARGET:
        return MutantResult(KILLED, rule[1] if rule else "the server ended")
    return MutantResult(FAILED, f"pytest ended with status {status}: {last}")
