"""Faults that the rules of spec/chapter04_responses/test_form_models.py detect."""

from typing import Annotated

from fastapi import Form
from pydantic import BaseModel, Field

from proof.faults.fault import Broken, Received, fault
from reference_app.schema.form import LoginForm

PATH = "/chapter04/form/model"


@fault("FORM-21", "FORM-22")
def form_model_is_json(app: Broken) -> None:
    """The model of a form is declared without `Form`, so that its fields are read from a JSON body."""

    @app.route("POST", PATH)
    async def login(login: LoginForm) -> dict[str, str]:
        return {"username": login.username}


@fault("FORM-21", "FORM-22")
def form_model_is_embedded(app: Broken) -> None:
    """The whole model is expected as one field, which has the name of the parameter."""

    @app.route("POST", PATH)
    async def login(login: Annotated[str, Form()]) -> dict[str, str]:
        return {"username": LoginForm.model_validate_json(login).username}


@fault("FORM-22")
def form_model_ignores_other_fields(app: Broken) -> None:
    """An undeclared field of a form is ignored, as by default: the model does not forbid it."""

    class Login(BaseModel):
        username: Annotated[str, Field(min_length=1)]
        password: Annotated[str, Field(min_length=1)]

    @app.route("POST", PATH)
    async def login(login: Annotated[Login, Form()]) -> dict[str, str]:
        return {"username": login.username}


@fault("FORM-22")
def form_model_does_not_name_the_other_field(app: Broken) -> None:
    """An undeclared field of a form is reported at the body, without its name."""

    @app.received("POST", PATH)
    def unnamed(response: Received) -> None:
        if response.status == 422:
            response.json = {"detail": [error | {"loc": ["body"]} for error in response.json["detail"]]}
