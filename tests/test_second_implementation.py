"""A second implementation, without any code of the package, gives the same results.

    python tests/test_second_implementation.py --write     # run both and rewrite the section of docs/validation.md

Truth: independent. `tests/support/second.py` shares no function with `src/sunrack` and solves by other methods where there are any.
"""

import ast
import math
import re
import sys
from functools import cache
from pathlib import Path

import pytest

import sunrack as sr

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))  # for --write, without pytest

from support import second, validation  # noqa: E402

TITLE = "## A second implementation"
TOLERANCE = 1e-9  # of each result; both round at about 1e-13
OTHER_ORBIT = {
    "orbit.altitude": "550 km",
    "orbit.local_time": "10:30",
    "orbit.shadow": "penumbra",
    "power.eclipse_policy": "throttle",
}
OTHER_GROUND = {
    "rack.racks": 5,
    "rack.derate": 0.8,
    "attitude.radiator": "anti-sun",
    "ground.source": "best",
    "ground.regions": ["ireland", "india"],
}
CASES = {
    "rack-100kw": sr.load(),
    "rack-100kw-claimed": sr.load("rack-100kw-claimed"),
    "rack-100kw-flown": sr.load("rack-100kw-flown"),
    "rack-gb200": sr.load("rack-gb200"),
    "550 km, 10:30, penumbra, throttled in eclipse": sr.load().but(OTHER_ORBIT),
    "five derated racks, radiator behind the array, best source of power": sr.load().but(OTHER_GROUND),
}
OPTIONS = (
    {"attitude.radiator": "zenith-nadir", "thermal.bypass": "valve"},
    {"attitude.wings": "vertical", "attitude.radiator_mount": "behind", "mass.controlled_entry": "no"},
    {"orbit.altitude": "1400 km", "orbit.year": 2028, "power.eclipse_policy": "sleep"},
    {"orbit.shadow": "umbra", "rack.flight": "stripped", "rack.spares": 0.1, "thermal.bypass": "none"},
    {"mass.total": "8000 kg", "cost.satellite_per_watt": "20 USD/W", "launch.by_the_kilogram": "yes"},
    {"power.cell_degradation": "3 %/year", "power.thruster_power": "2 kW", "power.battery_energy": "200 kWh"},
    {"ground.source": "bridge", "ground.delay_cost": "compute-waiting", "ground.texas.moratorium_wait": "30 month"},
    {"ground.source": "best", "ground.objective": "time", "launch.fleet_power": "10 GW"},
    {
        "launch.fleet_power": "0.3 MW",
        "finance.cost_of_capital": "0 %/year",
        "link.ground": "optical",
        "cost.learning": 0.5,
    },
)


def apart(case):
    """The results of both by name, and the relative difference of each."""
    ours, theirs = sr.compare(case).to_dict(), second.walk(case)
    found = {}
    for name, number in theirs.items():
        row = ours[name]
        if isinstance(number, str):
            found[name] = 0.0 if number == row["value"] else math.inf
            continue
        first = row["value"] * second.unit(row["unit"])
        if math.isnan(first) and math.isnan(number):  # a price that no design has
            found[name] = 0.0
            continue
        found[name] = 0.0 if number == first else abs(number - first) / abs(first) if first else math.inf
    return ours, theirs, found


@cache
def both(name):
    return apart(CASES[name])


def beyond(differences):
    return {name: one for name, one in differences.items() if not one <= TOLERANCE}


@pytest.mark.parametrize("name", CASES)
def test_areas_masses_and_costs_agree_with_the_second_implementation(name):
    _, theirs, differences = both(name)
    assert len(theirs) > 220
    assert {"power.array_area", "thermal.radiator_area", "mass.wet", "cost.per_gpu_hour"} <= theirs.keys()
    assert not beyond(differences)


@pytest.mark.parametrize("changes", OPTIONS, ids=lambda changes: ",".join(changes))
def test_other_options_agree_too(changes):
    assert not beyond(apart(sr.load().but(changes))[2])


def test_the_second_implementation_shares_no_code():
    tree = ast.parse(Path(second.__file__).read_text("utf-8"))
    imported = {one.names[0].name for one in ast.walk(tree) if isinstance(one, ast.Import)}
    imported |= {one.module for one in ast.walk(tree) if isinstance(one, ast.ImportFrom)}
    assert imported == {"math", "tomllib", "datetime", "pathlib", "numpy"}


def test_every_section_of_the_equations_is_used():
    page, code = (ROOT / "docs" / "equations.md").read_text("utf-8"), Path(second.__file__).read_text("utf-8")
    numbers = [line.split()[1] for line in page.splitlines() if line.startswith(("## ", "### "))]
    assert len(numbers) > 40 and {str(one) for one in range(1, 13)} < set(numbers)
    assert not [one for one in numbers if f"§ {one}" not in code]
    assert not [one for one in re.findall(r"§ ([0-9.]*[0-9])", code) if one not in numbers]


def section():
    """The section of docs/validation.md."""
    lines = [
        TITLE,
        "",
        "`tests/support/second.py` computes the headline results again from [the equations](equations.md), without any code of the package.",
        f"`tests/test_second_implementation.py` requires that each result that both have agrees to {TOLERANCE:g} of its value. The second implementation solves by",
        "other methods where there are any. The numbers below are those of the second implementation. This section is generated by",
        "`python tests/test_second_implementation.py --write`.",
        "",
        "| scenario | results that both have | that agree | array, m² | radiator, m² | wet mass, kg | orbit, USD per GPU-hour | first region, USD per GPU-hour |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for name, case in CASES.items():
        _, theirs, differences = both(name)
        region = f"ground.{case.ground.regions[0]}.per_gpu_hour"
        hours = [f"{theirs[one] * 3600:.6g}" for one in ("cost.per_gpu_hour", region)]
        sizes = [f"{theirs[one]:.7g}" for one in ("power.array_area", "thermal.radiator_area", "mass.wet")]
        lines.append(
            f"| {' | '.join([name, str(len(theirs)), str(len(theirs) - len(beyond(differences))), *sizes, *hours])} |"
        )
    lines += ["", f"{len(OPTIONS)} more sets of options, which are not shown, agree as well.", ""]
    return "\n".join(lines)


def test_the_validation_page_shows_this_agreement():
    assert validation.holds(section())


if __name__ == "__main__" and "--write" in sys.argv:
    validation.write(section())
