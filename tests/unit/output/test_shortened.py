"""An exchange on a card is short, and its request is whole."""

import pytest

from fastapi_spec.output.shortened import LONGEST, LONGEST_REQUEST, cut, shortened
from fastapi_spec.rules.exchanges import exchanges

FILES = (
    r'POST /files [Content-Type: multipart/form-data; boundary=<unique>] text "--<unique>\r\nContent-Disposition: '
    r"form-data; name=\"files\"; filename=\"a.txt\"\r\nContent-Type: text/plain\r\n\r\n22\r\n--<unique>\r\n"
    r'Content-Disposition: form-data; name=\"note\"\r\n\r\nhi\r\n--<unique>--\r\n" -> 200 {"sizes":[2]}'
)


def test_a_short_exchange_is_shown_as_it_is() -> None:
    """Nothing is lost for nothing."""
    assert shortened('GET /hello -> 200 {"hello":"world"}') == 'GET /hello -> 200 {"hello":"world"}'


def test_the_response_is_cut_and_not_the_request() -> None:
    """A learner needs all of the body that is sent, and the shape of what comes back."""
    sent = f'PUT /a {{"city":"{"x" * 300}"}}'
    line = shortened(f'{sent} -> 200 {{"first":"{"y" * 80}","second":"{"z" * 80}"}}')

    assert line == f'{sent} -> 200 {{"first":"{"y" * 80}",…'


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ('200 {"a":"1,2","b":"3, 4","c":5}', '200 {"a":"1,2","b":"3, 4",…'),
        (r'200 {"a":"\",\\","b":"3","cc":"long"}', r'200 {"a":"\",\\","b":"3",…'),
        ("200 [Allow: GET, HEAD] [Vary: Origin, Accept]", "200 [Allow: GET, HEAD] …"),
        ("200 [Content-Type: text/html, and so on]", "200 …"),
        ('200 ["a","b","c","d","e","f","g","h"]', '200 ["a","b","c","d","e",…'),
        ("2" * 40, "2" * 28 + "…"),
    ],
)
def test_it_is_cut_behind_a_property_an_element_or_a_header(text: str, short: str) -> None:
    """Half a property misleads."""
    assert cut(text, 28) == short


def test_a_form_is_shown_by_its_fields() -> None:
    """Its framing is what a client library writes."""
    assert shortened(FILES) == (
        'POST /files [Content-Type: multipart/form-data] files=a.txt (text/plain) "22", note="hi" -> 200 {"sizes":[2]}'
    )


def test_of_a_page_its_beginning_is_shown() -> None:
    """What a library writes says nothing to a learner."""
    assert shortened(r'GET /docs -> 200 text "\n    <!DOCTYPE html>\n <html>"') == (
        'GET /docs -> 200 text "<!DOCTYPE html>…"'
    )


def test_a_form_with_other_headers_is_left_as_it_is_sent() -> None:
    """A rule may be about them."""
    odd = FILES.replace("form-data; name", "form-data; n", 1)

    assert shortened(odd).startswith(odd.partition(" -> ")[0])


def test_no_exchange_of_the_contract_is_long() -> None:
    """A card fits on a screen."""
    lines = [line for own in exchanges()["rules"].values() for line in own]

    assert max(len(shortened(line)) for line in lines) <= LONGEST_REQUEST + LONGEST
