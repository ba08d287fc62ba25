"""Cross-origin resource sharing: the front ends that may call from a browser."""

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

# Scheme, host and port make an origin: these are four.
ORIGINS = [
    "http://localhost",
    "https://localhost",
    "http://localhost:3100",
    "https://localhost:3100",
]


def allow_front_ends(app: FastAPI) -> None:
    """Let the front ends at ORIGINS call, with cookies, by every standard method and with every header."""
    app.add_middleware(
        CORSMiddleware,
        allow_origins=ORIGINS,
        allow_credentials=True,
        allow_methods=["*"],
        allow_headers=["*"],
    )
