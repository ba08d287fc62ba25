"""Forms: a model for all fields · 表单数据处理：表单模型."""

from fastapi_spec import Api, like, locations, must

NOTES = "表单数据处理"
DOCS = "tutorial/request-form-models/#pydantic-models-for-forms"
ORIGIN = "fastapi"
PATH = "/chapter04/form/model"
LOGIN = {"username": "Rick", "password": "a-secret-word"}


@must("FORM-21")
def test_fields_of_the_model(api: Api) -> None:
    """The fields of a form model are read from an urlencoded and from a multipart body: 200 with the `username`."""
    urlencoded = api.post(PATH, data=LOGIN)
    multipart = api.post(PATH, files={name: (None, value) for name, value in LOGIN.items()})

    assert urlencoded.status_code == multipart.status_code == 200
    assert urlencoded.json() == multipart.json() == like(username="Rick")


@must("FORM-22", docs="tutorial/request-form-models/#forbid-extra-form-fields")
def test_extra_field(api: Api) -> None:
    """A form model may forbid undeclared fields: one more field is rejected with 422 at `[body, extra]`."""
    response = api.post(PATH, data=LOGIN | {"extra": "1"})
    control = api.post(PATH, data=LOGIN)

    assert response.status_code == 422
    assert ["body", "extra"] in locations(response)
    assert control.status_code == 200
