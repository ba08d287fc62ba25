"""What README, CONTRIBUTING and docs/ say is true: numbers, samples, commands, options, links, words."""

import fnmatch
import re
import shlex
from collections.abc import Iterator
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from fastapi_spec.client.transcript import Body, Transcript
from fastapi_spec.output.card import card
from fastapi_spec.output.sections import print_section
from fastapi_spec.plugin.options import OPTIONS
from fastapi_spec.rules.catalogue import declared, section_of
from fastapi_spec.rules.contract import locked
from fastapi_spec.rules.faults import faults
from fastapi_spec.rules.rule import Level
from fastapi_spec.verdict.deviations import load
from fastapi_spec.verdict.outcomes import Case, Outcome, Result
from fastapi_spec.verdict.summary import Exit
from reference_app.settings import Settings
from tests.conftest import run
from tests.unit.samples import RULE, Terminal, case
from tools.words import markdown

ROOT = Path(__file__).parents[2]
GENERATED = "implementations.md"
PATHS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "README.zh.md", *sorted((ROOT / "docs").glob("*.md"))]
each_page = pytest.mark.parametrize("path", [path for path in PATHS if path.name != GENERATED], ids=lambda p: p.name)

README, CONTRIBUTING, README_ZH = (path.read_text(encoding="utf-8") for path in PATHS[:3])
CHECKLIST_LINE = re.compile(r"^  (\S.*?) +\d+/\d+ █+$", re.MULTILINE)

PYTEST = {"-k", "-x", "-v", "-vv", "-q", "-p", "-n", "--lf", "--cov", "--collect-only", "--junitxml", "--help"}
SOURCES = [
    *(ROOT / "proof" / "commands").glob("*.py"),
    *(ROOT / name for name in ("tools/lock.py", "fastapi_spec/arguments.py", "benchmarks/reliability/__main__.py")),
]
OWN = {option for source in SOURCES for option in re.findall(r'"(--?[a-z-]+)"', source.read_text(encoding="utf-8"))}
KNOWN = {*OPTIONS, *PYTEST, *OWN, "--no-summary", "--no-cache"}  # the last is pipx's
COMMANDS = {"run", "start", "explain", "list", "diff", "upgrade", "table", "book"}

REPLACED = re.compile(r"\b(ask(s|ed|ing)?|kept|laid open|header\s+lines?)\b", re.IGNORECASE)
"""Words of the glossary that are right elsewhere, so that tools.words does not look for them."""


def page(name: str) -> str:
    """The text of a page of docs/."""
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def blocks(text: str, language: str) -> list[str]:
    """The code blocks of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def code(text: str) -> Iterator[str]:
    """What a page shows as code that a reader could type: the lines of consoles, and what is in backquotes."""
    for block in blocks(text, "console"):
        yield from re.sub(r"&&\n +", "&& ", block).replace("$ ", "").splitlines()
    yield from re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL))


def commands(text: str) -> Iterator[list[str]]:
    """The words of every command of a page."""
    for line in code(text):
        for command in re.split(r"&&|\|\||;", line.replace("\\|", "/")):
            try:
                words = shlex.split(command, comments=True)
            except ValueError:
                continue
            while words and re.match(r"[A-Z_]+=", words[0]):
                words.pop(0)
            if words:
                yield words


def unknown(words: list[str]) -> list[str]:
    """The options, subcommands and modules of a command that do not exist; other programs are not looked at."""
    found: list[str] = []
    if words[:2] == ["python", "-m"]:
        module, *rest = words[2:]
        found += [] if find_spec(module) else [module]
        rest = rest if module.partition(".")[0] in ("proof", "tools", "benchmarks") else []
        subcommand = [name for name in rest[:1] if module == "proof" and name.islower()]
        found += [name for name in subcommand if not find_spec(f"proof.commands.{name}")]
    elif program := next((word for word in words if word in ("fastapi-spec", "pytest")), None):
        rest = words[words.index(program) + 1 :]
        if program == "fastapi-spec":
            found += [name for name in rest[:1] if name.isalpha() and name.islower() and name not in COMMANDS]
    else:
        rest = words if words[0].startswith("-") else []  # an option by itself
    return found + [option for word in rest if (option := option_of(word)) and option not in KNOWN]


def option_of(word: str) -> str:
    """The option in a word of a command, or an empty string."""
    return word.partition("=")[0] if re.match(r"--?[a-z]", word) else ""


def headings(path: Path) -> set[str]:
    """The anchors of a page."""
    titles = re.findall(r"^#+ (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def test_the_readme_is_short() -> None:
    """A reader sees what the project is, and how to use it, on two screens."""
    assert len(README.splitlines()) <= 90
    assert len(README_ZH.splitlines()) <= 90


def test_the_readmes_are_the_same() -> None:
    """The Chinese README has the commands and numbers of the English one, and its links to other pages.

    What is printed there is Chinese: see test_samples_zh.
    """
    english, chinese = (
        {
            "blocks": blocks(text, "console"),
            "numbers": sorted(re.findall(r"\d[\d.]*\b", text)),
            "links": sorted(re.findall(r"\]\((?!README)(.*?)\)", text)),
        }
        for text in (README, README_ZH.replace("learn.zh.md", "learn.md"))
    )

    assert chinese == english
    assert "(README.md)" in README_ZH and "(README.zh.md)" in README


def test_the_readme_counts_the_rules() -> None:
    """Every number of rules in it is that of the lock."""
    numbers = re.findall(r"(\d+) (?:of (\d+) )?rules", README)

    assert {number for pair in numbers for number in pair if number} == {str(len(locked()))}


def test_the_readme_counts_the_cases() -> None:
    """The sample run passes as many cases as there are."""
    collected = re.search(r"(\d+) tests collected", run("--collect-only", "-q", "spec").output)
    passed = re.search(r"(\d+) passed", README)

    assert collected
    assert passed
    assert passed[1] == collected[1]


def test_the_sample_checklist_is_true(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its lines are those of the first sections, each with all of its rules."""
    monkeypatch.setenv("COLUMNS", "80")
    terminal: Any = Terminal()
    for title, ids in groupby(section_of(id)[1] for id in locked()):
        print_section(terminal, [Result(RULE, title, "", [case()]) for _ in ids], Level.MUST)
    real = terminal.text.splitlines()
    shown = [line[0] for line in CHECKLIST_LINE.finditer(README)]

    assert shown == real[: len(shown) or 1]


def test_the_sample_card_is_what_a_run_prints() -> None:
    """Every line of it is one of the real card, in that order; the command above it names a fault of that rule."""
    found, url = declared("QUERY-BOOL-3"), "http://127.0.0.1:44541"
    accept = [("Accept", "*/*")]
    sent = Transcript("GET", f"{url}/chapter03/query/bool/conversion?param=2", accept, Body(), 200, milliseconds=1.4)
    sent.response_body = Body(14, '{"param":true}')
    reason = "expected: status 422 Unprocessable Content\nreceived: status 200 OK"
    failed = Case(found.rule, found.test, "2", 0, "", "", Outcome.BROKEN, reason=reason, exchanges=[sent])
    printed = card(failed, "", "", {}).splitlines()
    sample = next(block for block in blocks(README, "text") if "  expected  " in block).splitlines()

    assert sample == [line for line in printed if line in sample], "\n".join(printed)
    assert "bool-of-any-number" in faults()["QUERY-BOOL-3"]
    assert "FAULT=bool_of_any_number pytest -q --app proof.server:app -k QUERY-BOOL-3" in README


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    """A relative link names an existing file, and a heading of it."""
    for target, anchor in re.findall(r"\]\(([^)#\s]*)(?:#([^)\s]*))?\)", path.read_text(encoding="utf-8")):
        if "://" not in target:
            file = path.parent / target if target else path
            assert file.exists(), target
            assert not anchor or anchor in headings(file), f"{target}#{anchor}"


@each_page
def test_commands_and_options_exist(path: Path) -> None:
    """A reader can type what a page shows."""
    for words in commands(path.read_text(encoding="utf-8")):
        assert unknown(words) == [], shlex.join(words)


def test_every_option_is_documented() -> None:
    """docs/options.md has a row for each option, exit status and outcome, and names each command."""
    text = page("options.md")
    rows = re.findall(r"^\| `?(.*?)[` ]", text, re.MULTILINE)

    assert [option for option in OPTIONS if option not in rows] == []
    assert list(map(int, filter(str.isdigit, rows))) == list(map(int, Exit))
    assert [outcome for outcome in Outcome if f"| {outcome} |" not in text] == []
    assert [command for command in COMMANDS if f"| `fastapi-spec {command}" not in text] == []


def test_every_setting_is_documented() -> None:
    """docs/settings.md has a row for each setting of the reference application."""
    rows = re.findall(r"^\| `([A-Z_]+)`", page("settings.md"), re.MULTILINE)

    assert sorted(rows) == sorted(name.upper() for name in Settings.model_fields)


def test_every_proof_of_security_exists() -> None:
    """docs/security.md names rules, or patterns of rules, that are locked, and files that are there."""
    text = page("security.md")
    rules = re.findall(r"`([A-Z]+(?:-[A-Z]+)*-(?:\d+|\*))`", text)
    files = re.findall(r"`((?:reference_app|tests)/[\w/.]+)`", text)

    assert [rule for rule in rules if not fnmatch.filter(locked(), rule)] == []
    assert [file for file in files if not (ROOT / file).exists()] == []
    assert len(rules) > 50


def test_the_sample_deviation_can_be_loaded(tmp_path: Path) -> None:
    """The TOML of docs/options.md is a list of deviations."""
    file = tmp_path / "deviations.toml"
    file.write_text(blocks(page("options.md"), "toml")[0], encoding="utf-8")

    assert [*load(file)] == ["QUERY-BOOL-3"]


def test_the_sample_rule_runs(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    """The application and the rule of docs/writing-rules.md work together, loaded by the conftest.py shown there."""
    for sample in blocks(page("writing-rules.md"), "python"):
        name, _, text = sample.removeprefix("# ").partition("\n")
        file = pytester.path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")

    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    result = pytester.runpytest_subprocess("--disable-plugin-autoload", "--app=mine:app", "my_rules")

    assert "mine:app conforms: 1 of 1 rule holds" in str(result.stdout)


@each_page
def test_words_are_those_of_the_glossary(path: Path) -> None:
    """A page is written in the terms of its field. The statements of rules have a check of their own."""
    text = path.read_text(encoding="utf-8")
    for rule in locked().values():
        text = text.replace(rule.statement, "")
    prose = re.sub(r"^```.*?^```|`[^`\n]*`", "", text, flags=re.MULTILINE | re.DOTALL)

    assert [word for _, word in markdown(text)] == []
    assert [found[0] for found in REPLACED.finditer(prose)] == []
