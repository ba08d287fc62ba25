"""Markdown of text that comes from elsewhere."""

import pytest

from fastapi_spec.output import markdown


@pytest.mark.parametrize(
    "words, shown",
    [
        ("a | b", r"a \| b"),
        ("<script>&", "&lt;script>&amp;"),
        ("`<a>` and <b>", "`<a>` and &lt;b>"),
        ("two\nlines\r\n", "two lines"),
        ("\x1b[31mred\u202e\ud800", r"\\x1b[31mred\\u202e\\ud800"),
        ("[a](http://b) ![c](d)", r"[a]\(http://b) \![c]\(d)"),
        ("*a* _b_ snake_case ~~c~~", r"\*a\* \_b\_ snake_case \~~c\~~"),
        ("# a", r"\# a"),
        ("> a - b", r"\> a - b"),
        ("``<b>`x`", r"\`\`&lt;b>`x`"),
        ("\\`<b>`", r"\\`<b>`"),
        ("中文 é", "中文 é"),
    ],
)
def test_text_stays_in_its_cell(words: str, shown: str) -> None:
    """It is neither markup nor the end of a row, and hides nothing."""
    assert markdown.text(words) == shown
    assert markdown.row(words, "b") == f"| {shown} | b |"


def test_text_stays_in_its_code() -> None:
    """In a line, and in a block whose fence it contains."""
    assert markdown.code("a`b") == "`a'b`"
    assert markdown.block(["a", "````", "\x1b"]) == "`````text\na\n````\n\\x1b\n`````"
    assert markdown.block([]) == "```text\n\n```"
