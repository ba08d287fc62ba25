"""Parameters that may be left out. A query, a cookie or a header cannot say null, so the document does not offer it."""

from typing import Annotated

from pydantic import WithJsonSchema

OptionalInt = Annotated[int | None, WithJsonSchema({"type": "integer"})]
OptionalText = Annotated[str | None, WithJsonSchema({"type": "string"})]
OptionalTexts = Annotated[list[str] | None, WithJsonSchema({"type": "array", "items": {"type": "string"}})]
