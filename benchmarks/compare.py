"""How soon `compare` answers: `python benchmarks/compare.py`. Processor time, median of some runs, ratios in one run.

A scenario with other words than before is walked with quantities; one with another number alone is walked bare.
Exits with 1 where a comparison of another number is not 6 times as fast.
"""

import platform
import statistics
import sys
import time

import numpy as np

import sunrack as sr
from sunrack import verdict
from sunrack.study import evaluate

PROMISED = 6.0  # times as fast
RUNS = 25


def main():
    print(f"sunrack {sr.__version__}, Python {platform.python_version()}, numpy {np.__version__}, {platform.machine()}")
    case = sr.load()
    sr.compare(case)  # tables are read once in a process
    changed = [case.but({"launch.price": f"{400 + run} USD/kg"}) for run in range(RUNS)]
    rows = {
        "compare, checked: the first with these words": [_first(one) for one in changed],
        "compare, another number": [_taken(sr.compare, one) for one in changed],
        "the same, every answer read as a quantity": [_taken(_read, one) for one in changed],
        "the same, with its verdict": [_taken(lambda one: sr.compare(one).verdict, one) for one in changed],
        "evaluate": [_taken(evaluate, one) for one in changed],
    }
    first = statistics.median(next(iter(rows.values())))
    for name, times in rows.items():
        middle = statistics.median(times)
        print(f"{name:<46}{middle * 1e3:8.2f} ms{first / middle:8.1f} times as fast")
    return int(first / statistics.median(rows["the same, every answer read as a quantity"]) < PROMISED)


def _first(case):
    verdict._units.cache_clear()
    return _taken(_read, case)


def _read(case):
    c = sr.compare(case)
    return c.design, c.ground, c.against, c.clock


def _taken(function, case):
    begun = time.process_time()
    function(case)
    return time.process_time() - begun


if __name__ == "__main__":
    sys.exit(main())
