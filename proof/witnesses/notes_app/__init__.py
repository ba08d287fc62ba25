"""The notes' application, with only what it needs to start: see main.py. Nothing in it is hardened."""

import os

os.environ["HARDENING"] = "off"
