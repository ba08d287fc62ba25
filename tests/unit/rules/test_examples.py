"""What a rule sends and receives is read from the pages of the contract."""

import json
from pathlib import Path

import pytest

from fastapi_spec.rules import examples

PAGE = """\
## Rules

#### A-1

**MUST** It holds.

```text
# each line is a case
GET /a -> 200 {"a":1}
GET /b [X-A: 1]
  -> as above
```

Holds when `x`

#### A-2

Sends what [A-1] sends.

#### A-3

Generates what it sends.
"""


def test_exchanges_are_read_from_a_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One line for each, without comments and references to the line above."""
    (tmp_path / "a.md").write_text(PAGE)
    found = examples.read(tmp_path)
    monkeypatch.setattr(examples, "examples", lambda: found)

    assert list(found) == ["A-1", "A-2"]
    assert examples.exchanges("A-2") == ['GET /a -> 200 {"a":1}', 'GET /b [X-A: 1] -> 200 {"a":1}']
    assert examples.exchanges("A-3") == []


def test_a_wheel_has_what_was_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """There are no pages in it."""
    (tmp_path / "examples.json").write_text(json.dumps({"A-1": ["GET / -> 200"]}))
    monkeypatch.setattr(examples, "BUNDLED", tmp_path / "examples.json")

    assert examples.examples.__wrapped__() == {"A-1": ["GET / -> 200"]}


def test_most_rules_have_an_example() -> None:
    """Those that do not generate their requests, or compare documents."""
    assert len(examples.examples()) > 600
