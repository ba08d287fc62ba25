"""What several rules generate: strings of any characters, half of them of a kind that servers often get wrong."""

from hypothesis.strategies import SearchStrategy, characters, lists, sampled_from

SAFE = 2**53 - 1
"""The greatest integer that every JSON parser reads exactly (RFC 8259 §6)."""

# Delimiters, escapes, whitespace; a combining accent, two characters that normalisation replaces, one beyond 16 bits.
TRIPWIRES = "aA%+&=;,#?/\\\"'< \t\r\n\u0301\u212b\ufb01\U0001f600"

# No NUL, which not every server accepts, and no lone surrogates, which UTF-8 cannot encode.
CHARACTERS = sampled_from(TRIPWIRES) | characters(min_codepoint=1, exclude_categories=["Cs"])


def strings(min_size: int = 0, max_size: int | None = None) -> SearchStrategy[str]:
    """Strings of so many characters. Not `text`, which would generate each character with the same probability."""
    return lists(CHARACTERS, min_size=min_size, max_size=max_size).map("".join)
