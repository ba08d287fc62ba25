"""Titles of chapters and sections, in English and as the notes have them: ``Query booleans · bool 参数``."""

BETWEEN = " · "


def title_of(docstring: str) -> str:
    """The title that a docstring begins with: its first line, without the full stop."""
    return docstring.strip().partition("\n")[0].rstrip(".")


def english(title: str) -> str:
    """The English title."""
    return title.partition(BETWEEN)[0]


def of_notes(title: str) -> str:
    """The title that the notes have; empty if they have none."""
    return title.partition(BETWEEN)[2]
