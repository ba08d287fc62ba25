"""The docs pages of the reference application in a real browser: they show every operation, and one can log in there.

What the pages load from elsewhere comes from packages of npm instead, and nothing else may be loaded.
"""

import re
import shutil
import subprocess
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, Route

from fastapi_spec.rules.contract import documents
from tests.browser.conftest import Chromium, needed

pytestmark = pytest.mark.xdist_group("browser")  # one server, one browser
PACKAGES = {"swagger-ui-dist": "5.35.0", "redoc": "2.5.4"}
LOADED = re.compile(r"https://cdn\.jsdelivr\.net/npm/(?P<package>swagger-ui-dist|redoc)@\d+/(?P<file>.+)")
DECORATION = re.compile(r"https://(fastapi\.tiangolo\.com/img|cdn\.redoc\.ly/redoc/logo|fonts\.googleapis\.com/css)")
"""An icon, a logo and fonts, which the pages do without."""
DECLARED = [operation for methods in documents()[""]["paths"].values() for operation in methods.values()]
SHOWN = sum(len(operation.get("tags", ["default"])) for operation in DECLARED)
"""An operation is shown below each of its tags."""


@pytest.fixture(scope="session")
def packaged(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], bytes]:
    """Reads a file of a package, which comes from the registry of npm."""
    needed(shutil.which("npm"), "npm")
    folder = tmp_path_factory.mktemp("npm")
    names = [f"{name}@{version}" for name, version in PACKAGES.items()]
    subprocess.run(["npm", "pack", "--silent", *names], cwd=folder, check=True, capture_output=True, timeout=120)

    def read(package: str, file: str) -> bytes:
        with tarfile.open(folder / f"{package}-{PACKAGES[package]}.tgz") as archive:
            found = archive.extractfile(f"package/{file}")
            assert found
            return found.read()

    return read


@contextmanager
def opened(chromium: Chromium, url: str, packaged: Callable[[str, str], bytes]) -> Iterator[Page]:
    """A docs page. Fails if it loads anything else than what is packaged, or if it reports an error."""
    complaints: list[str] = []

    def load(route: Route) -> None:
        address = route.request.url
        if found := LOADED.match(address):
            route.fulfill(body=packaged(found["package"], found["file"]), headers={"Access-Control-Allow-Origin": "*"})
        elif address.startswith(url.rpartition("/")[0]):
            route.continue_()
        else:
            route.fulfill(status=204)
            complaints.extend([] if DECORATION.match(address) else [address])

    with chromium.window() as page:
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.route("**/*", load)
        page.goto(url)
        yield page
    assert complaints == []


def test_swagger_ui_shows_every_operation_and_calls_a_guarded_one(
    chromium: Chromium, served: str, packaged: Callable[[str, str], bytes]
) -> None:
    """ "Authorize" logs in by the password flow, and the token goes with the request."""
    with opened(chromium, f"{served}/docs", packaged) as page:
        page.locator(".opblock").nth(SHOWN - 1).wait_for()
        assert page.locator(".opblock").count() == SHOWN

        page.get_by_role("button", name="Authorize").first.click()
        login = page.locator(".auth-container").filter(has_text="OAuth2PasswordBearerJWT")
        login.locator("[data-name=username]").fill("john snow")
        login.locator("[data-name=password]").fill("secret")
        login.get_by_role("button", name="Apply given OAuth2 credentials").click()
        login.get_by_role("button", name="Remove authorization").wait_for()
        page.get_by_role("button", name="Close").first.click()

        operation = page.locator(".opblock").filter(has_text="/chapter06/jwt/users/me")
        operation.locator(".opblock-summary").click()
        operation.get_by_role("button", name="Try it out").click()
        operation.get_by_role("button", name="Execute").click()
        operation.locator(".live-responses-table").wait_for()

        assert operation.locator(".live-responses-table .response-col_status").last.inner_text() == "200"
        assert "john snow" in operation.locator(".live-responses-table").inner_text()


def test_redoc_shows_every_operation(chromium: Chromium, served: str, packaged: Callable[[str, str], bytes]) -> None:
    """Its menu has an entry for each."""
    with opened(chromium, f"{served}/redocs", packaged) as page:
        entries = page.locator("li[data-item-id*='operation/']")
        entries.nth(SHOWN - 1).wait_for(state="attached")

        assert entries.count() == SHOWN
