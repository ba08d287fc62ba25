"""Lighthouse on the pages, served locally: accessibility and best practices. Needs Node.js and Chromium."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from fastapi_spec import book
from tests.browser.conftest import CHROMIUM, Handler, needed, running
from tests.browser.test_book import SHORT, reported, written
from tests.browser.test_comparison import IDS

LIGHTHOUSE = "lighthouse@12.8.2"
BEST = {"accessibility": 1, "best-practices": 1}


@pytest.fixture
def pages(tmp_path: Path) -> dict[str, Path]:
    """A page of a run, one of several, and the one that leads to them."""
    runs = [(name, lambda short=short: reported(tmp_path, IDS, short)) for name, short in (("a", {}), ("b", SHORT))]
    return {
        "run": written(tmp_path, [*SHORT, *IDS]),
        "comparison": book.write_comparison(tmp_path / "comparison.html", runs),
        "first": Path(__file__).parents[2] / "docs" / "site.html",
    }


@pytest.mark.parametrize("name", ["run", "comparison", "first"])
@pytest.mark.parametrize("form", ["desktop", "mobile"])
def test_lighthouse_finds_nothing(pages: dict[str, Path], name: str, form: str, tmp_path: Path) -> None:
    """Every audit of both categories passes."""
    needed(CHROMIUM and shutil.which("npx"), "chromium with Node.js")
    Handler.pages |= {"/": pages[name].read_text(encoding="utf-8"), "/badge.svg": "-"}
    command = ["--quiet", "--output=json", "--chrome-flags=--headless=new --no-sandbox"]
    command += [f"--only-categories={','.join(BEST)}", *(["--preset=desktop"] if form == "desktop" else [])]
    with running(None) as port:
        ran = subprocess.run(
            ["npx", "--yes", LIGHTHOUSE, f"http://127.0.0.1:{port}/", *command],
            env=os.environ | {"CHROME_PATH": str(CHROMIUM)},
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
    assert ran.returncode == 0, ran.stderr
    report = json.loads(ran.stdout)

    failed = [audit["title"] for audit in report["audits"].values() if audit["score"] not in (1, None)]
    assert {each["id"]: each["score"] for each in report["categories"].values()} == BEST, failed
