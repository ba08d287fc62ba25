"""Titles of chapters and sections, in English and Chinese: ``Query booleans · bool 参数``.

The Chinese one is a heading of the notes; after ``：`` it has what tells it from others under the same heading.
"""

BETWEEN = " · "


def title_of(docstring: str) -> str:
    """The title that a docstring begins with: its first line, without the full stop."""
    return docstring.strip().partition("\n")[0].rstrip(".")


def english(title: str) -> str:
    """The English title."""
    return title.partition(BETWEEN)[0]


def chinese(title: str) -> str:
    """The Chinese title; empty if there is none, as in people's own rules."""
    return title.partition(BETWEEN)[2]
