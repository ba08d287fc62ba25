"""``python -m benchmarks.shared [TIMES] [PATH ...]``: two people run the specification on one server at once.

The server is the reference application, with a folder for data of its own and in it what somebody else has made.
DATABASE_URL names the database, as for the application; without it, it is SQLite. TIMES (default 5) they run
``pytest --fail-on should PATH ...`` (default: all rules) both at once. The exit status is 1 when a rule was not kept,
or when the server does not hold what it held before.
"""

import os
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

from sqlalchemy import create_engine, text

from fastapi_spec.client.api import Api, Recorder
from fastapi_spec.target.served import serving

DEPARTMENTS, STAFF, USERS = "/chapter07/departments", "/chapter07/staff", "/chapter07/users"


def use(api: Api) -> None:
    """Leave what somebody leaves who uses the server: rows, a user, the document that is everybody's."""
    for name in ("first", "second"):
        did = api.post(DEPARTMENTS, json={"dname": name}).json()["did"]
        api.post(STAFF, json={"sname": name, "did": did})
    api.post(USERS, json={"account": 1, "password": "secret", "role": 1})
    api.post("/chapter08/background_tasks", params={"framework": "FastAPI"})


def held(api: Api, folder: Path) -> dict[str, object]:
    """What the server holds: its listings, and how many users and documents, of which it lists none."""
    engine = create_engine(os.environ.get("DATABASE_URL") or f"sqlite:///{folder}/reference_app.db")
    with engine.connect() as connection:
        users = connection.scalar(text('SELECT count(*) FROM "user"'))
    engine.dispose()
    return {
        "departments": api.get(DEPARTMENTS, params={"limit": 100}).json(),
        "staff": api.get("/chapter07/getStaffByPage/", params={"limit": 100}).json()["result"],
        "users": users,
        "documents": {path.name: path.read_text() for path in (folder / "documents").iterdir()},
    }


def run_twice_at_once(url: str, *options: str) -> list[tuple[int, str]]:
    """Status and output of two runs."""
    command = [sys.executable, "-m", "pytest", "--fail-on", "should", "--url", url, *options]
    pipe = partial(subprocess.Popen, command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    runs = [pipe(), pipe()]
    outputs = [run.communicate()[0] for run in runs]
    return [(run.returncode, output) for run, output in zip(runs, outputs, strict=True)]


def main(times: int, paths: list[str]) -> int:
    """Run and print. Returns the exit status."""
    wrong = False
    with tempfile.TemporaryDirectory() as name:
        os.environ["DATA_DIR"] = name
        with serving() as target, Api(target.url, Recorder(10)) as api:
            use(api)
            before = held(api, Path(name))
            for n in range(1, times + 1):
                began = time.monotonic()
                runs = run_twice_at_once(target.url, "-q", *paths)
                after = held(api, Path(name))
                for status, output in runs:
                    print(output if status else output.splitlines()[-1])
                rest = "what it held before" if after == before else f"{after}, and held {before}"
                print(f"{n} of {times} in {time.monotonic() - began:.0f} s: the server holds {rest}", flush=True)
                wrong |= any(status for status, _ in runs) or after != before
    return int(wrong)


if __name__ == "__main__":
    sys.exit(main(int((sys.argv[1:2] or ["5"])[0]), sys.argv[2:]))
