"""What the page shows that a rule can fail."""

from pathlib import Path

from fastapi_spec.book.evidence import of_page
from fastapi_spec.rules.faults import faults
from fastapi_spec.rules.variants import variants
from fastapi_spec.verdict.outcomes import Outcome
from tests.unit.book.test_entries import fields, ours, report, shown
from tests.unit.samples import case


def test_a_rule_has_all_its_faults(tmp_path: Path) -> None:
    """Each by its name, with its sentence in both languages."""
    [rule] = shown(tmp_path, ours("QUERY-BOOL-3"))
    said = fields(rule)["faults"]

    assert said.count("<code>") >= len(faults()["QUERY-BOOL-3"])
    assert "<code>rejection-is-400</code> <span lang=en>A request that fails validation is rejected with 400." in said
    assert all(f"<code>{name}</code>" in said for name in faults()["QUERY-BOOL-3"])


def test_a_rule_has_its_witnesses_and_variants(tmp_path: Path) -> None:
    """The variants are listed once for the page: the rule links to them."""
    [rule] = shown(tmp_path, ours("QUERY-BOOL-3"))

    assert "the notes&#39; own code: holds; plain FastAPI: holds" in fields(rule)["witnesses"]
    said = f"none of the {len(variants())} variants"
    assert fields(rule)["variants"].startswith(f'<a href="#variants"><span lang=en>{said}')


def test_a_rule_has_the_published_defects_that_it_detects(tmp_path: Path) -> None:
    """With a link to each report; such rules can be filtered."""
    [rule] = shown(tmp_path, ours("STATIC-10", Outcome.BROKEN))
    said = fields(rule)["published defects"]

    assert said.startswith('<a href="https://nvd.nist.gov/vuln/detail/CVE-2023-29159">CVE-2023-29159</a> ')
    assert "(Starlette &lt; 0.27.0): A path leads" in said
    assert rule.marks == ["defect", "vulnerability"]


def test_a_page_lists_the_variants_that_its_rules_run_against(tmp_path: Path) -> None:
    """None of them is a rule of another project, or a SHOULD."""
    found = of_page(report(tmp_path, ours("QUERY-BOOL-3")))

    assert len(found) == len(variants())
    assert found[0].startswith("<code>properties-in-another-order</code> <span lang=en>The properties of JSON")
    assert of_page(report(tmp_path, case())) == of_page(report(tmp_path, ours("STATIC-36"))) == []


def test_a_rule_of_another_project_has_no_evidence(tmp_path: Path) -> None:
    """What proves it is not known."""
    [rule] = shown(tmp_path, case())

    assert rule.evidence == []
