"""OpenAPI documents compared with the contract · 测试用例：与契约比较 OpenAPI 文档."""

from fastapi_spec import should
from fastapi_spec.generate.failures import none
from fastapi_spec.generate.openapi_compare import Comparison

NOTES = "测试用例"
ORIGIN = "fastapi"


@should("DOCUMENT-OPERATION-1", docs="tutorial/first-steps/#openapi")
def test_operations(comparison: Comparison) -> None:
    """The OpenAPI document of an application has every operation of the contract."""
    assert none(comparison.missing)


@should("DOCUMENT-PARAMETER-1", docs="tutorial/query-params/")
def test_parameters(comparison: Comparison) -> None:
    """The OpenAPI document has every parameter and body of the contract and requires no other parameter."""
    assert none(comparison.parameters)


@should("DOCUMENT-STATUS-1", docs="advanced/additional-responses/")
def test_statuses(comparison: Comparison) -> None:
    """The OpenAPI document declares every status of the contract."""
    assert none(comparison.statuses)


@should("DOCUMENT-REQUEST-1", docs="tutorial/body-fields/")
def test_requests(comparison: Comparison) -> None:
    """The OpenAPI document accepts every parameter and body that the contract accepts, patterns aside."""
    assert none(comparison.rejected)


@should(
    "DOCUMENT-REQUEST-2",
    origin="hardening",
    plain="lacks the hardening that these declarations show",
    docs="tutorial/query-params-str-validations/",
)
def test_bounds(comparison: Comparison) -> None:
    """The OpenAPI document accepts no values beyond the contract, patterns aside, and makes no parameter optional."""
    assert none(comparison.accepted)


@should("DOCUMENT-DEFAULT-1", docs="tutorial/query-params/#defaults")
def test_defaults(comparison: Comparison) -> None:
    """The OpenAPI document has every default of a parameter in the contract, except for an empty string."""
    assert none(comparison.defaults)


@should(
    "DOCUMENT-ANSWER-1",
    origin="hardening",
    plain="lacks the hardening that these declarations show",
    docs="tutorial/response-model/",
)
def test_responses(comparison: Comparison) -> None:
    """The OpenAPI document declares at least the media types, headers and schemas of every response in the contract."""
    assert none(comparison.responses)


@should("DOCUMENT-LINK-1", docs="advanced/additional-responses/")
def test_links(comparison: Comparison) -> None:
    """The OpenAPI document has every link of the contract from a response to an operation."""
    assert none(comparison.links)


@should("DOCUMENT-TAG-1", docs="tutorial/path-operation-configuration/#tags")
def test_tags(comparison: Comparison) -> None:
    """In the OpenAPI document every operation has the tags of the contract."""
    assert none(comparison.tags)
