"""What several laws draw from: texts of any characters, half of them of a kind that servers are known to trip over."""

from hypothesis.strategies import SearchStrategy, characters, lists, sampled_from

SAFE = 2**53 - 1
"""The greatest integer that every parser of JSON reads as it is (RFC 8259 §6)."""

# Delimiters, escapes and blanks; an accent of its own, two characters that normal forms replace, one beyond 16 bits.
TRIPWIRES = "aA%+&=;,#?/\\\"'< \t\r\n\u0301\u212b\ufb01\U0001f600"

# No NUL, which not every server lets in, and no half characters, of which UTF-8 has none.
CHARACTERS = sampled_from(TRIPWIRES) | characters(min_codepoint=1, exclude_categories=["Cs"])


def texts(min_size: int = 0, max_size: int | None = None) -> SearchStrategy[str]:
    """Texts of so many characters. Not `text`, which would draw each of its characters with the same chance."""
    return lists(CHARACTERS, min_size=min_size, max_size=max_size).map("".join)
