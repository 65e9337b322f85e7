"""Sweeps streamed into Zarr, each in a fresh process: `python benchmarks/streaming.py`, or with `--points 1e6` for
less.

Time should grow with the points, and memory should not. The largest takes 7 GB of disk while it runs, in the folder it
is started in.
"""

import argparse
import platform
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

import sunrack
from sunrack.study import sweep

SIZES = (1e5, 1e6, 1e7, 1e8)
LARGE, LIMIT, MORE = (
    1e7,
    600,
    1.1,
)  # points, MB, and times the memory of ten million points that a hundred million may take
RESULTS = {"one": ["cost.per_gpu_hour"], "headlines": None}
AXES = {
    "launch.price": (100, 1500, "USD/kg"),
    "thermal.emissivity": (0.85, 0.92, ""),
    "power.packing": (0.8, 0.92, ""),
    "rack.power": (90, 120, "kW"),
    "cost.first_unit": (8000, 60000, "USD/kg"),
}


def grid(points):
    """Five axes: the first is as long as it takes, so that the pieces are of one size whatever the points."""
    counts = [round(points / 10 ** (len(AXES) - 1))] + [10] * (len(AXES) - 1)
    return {
        key: f"{low} {unit}:{high} {unit}:{count}"
        for (key, (low, high, unit)), count in zip(AXES.items(), counts, strict=True)
    }


def child(points, results, folder):
    """One sweep: points, seconds, peak memory in MB, bytes on disk."""
    from sunrack.study.sweeping import lay_out

    size = lay_out("rack-100kw", grid(points), RESULTS[results]).size
    start = time.perf_counter()
    made = sweep("rack-100kw", grid(points), RESULTS[results], output=Path(folder) / "sweep.zarr")
    spent = time.perf_counter() - start
    stored = sum(file.stat().st_size for file in made.rglob("*") if file.is_file())
    print(
        size,
        spent,
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10),
        stored,
    )


def measured(points, results, times):
    """Least time and most memory of a few fresh processes."""
    rows = []
    for _ in range(times):
        folder = tempfile.mkdtemp(dir=".")
        try:
            command = [sys.executable, __file__, "--child", results, "--points", str(points), "--folder", folder]
            rows.append(
                [
                    float(one)
                    for one in subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
                ]
            )
        finally:
            shutil.rmtree(folder)
    return rows[0][0], min(row[1] for row in rows), max(row[2] for row in rows), rows[0][3]


def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--points", type=float, action="append", help="instead of 1e5 to 1e8; repeat at will")
    options.add_argument("--times", type=int, default=2, help="how often each")
    options.add_argument("--child", choices=list(RESULTS), help=argparse.SUPPRESS)
    options.add_argument("--folder", help=argparse.SUPPRESS)
    asked = options.parse_args()
    if asked.child:
        return child(asked.points[0], asked.child, asked.folder)
    print(
        f"sunrack {sunrack.__version__}, Python {platform.python_version()}, numpy {np.__version__},"
        f" {platform.system()} {platform.machine()}"
    )
    print(f"{'results':<10} {'points':>12} {'s':>8} {'points/s':>12} {'peak MB':>8} {'on disk':>10}")
    kept = True
    for results in RESULTS:
        peaks = {}
        for points in asked.points or SIZES:
            size, spent, peaks[points], stored = measured(points, results, asked.times)
            print(
                f"{results:<10} {size:>12,.0f} {spent:>8.2f} {size / spent:>12,.0f} {peaks[points]:>8.0f}"
                f" {stored / 1e6:>7.0f} MB",
                flush=True,
            )
        kept &= max(peaks.values()) < LIMIT and all(peak <= MORE * peaks.get(LARGE, peak) for peak in peaks.values())
    print(
        f"promise: under {LIMIT} MB, and a hundred million points within a tenth of ten million:"
        f" {'kept' if kept else 'MISSED'}"
    )
    return 0 if kept else 1


if __name__ == "__main__":
    main()
