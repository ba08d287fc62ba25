"""Writes the starter: an application with one operation, and what a learner needs besides the cards."""

from __future__ import annotations

import shlex
import sys
import tempfile
from pathlib import Path

from fastapi_spec import language
from fastapi_spec.files import HOME
from fastapi_spec.language import say
from fastapi_spec.told import of_system
from fastapi_spec.verdict.summary import Exit

MAIN = """\
from fastapi import FastAPI

app = FastAPI()


@app.get("/hello")
async def hello():
    return {"hello": "world"}
"""
REQUIREMENTS = [
    "fastapi",
    "uvicorn",
    "python-multipart",  # forms
    "email-validator",  # EmailStr
    "sqlalchemy",
    "python-jose",  # JSON Web Tokens
    "libpass",  # passlib, maintained
    "bcrypt",
]
"""The packages for all chapters, so that none of them begins with a missing one."""

STATIC = HOME / "reference_app" / "static"
README = {name: f"README{'' if name == language.ENGLISH else f'.{name}'}.md" for name in language.LANGUAGES}
EMPTY = {".git", ".gitignore", ".venv"}
"""What a folder may contain and still count as empty."""

NEXT = "fastapi-spec --app main:app --origin notes --next"


class NoStart(Exception):
    """The folder cannot be written; the message says why, in one line."""


def start(folder: Path) -> int:
    """Write the starter into a folder and print what is there. Returns the exit status."""
    try:
        _check(folder)
        write(folder)
    except NoStart as error:
        print(f"ERROR: {error}", file=sys.stderr)
        return Exit.USAGE
    except OSError as error:
        reason = of_system(error)
        print("ERROR: " + say("cannot write {folder}: {reason}", folder=folder, reason=reason), file=sys.stderr)
        return Exit.USAGE
    print("\n".join(_written(folder)))
    return Exit.CONFORMS


def _check(folder: Path) -> None:
    """Raise NoStart if the folder cannot be made, or has content."""
    if not folder.exists():
        if folder.is_symlink():
            raise NoStart(say("{folder} is a link to a missing folder; name another folder", folder=folder))
        if not folder.parent.is_dir():
            raise NoStart(say("{folder}: the parent folder does not exist; make it first", folder=folder))
    elif not folder.is_dir():
        raise NoStart(say("{folder} is a file; name another folder", folder=folder))
    elif {path.name for path in folder.iterdir()} - EMPTY:
        raise NoStart(say("{folder} is not empty; name a new folder, or an empty one", folder=folder))


def write(folder: Path) -> None:
    """Write all files, or none. Raises OSError.

    They are written into a temporary folder, which becomes the new folder. If that exists, they are moved into it: it
    may be the current folder of a shell.
    """
    exists = folder.exists()
    with tempfile.TemporaryDirectory(prefix=".start-", dir=folder if exists else folder.parent) as temporary:
        new = Path(temporary, "new")
        new.mkdir()
        _fill(new)
        if exists:
            _move(new, folder)
        else:
            new.rename(folder)


def _fill(folder: Path) -> None:
    (folder / "main.py").write_text(MAIN, encoding="utf-8")
    (folder / "requirements.txt").write_text("\n".join([*REQUIREMENTS, ""]), encoding="utf-8")
    readme = Path(__file__).parent / README[language.chosen()]
    (folder / "README.md").write_text(readme.read_text(encoding="utf-8"), encoding="utf-8")
    for source in STATIC.rglob("*"):
        if source.is_file():
            target = folder / "static" / source.relative_to(STATIC)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(source.read_bytes())  # not its mode: an installed package may be read-only


def _move(source: Path, folder: Path) -> None:
    """Move all that is in one folder into another one, or nothing."""
    moved: list[Path] = []
    try:
        for path in sorted(source.iterdir()):
            target = path.rename(folder / path.name)
            moved.append(target)
    except BaseException:
        for path in moved:
            path.rename(source / path.name)
        raise


def _written(folder: Path) -> list[str]:
    """What was written, and the next command."""
    files = {
        "main.py": say("the application, with GET /hello"),
        "static/": say("files for the rules on static files; do not change them"),
        "requirements.txt": say("the packages that the application needs"),
        "README.md": say("how to go on"),
    }
    lines = [say("Wrote a starter into {folder}:", folder=folder)]
    lines += [f"  {name:<16}  {text}" for name, text in files.items()]
    return [*lines, "", say("Next:"), *(f"  {command}" for command in _commands(folder))]


def _commands(folder: Path) -> list[str]:
    """The commands that lead to the first card, in the language of the starter."""
    change = [] if folder.resolve() == Path.cwd() else [f"cd {shlex.quote(str(folder))}"]
    of_locale = language.chosen() == language.of_locale()
    return [*change, NEXT if of_locale else f"{NEXT} --lang {language.chosen()}"]
