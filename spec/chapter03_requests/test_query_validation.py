"""Query validation · 多个参数, 列表, 字符串验证, 正则, 参数别名."""

import pytest

from fastapi_spec import Api, errors, like, locations, must, should

NOTES = "多个参数, 列表, 字符串验证, 正则, 参数别名"
DOCS = "tutorial/query-params-str-validations/"
LENGTH_DOCS = "tutorial/query-params-str-validations/#add-more-validations"
PATTERN_DOCS = "tutorial/query-params-str-validations/#add-regular-expressions"
LIST_DOCS = "tutorial/query-params-str-validations/#query-parameter-list-multiple-values"
ALIAS_DOCS = "tutorial/query-params-str-validations/#alias-parameters"
PATH = "/chapter03/query/validations"
VALUE = "a1234567"


@must("QUERY-LEN-1", docs=LENGTH_DOCS)
@pytest.mark.parametrize("value", ["a1234567", "a12345678", "a123456789012345"])
def test_length_within_its_bounds(api: Api, value: str) -> None:
    """A text is accepted from its shortest to its greatest length, both included."""
    response = api.get(PATH, params={"value": value})

    assert response.status_code == 200
    assert response.json() == like([value, ["v1", "v2"]])


@must("QUERY-LEN-3", docs=LENGTH_DOCS)
@pytest.mark.parametrize("value", ["a123456", "a", "", "a1234567890123456"])
def test_length_out_of_its_bounds(api: Api, value: str) -> None:
    """A text that is too short or too long, if only by one character, is refused with 422 at [query, value]."""
    response = api.get(PATH, params={"value": value})

    assert response.status_code == 422
    assert ["query", "value"] in locations(response)


@must("QUERY-LEN-2", docs=LENGTH_DOCS)
@pytest.mark.parametrize(
    "value",
    ["a" + "北" * 7, "a" + "北" * 15, "a" + "\U0001f600" * 7, "a" + "\U0001f600" * 15],
    ids=["chinese-8", "chinese-16", "emoji-8", "emoji-16"],
)
def test_length_in_characters(api: Api, value: str) -> None:
    """The length of a text counts its characters, Unicode code points, however many bytes they take."""
    response = api.get(PATH, params={"value": value})

    assert response.status_code == 200
    assert response.json() == like([value, ["v1", "v2"]])


@must("QUERY-LEN-4", docs=LENGTH_DOCS)
@pytest.mark.parametrize(
    "value", ["a" + "北" * 6, "a" + "\U0001f600" * 6, "a" + "北" * 16], ids=["chinese-7", "emoji-7", "chinese-17"]
)
def test_length_not_in_bytes(api: Api, value: str) -> None:
    """A text with too few or too many characters is refused with 422 at [query, value], however many its bytes are."""
    response = api.get(PATH, params={"value": value})

    assert response.status_code == 422
    assert ["query", "value"] in locations(response)


@must("QUERY-REGEX-1", docs=PATTERN_DOCS)
@pytest.mark.parametrize("value", ["b1234567", "A1234567", " a1234567", "\na1234567", "1a234567"])
def test_pattern_is_kept(api: Api, value: str) -> None:
    """A text that does not begin with a small a, as its pattern asks, is refused with 422 at [query, value]."""
    response = api.get(PATH, params={"value": value})

    assert response.status_code == 422
    assert ["query", "value"] in locations(response)


@must("QUERY-REGEX-3", docs=PATTERN_DOCS)
@pytest.mark.parametrize(
    "value", ["aaaaaaaa", "a123456\n7", "a1234 \U0001f600!"], ids=["letters", "line-break", "emoji"]
)
def test_pattern_is_not_anchored_at_the_end(api: Api, value: str) -> None:
    """A pattern says no more than it says: behind the a of ^a any character may follow."""
    response = api.get(PATH, params={"value": value})

    assert response.status_code == 200
    assert response.json() == like([value, ["v1", "v2"]])


@must("QUERY-REQ-2")
@pytest.mark.parametrize("query", ["", "alias_name=x"], ids=["no-query", "only-the-list"])
def test_required_text(api: Api, query: str) -> None:
    """Only the parameter without a default must be sent: otherwise 422 at [query, value] and not at the list."""
    response = api.get(f"{PATH}?{query}")

    assert response.status_code == 422
    assert ["query", "value"] in locations(response)
    assert ["query", "alias_name"] not in locations(response)


@must(
    "QUERY-LIST-1",
    docs="tutorial/query-params-str-validations/#query-parameter-list-multiple-values-with-defaults",
)
def test_list_default(api: Api) -> None:
    """A list that is not sent has its default, and the answer of two values is an array."""
    response = api.get(PATH, params={"value": VALUE})

    assert response.status_code == 200
    assert response.json() == like([VALUE, ["v1", "v2"]])


@must("QUERY-LIST-2", docs=LIST_DOCS)
@pytest.mark.parametrize("names", [["x"], ["x", "y"], ["y", "x", "y"]], ids=["one", "two", "again"])
def test_list_of_repetitions(api: Api, names: list[str]) -> None:
    """A list has one element for each time that its parameter is sent, in that order, instead of its default."""
    response = api.get(PATH, params={"value": VALUE, "alias_name": names})

    assert response.status_code == 200
    assert response.json() == like([VALUE, names])


@must("QUERY-LIST-3", docs=LIST_DOCS)
def test_list_has_no_other_syntax(api: Api) -> None:
    """A comma is a character of an element, and a name with brackets is another name."""
    comma = api.get(PATH, params={"value": VALUE, "alias_name": "a,b"})
    brackets = api.get(PATH, params={"value": VALUE, "alias_name[]": "a"})

    assert comma.json() == like([VALUE, ["a,b"]])
    assert brackets.json() == like([VALUE, ["v1", "v2"]])


@must("QUERY-LIST-4", docs=LIST_DOCS)
def test_empty_element(api: Api) -> None:
    """A list whose parameter is sent once without a value has one element, the empty text."""
    response = api.get(PATH, params={"value": VALUE, "alias_name": ""})

    assert response.status_code == 200
    assert response.json() == like([VALUE, [""]])


@must("QUERY-ALIAS-1", docs=ALIAS_DOCS)
def test_only_the_alias_is_read(api: Api) -> None:
    """A parameter with an alias is read by its alias only; its own name is unknown and ignored."""
    by_name = api.get(PATH, params={"value": VALUE, "values": "x"})
    by_alias = api.get(PATH, params={"value": VALUE, "alias_name": "x"})

    assert by_name.json() == like([VALUE, ["v1", "v2"]])
    assert by_alias.json() == like([VALUE, ["x"]])


@must("QUERY-ALIAS-2", docs=ALIAS_DOCS)
def test_alias_beside_the_name(api: Api) -> None:
    """A parameter sent by its alias and by its own name has the values of the alias alone."""
    response = api.get(PATH, params={"value": VALUE, "values": "x", "alias_name": "y"})

    assert response.status_code == 200
    assert response.json() == like([VALUE, ["y"]])


@should("QUERY-REGEX-2", docs=PATTERN_DOCS)
@pytest.mark.parametrize(
    ("value", "error"),
    [
        ("a", {"type": "string_too_short", "ctx": {"min_length": 8}}),
        ("a" * 17, {"type": "string_too_long", "ctx": {"max_length": 16}}),
        ("b1234567", {"type": "string_pattern_mismatch", "ctx": {"pattern": "^a"}}),
        ("b", {"type": "string_too_short", "ctx": {"min_length": 8}}),
    ],
    ids=["short", "long", "pattern", "short-and-pattern"],
)
def test_error_types(api: Api, value: str, error: dict[str, object]) -> None:
    """A refused text is reported once, for length before pattern, with the value as input and the bound in ctx."""
    response = api.get(PATH, params={"value": value})

    assert errors(response) == like([{**error, "input": value}])


@should("QUERY-ALIAS-3", docs=ALIAS_DOCS)
def test_document(api: Api) -> None:
    """The document gives a parameter by its alias, and shows lengths, pattern and default."""
    response = api.get("/openapi.json")

    checks = {"type": "string", "minLength": 8, "maxLength": 16, "pattern": "^a"}
    value = {"name": "value", "in": "query", "required": True, "schema": checks}
    names = {"name": "alias_name", "in": "query", "required": False, "schema": like(type="array", default=["v1", "v2"])}
    assert response.json() == like({"paths": {PATH: {"get": {"parameters": [value, names]}}}})
