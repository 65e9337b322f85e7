"""A study's speed, as ratios in one run: `python benchmarks/study.py`. Processor time, best of a few runs: how long a
step of the recorded walk takes, over numpy's own multiplication of two arrays; of a study everything is
counted but laying it out.

Scattered: designs with nothing in common, every result of RESULTS with one region beside it; "some" varies 20 inputs of
all rooms, "every" all inputs that have a range, those of the region with them, each design one outcome of its gates, as
a sample has it; "drawn" are a sample's own draws of them all, the drawing counted. Grid: ten million points on five
axes for one cost result.
"""

import os
import platform
import sys
import time
from math import prod

import numpy as np

import sunrack as sr
from sunrack.scenario import SECTIONS
from sunrack.study.plan import Plan
from sunrack.study.runner import Runner
from sunrack.study.sampling import lay_out_sample
from sunrack.study.sweeping import lay_out

REGION = "texas"
RESULTS = """
rack.power rack.mass
orbit.altitude orbit.inclination orbit.period orbit.nodal_period orbit.sunlit_fraction orbit.longest_eclipse
orbit.eclipse_days
orbit.eclipses_per_year orbit.minimum_beta orbit.drag_delta_v orbit.disposal_delta_v orbit.dose
power.load_sunlit power.load_eclipse power.array_power_eol power.array_power_bol power.array_area power.array_mass
power.cell_temperature power.wing_span_per_side power.battery_energy power.battery_mass
thermal.heat thermal.sink_temperature thermal.radiator_temperature thermal.radiator_area thermal.emitting_area
thermal.radiator_mass thermal.net_flux thermal.earth_view_factor
link.slant_range link.latency_one_way link.round_trip link.isl_range link.isl_margin link.data_rate
mass.best_estimate mass.dry mass.wet mass.allocated mass.per_power mass.without_rack
launch.price launch.satellites_per_launch launch.binding_limit launch.cost_per_satellite
cost.satellite cost.capex_per_watt_without_compute cost.launch_only_per_kw_year cost.infrastructure_per_kw_year
cost.all_in_per_kw_year cost.per_gpu_hour cost.delivered_fraction
ground.texas.time_to_power_p10 ground.texas.time_to_power_p50 ground.texas.time_to_power_p90 ground.texas.binding_gate
ground.texas.infrastructure_per_kw_year ground.texas.all_in_per_kw_year ground.texas.per_gpu_hour
compare.texas.cost_ratio compare.texas.time_saved compare.texas.net_present_value compare.texas.breakeven_launch_price
""".split()
SOME = """
orbit.altitude orbit.shield_thickness power.cell_efficiency power.array_areal_mass power.battery_specific_energy
power.conversion_mass
thermal.emissivity thermal.absorptivity thermal.areal_mass thermal.fin_efficiency link.transmit_power
mass.structure_fraction mass.margin launch.price launch.success cost.structure_price cost.learning cost.operations
rack.price finance.cost_of_capital
""".split()
COUNT = 1_000_000
PROMISED = {"some": 4.0, "every": 4.0}  # multiplications a step; a draw takes logarithms and powers as well
GRID = {
    "orbit.altitude": "500 km:1400 km:50",
    "launch.price": "10 USD/kg:1000 USD/kg:50:log",
    "cost.structure_price": "5000 USD/kg:60000 USD/kg:20",
    "finance.cost_of_capital": "3 percent/year:12 percent/year:20",
    "finance.compute_life": "2 year:10 year:10",
}


def main():
    case = sr.load().but({"ground.regions": [REGION]})
    print(f"sunrack {sr.__version__}, Python {platform.python_version()}, numpy {np.__version__}")
    print(f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores\n")
    sample = lay_out_sample(case, COUNT, results=RESULTS)
    plans = {
        "some": (len(SOME), scattered(case, SOME)),
        "every": (len(ranged(case)), scattered(case, list(ranged(case)))),
        "drawn": (sample.said["drawn"], lambda: lay_out_sample(case, COUNT, results=RESULTS)),
        "grid": (len(GRID), lambda: lay_out(None, GRID, ["cost.per_gpu_hour"])),
    }
    print(f"{'study':<8}{'inputs':>7}{'designs':>12}{'steps':>7}{'a step is multiplications':>27}{'on all cores':>14}")
    kept = True
    for name, (inputs, plan) in plans.items():
        wall, spent = taken(plan, 1)
        several, _ = taken(plan, None)
        steps, one = len(program(plan()).steps), multiplication()
        size, block = plan().size, prod(plan().blocks[0].shape)
        ratio = spent / (size / block * steps) / (one * block)
        kept = kept and ratio < PROMISED.get(name, np.inf)
        print(f"{name:<8}{inputs:>7}{size:>12,}{steps:>7,}{ratio:>27.2f}{wall / several:>8.2f} times")
    told = ", ".join(f"{least:g} in {name}" for name, least in PROMISED.items())
    print(f"promise: a step takes less than so many multiplications of numpy: {told}: {'kept' if kept else 'MISSED'}")
    return 0 if kept else 1


def program(plan):
    """The recorded program of a plan's first block."""
    made, _ = Runner(plan).recordings.record_block(plan.blocks[0])
    return made


def multiplication(points=32_768, times=2_000):
    """Processor seconds that numpy takes to multiply two numbers of an array that lies in a second-level cache."""
    first, second = np.random.default_rng(1).random((2, points))
    start = time.process_time()
    for _ in range(times):
        first * second
    return (time.process_time() - start) / times / points


def ranged(case):
    """Numbers of the scenario with a range, whole ones left out."""
    rows = {}
    for key, value in case.values().items():
        room, _, name = key.partition(".")
        whole = "." not in name and SECTIONS[room].extra(name)["bounds"]["whole"]
        if not whole and value.low is not None and value.high is not None and value.low < value.high:
            rows[key] = (value.low, value.high)
    return rows


def scattered(case, keys):
    """A plan of designs drawn evenly, made anew for each run."""
    random, ends = np.random.default_rng(1), ranged(case)
    values = {key: random.uniform(*ends[key], COUNT) for key in keys}
    spans = {key: ends[key] for key in keys}
    if len(keys) > len(SOME):
        values |= {key: random.random(COUNT) for key in (f"ground.{REGION}.luck", "clock.luck")}
    return lambda: Plan(
        case,
        tuple(RESULTS),
        draws=lambda a, b: {key: one[a:b] for key, one in values.items()},
        count=COUNT,
        spans=spans,
    )


def taken(plan, threads, times=3):
    """Wall and processor seconds of the fastest of a few whole runs, whose results are looked at and dropped."""
    spent = []
    for _ in range(times):
        runner, start, used = Runner(plan()), time.perf_counter(), time.process_time()
        for _, outputs in runner.results(threads):
            assert outputs
        spent.append((time.perf_counter() - start, time.process_time() - used))
    return min(spent)


if __name__ == "__main__":
    sys.exit(main())
