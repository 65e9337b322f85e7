"""What a study draws depends on the seed and on each input's own name, and on nothing else that is listed or asked for."""

import os
import subprocess
import sys

import numpy as np
import pytest

import sunrack as sr
from sunrack.study.sampling import GROUPS, Draws, _places, dimension, drawn, lay_out_sample
from sunrack.study.uniform import PLACES

TEXAS = {"ground": {"regions": ["texas"]}}
OWN = {
    "ground": {
        "regions": ["mine", "texas"],
        "mine": {"base": "texas", "grid_wait": {"value": "5 month", "low": "1 month", "high": "9 month"}},
    }
}
OTHERS = [
    {"ground": {"regions": ["texas", "india"]}},
    {"ground": {"regions": ["india", "n-virginia", "texas"]}},
    OWN,
]


def draws(case, name="mass.wet", n=512, **how):
    outputs = how.pop("outputs", [name])
    return sr.sample(case, n, outputs=outputs, **how)[name].values


@pytest.mark.parametrize("method", ["sobol", "latin", "random"])
def test_k24_another_region_changes_no_draw(method):
    alone = draws(TEXAS, method=method)
    for case in OTHERS:
        assert np.array_equal(draws(case, method=method), alone)
    ratio = "compare.texas.cost_ratio"
    assert np.array_equal(draws(OTHERS[1], ratio), draws(TEXAS, ratio))


def test_k24_another_result_or_fewer_keys_change_no_draw():
    alone = draws(TEXAS)
    assert np.array_equal(draws(TEXAS, outputs=["mass.wet", "compare.texas.time_saved", "launch.binding_limit"]), alone)
    keys = ["launch.price", "mass.array_growth", "ground.texas.luck", "ground.texas.grid_wait"]
    every, few = (sr.sample(TEXAS, 256, outputs=["rack.power"], inputs=keys, keys=k) for k in (None, keys))
    for key in keys:
        one = sr.sample(TEXAS, 256, outputs=["rack.power"], inputs=[key], keys=[key])
        assert np.array_equal(every[key], few[key]) and np.array_equal(one[key], few[key])


@pytest.mark.parametrize("method", ["sobol", "random"])
def test_k24_the_first_draws_are_the_same_however_many(method):
    keys = [one.key for one in drawn(sr.load(OWN))]
    few, many = (lay_out_sample(OWN, n, method=method).draws for n in (512, 100_000))
    assert isinstance(few, Draws)
    first, same = few(0, 512), many(0, 512)
    assert all(np.array_equal(first[key], same[key]) for key in keys)


def test_k24_orbits_luck_is_independent_of_every_regions():
    found = lay_out_sample(None, 8192).draws(0, 8192)
    lucks = [key for key in found if key.endswith(".luck")]
    assert lucks[0] == "clock.luck" and len(lucks) == 5
    table = np.corrcoef([found[key] for key in lucks]) - np.eye(5)
    assert np.max(np.abs(table)) < 5 / np.sqrt(8192)
    # and by more than correlation: every cell of a grid of eight by eight holds about its share
    for key in lucks[1:]:
        cells, *_ = np.histogram2d(found["clock.luck"], found[key], bins=8, range=[[0, 1], [0, 1]])
        assert np.max(np.abs(cells - 128)) < 5 * np.sqrt(128)


def test_k24_every_key_has_a_dimension_of_its_own():
    groups = {value.group.removeprefix("-") for name in ("rack-100kw",) for value in sr.load(name).values().values()}
    assert {f"group {one}" for one in groups if one} <= set(GROUPS)
    sections, fields = _places()
    assert max(*sections.values(), *fields.values()) < PLACES  # those of a second set of points lie beyond
    dims = {(one.family, one.place) for key in sr.load(OWN).values() for one in [dimension(key)]}
    assert len(dims) == len(sr.load(OWN).values())
    assert dimension("rack.price", "-mine") == dimension("cost.structure_price", "mine") != dimension("rack.price")


def test_k24_sobol_indices_do_not_change_with_the_regions_listed():
    one, two = (sr.sensitivity(case, "mass.wet", sobol=True, n=32).indices for case in (TEXAS, OTHERS[0]))
    shared = {row.name: row for row in two}
    assert all(shared[row.name].total == row.total for row in one if row.name in shared)


def test_k24_draws_are_the_same_in_every_process():
    program = (
        "import sunrack as sr; "
        "print(repr(float(sr.sample({'ground': {'regions': ['texas']}}, 8, outputs=['mass.wet'])['mass.wet'][5])))"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, env={**os.environ, "PYTHONHASHSEED": "17"}
    )
    assert float(run.stdout) == draws(TEXAS, n=8)[5]
