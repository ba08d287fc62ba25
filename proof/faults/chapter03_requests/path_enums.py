"""Faults that the rules of spec/chapter03_requests/test_path_enums.py detect."""

from enum import Enum, IntEnum
from typing import Annotated, Any, Literal

from fastapi import HTTPException, Path, Request

from proof.faults.fault import Broken, fault, reject
from reference_app.enums import CityName, DidEnum, DidMix

STAFF = "/chapter03/getStaffByDid/{did}"
CITY = "/chapter03/enum/{city}"
DID = "/chapter03/enum/int/{did}"


def rick(member: Any) -> dict[str, str]:
    """The response of the reference application."""
    return {"username": "Rick" + str(type(member)) + "value:" + str(member)}


@fault("PATH-ENUM-1", "PATH-ENUM-5", "PATH-ENUM-13")
def enum_member_by_name(app: Broken) -> None:
    """A member of an integer enum is returned by its name instead of its value."""

    @app.route("GET", STAFF)
    async def read_staff_by_did(did: DidEnum) -> dict[str, str]:
        return {"username": f"Rick{type(did)}value:{did.name}"}


@fault("PATH-ENUM-1", "PATH-ENUM-2")
def enum_counts_from_zero(app: Broken) -> None:
    """The members of an integer enum are 0 to 4."""

    class Did(IntEnum):
        LinChuang, NeiKe, WaiKe, Fuke, ErKe = range(5)

    @app.route("GET", STAFF)
    async def read_staff_by_did(did: Did) -> dict[str, str]:
        return rick(did)


@fault("PATH-ENUM-1", "PATH-ENUM-2", "PATH-ENUM-3", "PATH-ENUM-4", "PATH-ENUM-5", "PATH-ENUM-6")
def enum_key_is_a_string(app: Broken) -> None:
    """The string from the path is looked up in a dictionary with integer keys, and is never found: 404."""
    known: dict[Any, DidEnum] = {member.value: member for member in DidEnum}

    @app.route("GET", STAFF)
    async def read_staff_by_did(did: str) -> dict[str, str]:
        if did not in known:
            raise HTTPException(404)
        return rick(known[did])


@fault("PATH-ENUM-13", "PATH-ENUM-15")
def enum_is_a_number(app: Broken) -> None:
    """The handler receives the integer instead of the member."""

    @app.route("GET", STAFF)
    async def read_staff_by_did(did: Annotated[int, Path(ge=1, le=5)]) -> dict[str, str]:
        return rick(did)


@fault("PATH-ENUM-2", "PATH-ENUM-15")
def enum_is_any_number(app: Broken) -> None:
    """A department is any integer, known or not."""

    @app.route("GET", STAFF)
    async def read_staff_by_did(did: int) -> dict[str, str]:
        return rick(did)


@fault("PATH-ENUM-3")
def enum_takes_names(app: Broken) -> None:
    """A department is accepted by its member's name, too."""

    @app.route("GET", STAFF)
    async def read_staff_by_did(did: str) -> dict[str, str]:
        try:
            return rick(DidEnum[did] if did in DidEnum.__members__ else DidEnum(int(did)))
        except ValueError:
            raise reject("path", "did", type="enum", input=did) from None


@fault("PATH-ENUM-6")
def enum_is_optional(app: Broken) -> None:
    """A second path without the parameter has the same handler."""

    @app.route("GET", "/chapter03/getStaffByDid/")
    async def read_staff_by_did(did: DidEnum = DidEnum.LinChuang) -> dict[str, str]:
        return rick(did)


@fault("PATH-ENUM-10")
def string_enum_without_str(app: Broken) -> None:
    """A member of a (str, Enum) is formatted with its class name, as Python does since 3.11."""

    class City(str, Enum):  # noqa: UP042 (this is the fault)
        BEIJING = "Beijing China"
        SHANGHAI = "Shanghai China"

    @app.route("GET", CITY)
    async def read_city(city: City) -> dict[str, str]:
        return {"city_name": f"{city}", "latest": "unknown"}


@fault("PATH-ENUM-10", "PATH-ENUM-14")
def string_enum_by_name(app: Broken) -> None:
    """A city is accepted by the name of its member instead of its value."""

    @app.route("GET", CITY)
    async def read_city(city: Literal["BEIJING", "SHANGHAI"]) -> dict[str, CityName | str]:
        return {"city_name": CityName[city], "latest": "unknown"}


@fault("PATH-ENUM-14")
def string_enum_in_any_case(app: Broken) -> None:
    """A city is compared without regard to letter case."""

    @app.route("GET", CITY)
    async def read_city(city: str) -> dict[str, CityName | str]:
        for known in CityName:
            if known.lower() == city.lower():
                return {"city_name": known, "latest": "unknown"}
        raise reject("path", "city", type="enum", input=city)


@fault("PATH-ENUM-14")
def string_enum_trimmed(app: Broken) -> None:
    """Spaces around a city are removed, and repeated spaces within it are merged."""

    @app.route("GET", CITY)
    async def read_city(city: str) -> dict[str, CityName | str]:
        if (name := " ".join(city.split())) not in list(CityName):
            raise reject("path", "city", type="enum", input=city)
        return {"city_name": name, "latest": "unknown"}


@fault("PATH-ENUM-7", "PATH-ENUM-11")
def enum_of_literal_numbers(app: Broken) -> None:
    """The departments are integer literals, which a string from the path never equals."""

    @app.route("GET", DID)
    async def read_did(did: Literal[1, 2]) -> dict[str, int]:
        return {"did": did}


@fault("PATH-ENUM-7")
def enum_replaced_by_a_number(app: Broken) -> None:
    """The enum is replaced by an integer without bounds."""

    @app.route("GET", DID)
    async def read_did(did: int) -> dict[str, int]:
        return {"did": did}


@fault("PATH-ENUM-11")
def enum_name_in_json(app: Broken) -> None:
    """A member of an integer enum is returned in JSON by its name."""

    @app.route("GET", DID)
    async def read_did(did: DidMix) -> dict[str, str]:
        return {"did": did.name}


@fault("PATH-ENUM-4")
def enum_fraction_cut_off(app: Broken) -> None:
    """A fraction is truncated to the number of a department."""

    @app.route("GET", STAFF)
    async def read_staff_by_did(did: Annotated[float, Path(ge=1, lt=6)]) -> dict[str, str]:
        return rick(DidEnum(int(did)))


@fault("PATH-ENUM-5", "PATH-ENUM-15")
def enum_spelled_strictly(app: Broken) -> None:
    """The number of a department must be spelled as one digit."""

    @app.route("GET", STAFF)
    async def read_staff_by_did(did: Annotated[str, Path(pattern="^[1-5]$")]) -> dict[str, str]:
        return rick(DidEnum(int(did)))


@fault("PATH-ENUM-5")
def enum_returned_as_sent(app: Broken) -> None:
    """The response contains the path as it was sent instead of the member."""

    @app.route("GET", STAFF)
    async def read_staff_by_did(did: DidEnum, request: Request) -> dict[str, str]:
        return {"username": f"Rick{type(did)}value:{request.path_params['did']}"}
