"""What several operations declare of their answers, so that the document tells all that a client has to expect."""

from typing import Any

from reference_app.schema.errors import Detail

Responses = dict[int | str, dict[str, Any]]

TEXT = {"text/plain": {"schema": {"type": "string"}}}

# Of every operation with a body.
BODY: Responses = {
    400: {"model": Detail, "description": "The body cannot be parsed"},
    413: {"model": Detail, "content": TEXT, "description": "The body is too large: as text if its length says so"},
}
CHALLENGE = {"headers": {"WWW-Authenticate": {"required": True, "schema": {"type": "string"}}}}
UNAUTHORIZED: Responses = {401: {"model": Detail, "description": "No credentials, or no good ones", **CHALLENGE}}
INACTIVE: Responses = {400: {"model": Detail, "description": "The user is inactive"}}
# A token is kept in no cache (RFC 6749 §5.1).
NOT_STORED: Responses = {200: {"headers": {"Cache-Control": {"required": True, "schema": {"const": "no-store"}}}}}
REFUSED: Responses = {400: {"model": Detail, "description": "The token or the key is wrong"}}
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
    """The 201 of a new resource: Location says where it is, links which operations take its id."""
    location = {"required": True, "schema": {"type": "string", "format": "uri-reference"}}
    links = {
        name: {"operationId": operation, "parameters": {id: f"$response.body#/{id}"}}
        for name, operation in operations.items()
    }
    return {201: {"headers": {"Location": location}, "links": links}}
