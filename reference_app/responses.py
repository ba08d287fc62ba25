"""Responses that several operations declare, so that the OpenAPI document has all that a client must expect."""

from typing import Any

from reference_app.schema.errors import Detail

Responses = dict[int | str, dict[str, Any]]

TEXT = {"text/plain": {"schema": {"type": "string"}}}

# Of every operation that takes a body.
BODY: Responses = {
    400: {"model": Detail, "description": "The body cannot be parsed"},
    413: {
        "model": Detail,
        "content": TEXT,
        "description": "The body is too large; plain text if Content-Length says so",
    },
}
CHALLENGE = {"headers": {"WWW-Authenticate": {"required": True, "schema": {"type": "string"}}}}
UNAUTHORIZED: Responses = {401: {"model": Detail, "description": "The credentials are missing or invalid", **CHALLENGE}}
INACTIVE: Responses = {400: {"model": Detail, "description": "The user is inactive"}}
REJECTED: Responses = {400: {"model": Detail, "description": "The token or the key is wrong"}}
CRASH: Responses = {500: {"content": TEXT, "description": "Always"}}

NO_DEPARTMENT: Responses = {404: {"model": Detail, "description": "No such department"}}
NO_STAFF: Responses = {404: {"model": Detail, "description": "No such member of the staff"}}
NO_STAFF_OR_DEPARTMENT: Responses = {
    404: {"model": Detail, "description": "No such member of the staff, or no such department"}
}
NO_USER: Responses = {404: {"model": Detail, "description": "No such user"}}
HAS_STAFF: Responses = {409: {"model": Detail, "description": "The department has staff"}}
ACCOUNT_TAKEN: Responses = {409: {"model": Detail, "description": "The account is taken"}}


def created(id: str, **operations: str) -> Responses:
    """The 201 of a new resource: Location is its path, links name the operations that take its id."""
    location = {"required": True, "schema": {"type": "string", "format": "uri-reference"}}
    links = {
        name: {"operationId": operation, "parameters": {id: f"$response.body#/{id}"}}
        for name, operation in operations.items()
    }
    return {201: {"headers": {"Location": location}, "links": links}}
