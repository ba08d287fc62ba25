"""An application that knows a path in one spelling only: a surplus slash is not redirected but unknown."""

from fastapi import FastAPI

app = FastAPI(title="No slash redirect", redirect_slashes=False)


@app.get("/hello")
async def hello() -> dict[str, str]:
    """Answers at /hello and not at /hello/."""
    return {"hello": "world"}
