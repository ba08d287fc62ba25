"""Cross-origin resource sharing: the front ends that may call from a browser."""

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

# An origin is a scheme, a host and a port, so these are four.
ORIGINS = [
    "http://localhost",
    "https://localhost",
    "http://localhost:3100",
    "https://localhost:3100",
]


def allow_front_ends(app: FastAPI) -> None:
    """Allow the front ends at ORIGINS to call with cookies, every standard method and every header."""
    app.add_middleware(
        CORSMiddleware,
        allow_origins=ORIGINS,
        allow_credentials=True,
        allow_methods=["*"],
        allow_headers=["*"],
    )
