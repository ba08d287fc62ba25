"""An OpenAPI document as a person reads it: applications, operations and schemas in Markdown, one line a fact."""

import re
from collections.abc import Iterator
from typing import Any

from fastapi_spec.output.schema import compact, type_of

JSON = Any


def operation(declared: dict[str, JSON], document: JSON, usual: dict[str, str]) -> Iterator[str]:
    """The lines of one operation below its heading: what it accepts, what it responds.

    ``usual``: the responses that are said elsewhere, by their status.
    """
    said = [declared.get("summary", ""), declared.get("description", "")]
    yield " · ".join(text.strip().replace("\n\n", " ") for text in said if text)
    yield ""
    if declared.get("deprecated"):
        yield "- deprecated"
    for security in declared.get("security", []):
        yield f"- security: {', '.join(f'`{name}`' for name in security)}"
    for parameter in declared.get("parameters", []):
        schema = parameter.get("schema", {})
        default = f" = {compact(schema['default'])}" if "default" in schema else ""
        need = "required" if parameter.get("required") else "optional"
        yield f"- {parameter['in']} `{parameter['name']}`: `{type_of(schema)}{default}`, {need}"
    body = declared.get("requestBody", {})
    for media_type, content in body.get("content", {}).items():
        need = "required" if body.get("required") else "optional"
        yield f"- body `{media_type}`: `{_body(content.get('schema', {}), document)}`, {need}"
    responses = {status: response_of(response, document) for status, response in declared["responses"].items()}
    as_usual = [status for status, words in responses.items() if usual.get(status) == words]
    yield from (f"- **{status}** {words}" for status, words in responses.items() if status not in as_usual)
    if as_usual:
        yield f"- {', '.join(f'**{status}**' for status in as_usual)} as usual"


def _body(schema: JSON, document: JSON) -> str:
    """A form has a schema of its own, which is written out where it is used."""
    name = type_of(schema)
    if name.startswith("Body_"):
        return type_of(document["components"]["schemas"][name])
    return name


def response_of(response: JSON, document: JSON) -> str:
    """A response: what it means, its bodies, headers and links."""
    words = [response.get("description", "")]
    for media_type, content in response.get("content", {}).items():
        each = "each " if "itemSchema" in content else ""  # of a stream
        words.append(f"`{media_type}`: {each}`{_body(content.get('itemSchema', content.get('schema')), document)}`")
    if headers := response.get("headers"):
        words.append("headers " + ", ".join(f"`{name}`" for name in headers))
    for name, link in response.get("links", {}).items():
        words.append(f"link `{name}` to `{link.get('operationId') or link.get('operationRef')}`")
    return "; ".join(word for word in words if word)


def schemas(document: JSON, used_by: str) -> Iterator[str]:
    """One line for each named schema and security scheme that a text uses, directly or not; forms are inline."""
    components = document.get("components", {})
    named = components.get("schemas", {})
    used, text = set[str](), used_by
    while found := set(re.findall(r"#/components/schemas/([^\"]+)", text)) - used:
        used |= found
        text = compact([named[name] for name in found])
    for name, schema in named.items():
        if name in used and not name.startswith("Body_"):
            yield f"- `{name}` = `{type_of(schema)}`"
    for name, scheme in components.get("securitySchemes", {}).items():
        if f'"{name}":' in used_by:
            yield f"- security scheme `{name}` = `{compact(scheme)}`"
