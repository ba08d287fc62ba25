"""The areas of the contract, their chapters, and requests that succeed."""

import pytest

from fastapi_spec.generate.openapi import operations
from fastapi_spec.rules.contract import documents
from spec.generated.areas import EXAMPLES, area_of, areas, chapter_of, claimed, is_claimed


@pytest.mark.parametrize(
    "path, area",
    [
        ("/chapter07/staff/1", "chapter07"),
        ("/apps/cors/max-age/hello", "apps/cors"),
        ("/apps/guarded/openapi.json", "apps/guarded"),
        ("/chapter07", "rest"),
        ("/hello", "rest"),
    ],
)
def test_every_path_is_in_an_area(path: str, area: str) -> None:
    """A rule on what was seen has a row for each area."""
    assert area_of(path) == area


def test_areas_come_in_the_order_of_the_contract() -> None:
    """The rest is at the end."""
    assert areas()[0] == "chapter03"
    assert areas()[-1] == "rest"
    assert len(set(areas())) == len(areas())


@pytest.mark.parametrize("area", areas())
def test_every_area_but_the_rest_has_a_chapter(area: str) -> None:
    """--without leaves out the areas of a chapter."""
    chapter = chapter_of(area)

    assert (chapter is None) == (area == "rest")
    assert is_claimed(area, [])
    assert is_claimed(area, [chapter] if chapter else []) == (area == "rest")


def test_a_document_is_claimed_in_part() -> None:
    """Paths of chapters that are not claimed are left out, and nothing else."""
    paths = claimed("", ["chapter07_database"])["paths"]

    assert paths.keys() == {path for path in documents()[""]["paths"] if not path.startswith("/chapter07/")}


def test_examples_are_of_operations_of_the_contract() -> None:
    """A renamed operation does not lose its example."""
    for prefix, examples in EXAMPLES.items():
        assert examples.keys() <= operations(documents()[prefix]).keys()
