"""spec/contract/versions.toml: since which release a rule holds, or stopped to, for ``fastapi-spec explain``."""

from collections.abc import Iterator, Sequence

from fastapi_spec.files import CONTRACT
from fastapi_spec.rules.contract import locked
from proof.versions.flips import Flip, Note, note_of
from proof.versions.page import versions_of
from proof.versions.results import Results
from proof.versions.sets import Group

FILE = CONTRACT / "versions.toml"
HEAD = """# Since which release each rule holds, with what was received before and after, and why; `holds = false` is a
# release since which it did not. Measured and written by `python -m proof versions`; do not edit.
"""


def released(groups: Sequence[Group], results: Results, notes: Sequence[Note]) -> str:
    """The text of the file: the flips with a release, of the rules in the order of the contract."""
    found: dict[str, dict[tuple[str, str], str]] = {}
    for flip, note in _explained(groups, results, notes):
        if flip.was.holds != flip.now.holds:  # seen in two groups, a release is still one
            found.setdefault(flip.rule, {}).setdefault((note.package, note.release), _entry(flip, note))
    return "\n".join([HEAD, *(entry for id in locked() for entry in found.get(id, {}).values())])


def _explained(groups: Sequence[Group], results: Results, notes: Sequence[Note]) -> Iterator[tuple[Flip, Note]]:
    for group in groups:
        if group.ordered and group.name in results.groups:
            table = results.groups[group.name]
            for flip in table.flips:
                if note := note_of(flip, versions_of(table), notes):
                    yield flip, note


def _entry(flip: Flip, note: Note) -> str:
    lines = [f"[[{flip.rule}]]", f"package = {_quoted(note.package)}", f"release = {_quoted(note.release)}"]
    lines += [f"before = {_quoted(flip.was.received)}", f"after = {_quoted(flip.now.received)}"]
    lines += [f"{name} = {_quoted(value)}" for name, value in (("why", note.why), ("link", note.link)) if value]
    return "\n".join([*lines, *["holds = false"] * (not flip.now.holds)]) + "\n"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
