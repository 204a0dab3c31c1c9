"""Runs histories: ``--seeds FIRST:END``, with ``--trace`` each is told line by line."""

import argparse
import gc
import json
import logging
import sys
import time

from tests.simulation.bench import Bench
from tests.simulation.history import run


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--seeds", default="0:1000")
    parser.add_argument("--trace", action="store_true")
    parser.add_argument("--stop", type=int, default=10, help="after so many broken histories")
    options = parser.parse_args()
    first, end = (int(number) for number in options.seeds.split(":"))
    if not options.trace:
        logging.disable(logging.CRITICAL)
    bench = Bench()
    run(first, bench)  # so that all is loaded
    gc.disable()  # collected now and then; what is loaded by now is not looked at again
    gc.freeze()
    broken, began, cpu = list[int](), time.monotonic(), time.process_time()
    done = 0
    for seed in range(first, end):
        verdict = run(seed, bench)
        done += 1
        if done % 100 == 0:
            gc.collect()
        if options.trace:
            print("\n".join([f"seed {seed}, hash {verdict.hash}", *verdict.trace]))
        if verdict.violations:
            broken.append(seed)
            print(f"seed {seed}: " + "; ".join(verdict.violations), flush=True)
            if len(broken) >= options.stop:
                break
    seconds, used = time.monotonic() - began, time.process_time() - cpu
    told = {"histories": done, "broken": broken, "seconds": round(seconds, 1)}
    rates = {"a_minute": round(done / seconds * 60), "a_cpu_minute": round(done / used * 60)}
    print(json.dumps(told | rates))
    bench.close()
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
