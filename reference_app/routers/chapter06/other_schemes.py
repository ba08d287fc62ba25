"""Credentials without OAuth 2.0: a bare bearer token, a key in a header, a name and a password."""

from secrets import compare_digest
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.security import APIKeyHeader, HTTPAuthorizationCredentials, HTTPBasic, HTTPBasicCredentials, HTTPBearer

from reference_app.hardening.shared_caches import PRIVATE
from reference_app.responses import UNAUTHORIZED
from reference_app.routers.chapter06 import password_flow
from reference_app.routers.chapter06.bearer import unauthorized

router = APIRouter()


@router.get("/httpbearer", responses=UNAUTHORIZED)
async def httpbearer(bearer: Annotated[HTTPAuthorizationCredentials, Depends(HTTPBearer())]) -> dict[str, str]:
    """Unlike OAuth2PasswordBearer, HTTPBearer rejects an empty token."""
    if not compare_digest(bearer.credentials.encode(), b"fake-super-secret-token"):
        raise unauthorized("Invalid authentication credentials")
    return {"scheme": bearer.scheme}


@router.get("/apikey", dependencies=PRIVATE, responses=UNAUTHORIZED)
async def apikey(key: Annotated[str, Depends(APIKeyHeader(name="X-Key"))]) -> dict[str, str]:
    """A key does not have a registered scheme; FastAPI calls it APIKey."""
    if not compare_digest(key.encode(), b"fake-super-secret-key"):
        raise unauthorized("Invalid authentication credentials", "APIKey")
    return {"key": "valid"}


@router.get("/httpbasic", responses=UNAUTHORIZED)
async def httpbasic(basic: Annotated[HTTPBasicCredentials, Depends(HTTPBasic(realm="accounts"))]) -> dict[str, str]:
    """The browser prompts for a name and a password and sends them with every request."""
    account = password_flow.authenticate(basic.username, basic.password)
    if account is None:
        raise unauthorized("Invalid authentication credentials", 'Basic realm="accounts"')
    return {"username": account.username}
