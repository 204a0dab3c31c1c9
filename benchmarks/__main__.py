"""``python -m benchmarks [NAME …]``: run all or the named ones, print one JSON object."""

import json
import sys
from collections.abc import Callable
from typing import Any

from benchmarks import mytasks, roundtrip, start

BENCHMARKS: dict[str, Callable[[], dict[str, Any]]] = {
    "B2": mytasks.run,
    "B7": roundtrip.run,
    "B9": start.run,
}


def main(names: list[str]) -> None:
    unknown = set(names) - set(BENCHMARKS)
    if unknown:
        sys.exit(f"no benchmark {', '.join(sorted(unknown))}; there are {', '.join(BENCHMARKS)}")
    results = {name: BENCHMARKS[name]() for name in names or BENCHMARKS}
    print(json.dumps(results, ensure_ascii=False, indent=2))


main(sys.argv[1:])
