"""The language of the output: how it is chosen, and that nothing is missing in Chinese."""

import ast
import re
import tomllib
from collections.abc import Iterator

import pytest

from fastapi_spec import language
from fastapi_spec.files import CONTRACT, PACKAGE, SPEC
from fastapi_spec.rules.catalogue import declared
from fastapi_spec.rules.contract import locked
from fastapi_spec.rules.defects import defects
from fastapi_spec.rules.faults import faults
from fastapi_spec.rules.variants import variants
from proof.versions import book
from proof.versions.sets import load

CATALOGUE = tomllib.loads(language.MESSAGES.read_text(encoding="utf-8"))
RULES = {
    id: entry
    for path in SPEC.glob("*/zh.toml")
    for id, entry in tomllib.loads(path.read_text(encoding="utf-8")).items()
}
CLAIMS = tomllib.loads(language.CLAIMS.read_text(encoding="utf-8"))
FAULTS = {
    english: chinese
    for path in language.FAULTS.glob("*/zh.toml")
    for english, chinese in tomllib.loads(path.read_text(encoding="utf-8")).items()
}
PROOF = tomllib.loads(language.PROOF.read_text(encoding="utf-8"))
SPAN = re.compile(r"`[^`]*`")
FIELD = re.compile(r"{[a-z_]*[^}]*}")


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    """Each test begins and ends in English."""
    language.choose("en")
    yield
    language.choose("en")


@pytest.mark.parametrize(
    "variables, expected",
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LC_MESSAGES": "zh_TW", "LANG": "en_GB"}, "zh"),
        ({"LC_ALL": "C.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LC_ALL": "", "LANG": "zh_CN.UTF-8"}, "zh"),
    ],
)
def test_the_locale_decides(monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], expected: str) -> None:
    """Without --lang, the first of LC_ALL, LC_MESSAGES and LANG that is set decides."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    language.choose(None)

    assert language.chosen() == expected


def test_a_message_is_filled_in() -> None:
    """Values go into a message by name; a message without values may contain braces."""
    assert language.say("{a} of {b}", a=1, b=2) == "1 of 2"
    assert language.say("/{id}") == "/{id}"


def test_singular_and_plural() -> None:
    """One thing is counted in the singular, none and several in the plural."""
    counted = [language.count(n, "{n} rule", "{n} rules") for n in (0, 1, 2)]

    assert counted == ["0 rules", "1 rule", "2 rules"]


def test_a_message_that_is_said_later() -> None:
    """It is in the language of the moment in which it is printed, alone and within an exception or a message."""
    message = language.later("holds")
    language.choose("zh")

    chinese = [str(message), str(ValueError(message)), language.say("{what}!", what=message)]
    with language.speaking("en"):
        english = [str(message), str(ValueError(message)), language.say("{what}!", what=message)]

    assert english == ["holds", "holds", "holds!"]
    assert chinese == [CATALOGUE["holds"], CATALOGUE["holds"], f"{CATALOGUE['holds']}!"]


@pytest.mark.parametrize(
    "words, expected",
    [
        (["--lang", "zh"], "zh"),
        (["list", "--lang=zh", "QUERY-BOOL"], "zh"),
        (["--lang", "fr"], None),
        (["--lang"], None),
        ([], None),
    ],
)
def test_the_command_line_is_looked_at_before_it_is_parsed(words: list[str], expected: str | None) -> None:
    """The errors of a parser and its help are in the language that the command line asks for."""
    assert language.asked(words) == expected


def test_a_statement_in_chinese() -> None:
    """A rule is stated in Chinese, unless it says something else than what was translated, or is not ours."""
    rule = declared("QUERY-BOOL-3").rule
    language.choose("zh")

    assert language.statement(rule.id, rule.statement) == RULES[rule.id]["zh"]
    assert language.statement(rule.id, "Something else.") == "Something else."
    assert language.statement("OWN-RULE-1", "Mine.") == "Mine."


def test_every_rule_is_stated_in_chinese() -> None:
    """Each rule has its Chinese entry, made from the sentences that it has today, and no entry is left over."""
    expected = {}
    for id in locked():
        rule = declared(id).rule
        expected[id] = {"en": rule.statement}
        if rule.plain:
            expected[id]["plain_en"] = rule.plain
        if rule.erratum:
            expected[id] |= {"claim_en": rule.erratum.claim, "since_en": rule.erratum.since}
    found = {id: {key: value for key, value in entry.items() if key.endswith("en")} for id, entry in RULES.items()}

    assert found == expected


def test_the_chinese_says_the_same_names() -> None:
    """Each sentence is translated, and what is in backquotes is the same in both languages."""
    wrong = {
        f"{id} {key}"
        for id, entry in RULES.items()
        for key, english in entry.items()
        if key.endswith("en")
        and not (
            (chinese := entry.get(f"{key.removesuffix('en')}zh", ""))
            and set(SPAN.findall(english)) == set(SPAN.findall(chinese))
        )
    }

    assert not wrong


def test_every_fault_is_told_in_chinese() -> None:
    """The sentence of each fault has its translation, and none is left over."""
    assert set(FAULTS) == {text for told in faults().values() for text in told.values()}


def test_what_is_proven_is_told_in_chinese() -> None:
    """So has the sentence of each variant and published defect, its versions where they are more than numbers, and the
    head of each page of versions."""
    found = [defect for id in locked() for defect in defects(id)]
    sentences = {*variants().values(), *(defect.sentence for defect in found)}
    versions = {defect.affected for defect in found if not re.fullmatch(r"\S+ (< )?[\d.]+", defect.affected)}

    heads = {said(group) for group in load() for said in (book.title, book.text)}

    assert set(PROOF) == sentences | versions | heads


def test_what_the_notes_say_is_told_in_chinese() -> None:
    """So has each sentence on what the notes say, show or imply."""
    sections = tomllib.loads((CONTRACT / "notes.toml").read_text(encoding="utf-8"))["section"]

    assert set(CLAIMS) == {claim["says"] for section in sections for claim in section.get("claims", [])}


@pytest.mark.parametrize("sentences", [CLAIMS, FAULTS, PROOF], ids=["claims", "faults", "proof"])
def test_sentences_name_the_same(sentences: dict[str, str]) -> None:
    """Each has a translation, with the same names in backquotes."""
    wrong = [en for en, zh in sentences.items() if not zh or set(SPAN.findall(en)) != set(SPAN.findall(zh))]

    assert not wrong


def test_a_sentence_in_chinese() -> None:
    """A sentence that is not known stays as it is."""
    english = next(iter(FAULTS))
    language.choose("zh")

    assert language.sentence(english) == FAULTS[english]
    assert language.sentence("Unknown.") == "Unknown."


def test_every_message_is_in_the_catalogue() -> None:
    """What the program says has a translation, and no translation is left over."""
    said = set(_messages())

    assert sorted(said - set(CATALOGUE)) == []
    assert sorted(set(CATALOGUE) - said) == []


def test_the_values_of_a_message_are_the_same_in_chinese() -> None:
    """A translation fills in the same values; a plural and its singular may drop the number."""
    wrong = [
        english
        for english, chinese in CATALOGUE.items()
        if set(FIELD.findall(chinese)) - {"{n}"} != set(FIELD.findall(english)) - {"{n}"}
    ]

    assert not wrong


def _messages() -> Iterator[str]:
    """The messages written out in the sources: the first argument of say() and later(), two of count()."""
    for path in PACKAGE.rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(call, ast.Call):
                continue
            name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            texts = {"say": call.args[:1], "later": call.args[:1], "count": call.args[1:3]}.get(name, [])
            yield from (text.value for text in texts if isinstance(text, ast.Constant) and isinstance(text.value, str))
