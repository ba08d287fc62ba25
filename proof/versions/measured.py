"""What the rules say of a set of versions: run once and cached in build/versions by all that decides it."""

import contextlib
import gzip
import hashlib
import os
import platform
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from fastapi_spec.output.report import CaseReport, Report, ReportError, RuleReport, read
from fastapi_spec.target import environment
from fastapi_spec.target.base import TargetError
from fastapi_spec.target.choice import Choice
from proof.engine.environments import ROOT
from proof.versions.sets import LOCK, VersionSet

CACHE = ROOT / "build" / "versions"
LIMIT = 1200
"""The seconds after which a run is ended."""
GRACE = 15
"""The seconds that a run has to end after Ctrl-C."""
REPORT, CONSTRAINTS = "report.json", "constraints.txt"

UNSET = ("DATABASE_URL", "SECRET_KEY", "FAULT", "HARDENING")
"""What would change the reference application."""

SAID = {"versions.toml", "rules.lock", "retired.lock", "changelog.lock", "notes.toml", "excluded.toml"}
SAID |= {"zh.toml", "notes.zh.toml"}
"""The files below spec/ that say something about rules, and on which no outcome depends."""


@dataclass(frozen=True)
class Case:
    """A case of a rule: ``statuses`` are those of its exchanges, None where there was no response."""

    outcome: str
    reason: str = ""
    statuses: tuple[int | None, ...] = ()


@dataclass(frozen=True)
class Rule:
    """A rule in one set; the cases are by the names of their rows, empty for a rule with one."""

    level: str
    statement: str
    outcome: str
    cases: Mapping[str, Case]


@dataclass(frozen=True)
class Measured:
    """A set that was run on ``date`` (ISO 8601). ``failure`` says in one line why the rules could not run."""

    date: str = ""
    versions: Mapping[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    rules: Mapping[str, Rule] = field(default_factory=dict)
    failure: str = ""


def fingerprint(root: Path = ROOT) -> str:
    """A digest of the rules and of the reference application, the same in every commit that does not change them."""
    digest = hashlib.sha256()
    for path in sorted(path for top in ("spec", "reference_app") for path in (root / top).rglob("*")):
        parts = path.relative_to(root).parts
        said = parts[0] == "spec" and parts[-1] in SAID
        if path.is_file() and not said and not any(part.startswith((".", "__pycache__")) for part in parts):
            digest.update(f"{'/'.join(parts)}\n{path.stat().st_size}\n".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


class Runner:
    """Runs sets, from several threads. ``stop`` ends what runs, as Ctrl-C does."""

    def __init__(self, *, again: bool = False) -> None:
        self._again = again
        self._rules = fingerprint()
        self._lock = LOCK.read_text(encoding="utf-8")
        self._running: set[subprocess.Popen[str]] = set()
        self._changing = threading.Lock()
        self._stopped = False
        self._files: dict[VersionSet, Path] = {}

    def run(self, one: VersionSet) -> Measured:
        """What the rules say of a set. A set that cannot run is not an error: it has a ``failure``."""
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            try:
                file = self._file(one, folder)
            except TargetError as error:
                return Measured(failure=_without(one, str(error)))
            if file.exists() and not self._again:
                return _unpacked(file, folder)
            said = self._served(one, folder)
            if not (folder / REPORT).exists():
                return Measured(failure=said)
            found = _read(folder)
            if found.failure:
                return Measured(failure=_without(one, found.failure))
            _pack(folder, file)
            return found

    def cached(self, one: VersionSet) -> Measured | None:
        """What the rules said of a set, or None if it was not run."""
        with tempfile.TemporaryDirectory() as name, contextlib.suppress(TargetError):
            file = self._cached(one)
            return _unpacked(file, Path(name)) if file.exists() else None
        return None

    def ran(self, one: VersionSet) -> bool:
        """Whether there is a report of a set."""
        with contextlib.suppress(TargetError):
            return self._cached(one).exists()
        return False

    def report(self, one: VersionSet) -> Report:
        """The report of a set that was run. Raises OSError if it was not, and TargetError if it cannot be."""
        with tempfile.TemporaryDirectory() as name:
            _unpack(self._cached(one), Path(name))
            return read(Path(name))

    def stop(self) -> None:
        """End the runs, and start no other."""
        with self._changing:
            self._stopped = True
            running = list(self._running)
        for process in running:
            process.send_signal(signal.SIGINT)
        for process in running:
            try:
                process.wait(timeout=GRACE)
            except subprocess.TimeoutExpired:
                process.kill()

    def _cached(self, one: VersionSet) -> Path:
        """Where the report of a set is cached, if it is. Raises TargetError."""
        if one not in self._files:  # to resolve its versions takes a second
            with tempfile.TemporaryDirectory() as name:
                self._files[one] = self._file(one, Path(name))
        return self._files[one]

    def _file(self, one: VersionSet, folder: Path) -> Path:
        """Where the report of a set is cached, by what decides it: exact versions, Python, server and rules.

        Writes the constraints of its environment into the folder. Raises TargetError.
        """
        constraints = folder / CONSTRAINTS
        constraints.write_text("\n".join(one.constraints(self._lock)) + "\n", encoding="utf-8")
        choice = Choice(python=one.python, packages=one.requirements, constraints=[constraints], server=one.server)
        pins = environment.resolved(choice.wanted())
        decides = [*pins, one.python or platform.python_version(), one.server, self._rules]
        return CACHE / f"{hashlib.sha256(chr(10).join(decides).encode()).hexdigest()[:16]}.json.gz"

    def _served(self, one: VersionSet, folder: Path) -> str:
        """Run the rules; the report is in the folder. Returns the last line that was printed."""
        words = ["-q", "--no-summary", "--fuzz=off", f"--report={folder}", f"--constraint={folder / CONSTRAINTS}"]
        words += [f"--with={requirement}" for requirement in one.requirements]
        words += [f"--python={one.python}"] * bool(one.python) + [f"--server={one.server}"]
        kept = {name: value for name, value in os.environ.items() if name not in UNSET}
        with self._changing:
            if self._stopped:
                return "interrupted"
            process = subprocess.Popen(
                [sys.executable, "-m", "fastapi_spec", "run", *words],
                cwd=ROOT,
                env={**kept, "DATA_DIR": str(folder / "data")},
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                start_new_session=True,  # Ctrl-C is sent on by stop(), once
            )
            self._running.add(process)
        try:
            said, _ = process.communicate(timeout=LIMIT)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGINT)
            said = f"{process.communicate()[0]}\nended after {LIMIT} s"
        finally:
            with self._changing:
                self._running.discard(process)
        return _line((said.strip().splitlines() or ["the run printed nothing"])[-1])


def _without(one: VersionSet, said: str) -> str:
    """Why a set has no environment. What uv tells of a download concerns only the machine that tried it."""
    if one.python and "download" in said.lower():
        return f"uv found no Python {one.python}, and could not download it"
    return _line(said)


def _read(folder: Path) -> Measured:
    """What is in the report of a folder."""
    try:
        return measured(read(folder))
    except ReportError as error:
        return Measured(failure=_line(str(error)))


def _unpacked(file: Path, folder: Path) -> Measured:
    _unpack(file, folder)
    return _read(folder)


def _unpack(file: Path, folder: Path) -> None:
    (folder / REPORT).write_bytes(gzip.decompress(file.read_bytes()))


def _pack(folder: Path, file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    packed = file.with_suffix(".new")
    packed.write_bytes(gzip.compress((folder / REPORT).read_bytes(), mtime=0))
    packed.replace(file)


def measured(report: Report) -> Measured:
    """What is kept of a report."""
    if not report.complete:
        failure = _line(report.target.failure) or "the run ended early"
        return Measured(failure="; ".join([failure, *_cause(report.target.last_lines)]))
    return Measured(
        date=report.started[:10],
        versions=report.target.versions,
        seconds=report.seconds,
        rules={rule.id: _rule(rule) for rule in report.rules},
    )


def _rule(rule: RuleReport) -> Rule:
    cases = {case.case: _case(case) for case in rule.cases}
    return Rule(rule.level, rule.statement, str(rule.outcome), cases)


def _case(case: CaseReport) -> Case:
    return Case(str(case.outcome), case.reason, tuple(exchange.status for exchange in case.exchanges))


def _cause(lines: Iterable[str]) -> list[str]:
    """The last line that a server printed, if it printed any."""
    return [_line(line) for line in lines if line.strip()][-1:]


def _line(text: str) -> str:
    """The first line of a text, at most 200 characters."""
    return " ".join((text.strip().splitlines() or [""])[0].split())[:200]
