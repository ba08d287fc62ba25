"""What shows that a rule can fail, in words."""

from fastapi_spec.language import speaking
from fastapi_spec.output.evidence import of_defect, of_variants, of_witnesses
from fastapi_spec.rules.defects import defects
from fastapi_spec.rules.variants import variants


def test_both_witnesses_are_named() -> None:
    """What the notes' own code does is locked; what plain FastAPI does, the rule says."""
    assert of_witnesses("QUERY-OPT-2", "MUST", "") == "the notes' own code: broken; plain FastAPI: holds"
    assert of_witnesses("QUERY-BOOL-1", "MUST", "does not") == "the notes' own code: holds; plain FastAPI: broken"


def test_all_variants_satisfy_a_must() -> None:
    """Other levels and generated requests are not tried on them."""
    assert of_variants("QUERY-BOOL-1", "MUST") == f"none of the {len(variants())} variants breaks it"
    assert of_variants("STATIC-36", "SHOULD") == of_variants("LAW-CORS-1", "MUST") == ""


def test_a_published_defect_has_its_versions() -> None:
    """In the language of the output."""
    [found] = defects("STATIC-38")
    with speaking("zh"):
        chinese = of_defect(found)

    assert of_defect(found).startswith("(Starlette 0.39.0 to 1.5.0): A range that ends")
    assert chinese.startswith("（Starlette 0.39.0 至 1.5.0）：")
