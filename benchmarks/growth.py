"""``python -m benchmarks.growth [RUNS]``: what ten times as many rules cost.

The rules are synthetic: modules of a hundred, each with one request and one assertion, against the reference
application, which runs already. The small specification has 600 rules, the large one 6,000. Each is run RUNS times
(default 3) in turn, from the start of the command to its verdict. A ratio of at most 10 is linear growth.
"""

import statistics
import sys
import tempfile
from pathlib import Path

from benchmarks.floor import VERDICT, timed
from fastapi_spec.target.served import serving

MODULE = '''"""Module {module}."""

from fastapi_spec import Api, must

'''
RULE = '''
@must("GROW-{module}-{number}")
def test_greeting_{number}(api: Api) -> None:
    """The path of greeting {number} exists."""
    response = api.get("/chapter03/query/bool/conversion?param={number}")

    assert response.status_code in (200, 422)

'''
MODULES = 6


def write(folder: Path, modules: int) -> None:
    """Write a specification with a hundred rules a module."""
    for module in range(modules):
        rules = [RULE.format(module=module, number=number) for number in range(1, 101)]
        (folder / f"test_{module}.py").write_text(MODULE.format(module=module) + "".join(rules))


def main() -> None:
    """Measure and print."""
    runs = int((sys.argv[1:] or ["3"])[0])
    seconds: dict[int, list[float]] = {MODULES: [], 10 * MODULES: []}
    with tempfile.TemporaryDirectory() as scratch, serving() as target:
        for modules in seconds:
            folder = Path(scratch) / str(modules)
            folder.mkdir()
            (folder / "pyproject.toml").write_text("[tool.pytest]\n")
            write(folder, modules)
        for run in range(runs):
            for modules, measured in seconds.items():
                print(f"\rrun {run + 1} of {runs}, {100 * modules} rules ", end="", file=sys.stderr, flush=True)
                folder = Path(scratch) / str(modules)
                measured.append(timed("-m", "fastapi_spec", "-q", str(folder), "--url", target.url, until=VERDICT))
    print(file=sys.stderr)
    small, large = (statistics.median(measured) for measured in seconds.values())
    print(f"{100 * MODULES} rules {small:.2f} s, {1000 * MODULES} rules {large:.2f} s, ratio {large / small:.1f}")


if __name__ == "__main__":
    main()
