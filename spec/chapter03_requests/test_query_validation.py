"""Query validation · 多个参数, 列表, 字符串验证, 正则, 参数别名."""

import pytest

from fastapi_spec import Api, errors, like, locations, must, should

NOTES = "多个参数, 列表, 字符串验证, 正则, 参数别名"
DOCS = "tutorial/query-params-str-validations/"
ORIGIN = "fastapi"
LENGTH_DOCS = "tutorial/query-params-str-validations/#add-more-validations"
PATTERN_DOCS = "tutorial/query-params-str-validations/#add-regular-expressions"
LIST_DOCS = "tutorial/query-params-str-validations/#query-parameter-list-multiple-values"
ALIAS_DOCS = "tutorial/query-params-str-validations/#alias-parameters"
PATH = "/chapter03/query/validations"
VALUE = "a1234567"


@must("QUERY-LEN-1", origin="notes", docs=LENGTH_DOCS)
@pytest.mark.parametrize("value", ["a1234567", "a12345678", "a123456789012345"])
def test_length_within_its_bounds(api: Api, value: str) -> None:
    """A string from its minimum to its maximum length is returned with 200."""
    response = api.get(PATH, params={"value": value})

    assert response.status_code == 200
    assert response.json() == like([value, ["v1", "v2"]])


@must("QUERY-LEN-3", docs=LENGTH_DOCS)
@pytest.mark.parametrize("value", ["a123456", "a", "", "a1234567890123456"])
def test_length_out_of_its_bounds(api: Api, value: str) -> None:
    """A string that is too short or too long is rejected with 422 at `[query, value]`."""
    response = api.get(PATH, params={"value": value})

    assert response.status_code == 422
    assert ["query", "value"] in locations(response)


@must("QUERY-REGEX-1", origin="notes", docs=PATTERN_DOCS)
@pytest.mark.parametrize("value", ["b1234567", "A1234567", " a1234567", "1a234567"])
def test_pattern(api: Api, value: str) -> None:
    """A string that does not match its pattern `^a` is rejected with 422 at `[query, value]`."""
    response = api.get(PATH, params={"value": value})

    assert response.status_code == 422
    assert ["query", "value"] in locations(response)


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
    """A rejected string is one error, length before pattern, with `type`, `input` and its constraint in `ctx`."""
    response = api.get(PATH, params={"value": value})

    assert errors(response) == like([{**error, "input": value}])


@must("QUERY-REQ-2", origin="notes")
@pytest.mark.parametrize("query", ["", "alias_name=x"], ids=["no-query", "only-the-list"])
def test_required_string(api: Api, query: str) -> None:
    """Without the required string a request is rejected with 422 at `[query, value]`, not at `[query, alias_name]`."""
    response = api.get(f"{PATH}?{query}")

    assert response.status_code == 422
    assert ["query", "value"] in locations(response)
    assert ["query", "alias_name"] not in locations(response)


@must(
    "QUERY-LIST-1",
    origin="notes",
    docs="tutorial/query-params-str-validations/#query-parameter-list-multiple-values-with-defaults",
)
def test_list_default(api: Api) -> None:
    """A list that is not sent has its default; the 200 response is an array of string and list."""
    response = api.get(PATH, params={"value": VALUE})

    assert response.status_code == 200
    assert response.json() == like([VALUE, ["v1", "v2"]])


@must("QUERY-LIST-2", origin="notes", docs=LIST_DOCS)
@pytest.mark.parametrize("names", [["x"], ["x", "y"], ["y", "x", "y"]], ids=["one", "two", "again"])
def test_list_of_repetitions(api: Api, names: list[str]) -> None:
    """A list has one element per occurrence of its parameter, in order, with 200."""
    response = api.get(PATH, params={"value": VALUE, "alias_name": names})

    assert response.status_code == 200
    assert response.json() == like([VALUE, names])


@must("QUERY-ALIAS-1", origin="notes", docs=ALIAS_DOCS)
def test_only_the_alias_is_read(api: Api) -> None:
    """A query parameter with an alias is read by its alias only; its own name is ignored."""
    by_name = api.get(PATH, params={"value": VALUE, "values": "x"})
    by_alias = api.get(PATH, params={"value": VALUE, "alias_name": "x"})

    assert by_name.json() == like([VALUE, ["v1", "v2"]])
    assert by_alias.json() == like([VALUE, ["x"]])


@must("QUERY-ALIAS-2", docs=ALIAS_DOCS)
def test_alias_beside_the_name(api: Api) -> None:
    """If a query parameter is sent by alias and by name, only the alias counts, with 200."""
    response = api.get(PATH, params={"value": VALUE, "values": "x", "alias_name": "y"})

    assert response.status_code == 200
    assert response.json() == like([VALUE, ["y"]])


@must("QUERY-LIST-4", docs=LIST_DOCS)
def test_empty_element(api: Api) -> None:
    """A list that is sent once and empty has one element, an empty string, with 200."""
    response = api.get(PATH, params={"value": VALUE, "alias_name": ""})

    assert response.status_code == 200
    assert response.json() == like([VALUE, [""]])


@must("QUERY-LIST-3", docs=LIST_DOCS)
def test_list_has_no_other_syntax(api: Api) -> None:
    """Commas do not split the elements of a list, and a name with brackets (`alias_name[]`) is ignored."""
    comma = api.get(PATH, params={"value": VALUE, "alias_name": "a,b"})
    brackets = api.get(PATH, params={"value": VALUE, "alias_name[]": "a"})

    assert comma.json() == like([VALUE, ["a,b"]])
    assert brackets.json() == like([VALUE, ["v1", "v2"]])


@must("QUERY-REGEX-3", docs=PATTERN_DOCS)
@pytest.mark.parametrize("value", ["aaaaaaaa", "a1234 \U0001f600!"], ids=["letters", "emoji"])
def test_pattern_is_not_anchored_at_the_end(api: Api, value: str) -> None:
    """The pattern `^a` is not anchored at the end: any characters may follow, with 200."""
    response = api.get(PATH, params={"value": value})

    assert response.status_code == 200
    assert response.json() == like([value, ["v1", "v2"]])


@must("QUERY-LEN-2", docs=LENGTH_DOCS)
@pytest.mark.parametrize(
    "value",
    ["a" + "北" * 7, "a" + "北" * 15, "a" + "\U0001f600" * 7, "a" + "\U0001f600" * 15],
    ids=["chinese-8", "chinese-16", "emoji-8", "emoji-16"],
)
def test_length_in_characters(api: Api, value: str) -> None:
    """A string whose code points, not bytes, are within its bounds is returned with 200."""
    response = api.get(PATH, params={"value": value})

    assert response.status_code == 200
    assert response.json() == like([value, ["v1", "v2"]])


@must("QUERY-LEN-4", docs=LENGTH_DOCS)
@pytest.mark.parametrize(
    "value", ["a" + "北" * 6, "a" + "\U0001f600" * 6, "a" + "北" * 16], ids=["chinese-7", "emoji-7", "chinese-17"]
)
def test_length_not_in_bytes(api: Api, value: str) -> None:
    """A string with too few or too many code points, however many bytes, is rejected with 422 at `[query, value]`."""
    response = api.get(PATH, params={"value": value})

    assert response.status_code == 422
    assert ["query", "value"] in locations(response)


@must("QUERY-REGEX-4", docs=PATTERN_DOCS)
def test_line_break_before_the_match(api: Api) -> None:
    """A line break before the `a` does not match the pattern `^a`: it is rejected with 400 or 422."""
    response = api.get(PATH, params={"value": "\na1234567"})
    control = api.get(PATH, params={"value": VALUE})

    assert response.status_code in (400, 422)
    assert control.json() == like([VALUE, ["v1", "v2"]])


@must("QUERY-REGEX-5", docs=PATTERN_DOCS)
def test_line_break_after_the_match(api: Api) -> None:
    """A string with a line break after the `a` is returned with 200, unless it is rejected with 400."""
    response = api.get(PATH, params={"value": "a123456\n7"})
    control = api.get(PATH, params={"value": VALUE})

    assert response.status_code in (200, 400)
    assert response.status_code == 400 or response.json() == like(["a123456\n7", ["v1", "v2"]])
    assert control.json() == like([VALUE, ["v1", "v2"]])
