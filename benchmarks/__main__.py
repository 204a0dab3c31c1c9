"""``python -m benchmarks [NAME …]``: run all or the named ones, print one JSON object.

Each runs in a process of its own: what one has imported is not counted for another.  The figures
go to standard error as they come.
"""

import json
import subprocess
import sys
import time
from importlib import import_module
from typing import Any

from benchmarks.report import line

_MODULES = {
    "B1": "inbound",
    "B2": "mytasks",
    "B3": "planning",
    "B4": "drain",
    "B5": "crash",
    "B6": "limit",
    "B7": "sending",
    "B8": "replies",
    "B9": "start",
    "B10": "backlog",
    "B11": "season",
    "B12": "audit",
    "B13": "board",
    "B14": "papers",
    "B15": "search",
    "B16": "messages",
    "roundtrip": "roundtrip",
    "processes": "processes",
    "slack": "slack",
    "slack-send": "slack_sending",
}


def _run(name: str) -> Any:
    argv = [sys.executable, "-m", "benchmarks", "--here", name]
    began = time.monotonic()
    done = subprocess.run(argv, check=False, stdout=subprocess.PIPE)
    if done.returncode:
        return {"failed": done.returncode}
    found = json.loads(done.stdout)
    took = round(time.monotonic() - began)
    for figure in found["figures"]:
        print(name, line(figure), file=sys.stderr, flush=True)
    return {"seconds": took, **found}


def main(names: list[str]) -> None:
    """``--here NAME`` measures in this process."""
    if names[:1] == ["--here"]:
        print(json.dumps(import_module(f"benchmarks.{_MODULES[names[1]]}").run()))
        return
    if unknown := set(names) - set(_MODULES):
        sys.exit(f"no benchmark {', '.join(sorted(unknown))}; there are {', '.join(_MODULES)}")
    results = {name: _run(name) for name in names or _MODULES}
    print(json.dumps(results, ensure_ascii=False, indent=2))
    if any("failed" in found for found in results.values()):
        sys.exit(1)


main(sys.argv[1:])
