"""What the Chinese pages show as output is what ``--lang zh`` prints."""

import re
from collections.abc import Iterator
from itertools import groupby

import pytest

from fastapi_spec import language
from fastapi_spec.client.transcript import Body, Transcript
from fastapi_spec.language import count, say, statement
from fastapi_spec.output.card import card
from fastapi_spec.output.columns import fill, width
from fastapi_spec.output.rows import title
from fastapi_spec.plugin.wording import in_chinese
from fastapi_spec.rules.catalogue import declared, section_of
from fastapi_spec.rules.contract import locked
from fastapi_spec.verdict.outcomes import Case, Outcome
from tests.unit.test_docs import README, README_ZH, blocks, page

LINE = re.compile(r"^  (\S.*?) +(\d+)/(\d+) █+$", re.MULTILINE)
HEAD = re.compile(r"([A-Z]+-[A-Z]+-\d+)  \w+  \.\.\.\n")


@pytest.fixture(autouse=True)
def _chinese(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Each test speaks Chinese in a terminal of 80 columns, and ends in English."""
    monkeypatch.setenv("COLUMNS", "80")
    language.choose("zh")
    yield
    language.choose("en")


def verdict(target: str, rules: int) -> str:
    """The verdict on a target that conforms."""
    held = count(rules, "{held} of {n} rule holds", "{held} of {n} rules hold", held=rules)
    return say("{conforms}: {counts}", conforms=say("{target} conforms", target=target), counts=held)


def test_the_end_of_a_run() -> None:
    """The first sections with all of their rules, the verdict, the generated requests, and pytest's last line."""
    sample, english = blocks(README_ZH, "text")[0], blocks(README, "text")[0]
    sections = [(title(name), len(list(ids))) for name, ids in groupby(section_of(id)[1] for id in locked())]
    sent, last = english.splitlines()[-2:]
    requests = re.findall(r"\d+", sent)
    told = in_chinese(last.strip("= "))

    assert [(name, int(size)) for name, size, _ in LINE.findall(sample)] == sections[:2]
    assert sample.splitlines()[0] == title(section_of("PATH-STR-1")[0])
    assert verdict("reference_app.main:app", len(locked())) in sample
    assert say("fuzz: {size}, seed {seed}, {n} requests", size="quick", seed=requests[0], n=requests[1]) in sample
    assert sample.splitlines()[-1].strip("= ") == told
    assert max(map(width, sample.splitlines())) <= 80


def test_the_card() -> None:
    """Every line of it is one of the real card, in that order."""
    found, url = declared("QUERY-BOOL-3"), "http://127.0.0.1:44541"
    accept = [("Accept", "*/*")]
    sent = Transcript("GET", f"{url}/chapter03/query/bool/conversion?param=2", accept, Body(), 200, milliseconds=1.4)
    sent.response_body = Body(14, '{"param":true}')
    reason = [
        f"expected: {say('status {status}', status='422 Unprocessable Content')}",
        f"received: {say('status {status}', status='200 OK')}",
    ]
    case = Case(found.rule, found.test, "2", 0, "", "", Outcome.BROKEN, told="\n".join(reason), exchanges=[sent])
    printed = card(case, "", "", {}).splitlines()
    sample = blocks(README_ZH, "text")[1].splitlines()

    assert sample == [line for line in printed if line in sample], "\n".join(printed)


def test_the_steps_of_a_learner() -> None:
    """Each sample of the page is that of the English page, whose commands are run: the rule, or the verdict."""
    for english, chinese in zip(blocks(page("learn.md"), "text"), blocks(page("learn.zh.md"), "text"), strict=True):
        if found := HEAD.match(english):
            rule = declared(found[1]).rule
            assert chinese == f"{found[0]}{fill(statement(rule.id, rule.statement), 80, '  ', '  ')}\n...\n"
        else:
            number = re.search(r"(\d+) rules hold", english)
            assert number
            assert chinese == f"...\n{verdict('main:app', int(number[1]))}\n...\n"
