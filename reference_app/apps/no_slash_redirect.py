"""An application without slash redirects: a path with a surplus slash is unknown."""

from fastapi import FastAPI

app = FastAPI(title="No slash redirect", redirect_slashes=False)


@app.get("/hello")
async def hello() -> dict[str, str]:
    """Responds at /hello but not at /hello/."""
    return {"hello": "world"}
