"""What is answered to whatever is asked · 测试用例."""

from fastapi_spec import must, should
from fastapi_spec.generate.findings import SILENCE, UNREADABLE, Seen

NOTES = "测试用例"


@must("FUZZ-REACH-1", docs="tutorial/first-steps/#openapi")
def test_operations_answer(seen: Seen) -> None:
    """Every operation of the contract answers, once at least, with a status, media type and body that it declares."""
    assert seen.reached()


@must("FUZZ-ANSWER-1", docs="tutorial/handling-errors/")
def test_requests_are_answered(fuzzed: Seen) -> None:
    """Every request is answered, whatever is in it: the server neither hangs nor breaks off."""
    assert fuzzed.keeps(SILENCE)


@must("FUZZ-ERROR-1", docs="tutorial/handling-errors/")
def test_no_server_errors(fuzzed: Seen) -> None:
    """No request makes an operation answer with a server error, but where the contract declares a 500."""
    assert fuzzed.keeps("not_a_server_error")


@must("FUZZ-STATUS-1", docs="advanced/additional-responses/")
def test_statuses(fuzzed: Seen) -> None:
    """Every status that an operation answers is declared in its document."""
    assert fuzzed.keeps("status_code_conformance")


@must("FUZZ-TYPE-1", docs="advanced/additional-responses/#additional-media-types-for-the-main-response")
def test_media_types(fuzzed: Seen) -> None:
    """Every answer has a media type that is declared for its status, where one is."""
    assert fuzzed.keeps("content_type_conformance")


@must("FUZZ-HEADER-1", docs="advanced/response-headers/")
def test_headers(fuzzed: Seen) -> None:
    """Every answer has the headers that are declared as required for its status, with values that fit their schemas."""
    assert fuzzed.keeps("response_headers_conformance")


@must("FUZZ-SCHEMA-1", docs="tutorial/response-model/")
def test_bodies(fuzzed: Seen) -> None:
    """The body of every answer fits the schema that is declared for its status and media type."""
    assert fuzzed.keeps("response_schema_conformance")


@should("FUZZ-DOCUMENT-1", docs="tutorial/first-steps/#openapi")
def test_documents(seen: Seen) -> None:
    """Nothing in the document of an application is senseless to a tool that sends and checks what it declares."""
    assert seen.keeps(UNREADABLE)
