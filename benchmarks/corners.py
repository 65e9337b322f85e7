"""The kindest corner from 20 sets of random starts, on four scenarios: `python benchmarks/corners.py`."""

import math
import sys
import time

import numpy as np

import sunrack as sr
from sunrack.study.corner import kindest
from sunrack.study.levers import Levers

CASES = (
    ("rack-100kw", "texas"),
    ("rack-100kw-claimed", "texas"),
    ("rack-100kw-claimed", "ireland"),
    ("rack-gb200", "texas"),
)


def main(sets: int = 20) -> None:
    for name, region in CASES:
        case, _ = sr.load(name).against(region)
        levers = Levers(case, region)
        everything = np.ones(len(levers.all), dtype=bool)
        for which, allowed in (("all", everything), ("orbit's own", levers.own)):
            started = time.process_time()
            found = [math.exp(kindest(levers, allowed, seed=seed)[1]) for seed in range(1, sets + 1)]
            print(
                f"{name} {region} {which}: {min(found):.6f} to {max(found):.6f}, {time.process_time() - started:.0f} s"
            )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
