"""``python -m tests.lab [NAME …]``: run all or the named ones, print one JSON object."""

import argparse
import asyncio
import json
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path
from typing import Any

from tests.lab.databases import databases

NAMES = ("crashes", "kills", "restarts", "inbound", "burst", "broken", "matrix")


async def experiment(
    name: str, kind: str, *, full: bool, seed: int, folder: Path
) -> dict[str, Any]:
    """Its figures; ``faults`` is empty when all is well."""
    module = import_module(f"tests.lab.{name}")
    started = time.monotonic()
    if kind == "postgresql":
        kind = getattr(module, "SERVERS", {}).get(full, kind)
    async with databases(kind, folder / "data") as made:
        figures: dict[str, Any] = await module.run(made, folder, full=full, seed=seed)
    return figures | {"seconds": round(time.monotonic() - started, 1), "seed": seed}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.lab", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(NAMES)}")
    parser.add_argument("--size", choices=("slice", "full"), default="full")
    parser.add_argument("--database", choices=("sqlite", "postgresql"), action="append")
    parser.add_argument("--seed", type=int, default=2019)
    parser.add_argument("--keep", type=Path, help="a folder for logs and ledgers")
    asked = parser.parse_args()
    if unknown := set(asked.names) - set(NAMES):
        parser.error(f"no {', '.join(sorted(unknown))}; there are {', '.join(NAMES)}")
    report: dict[str, Any] = {}
    with tempfile.TemporaryDirectory(prefix="liaison-lab-") as temporary:
        for name in asked.names or NAMES:
            only = getattr(import_module(f"tests.lab.{name}"), "ONLY", asked.database)
            for kind in only or ("sqlite", "postgresql"):
                folder = (asked.keep or Path(temporary)) / name / kind
                report[f"{name} {kind}"] = asyncio.run(
                    experiment(
                        name, kind, full=asked.size == "full", seed=asked.seed, folder=folder
                    )
                )
    print(json.dumps(report, ensure_ascii=False, indent=2))
    sys.exit(any(figures["faults"] for figures in report.values()))


if __name__ == "__main__":
    main()
