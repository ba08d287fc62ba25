"""Which operation of the contract a request calls."""

import pytest

from fastapi_spec.rules.called import EXAMPLES, Operation, beside, by_path, every, example_of, template_of, users
from fastapi_spec.rules.contract import documents


@pytest.mark.parametrize(
    "path, template",
    [
        ("/hello", "/hello"),
        ("/hello/", "/hello"),
        ("/chapter03/path/a", "/chapter03/path/{parameters}"),
        ("/chapter03/path/parameters", "/chapter03/path/parameters"),
        ("/chapter03/files/a/b.txt", "/chapter03/files/{file_path}"),
        ("/chapter03/files/", "/chapter03/files/{file_path}"),
        ("/static/sub/b.txt", "/static/{file}"),
        ("/static/", "/static/{file}"),
        ("/apps/cors/default/hello", "/apps/cors/default/hello"),
        ("/chapter07/getStaffByPage/", "/chapter07/getStaffByPage/"),
    ],
)
def test_a_path_leads_to_its_template(path: str, template: str) -> None:
    """A path without parameters comes first; a parameter may be empty or contain slashes; one more changes nothing."""
    assert template_of(path) == template


@pytest.mark.parametrize("path", ["/nope", "/", "", "/static", "/openapi.json", "/chapter03/path"])
def test_other_paths_have_no_template(path: str) -> None:
    """A rule on an unknown path or on a document is not about an operation."""
    assert template_of(path) is None


def test_every_operation_of_every_document_is_there() -> None:
    """None is left out of the survey."""
    methods = [method for document in documents().values() for item in document["paths"].values() for method in item]

    assert len(every()) == len(methods) + len(EXAMPLES)
    assert Operation("GET", "/hello") in by_path()["/hello"]
    assert str(Operation("GET", "/hello")) == "GET /hello"


def test_an_application_has_all_paths_below_its_prefix() -> None:
    """Its document and its files are missing if all of it is; the main application has no prefix."""
    assert Operation("GET", "/apps/guarded/hello") in beside("/apps/guarded/openapi.json")
    assert beside("/openapi.json") == []


def test_what_no_document_has_is_there() -> None:
    """A mount has no operation, but files."""
    assert Operation("GET", "/static/{file}") in every()
    assert example_of("/static/{file}") == "/static/a.txt"
    assert example_of("/chapter07/users/{uid}") == "/chapter07/users/x"
    assert set(EXAMPLES).isdisjoint(documents()[""]["paths"])


@pytest.mark.parametrize(
    "name, operation",
    [
        ("/hello", Operation("GET", "/hello")),
        ("Data", Operation("PUT", "/chapter03/request_body/nested")),
        ("CityInfo", Operation("PUT", "/chapter03/request_body/nested")),
        ("OAuth2PasswordBearer", Operation("GET", "/chapter06/oauth2_password_bearer")),
        ("status_attribute_chapter04_status_attribute_post", Operation("POST", "/chapter04/status_attribute")),
    ],
)
def test_a_name_of_a_document_leads_to_its_operations(name: str, operation: Operation) -> None:
    """To those without which it would not be there: a schema may be in another one."""
    assert operation in users("", name)


@pytest.mark.parametrize("name", ["nope", "", "email", "/openapi.json"])
def test_other_names_have_no_operations(name: str) -> None:
    """A property of a schema says nothing of an operation."""
    assert users("", name) == []
