"""An application is loaded by MODULE:ATTRIBUTE, or the error says why not."""

from pathlib import Path

import pytest

from fastapi_spec import language
from fastapi_spec.target._serve import Failed, Unusable, load
from fastapi_spec.target.served import unusable

FILES = {
    "serve_apps.py": "import os\ngood = bad = print\nname = os.sep\n",
    "serve_named.py": "class App:\n    openapi = __call__ = print\nclass Other: pass\napi = App()\n",
    "serve_missing.py": "import surely_not_there\n",
    "serve_raising.py": "raise ValueError('no')\n",
}


@pytest.fixture(autouse=True)
def _modules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with modules, which is the current one."""
    for name, text in FILES.items():
        (tmp_path / name).write_text(text)
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)


def test_an_application_is_imported() -> None:
    """Any callable may be an ASGI application."""
    assert load("serve_apps:good") is print


@pytest.mark.parametrize(
    "name, line",
    [
        ("serve_apps", "write MODULE:ATTRIBUTE, for example reference_app.main:app"),
        ("", "write MODULE:ATTRIBUTE"),
        ("serve_apps:god", "serve_apps has no attribute god (did you mean good?)"),
        ("serve_named:app", "serve_named has no attribute app (did you mean api?)"),
        ("serve_apps:name", "serve_apps.name is of type str, not an application"),
        ("serve_app:good", "no module serve_app (did you mean serve_apps?)"),
    ],
)
def test_an_application_that_cannot_be_loaded_is_told(name: str, line: str) -> None:
    """The line names the option, the cause and the nearest right name."""
    with pytest.raises(Unusable) as raised:
        load(name)
    said = str(unusable(str(raised.value)))
    assert said.startswith(f"--app {name}: ")
    assert line in said


def test_the_parent_says_it_in_its_own_language() -> None:
    """The serving process has no catalogue: it sends the message and its values, and any other line is kept."""
    with pytest.raises(Unusable) as raised:
        load("serve_apps:god")
    language.choose("zh")
    try:
        said = str(unusable(str(raised.value)))
    finally:
        language.choose("en")

    assert said == "--app serve_apps:god：serve_apps 没有属性 god（是不是想写 good？）"
    assert [unusable(line) for line in ("sys.exit(4)", "4", "{}")] == ["sys.exit(4)", "4", "{}"]


@pytest.mark.parametrize(
    "name, line",
    [
        ("serve_missing:app", "serve_missing imports surely_not_there, which is not installed"),
        ("serve_raising:app", "importing serve_raising raised ValueError: no"),
    ],
)
def test_an_application_that_cannot_be_imported_is_told(
    name: str, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command line is right, and the application does not start: its own traceback says where."""
    with pytest.raises(Failed, match=f"^{name}: {line}"):
        load(name)
    assert "Traceback" in capsys.readouterr().err
