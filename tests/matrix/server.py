"""The reference application with hashes that cost little: a rule sees no difference, and thousands are asked of it."""

from reference_app import security
from reference_app.main import app as app
from reference_app.routers.chapter06 import jwt_flow

security.pwd_context.update(bcrypt__default_rounds=4)
security.NOBODYS_HASH = security.hash_password("nobody's")
for name, password in (("john snow", "secret"), ("alice", "secret2")):
    jwt_flow.ACCOUNTS[name].hashed_password = security.hash_password(password)
