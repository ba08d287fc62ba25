"""The refusals that the operations of this chapter declare."""

from typing import Any

from reference_app.schema.errors import Detail

Responses = dict[int | str, dict[str, Any]]

# Of every operation with a body.
BODY: Responses = {
    400: {"model": Detail, "description": "The body cannot be parsed"},
    413: {"description": "The body is too large"},  # as text or as JSON, depending on when it shows
}
NO_DEPARTMENT: Responses = {404: {"model": Detail, "description": "No such department"}}
NO_STAFF: Responses = {404: {"model": Detail, "description": "No such member of the staff"}}
NO_STAFF_OR_DEPARTMENT: Responses = {
    404: {"model": Detail, "description": "No such member of the staff, or no such department"}
}
NO_USER: Responses = {404: {"model": Detail, "description": "No such user"}}
HAS_STAFF: Responses = {409: {"model": Detail, "description": "The department has staff"}}
ACCOUNT_TAKEN: Responses = {409: {"model": Detail, "description": "The account is taken"}}
