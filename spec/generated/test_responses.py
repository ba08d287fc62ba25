"""Responses to generated requests · 测试用例：随机请求的响应."""

from fastapi_spec import must, should
from fastapi_spec.generate.findings import SILENCE, UNREADABLE, Seen

NOTES = "测试用例"
ORIGIN = "fastapi"


@must("FUZZ-REACH-1", docs="tutorial/first-steps/#openapi")
def test_operations_respond(seen: Seen) -> None:
    """Every operation responds as declared at least once, with a 2xx status if it declares one and no 500."""
    assert seen.reached()


@must("FUZZ-ANSWER-1", docs="tutorial/handling-errors/")
def test_requests_get_a_response(fuzzed: Seen) -> None:
    """Every generated request gets a whole response: the server neither hangs nor closes the connection early."""
    assert fuzzed.keeps(SILENCE)


@must("FUZZ-ERROR-1", docs="tutorial/handling-errors/")
def test_no_server_errors(fuzzed: Seen) -> None:
    """No generated request causes a 5xx response, except for the 500 that the contract declares."""
    assert fuzzed.keeps("not_a_server_error")


@must("FUZZ-STATUS-1", docs="advanced/additional-responses/")
def test_statuses(fuzzed: Seen) -> None:
    """Every response to a generated request has a status that the OpenAPI document declares."""
    assert fuzzed.keeps("status_code_conformance")


@must("FUZZ-TYPE-1", docs="advanced/additional-responses/#additional-media-types-for-the-main-response")
def test_media_types(fuzzed: Seen) -> None:
    """Every response to a generated request has a media type declared for its status, where one is declared."""
    assert fuzzed.keeps("content_type_conformance")


@must("FUZZ-HEADER-1", docs="advanced/response-headers/")
def test_headers(fuzzed: Seen) -> None:
    """Every response to a generated request has the required headers of its status, with the declared values."""
    assert fuzzed.keeps("response_headers_conformance")


@must("FUZZ-SCHEMA-1", docs="tutorial/response-model/")
def test_bodies(fuzzed: Seen) -> None:
    """The body of every response to a generated request fits the schema declared for its status and media type."""
    assert fuzzed.keeps("response_schema_conformance")


@should("FUZZ-DOCUMENT-1", docs="tutorial/first-steps/#openapi")
def test_openapi_documents(seen: Seen) -> None:
    """A tool (schemathesis) can generate and check requests from every part of the OpenAPI document."""
    assert seen.keeps(UNREADABLE)
