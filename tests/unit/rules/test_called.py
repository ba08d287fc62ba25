"""Which operation of the contract a request calls."""

import pytest

from fastapi_spec.rules.called import Operation, beside, by_path, every, template_of
from fastapi_spec.rules.contract import documents


@pytest.mark.parametrize(
    "path, template",
    [
        ("/hello", "/hello"),
        ("/hello/", "/hello"),
        ("/chapter03/path/a", "/chapter03/path/{parameters}"),
        ("/chapter03/path/parameters", "/chapter03/path/parameters"),
        ("/chapter03/files/a/b.txt", "/chapter03/files/{file_path}"),
        ("/apps/cors/default/hello", "/apps/cors/default/hello"),
        ("/chapter07/getStaffByPage/", "/chapter07/getStaffByPage/"),
    ],
)
def test_a_path_leads_to_its_template(path: str, template: str) -> None:
    """A path without parameters comes first; a parameter may contain slashes; one more at the end changes nothing."""
    assert template_of(path) == template


@pytest.mark.parametrize("path", ["/nope", "/", "", "/static/a.txt", "/openapi.json", "/chapter03/path"])
def test_other_paths_have_no_template(path: str) -> None:
    """A rule on an unknown path, on a file or on a document is not about an operation."""
    assert template_of(path) is None


def test_every_operation_of_every_document_is_there() -> None:
    """None is left out of the survey."""
    methods = [method for document in documents().values() for item in document["paths"].values() for method in item]

    assert len(every()) == len(methods)
    assert Operation("GET", "/hello") in by_path()["/hello"]
    assert str(Operation("GET", "/hello")) == "GET /hello"


def test_an_application_has_all_paths_below_its_prefix() -> None:
    """Its document and its files are missing if all of it is; the main application has no prefix."""
    assert Operation("GET", "/apps/guarded/hello") in beside("/apps/guarded/openapi.json")
    assert beside("/openapi.json") == []
