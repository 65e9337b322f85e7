"""The inputs of the walk: a misspelt key is found by the type checker, nothing is set on them, and moved keys say where they are."""

import os
import subprocess
import sys
from pathlib import Path
from typing import get_type_hints

import numpy as np
import pytest

import sunrack as sr
from sunrack import ground, orbit, units
from sunrack.scenario import SECTIONS, Inputs
from sunrack.scenario.regions import MOVED
from sunrack.study.engine import evaluate
from sunrack.verdict import weigh
from sunrack.walk import Known

SNIPPET = """
from sunrack.power import Power
from sunrack.scenario import Inputs, load


def of_the_walk(case: Inputs) -> object:
    return case.thermal.earth_infrarad


def of_a_section(inputs: Power) -> object:
    return inputs.packing * inputs.pointng


def of_no_section(case: Inputs) -> object:
    return case.termal


def of_a_region(case: Inputs) -> object:
    return case.sites["texas"].grid_weight


right = load().inputs().thermal.emissivity * 2
wrong = load().inputs().orbit.altitud
"""


SETTINGS = """
[mypy]
strict = true
follow_imports = silent
[mypy-numpy.*,pint.*,pydantic_core.*]
follow_imports = skip
"""  # the libraries take most of the time, and the keys need none of them


@pytest.mark.slow
def test_the_type_checker_finds_a_misspelt_key(tmp_path: Path) -> None:
    (tmp_path / "snippet.py").write_text(SNIPPET)
    (tmp_path / "mypy.ini").write_text(SETTINGS)
    command = [sys.executable, "-m", "mypy", "--config-file", "mypy.ini", "--no-error-summary", "snippet.py"]
    path = {**os.environ, "PYTHONPATH": str(Path(sr.__file__).parents[1])}
    done = subprocess.run(command, cwd=tmp_path, env=path, capture_output=True, text=True, timeout=120)
    found = done.stdout.splitlines()
    for line, word in zip(found, ("earth_infrarad", "pointng", "termal", "grid_weight", "altitud"), strict=True):
        assert f'has no attribute "{word}"' in line
    assert 'maybe "earth_infrared"' in found[0]


def test_the_protocol_has_every_section_of_a_scenario() -> None:
    named = get_type_hints(Inputs)
    assert {name: named[name] for name in SECTIONS} == SECTIONS and set(named) - set(SECTIONS) == {"sites", "plants"}
    assert set(vars(sr.load().inputs())) == set(named)
    assert set(get_type_hints(ground.Region)) == {*ground.REGION_FIELDS, "supply", "refusal"}


def test_nothing_is_set_on_the_inputs() -> None:
    """A study gives what it knows as an argument, and the inputs are as before."""
    case = sr.load()
    inputs, before = case.inputs(bare=True), case.inputs(bare=True)
    tilt = orbit.sun_synchronous_inclination.si(inputs.orbit.altitude)
    bare = inputs.orbit.altitude, tilt, inputs.orbit.local_time, inputs.orbit.year
    known = Known(
        year=orbit.solve_year(*bare, shadow=inputs.orbit.shadow),
        luck={"ground.texas.luck": np.array([0.1, 0.99]), "clock.luck": np.array([0.2, 0.98])},
    )
    with units.bare(), np.errstate(all="ignore"):
        one = weigh(case, inputs, known)
    for room in SECTIONS:
        assert vars(getattr(inputs, room)).keys() == vars(getattr(before, room)).keys()
    two = evaluate(case, dict(known.luck))
    for name, row in two.to_dict().items():
        assert np.array_equal(one.to_dict()[name]["value"], row["value"]), name
    assert one.ground["texas"].time_to_power.shape == one.clock.time_to_first_token.shape == (2,)


def test_every_step_of_the_orbit_answers_with_what_it_adds() -> None:
    """No field of the orbit is without a number until a later step, and the three steps share none."""
    inputs = sr.load().inputs()
    with np.errstate(all="ignore"):
        track = orbit.solve(inputs.orbit, life=inputs.finance.satellite_life)
        climb = orbit.climb(track, inputs.orbit, area=sr.Q("400 m²"), thrust=inputs.mass.thrust)
        stay = orbit.settle(track, inputs.orbit, climb=climb, mass=sr.Q("5 t"), thrust=inputs.mass.thrust)
    parts = [part.to_dict() for part in (track, climb, stay)]
    assert all(np.isfinite(row["value"]) for part in parts for row in part.values())
    names = [name for part in parts for name in part]
    assert len(names) == len(set(names)) and set(names) == set(sr.design().orbit.to_dict())


@pytest.mark.parametrize("key", MOVED)
@pytest.mark.parametrize("content", [1, {"value": "1 month", "low": "1 month"}, sr.Q("2 month")], ids=str)
def test_a_moved_key_says_where_it_is_now(key: str, content: object) -> None:
    with pytest.raises(sr.ScenarioError, match=rf"ground.on-site-gas.{MOVED[key]}") as caught:
        sr.load({"ground": {key: content}})
    assert len(caught.value.problems) == 1
    assert MOVED[key] in ground.plant_values("on-site-gas")


def test_the_gas_plant_is_changed_as_every_other_plant() -> None:
    case = sr.load({"ground": {"source": "on-site-gas", "regions": ["texas"], "on-site-gas": {"carbon": "600 g/kWh"}}})
    usual = sr.load({"ground": {"source": "on-site-gas", "regions": ["texas"]}})
    mine, theirs = (sr.compare(one).ground["texas"].carbon_per_kw_year for one in (case, usual))
    assert (mine / theirs).to("").magnitude == pytest.approx(600 / 511, rel=1e-12)
