"""The year of 10,000 pairs of altitude and local time, beside 100 of them one by one: `python
benchmarks/eclipse_year.py`."""

import platform
import sys
import time

import numpy as np

import sunrack
from sunrack import orbit

PROMISE = 3.0  # s for 10,000 orbits


def year(altitude, hour, shadow):
    return orbit.solve_year(altitude, orbit.sun_synchronous_inclination.si(altitude), hour * 3600.0, 2027.0, shadow)


def best(work, times=3):
    """Processor seconds of the fastest of a few runs: what one core would need."""
    spent = []
    for _ in range(times):
        start = time.process_time()
        work()
        spent.append(time.process_time() - start)
    return min(spent)


def main():
    altitude, hour = (x.ravel() for x in np.meshgrid(np.linspace(400e3, 1600e3, 100), np.linspace(0.0, 24.0, 100)))
    some = range(0, altitude.size, 100)
    year(altitude[:1], hour[:1], "cylinder")  # the Sun's series of the year is made once
    print(
        f"sunrack {sunrack.__version__}, Python {platform.python_version()}, numpy {np.__version__},"
        f" {platform.system()} {platform.machine()}"
    )
    print("processor time, all threads added")
    print(f"{'shadow':<10} {'10,000 at once':>15} {'100 one by one':>15} {'ratio per orbit':>16}")
    slowest = 0.0
    for shadow in ("cylinder", "umbra", "penumbra"):
        together = best(lambda shadow=shadow: year(altitude, hour, shadow))
        alone = best(lambda shadow=shadow: [year(altitude[k], hour[k], shadow) for k in some])
        slowest = max(slowest, together)
        print(f"{shadow:<10} {together:13.3f} s {alone:13.3f} s {alone / len(some) / together * altitude.size:16.1f}")
    print(f"promise: under {PROMISE} s; slowest {slowest:.2f} s")
    return 0 if slowest < PROMISE else 1


if __name__ == "__main__":
    sys.exit(main())
