"""The page of a run in a real browser: search, filters, links, keys, languages, print, and accessibility."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from fastapi_spec import book
from fastapi_spec.book import entries
from fastapi_spec.client.transcript import Body
from fastapi_spec.output.report import Report, read
from fastapi_spec.rules.catalogue import section_of
from fastapi_spec.rules.contract import locked
from fastapi_spec.rules.rule import Rule
from fastapi_spec.rules.variants import variants
from fastapi_spec.verdict.outcomes import Outcome
from tests.browser.conftest import Chromium
from tests.unit.samples import ERRATUM, case, exchange, saved

pytestmark = pytest.mark.xdist_group("browser")  # one browser
SHORT = {"QUERY-OPT-2": Outcome.BROKEN, "QUERY-BOOL-3": Outcome.BROKEN, "OAUTH-OTHER-1": Outcome.NOT_BUILT}
SIZES = {"phone": (390, 844), "tablet": (820, 1180), "screen": (1280, 900)}
each_size = pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)


def reported(folder: Path, ids: Iterable[str], short: Mapping[str, Outcome]) -> Report:
    """The report of a run of these rules, of which a few do not hold."""
    step = exchange(response_headers=[("Content-Type", "application/json")], milliseconds=1.5)
    step.response_body = Body(40, '{"detail": "</script><script>document.title=1</script>"}')
    why = "expected: status 422 Unprocessable Content\nreceived: status 200 OK"
    cases = []
    for id, locked_rule in locked().items():
        if id not in ids:
            continue
        outcome = short.get(id, Outcome.HOLDS)
        erratum = ERRATUM if id == "QUERY-OPT-2" else None
        rule = Rule(id, locked_rule.level, locked_rule.statement, "笔记", "tutorial/", erratum, locked_rule.origin)
        chapter, section = section_of(id)
        reason = why if outcome is Outcome.BROKEN else ""
        cases.append(
            case(outcome, rule=rule, name="2", chapter=chapter, section=section, reason=reason, exchanges=[step])
        )
    return read(saved(folder, *cases))


def written(folder: Path, ids: Iterable[str]) -> Path:
    """The page of such a run."""
    report = reported(folder, ids, SHORT)
    report.target.name = "main:app"
    return book.write(folder / book.NAME, report)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of all rules."""
    return written(tmp_path_factory.mktemp("book"), locked())


@pytest.fixture
def page(chromium: Chromium, file: Path) -> Iterator[Page]:
    """The page of all rules, opened from the disk."""
    with opened(chromium, file) as page:
        yield page


@contextmanager
def opened(chromium: Chromium, file: Path) -> Iterator[Page]:
    """A page, opened from the disk. Nothing may be reported on the console, and nothing requested."""
    problems = list[str]()
    with chromium.window(permissions=["clipboard-read", "clipboard-write"], reduced_motion="reduce") as page:
        page.on("console", lambda message: problems.append(message.text))
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("request", lambda request: problems.append(request.url) if request.url.startswith("http") else None)
        page.goto(file.as_uri())
        yield page
    assert problems == []


def shown(page: Page) -> list[str]:
    """The ids of the rules that are not filtered out."""
    return [
        str(id) for id in page.eval_on_selector_all("details.rule:not([hidden])", "all => all.map(each => each.id)")
    ]


def test_all_rules_are_there(page: Page) -> None:
    """In the order of the notes, under their chapters, closed; what a target sent changed nothing of the page."""
    assert sorted(shown(page)) == sorted(locked())
    expect(page).to_have_title("main:app does not conform")
    expect(page.get_by_role("status")).to_have_text(f"{len(locked())} of {len(locked())} rules", use_inner_text=True)
    expect(page.get_by_role("navigation").get_by_role("link")).to_have_count(page.locator("section.chapter").count())
    assert page.locator("details.rule[open]").count() == 0


def test_search_finds_words_in_both_languages(page: Page) -> None:
    """All words must be there that any rule has; the count is told."""
    page.get_by_role("searchbox").fill("query-bool 布尔")
    page.get_by_role("searchbox").fill("bool 其他写法 拒绝")
    expect(page.get_by_role("status")).to_have_text(f"1 of {len(locked())} rules", use_inner_text=True)
    assert shown(page) == ["QUERY-BOOL-3"]

    page.get_by_role("searchbox").fill("qwertz query-bool-3")
    expect(page.locator("#unknown")).to_have_text(
        "No rule has these words, which were left out: qwertz", use_inner_text=True
    )
    assert shown(page) == ["QUERY-BOOL-3"]

    page.get_by_role("searchbox").fill("qwertz")
    expect(page.locator("#nothing")).to_be_visible()
    page.get_by_role("button", name="Clear").click()
    assert len(shown(page)) == len(locked())


def test_words_that_no_rule_has_together_find_those_that_fit_best(page: Page) -> None:
    """A reader asks in other words than ours, some of which are about something else here."""
    search = page.get_by_role("searchbox")
    search.fill("preflight multipart header")
    expect(page.locator("#some-words")).to_have_text(
        "No rule has all of these words. Those below have some of them.", use_inner_text=True
    )
    assert "CORS-HEADER-2" in shown(page)
    search.fill("preflight header")
    expect(page.locator("#some-words")).to_be_hidden()
    assert "CORS-HEADER-2" in shown(page)


def test_the_best_of_many_hits_are_offered(page: Page) -> None:
    """The rules are in the order of the notes: those whose sentence has the words may be far below."""
    page.get_by_role("searchbox").fill("preflight other header")
    best = page.locator("#best").get_by_role("link")
    expect(best).to_have_count(5)
    expect(best.first).to_contain_text("CORS-HEADER-2")
    best.first.click()
    expect(page.locator("#CORS-HEADER-2[open] > summary")).to_be_focused()
    page.get_by_role("searchbox").fill("cors-header-2")
    expect(page.locator("#best")).to_be_hidden()


def test_what_the_filters_hide_is_told(page: Page) -> None:
    """And shown by a button."""
    page.locator("#filter").click()
    page.get_by_label("not built").check()
    page.get_by_role("searchbox").fill("query-bool-3")
    page.get_by_role("button", name="Show what matches without the filters (1)").click()

    assert shown(page) == ["QUERY-BOOL-3"]
    page.get_by_role("searchbox").fill("qwertz")
    expect(page.locator("#nothing")).to_be_visible()
    expect(page.locator("#unfilter")).to_be_hidden()


def test_the_address_says_what_is_chosen(page: Page, file: Path) -> None:
    """A link to what was found shows the same; the permanent link of a rule shows all others, too."""
    page.locator("#filter").click()
    page.get_by_label("broken").check()
    page.get_by_label("not built").check()
    page.get_by_role("searchbox").fill("query")
    expect(page.get_by_role("status")).to_have_text(f"2 of {len(locked())} rules", use_inner_text=True)
    page.locator("#QUERY-BOOL-3 > summary").click()
    assert page.url == f"{file.as_uri()}?q=query&outcome=not+built&outcome=broken#QUERY-BOOL-3"
    page.locator("#QUERY-BOOL-3 a.link + button").click()
    assert page.evaluate("navigator.clipboard.readText()") == f"{file.as_uri()}#QUERY-BOOL-3"
    page.reload()
    assert shown(page) == ["QUERY-OPT-2", "QUERY-BOOL-3"]
    page.get_by_role("button", name="Clear").click()
    assert page.url == file.as_uri()


def test_a_question_may_be_typed_as_it_is(page: Page) -> None:
    """Small words and punctuation do not count, nor does the s of a plural; Chinese needs no spaces."""
    best = page.locator("#best").get_by_role("link")
    for question in ("What if a bool is written in another way?", '"bools", rejected', "布尔参数其他写法"):
        page.get_by_role("searchbox").fill(question)
        expect(best.filter(has_text="QUERY-BOOL-3")).to_be_visible()


def test_a_search_leads_to_its_hits(page: Page) -> None:
    """From wherever the reader is; what was opened before is no longer what the address names."""
    page.goto(f"{page.url}#CORS-HEADER-2")
    expect(page.locator("#CORS-HEADER-2 > summary")).to_be_in_viewport()
    page.get_by_role("searchbox").fill("query-bool")
    expect(page.locator("#QUERY-BOOL-1 > summary")).to_be_in_viewport()
    assert page.url.endswith("?q=query-bool")


def test_back_leads_to_the_search_before(page: Page) -> None:
    """With its hits."""
    search = page.get_by_role("searchbox")
    search.fill("preflight other header")
    page.locator("#best").get_by_role("link").first.click()
    expect(page.locator("#CORS-HEADER-2[open]")).to_be_visible()
    search.fill("bool")
    expect(page.locator("#CORS-HEADER-2")).to_be_hidden()
    page.go_back()
    expect(search).to_have_value("preflight other header")
    assert "CORS-HEADER-2" in shown(page)


def test_filters_are_combined(page: Page) -> None:
    """Values of one filter are alternatives, filters narrow each other."""
    page.locator("#filter").click()
    page.get_by_label("broken").check()
    page.get_by_label("not built").check()
    assert shown(page) == [*SHORT]
    page.get_by_label("erratum").check()
    assert shown(page) == ["QUERY-OPT-2"]


def test_what_does_not_hold_is_one_button(page: Page) -> None:
    """The first thing that a reader wants to see. It leaves the search alone, and takes itself back."""
    button = page.get_by_role("button", name="Show what does not hold 3")
    page.get_by_role("searchbox").fill("bool")
    button.click()
    expect(page.get_by_role("button", name="Filters 2")).to_be_visible()
    assert "QUERY-BOOL-3" in shown(page)
    assert set(shown(page)) < {*SHORT}
    page.get_by_role("searchbox").fill("")
    expect(page.locator("#QUERY-OPT-2")).to_be_visible()
    assert shown(page) == [*SHORT]
    button.click()
    assert len(shown(page)) == len(locked())


def test_a_rule_opens_to_all_that_is_known(page: Page) -> None:
    """And its commands can be copied."""
    rule = page.locator("#QUERY-BOOL-3")
    rule.locator("summary").click()
    for text in (
        "status 422 Unprocessable Content",
        "HTTP/1.1 200 OK",
        "fastapi-spec QUERY-BOOL-3",
        "rejection-is-400",
    ):
        expect(rule).to_contain_text(text)
    rule.locator("pre.command").get_by_role("button", name="copy").click()
    expect(rule.get_by_role("status").filter(visible=True)).to_have_text("copied", use_inner_text=True)

    assert page.url.endswith("#QUERY-BOOL-3")
    assert page.evaluate("navigator.clipboard.readText()") == rule.locator("pre.command code").inner_text()


def test_a_rule_has_all_of_its_cases(chromium: Chromium, tmp_path: Path) -> None:
    """The first is shown; the others are unpacked, with buttons that copy their commands."""
    rule = Rule("QUERY-BOOL-3", locked()["QUERY-BOOL-3"].level, "It holds.")
    steps = {name: exchange(url=f"http://h/a?param={name}") for name in ("2", "maybe", "01")}
    cases = [case(rule=rule, name=name, test=name, exchanges=[step]) for name, step in steps.items()]
    with opened(chromium, book.write(tmp_path / book.NAME, read(saved(tmp_path, *cases)))) as page:
        page.locator("#QUERY-BOOL-3 > summary").click()
        further = page.locator("#QUERY-BOOL-3 .further")
        page.get_by_role("button", name="maybe").click()
        expect(further.get_by_text("param=maybe HTTP")).to_be_in_viewport()

        expect(further.locator("pre.command code")).to_have_count(2)
        expect(further).to_contain_text("GET /a?param=maybe HTTP/1.1")
        further.get_by_role("button", name="copy").last.click()
        assert "param=01" in page.evaluate("navigator.clipboard.readText()")
        page.get_by_role("button", name="中文").click()
        expect(further.locator("summary")).to_have_text("其余符合的用例： 2", use_inner_text=True)


def test_what_the_page_has_no_room_for_is_unpacked(
    chromium: Chromium, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A rule that holds shows its exchange, however much of the page is taken by what falls short."""
    monkeypatch.setattr(entries, "ROOM", 800)
    with opened(chromium, written(tmp_path, ["QUERY-BOOL-3", "QUERY-BOOL-1"])) as page:
        page.locator("#QUERY-BOOL-1 > summary").click()

        expect(page.locator("#QUERY-BOOL-1 .further[open]")).to_contain_text("HTTP/1.1 200 OK")
        expect(page.locator("#QUERY-BOOL-1 .full")).to_have_count(0)


def test_a_rule_says_how_to_see_it_fail(page: Page) -> None:
    """With one of its faults."""
    page.locator("#QUERY-BOOL-3 > summary").click()

    expect(page.locator("#QUERY-BOOL-3 .evidence .command code")).to_have_text(
        re.compile(r"^FAULT=[a-z0-9-]+ pytest -q --app proof\.server:app -k QUERY-BOOL-3$")
    )


def test_chapters_without_a_hit_are_not_offered(page: Page) -> None:
    """A link to what is hidden leads nowhere. The others have the number of their hits."""
    page.get_by_role("searchbox").fill("query-bool-3")

    expect(page.get_by_role("navigation").get_by_role("link")).to_have_count(1)
    expect(page.get_by_role("navigation").locator("small").filter(visible=True)).to_have_text("1")
    page.get_by_role("button", name="Clear").click()
    expect(page.get_by_role("navigation").locator("small").first).to_have_text(re.compile(r"^\d+/\d+$"))


def test_a_permanent_link_opens_its_rule(page: Page, file: Path) -> None:
    """Also if it is filtered out."""
    page.goto(f"{file.as_uri()}#OAUTH-OTHER-1")
    expect(page.locator("#OAUTH-OTHER-1[open] > summary")).to_be_focused()
    page.get_by_role("searchbox").fill("bool 其他写法")
    expect(page.locator("#OAUTH-OTHER-1")).to_be_hidden()
    page.evaluate("location.hash = 'QUERY-OPT-2'")
    expect(page.locator("#QUERY-OPT-2 .erratum")).to_be_in_viewport()


def test_keys_lead_through_the_rules(page: Page) -> None:
    """j and k among those that are shown, / to the search, ? to the help, in which they can be turned off."""
    first, second = shown(page)[:2]
    for key, id in (("j", first), ("j", second), ("k", first)):
        page.keyboard.press(key)
        expect(page.locator(f"#{id} > summary")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(f"#{first}[open]")).to_be_visible()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("j?")
    expect(page.get_by_role("searchbox")).to_have_value("j?")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.get_by_label("Use single letters as keys").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_enter_leads_from_the_search_to_what_it_found(page: Page) -> None:
    """To what says it in its sentence, and opens it. And what is opened by a key is on the screen."""
    page.keyboard.press("/")
    page.keyboard.type("erratum")
    page.keyboard.press("Enter")
    first = shown(page)[0]
    expect(page.locator(f"#{first}[open] > summary")).to_be_focused()
    page.get_by_role("searchbox").fill("bool other spelling")
    page.keyboard.press("Enter")
    expect(page.locator("#QUERY-BOOL-3[open] > summary")).to_be_focused()
    page.get_by_role("button", name="Clear").click()
    page.get_by_role("button", name="Close all").click()
    while page.evaluate("document.activeElement.getBoundingClientRect().top") < 450:
        page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator("details.rule[open] .body")).to_be_in_viewport(ratio=0.3)


def test_the_language_can_be_changed(page: Page) -> None:
    """All that is seen changes, and the choice is remembered."""
    page.get_by_role("button", name="中文").click()
    page.reload()

    assert page.evaluate("document.documentElement.lang") == "zh"
    expect(page).to_have_title("main:app 不符合规范")
    expect(page.get_by_role("heading", level=1)).to_have_text("✗ main:app 不符合规范", use_inner_text=True)
    expect(page.get_by_role("status")).to_have_text(
        f"{len(locked())} 条规则中的 {len(locked())} 条", use_inner_text=True
    )
    expect(page.get_by_role("button", name="只看未符合的规则 3")).to_be_visible()


def test_what_is_said_again_changes_its_language_too(page: Page) -> None:
    """Only the first rule has its labels in both languages from the beginning."""
    page.locator("#QUERY-BOOL-3 > summary").click()
    evidence = page.locator("#QUERY-BOOL-3 .evidence")
    expect(evidence).to_contain_text("A request that fails validation is rejected with 400.", use_inner_text=True)
    page.get_by_role("button", name="中文").click()
    expect(evidence).to_contain_text("未通过校验的请求以 400 拒绝。", use_inner_text=True)
    expect(evidence.locator("dt").first).to_have_text("可检出的故障", use_inner_text=True)
    page.get_by_role("button", name="English").click()
    expect(evidence.locator("dt").first).to_have_text("faults", use_inner_text=True)


def test_a_rule_leads_to_the_variants(page: Page) -> None:
    """They are listed once, below the rules, and not below the hits of a search."""
    page.get_by_role("searchbox").fill("query-bool-3")
    page.locator("#QUERY-BOOL-3 > summary").click()
    expect(page.locator("#variants")).to_be_hidden()
    page.locator("#QUERY-BOOL-3").get_by_role("link", name="variants").click()

    expect(page.get_by_role("heading", name=f"Variants {len(variants())}")).to_be_in_viewport()
    expect(page.locator("#variants li")).to_have_count(len(variants()))


@each_size
def test_nothing_hides_a_rule_that_a_link_leads_to(page: Page, file: Path, size: tuple[int, int]) -> None:
    """The search and the filters stay at the top of a screen, in as many rows as they need."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(f"{file.as_uri()}#QUERY-BOOL-3")
    expect(page.locator("#QUERY-BOOL-3 > summary")).to_be_focused()
    below, above = page.locator("#QUERY-BOOL-3").bounding_box(), page.locator(".tools").bounding_box()

    assert below and above
    assert below["y"] >= min(above["y"] + above["height"], size[1])


@each_size
def test_nothing_is_wider_than_the_screen(page: Page, size: tuple[int, int]) -> None:
    """A reader scrolls in one direction only, whatever is open."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    for id in ("QUERY-BOOL-3", "QUERY-OPT-2"):
        page.locator(f"#{id} > summary").click()

    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


def test_the_page_can_be_printed(page: Page) -> None:
    """Without what is only for a screen."""
    page.emulate_media(media="print")

    expect(page.get_by_role("searchbox")).to_be_hidden()
    expect(page.locator("#QUERY-BOOL-3")).to_be_visible()
    assert page.pdf().startswith(b"%PDF")


def test_the_page_needs_no_script(chromium: Chromium, file: Path) -> None:
    """Without one there is no search, and rules open all the same."""
    with chromium.window(java_script_enabled=False) as page:
        page.goto(file.as_uri())

        expect(page.get_by_role("searchbox")).to_be_hidden()
        page.locator("#QUERY-BOOL-3 > summary").click()
        expect(page.locator("#QUERY-BOOL-3 pre.command")).to_contain_text("curl -i")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_axe_finds_nothing(chromium: Chromium, tmp_path: Path, scheme: str, language: str) -> None:
    """Contrast, names, landmarks and the order of headings, with filters and rules open, and in the help."""
    file = written(tmp_path, [*SHORT, *list(locked())[:10]])  # of all rules axe says the same in half a minute
    with opened(chromium, file) as page:
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.locator(f"[data-language={language}]").click()
        page.locator("#filter").click()
        page.locator("#open").click()
        found = Axe().run(page).generate_snapshot()
        page.locator("#ask").click()
        found += Axe().run(page, context="dialog").generate_snapshot()

    assert found == ""
