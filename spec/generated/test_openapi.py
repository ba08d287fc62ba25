"""Documents beside the contract · 测试用例."""

from fastapi_spec import should
from fastapi_spec.generate.failures import none
from fastapi_spec.generate.openapi_compare import Comparison

NOTES = "测试用例"


@should("DOCUMENT-OPERATION-1", docs="tutorial/first-steps/#openapi")
def test_operations(comparison: Comparison) -> None:
    """The document of an application has every operation of the contract."""
    assert none(comparison.missing)


@should("DOCUMENT-PARAMETER-1", docs="tutorial/query-params/")
def test_parameters(comparison: Comparison) -> None:
    """The document of an application has every parameter and body of the contract, and requires no other parameter."""
    assert none(comparison.parameters)


@should("DOCUMENT-STATUS-1", docs="advanced/additional-responses/")
def test_statuses(comparison: Comparison) -> None:
    """The document of an application declares every status of the contract."""
    assert none(comparison.statuses)


@should("DOCUMENT-REQUEST-1", docs="tutorial/body-fields/")
def test_requests(comparison: Comparison) -> None:
    """The document of an application lets in every parameter and body that the contract lets in."""
    assert none(comparison.rejected)


@should("DOCUMENT-REQUEST-2", docs="tutorial/query-params-str-validations/")
def test_bounds(comparison: Comparison) -> None:
    """A document adds no values to a parameter or body of the contract, and makes no parameter optional."""
    assert none(comparison.accepted)


@should("DOCUMENT-DEFAULT-1", docs="tutorial/query-params/#defaults")
def test_defaults(comparison: Comparison) -> None:
    """The document of an application has every default of a parameter that the contract has, but for an empty text."""
    assert none(comparison.defaults)


@should("DOCUMENT-ANSWER-1", docs="tutorial/response-model/")
def test_answers(comparison: Comparison) -> None:
    """The document of an application promises of its answers no less than the contract."""
    assert none(comparison.responses)


@should("DOCUMENT-LINK-1", docs="advanced/additional-responses/")
def test_links(comparison: Comparison) -> None:
    """The answers in the document of an application link to every operation that those of the contract link to."""
    assert none(comparison.links)


@should("DOCUMENT-TAG-1", docs="tutorial/path-operation-configuration/#tags")
def test_tags(comparison: Comparison) -> None:
    """The operations in the document of an application have every tag that they have in the contract."""
    assert none(comparison.tags)
