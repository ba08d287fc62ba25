"""An implementation leaves chapters out: no rule of another chapter depends on them."""

import re
from pathlib import Path

from tests.conftest import FUZZ, run

PARTIAL = """
from starlette.responses import JSONResponse
from reference_app.main import app as whole

whole.openapi()["paths"] = {
    path: item for path, item in whole.openapi()["paths"].items() if not path.startswith("/chapter07")
}


async def app(scope, receive, send):
    if scope.get("path", "").startswith(("/chapter07", "/apps/cors")):
        await JSONResponse({"detail": "Not Found"}, 404, {"X-Process-Time": "0.1"})(scope, receive, send)
    else:
        await whole(scope, receive, send)
"""


def test_no_other_chapter_depends_on_one_that_is_not_claimed(tmp_path: Path) -> None:
    """Without databases and CORS every other rule holds, of every level but MAY."""
    (tmp_path / "partial.py").write_text(PARTIAL)
    options = ["--app=partial:app", "--without=database", "--without=cors", "--fail-on=should", f"--fuzz={FUZZ}"]

    ran = run(*options, cwd=tmp_path, seconds=300)

    assert ran.status == 0, ran.output
    assert re.search(r"^  Routing .* (\d+)/\1 ", ran.output, re.MULTILINE)
    assert "partial:app conforms to what it claims" in ran.output
