"""Makes src/sunrack/seeds/atmosphere.toml: air density by altitude and solar activity on a dawn-dusk orbit.

Recipe: NRLMSIS 2.1 through pymsis (a tool of this script alone; sunrack itself does not need it), run as

    python tools/atmosphere.py > src/sunrack/seeds/atmosphere.toml

For each altitude and each F10.7 (daily and 81-day mean alike, magnetic index Ap as below) the mean of the density over
four dates (equinoxes and solstices of 2027), twelve longitudes, and a polar circle of 36 latitudes flown northward at a
local solar time of 6 h and southward at 18 h. A noon-midnight orbit differs from it by 10 % at most, at every altitude
and activity: far less than low and high activity differ from each other.
"""

import numpy as np
import pymsis

ALTITUDES = [*range(150, 400, 25), *range(400, 1000, 50), *range(1000, 2001, 100)]  # km
ACTIVITY = {70: 4.0, 150: 12.0, 230: 20.0}  # F10.7 [sfu]: Ap of like times
DATES = ("2027-03-20", "2027-06-21", "2027-09-23", "2027-12-22")
LATITUDES = np.degrees(np.arcsin(np.sin(np.radians(np.arange(2.5, 360, 5.0)))))  # ° along a polar circle
NORTHWARD = np.cos(np.radians(np.arange(2.5, 360, 5.0))) > 0
LONGITUDES = np.arange(0, 360, 30.0)


def density(flux: float, ap: float) -> np.ndarray:
    """Mean density at every altitude [kg/m³]."""
    total = np.zeros(len(ALTITUDES))
    for date in DATES:
        for longitude in LONGITUDES:
            for local_hour, half in ((6.0, NORTHWARD), (18.0, ~NORTHWARD)):
                minutes = round(((local_hour - longitude / 15) % 24) * 60)
                moment = np.datetime64(date) + np.timedelta64(minutes, "m")
                air = pymsis.calculate(
                    [moment], [longitude], LATITUDES[half], ALTITUDES, [flux], [flux], [[ap] * 7], version=2.1
                )
                total += air[0, 0, :, :, pymsis.Variable.MASS_DENSITY].sum(axis=0)
    return total / (len(DATES) * len(LONGITUDES) * LATITUDES.size)


def main() -> None:
    """Print the seed file."""
    print(
        "# Density of the thermosphere and exosphere, mean over a dawn-dusk orbit and a year: NRLMSIS 2.1 (source"
        " nrlmsis-2021)."
    )
    print(
        f"# Made by tools/atmosphere.py with pymsis {pymsis.__version__}; the recipe stands there. Do not edit by hand."
    )
    print(
        "# F10.7 is the solar radio flux at 10.7 cm: 70 in a quiet year, 150 in the mean of a strong cycle, 230 at its"
        " height."
    )
    print('source = "nrlmsis-2021"')
    print(f"altitude = {ALTITUDES}  # km")
    print(f"solar_flux = {[float(flux) for flux in ACTIVITY]}  # sfu, 1e-22 W/m²/Hz")
    print("# kg/m³: one row for each solar flux, one column for each altitude")
    print("density = [")
    for flux, ap in ACTIVITY.items():
        rows = [f"{value:.4e}" for value in density(float(flux), ap)]
        print("  [")
        for start in range(0, len(rows), 11):
            print("    " + ", ".join(rows[start : start + 11]) + ",")
        print("  ],")
    print("]")


if __name__ == "__main__":
    main()
