"""The year of 10,000 orbits at once, beside one orbit at a time: `python benchmarks/orbit_year.py`."""

import time

import numpy as np

from sunrack import orbit


def year(altitude, hour, shadow="cylinder"):
    return orbit.solve_year(altitude, orbit.sun_synchronous_inclination.si(altitude), hour * 3600.0, 2027.0, shadow)


def main():
    altitude, hour = (x.ravel() for x in np.meshgrid(np.linspace(400e3, 1600e3, 100), np.linspace(0.0, 24.0, 100)))
    year(altitude[:1], hour[:1])  # the Sun's series of the year is made once
    print("shadow      10,000 at once   100 one by one   ratio per orbit")
    for shadow in ("cylinder", "umbra", "penumbra"):
        start = time.perf_counter()
        year(altitude, hour, shadow)
        together = (time.perf_counter() - start) / altitude.size
        start = time.perf_counter()
        for k in range(0, altitude.size, 100):
            year(altitude[k], hour[k], shadow)
        alone = (time.perf_counter() - start) / 100
        print(f"{shadow:<10} {together * altitude.size:11.2f} s {alone * 100:15.3f} s {alone / together:14.1f}")


if __name__ == "__main__":
    main()
