"""What rules send and receive is read from the pages of the contract, or from the wheel."""

import runpy
from collections.abc import Iterator
from pathlib import Path

import pytest

from fastapi_spec.rules import exchanges as module
from fastapi_spec.rules.exchanges import exchanges, read

PAGE = """# Requests

## Operations

### `/` the main application

#### `GET /a/{b}`

- rules: [A-1],
  [A-2]

```text
GET /a/1 -> 200 1
```

### `/apps/x` another one

#### `GET /apps/x/a`

- no rule sends a request; it is like [`GET /a/{b}`](#a)

## part: Part

#### A-1

**MUST** *notes* It holds.

```text
# each line is a case
GET /a/1 -> 200 1
GET /a/long
  -> 200 2
GET /a/2 -> as above
```

#### A-2

Sends what [A-1] sends.
"""


@pytest.fixture(autouse=True)
def _nothing_cached() -> Iterator[None]:
    """Each test reads anew."""
    exchanges.cache_clear()
    yield
    exchanges.cache_clear()


def test_a_page_is_read(tmp_path: Path) -> None:
    """An operation has its application, its rules and an example; a rule has its exchanges or those of another one."""
    (tmp_path / "page.md").write_text(PAGE)

    lines = ["# each line is a case", "GET /a/1 -> 200 1", "GET /a/long -> 200 2", "GET /a/2 -> 200 2"]
    assert read(tmp_path) == {
        "operations": {
            "GET /a/{b}": {"application": "", "rules": ["A-1", "A-2"], "example": "GET /a/1 -> 200 1"},
            "GET /apps/x/a": {"application": "/apps/x", "rules": [], "example": ""},
        },
        "rules": {"A-1": lines, "A-2": lines},
    }


def test_the_pages_of_a_clone_are_read() -> None:
    """In a clone the pages are those of docs/contract."""
    found = exchanges()

    assert "QUERY-BOOL-3" in found["operations"]["GET /chapter03/query/bool/conversion"]["rules"]
    assert found["rules"]["QUERY-BOOL-3"][1].endswith('?param=2 -> 422 at ["query","param"]')


def test_a_wheel_has_them_in_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wheel does not contain docs/: its pages were read when it was built."""
    (tmp_path / "exchanges.json").write_text('{"operations": {}, "rules": {"A-1": ["GET /a -> 200"]}}')
    monkeypatch.setattr(module, "BUNDLED", tmp_path / "exchanges.json")

    assert exchanges()["rules"] == {"A-1": ["GET /a -> 200"]}


def test_the_module_runs_alone() -> None:
    """The wheel is built where the package is not installed."""
    assert "from fastapi_spec" not in Path(module.__file__).read_text()
    assert runpy.run_path(module.__file__)["read"](Path("nowhere")) == {"operations": {}, "rules": {}}
