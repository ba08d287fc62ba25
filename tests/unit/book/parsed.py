"""A page as a parser reads it: its elements, whether they are nested as they should be, and its text."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = ("meta", "link", "input", "br")


@dataclass(slots=True)
class Element:
    """An element with its attributes."""

    tag: str
    attributes: dict[str, str | None]
    parts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All text in it."""
        return "".join(self.parts)


class Parsed(HTMLParser):
    """The elements of a page in their order; ``wrong`` names what is not nested."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self.wrong: list[str] = []
        self._open: list[Element] = []
        self.feed(page)
        self.close()
        self.wrong += [f"<{each.tag}> is not closed" for each in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin an element."""
        element = Element(tag, dict(attrs))
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element of SVG that ends at once."""
        self.elements.append(Element(tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        """End the innermost element."""
        if self._open and self._open[-1].tag == tag:
            self._open.pop()
        else:
            self.wrong.append(f"</{tag}> at {self.getpos()}")

    def handle_data(self, data: str) -> None:
        """Text of all elements that are open."""
        for element in self._open:
            element.parts.append(data)

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """The elements of that name with these attributes; ``class_`` is one of its classes."""
        wanted = attributes.pop("class_", "")
        return [
            each
            for each in self.elements
            if each.tag == tag
            and (not wanted or wanted in (each.attributes.get("class") or "").split())
            and all(each.attributes.get(name) == value for name, value in attributes.items())
        ]

    def one(self, tag: str, **attributes: str) -> Element:
        """The only one of them."""
        [found] = self.all(tag, **attributes)
        return found
