"""Titles of chapters and sections."""

from fastapi_spec.rules.titles import english, of_notes, title_of


def test_a_title_is_the_first_line_of_a_docstring() -> None:
    """Without its full stop."""
    assert title_of("Query booleans · bool 参数.\n\nMore.") == "Query booleans · bool 参数"


def test_a_title_has_two_parts() -> None:
    """The English title, and that of the notes if they have one."""
    both = "Query booleans · bool 参数"

    assert (english(both), of_notes(both)) == ("Query booleans", "bool 参数")
    assert (english("Mine"), of_notes("Mine")) == ("Mine", "")
