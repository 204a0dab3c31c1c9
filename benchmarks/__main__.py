"""``python -m benchmarks [NAME …]``: run all or the named ones, print one JSON object.

Each runs in a process of its own: what one has imported is not counted for another.
"""

import json
import subprocess
import sys
from importlib import import_module
from typing import Any

_MODULES = {"B2": "mytasks", "B7": "roundtrip", "B9": "start"}


def _run(name: str) -> Any:
    argv = [sys.executable, "-m", "benchmarks", "--here", name]
    return json.loads(subprocess.run(argv, check=True, stdout=subprocess.PIPE).stdout)


def main(names: list[str]) -> None:
    """``--here NAME`` measures in this process."""
    if names[:1] == ["--here"]:
        print(json.dumps(import_module(f"benchmarks.{_MODULES[names[1]]}").run()))
        return
    if unknown := set(names) - set(_MODULES):
        sys.exit(f"no benchmark {', '.join(sorted(unknown))}; there are {', '.join(_MODULES)}")
    results = {name: _run(name) for name in names or _MODULES}
    print(json.dumps(results, ensure_ascii=False, indent=2))


main(sys.argv[1:])
