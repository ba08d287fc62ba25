"""The page of several reports in a real browser: what differs first, two of many, both exchanges side by side."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from fastapi_spec import book
from fastapi_spec.rules.contract import locked
from fastapi_spec.verdict.outcomes import Outcome
from tests.browser.conftest import Chromium
from tests.browser.test_book import SIZES, each_size, opened, reported, shown

pytestmark = pytest.mark.xdist_group("browser")  # one browser
IDS = list(locked())[:40]
RUNS = {
    "first": {IDS[0]: Outcome.BROKEN, IDS[1]: Outcome.UNMET},
    "second": {IDS[0]: Outcome.BROKEN, IDS[2]: Outcome.DEVIATES},
    "third": {},
}


def compared(folder: Path, times: int = 1) -> Path:
    """The page of these runs, each so many times."""
    reports = {
        f"{name}{number or ''}": reported(folder / name, IDS, short)
        for number in range(times)
        for name, short in RUNS.items()
    }
    named = [(name, lambda report=report: report) for name, report in reports.items()]
    return book.write_comparison(folder / "comparison.html", named)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of three runs."""
    return compared(tmp_path_factory.mktemp("comparison"))


@pytest.fixture
def page(chromium: Chromium, file: Path) -> Iterator[Page]:
    """The page of three runs, opened from the disk."""
    with opened(chromium, file) as page:
        yield page


def sides(page: Page, id: str) -> list[str]:
    """The first words of each side of a rule that is shown."""
    return [side.locator("h3").inner_text() for side in page.locator(f"#{id} .side").filter(visible=True).all()]


def test_what_differs_is_shown_first(page: Page) -> None:
    """The rest is a filter away; what is cleared is as in the beginning."""
    assert shown(page) == IDS[:3]
    page.locator("#filter").click()
    page.get_by_label("differs").uncheck()
    assert shown(page) == IDS
    page.get_by_role("button", name="Clear").click()
    assert shown(page) == IDS[:3]


def test_a_click_on_the_sentence_shows_all_sides_again(page: Page) -> None:
    """What a click on a cell hides is not lost. With two columns chosen, all sides are theirs."""
    rule = page.locator(f"#{IDS[0]}")
    rule.locator(".cell").first.click()
    rule.locator(".statement").click()
    rule.locator(".statement").click()
    assert len(sides(page, IDS[0])) == 2

    page.get_by_label("compare").select_option("first")
    page.get_by_label("with").select_option("third")
    page.locator(f"#{IDS[1]} .cell").first.click()
    assert sides(page, IDS[1]) == ["✗ unmet first", "✓ holds third"]


def test_a_permanent_link_keeps_what_is_chosen(page: Page, file: Path) -> None:
    """Also if its rule does not differ. Anything else behind the # is left alone."""
    page.goto(f"{file.as_uri()}?from=first&to=third#{IDS[9]}")

    expect(page.locator(f"#{IDS[9]}[open] > summary")).to_be_focused()
    assert shown(page) == [IDS[0], IDS[1], IDS[9]]
    assert page.url.endswith(f"?from=first&to=third#{IDS[9]}")
    page.goto(f"{file.as_uri()}#%")
    page.keyboard.press("j")
    expect(page.locator(f"#{IDS[0]} > summary")).to_be_focused()


def test_a_search_leads_to_its_hits(page: Page) -> None:
    """The table of chapters above them may fill the screen."""
    page.set_viewport_size({"width": 1280, "height": 400})
    page.get_by_role("searchbox").fill(IDS[2])

    expect(page.locator(f"#{IDS[2]} > summary")).to_be_in_viewport()
    expect(page.get_by_role("searchbox")).to_be_in_viewport()


def test_letters_choose_a_column(page: Page) -> None:
    """The keys of the page do not work in a choice."""
    page.get_by_label("compare").focus()
    page.keyboard.press("s")
    expect(page.get_by_label("compare")).to_have_value("1")
    page.keyboard.press("j")
    expect(page.get_by_label("compare")).to_be_focused()


def test_two_runs_need_no_choice(chromium: Chromium, tmp_path: Path) -> None:
    """What differs between them is shown at once."""
    reports = [(name, lambda name=name: reported(tmp_path / name, IDS, RUNS[name])) for name in ("first", "third")]
    with opened(chromium, book.write_comparison(tmp_path / "two.html", reports)) as page:
        assert shown(page) == IDS[:2]
        expect(page.locator("select")).to_have_count(0)


def test_two_of_many_are_compared(page: Page) -> None:
    """Only what differs between them is left, with their columns; the address says which they are."""
    page.get_by_label("compare").select_option("second")
    expect(page.get_by_label("with")).to_have_value("2")

    assert shown(page) == [IDS[0], IDS[2]]
    assert page.locator(f"#{IDS[0]} .cell").filter(visible=True).all_inner_texts() == ["✗ broken", "✓ holds"]
    assert page.url.endswith("?from=second&to=third")
    expect(page.locator("#differ")).to_be_hidden()
    expect(page.locator("#pair-differs")).to_have_text(
        "2 of 40 rules differ between second and third", use_inner_text=True
    )
    page.reload()
    assert shown(page) == [IDS[0], IDS[2]]
    page.locator(f"#{IDS[0]} summary").click()
    assert sides(page, IDS[0]) == ["✗ broken second", "✓ holds third"]


def test_each_column_shows_exchanges_of_its_own(page: Page) -> None:
    """Those of the first one, of the one that a button names, that a cell is in, or that is chosen."""
    rule = page.locator(f"#{IDS[2]}")
    rule.locator(".statement").click()
    exchanges = rule.locator(".side").first.locator("[data-of]").filter(visible=True)
    assert [each.get_attribute("data-of") for each in exchanges.all()] == ["0", "0"]
    rule.get_by_role("button", name="third").click()
    assert [each.get_attribute("data-of") for each in exchanges.all()] == ["2", "2"]
    expect(rule.get_by_role("button", name="third", pressed=True)).to_be_visible()
    rule.locator(".cell").first.click()
    assert [each.get_attribute("data-of") for each in exchanges.all()] == ["0", "0"]
    page.get_by_label("compare").select_option("second")
    assert [each.get_attribute("data-of") for each in exchanges.all()] == ["2", "2"]
    expect(rule.locator(".runs")).to_be_hidden()


def test_a_cell_opens_its_side_beside_another(page: Page) -> None:
    """A click on what is wrong shows what is right next to it, both as HTTP."""
    page.locator(f"#{IDS[2]} .cell").nth(1).click()

    assert sides(page, IDS[2]) == ["✓ holds first third", "– deviates second"]
    left, right = (
        side.locator(".exchange").filter(visible=True).bounding_box() for side in page.locator(f"#{IDS[2]} .side").all()
    )
    assert left and right
    assert (left["y"], left["x"] < right["x"]) == (right["y"], True)


@pytest.mark.parametrize("times", [1, 12], ids=["few", "many"])
@each_size
def test_nothing_is_wider_than_the_screen(
    chromium: Chromium, tmp_path: Path, size: tuple[int, int], times: int
) -> None:
    """Also with dozens of versions."""
    with opened(chromium, compared(tmp_path, times)) as page:
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.locator("#open").click()

        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


def test_a_phone_shows_from_where_to_where(chromium: Chromium, tmp_path: Path) -> None:
    """Dozens of columns do not fit: a row says in which of them its rule holds."""
    spans = " ".join(f"✗ first{n} ✓ second{n} – third{n}" for n in ("", 1, 2, 3))
    with opened(chromium, compared(tmp_path, 4)) as page:
        page.set_viewport_size({"width": 390, "height": 844})

        expect(page.locator(f"#{IDS[1]} .spans")).to_have_text(spans)
        expect(page.locator(f"#{IDS[1]} .cells")).to_be_hidden()


def test_it_needs_no_script(chromium: Chromium, file: Path) -> None:
    """Without one all rules and all sides are there, and the columns have their names."""
    with chromium.window(java_script_enabled=False) as page:
        page.goto(file.as_uri())

        expect(page.locator(".heads")).to_be_visible()
        expect(page.get_by_role("searchbox")).to_be_hidden()
        assert page.locator("details.rule").filter(visible=True).count() == len(IDS)


def test_it_can_be_printed(page: Page) -> None:
    """With the names of the columns."""
    page.emulate_media(media="print")

    expect(page.locator(".heads")).to_be_visible()
    expect(page.get_by_role("searchbox")).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("times", [1, 12], ids=["few", "many"])
def test_axe_finds_nothing(chromium: Chromium, tmp_path: Path, scheme: str, times: int) -> None:
    """Contrast, names, landmarks and the order of headings, with what differs open, few and many runs."""
    with opened(chromium, compared(tmp_path, times)) as page:
        page.set_viewport_size(dict(zip(("width", "height"), SIZES["screen"], strict=True)))  # type: ignore[arg-type]
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.locator("#filter").click()
        page.locator("#open").click()

        assert Axe().run(page).generate_snapshot() == ""
