"""Samples: sequences against scipy's, moments against exact ones, draws against the scalar walk, odds against counting."""

import json
import pickle

import matplotlib
import numpy as np
import pandas
import pytest
import xarray
from hypothesis import given, settings
from hypothesis import strategies as some
from scipy.stats import qmc
from support.command import mistake
from support.tables import read_csv

import sunrack as sr
from sunrack.catalogue import place, records
from sunrack.cli import progress, samples
from sunrack.reading import to_value
from sunrack.study import plan as plans
from sunrack.study.distributions import distribution, quantile
from sunrack.study.runner import Runner
from sunrack.study.sampling import drawn, lay_out_sample
from sunrack.study.store import StoreError, pieces
from sunrack.study.uniform import Dimension, Uniform
from sunrack.values import DISTRIBUTIONS

COUNT = 2**14
RATIO = "compare.texas.cost_ratio"


@pytest.fixture(scope="module")
def case():
    return sr.load({"ground": {"regions": ["texas"]}})


# sequences


@pytest.mark.parametrize("family", ["", "another"])
def test_sobol_puts_one_point_in_each_slice_and_is_the_same_from_any_place(family):
    one = Dimension("x", 5, family)
    whole = Uniform(5000, 3).at(one, 0, 5000)
    assert np.array_equal(Uniform(5000, 3).at(one, 1700, 4001), whole[1700:4001])
    for count in (
        1,
        2,
        64,
        1024,
        4096,
    ):  # the first points of any count are spread evenly, and are those of every count
        assert np.array_equal(np.sort((whole[:count] * count).astype(int)), np.arange(count))
        assert np.array_equal(Uniform(count, 3).at(one, 0, count), whole[:count])


@pytest.mark.parametrize("dims", [20, 100, 200])
def test_independent_sobol_integrates_no_worse_than_scipys(dims):
    """A smooth function of many dimensions with known mean 1: the root mean square error over seeds is that of scipy's own scrambled sequence."""
    weight, count, seeds = 1 / np.arange(1, dims + 1) ** 1.5, 1024, range(24)

    def error(points):
        return np.mean(np.prod(1 + weight[:, None] * (points**2 - 1 / 3), axis=0)) - 1

    def ours(seed, family=""):
        return [Uniform(count, seed).at(Dimension(f"x{k}", k, family), 0, count) for k in range(dims)]

    true = np.sqrt(np.mean([error(qmc.Sobol(dims, seed=seed).random(count).T) ** 2 for seed in seeds]))
    for family in ("", "another"):  # 24 seeds tell a root mean square to a seventh: half as large again is three sigma
        assert np.sqrt(np.mean([error(np.array(ours(seed, family))) ** 2 for seed in seeds])) < 1.5 * true


def test_dimensions_are_uncorrelated():
    """All 44,850 pairs of 300 dimensions, in one family and between families: a sigma of random points is 1/sqrt(n)."""
    dims = [Dimension(f"x{k}", k) for k in range(150)]
    dims += [Dimension(f"{family} {k}", k, family) for family in "abcdefghij" for k in range(15)]
    table = np.corrcoef([Uniform(4096, 1).at(one, 0, 4096) for one in dims]) - np.eye(300)
    assert np.max(np.abs(table)) < 7 / np.sqrt(4096) and np.sqrt(np.mean(table**2)) < 1.5 / np.sqrt(4096)


@pytest.mark.parametrize("count", [1, 2, 3, 1000, 1025])
def test_latin_has_one_point_in_each_slice(count):
    for dim in "abc":
        points = Uniform(count, 5, "latin").at(Dimension(dim), 0, count)
        assert np.allclose(np.sort(points), (np.arange(count) + 0.5) / count)


@pytest.mark.parametrize("method", ["sobol", "latin", "random"])
def test_every_piece_of_a_sequence_is_the_same_numbers_and_no_other_seeds(method):
    one, dim, other = Uniform(3000, 1, method), Dimension("a", 2), Dimension("b", 3)
    whole = one.at(dim, 0, 3000)
    assert np.array_equal(
        np.concatenate([one.at(dim, a, b) for a, b in ((0, 1), (1, 1025), (1025, 2999), (2999, 3000))]), whole
    )
    assert np.all((whole > 0) & (whole < 1))
    assert not np.array_equal(whole, Uniform(3000, 2, method).at(dim, 0, 3000))
    assert abs(np.corrcoef(whole, one.at(other, 0, 3000))[0, 1]) < 4 / np.sqrt(
        3000
    )  # of independent numbers, four standard errors


# distributions

EXACT = {  # published: mean and variance of each, Johnson, Kotz & Balakrishnan (1995); PERT's variance is its beta distribution's
    "triangular": lambda a, m, b: ((a + m + b) / 3, (a * a + m * m + b * b - a * m - a * b - m * b) / 18),
    "uniform": lambda a, m, b: ((a + b) / 2, (b - a) ** 2 / 12),
    "log-uniform": lambda a, m, b: (
        (b - a) / np.log(b / a),
        (b * b - a * a) / (2 * np.log(b / a)) - ((b - a) / np.log(b / a)) ** 2,
    ),
    # by hand: half the draws in each of two right-angled triangles that meet at the value
    "balanced": lambda a, m, b: ((a + 4 * m + b) / 6, ((m - a) ** 2 + (b - m) ** 2) / 12 - ((a + b - 2 * m) / 6) ** 2),
    "pert": lambda a, m, b: ((a + 4 * m + b) / 6, ((a + 4 * m + b) / 6 - a) * (b - (a + 4 * m + b) / 6) / 7),
}


@pytest.mark.parametrize("name", EXACT)
@pytest.mark.parametrize("ends", [(1.0, 2.0, 10.0), (3.0, 3.0, 4.0), (0.2, 5.0, 5.0)])
def test_moments_are_the_exact_ones(name, ends):
    numbers = quantile(name, (np.arange(COUNT) + 0.5) / COUNT, *ends)
    mean, variance = EXACT[name](*ends)
    # the middle of each of 16,384 slices: an error of the order of 1/n where the density is steep; PERT's table has 4,096 cells
    assert np.mean(numbers) == pytest.approx(mean, rel=2e-5)
    assert np.var(numbers) == pytest.approx(variance, rel=5e-4)


@pytest.mark.parametrize("name", ["triangular", "balanced"])
def test_a_distribution_of_logarithms_is_that_of_the_logarithms(name):
    share = (np.arange(COUNT) + 0.5) / COUNT
    found = np.log(quantile(f"log-{name}", share, 1.0, 5.0, 100.0))
    assert np.allclose(found, quantile(name, share, 0.0, np.log(5), np.log(100)), rtol=1e-13)


def test_a_balanced_draw_is_as_often_above_its_value_as_below():
    assert quantile("balanced", np.array([0.5]), 1.0, 2.0, 10.0)[0] == pytest.approx(2.0, rel=1e-14)
    assert quantile("log-balanced", np.array([0.5]), 1.0, 2.0, 10.0)[0] == pytest.approx(2.0, rel=1e-14)


@given(some.sampled_from(DISTRIBUTIONS), some.floats(1e-6, 1e6), some.floats(0, 1), some.floats(1.001, 1e4))
def test_draws_rise_with_their_share_and_stay_in_the_range(name, low, place, ratio):
    high = low * ratio
    value = low + place * (high - low)
    numbers = quantile(
        name, np.array([2.0**-54, 1e-9, 0.01, 0.3, 0.5, 0.77, 0.99, 1 - 1e-9, 1 - 2.0**-53]), low, value, high
    )
    slack = 1e-12 * high
    assert np.all(np.diff(numbers) >= -slack) and numbers[0] >= low - slack and numbers[-1] <= high + slack


def test_the_variance_of_a_sum_of_draws_is_the_sum_of_variances():
    # exact: independent triangles; a quasi-random sequence of 2^14 points is within 0.2 % of it where plain random ones are within 2 %
    dims = 30
    one = Uniform(COUNT, 1)
    total = sum(k * quantile("triangular", one.at(Dimension(f"x{k}", k), 0, COUNT), 0.0, 0.3, 1.0) for k in range(dims))
    assert np.var(total) == pytest.approx(sum(k * k for k in range(dims)) * EXACT["triangular"](0, 0.3, 1)[1], rel=2e-3)


def test_a_wide_lopsided_range_is_drawn_in_logarithms():
    def shape(value, low, high, **more):
        return distribution(to_value({"value": value, "low": low, "high": high, **more}, ""))

    assert shape(1000, 200, 10000) == "log-balanced"  # the value is nearer the middle by ratio
    assert shape(0.9, 0.1, 1.0) == "balanced"  # by difference
    assert shape(1.2, 1.0, 2.0) == shape(1, 0, 100) == shape(-1, -5, 5) == "balanced"
    assert shape(1000, 200, 10000, distribution="uniform") == "uniform"


@pytest.mark.parametrize(
    ("record", "words"),
    [
        ({"value": 2, "low": 1, "high": 3, "distribution": "normal"}, "Choose from balanced"),
        ({"value": 2, "distribution": "uniform"}, "no range"),
        ({"value": 2, "group": "growth"}, "no range"),
        ({"value": 2, "low": 0, "high": 3, "distribution": "log-uniform"}, "more than 0"),
        ({"value": 2, "low": 1, "high": 3, "group": "-"}, "without a name"),
        ({"value": 2, "low": 1, "high": 3, "group": 4}, "not text"),
    ],
)
def test_a_record_that_cannot_be_drawn_is_told_in_words(record, words):
    with pytest.raises(sr.UnitError, match=words):
        to_value(record, "")


# draws


def test_draws_are_the_same_whatever_the_threads_the_blocks_and_the_other_keys(case, monkeypatch):
    names = [RATIO, "mass.wet"]
    plan = lay_out_sample(case, 500, results=names)
    found = Runner(plan).arrays(threads=1)
    few = plan.draws(0, 500)
    for threads, points in ((2, 64), (3, 333)):
        monkeypatch.setattr(plans, "POINTS", points)
        again = Runner(lay_out_sample(case, 500, results=names)).arrays(threads=threads)
        assert all(np.array_equal(again[name], found[name]) for name in names)
    elsewhere = pickle.loads(pickle.dumps(plan.draws))  # as another process has it
    assert all(np.array_equal(numbers, few[key]) for key, numbers in elsewhere(0, 500).items())
    alone = lay_out_sample(case, 500, only=["launch.price", "mass.array_growth"]).draws(100, 200)
    assert list(alone) == ["launch.price", "mass.array_growth"]
    assert all(np.array_equal(numbers, few[key][100:200]) for key, numbers in alone.items())


def test_draws_equal_the_scalar_walk(case):
    # ourselves, by the other way: a scenario changed to a draw's values, its units checked, one design at a time
    keys = [one.key for one in drawn(case) if not one.key.startswith(("ground.", "clock."))]
    names = [
        RATIO,
        "cost.per_gpu_hour",
        "mass.wet",
        "power.array_area",
        "thermal.radiator_area",
        "orbit.sunlit_fraction",
    ]
    draws = sr.sample(case, 3, outputs=names, keys=keys, inputs=keys, exact=True, seed=8)
    for row in range(3):
        one = sr.compare(case.but({key: sr.Q(float(draws[key][row]), draws[key].attrs["units"]) for key in keys}))
        for name in names:
            assert float(draws[name][row]) == pytest.approx(one.result(name), rel=1e-12)


def test_members_of_a_group_move_together_and_a_minus_turns_one_round(case):
    record = {"value": "3 MUSD", "low": "2 MUSD", "high": "4 MUSD", "distribution": "uniform"}
    joined = case.but(
        {
            "rack.price": {**record, "group": "-us"},
            "finance.compute_life": {
                "value": "5 year",
                "low": "4 year",
                "high": "8 year",
                "distribution": "uniform",
                "group": "us",
            },
        }
    )
    keys = ["rack.price", "finance.compute_life", "mass.array_growth", "mass.thermal_growth", "launch.price"]
    table = sr.sample(joined, 1024, outputs=["rack.power"], keys=keys, inputs=keys)
    pairs = {(a, b): np.corrcoef(table[a], table[b])[0, 1] for a in keys for b in keys}
    assert pairs["rack.price", "finance.compute_life"] == pytest.approx(-1)
    assert pairs["mass.array_growth", "mass.thermal_growth"] > 0.9
    assert abs(pairs["rack.price", "launch.price"]) < 0.1


def test_whole_numbers_are_drawn_whole_each_as_often(case):
    one = case.but({"rack.gpus": {"value": 72, "low": 71, "high": 74, "distribution": "uniform"}})
    numbers = sr.sample(one, 1024, outputs=["rack.power"], keys=["rack.gpus"], inputs=["rack.gpus"])["rack.gpus"]
    found, often = np.unique(numbers, return_counts=True)
    assert list(found) == [71, 72, 73, 74] and np.all(np.abs(often - 256) <= 2)


def test_every_doubtful_value_is_drawn_within_its_range_and_permission_by_luck(case):
    plan = lay_out_sample(case, 300)
    draws = plan.draws(0, 300)
    ranged = {
        key: value
        for key, value in case.values().items()
        if value.low is not None and value.high is not None and value.low < value.high
    }
    chosen = {key for key, value in ranged.items() if value.distribution == "none" or value.kind}
    assert "launch.fleet_power" in chosen and set(draws) == {*ranged, "ground.texas.luck", "clock.luck"} - chosen
    for key, (low, high) in plan.spans.items():
        slack = 1e-12 * max(abs(low), abs(high))
        assert np.all((draws[key] >= low - slack) & (draws[key] <= high + slack)), key


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"keys": ["launch.prise"]}, "launch.price"),
        ({"only": []}, "no input to draw"),
        ({"outputs": ["mass.wett"]}, "mass.wet"),
        ({"method": "sobel"}, "sobol"),
        ({"n": 0}, "from 1"),
        ({"n": 2.5}, "whole number from 1"),
        ({"keys": ["launch.price"], "inputs": ["launch.payload"]}, "cannot be shown as drawn"),
        ({"n": 2**30, "outputs": ["mass.wet"] + [f"mass.{k}" for k in range(10000)]}, "GB of results"),
        ({"seed": -1}, "whole number"),
        ({"inputs": ["power.cell"]}, "not a value with a range"),
    ],
)
def test_what_cannot_be_sampled_is_told_in_words(case, words, said):
    with pytest.raises(ValueError, match=said):
        sr.sample(case, **{"n": 2, **words})


# stored


@pytest.mark.slow
def test_stored_draws_are_those_in_memory_and_go_on_after_a_stop(case, tmp_path, monkeypatch):
    # independent: the sample in memory, made in other pieces
    monkeypatch.setattr(plans, "POINTS", 64)
    monkeypatch.setattr(pieces, "POINTS", 128)
    how = {"outputs": [RATIO, "launch.binding_limit"], "inputs": ["launch.price", "ground.texas.luck"], "seed": 3}
    known, points = sr.sample(case, 500, **how), []

    def stop(done):
        raise KeyboardInterrupt

    for form in ("zarr", "parquet", "csv", "nc"):
        path = tmp_path / f"x.{form}"
        with pytest.raises(KeyboardInterrupt):
            sr.sample(case, 500, **how, output=path, progress=stop)
        assert sr.sample(case, 500, **how, output=path, progress=points.append) == path
        if form == "zarr":
            found = xarray.open_zarr(path, chunks=None).load()
            assert (found.attrs["seed"], found.attrs["method"], found.attrs["drawn"]) == (
                3,
                "sobol",
                known.attrs["drawn"],
            )
            assert found["launch.price"].attrs["units"] == "USD/kg"
        elif form == "nc":
            found = xarray.load_dataset(path)
            assert found.attrs["seed"] == 3
        else:
            found = pandas.read_parquet(path) if form == "parquet" else read_csv(path)
            found.columns = [name.split(" [")[0] for name in found]
            assert list(found) == ["draw", *known.data_vars] and list(found["draw"]) == list(range(500))
        for name, one in known.data_vars.items():
            assert np.array_equal(np.asarray(found[name]), one.values), (form, name)
    assert points[0] > 64 and sum(points) == 2000
    assert (
        sr.sample(case, 500, **how, output=tmp_path / "x.zarr", progress=points.append) and points[-1] == 500
    )  # finished: left as it is


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"seed": 4}, "its seed is 3, this one's 4"),
        ({"n": 60}, "its count is 50, this one's 60"),
        ({"method": "random"}, "its method is sobol, this one's random"),
        ({"keys": ["launch.price"]}, "launch.payload is drawn there and not here"),
        ({"inputs": ["launch.price"]}, "its results are mass.wet, these mass.wet, launch.price"),
        (
            {"how": {"distribution": "uniform"}},
            "launch.price is drawn log-balanced by itself there and uniform by itself here",
        ),
        (
            {"how": {"group": "launcher"}},
            "launch.price is drawn log-balanced by itself there and log-balanced with group launcher here",
        ),
    ],
)
def test_a_store_of_other_draws_is_refused(case, tmp_path, change, said):
    price = {"value": "500 USD/kg", "low": "100 USD/kg", "high": "1500 USD/kg"}
    first = {
        "scenario": case.but({"launch.price": price}),
        "n": 50,
        "seed": 3,
        "outputs": ["mass.wet"],
        "keys": ["launch.price", "launch.payload"],
    }
    sr.sample(**first, output=tmp_path / "x.parquet")
    if how := change.get("how"):
        change = {"scenario": case.but({"launch.price": price | how})}
    with pytest.raises(StoreError, match="belongs to a different study") as refused:
        sr.sample(**{**first, **change}, output=tmp_path / "x.parquet")
    assert said in str(refused.value)


# summaries


def test_a_summary_counts_what_cannot_be_built_and_never_lets_it_win():
    # independent: counted by hand
    ratio = np.array([0.5, 0.9, 2.0, 4.0, np.inf, 8.0, np.nan, 3.0])
    table = xarray.Dataset({RATIO: ("draw", ratio), "mass.wet": ("draw", np.arange(8.0), {"units": "kg"})})
    said = sr.summarise(table)
    assert said.odds[0].wins == 0.25 and said.unbuildable == 0.25 and np.isnan(said.odds[0].sooner)
    ratio_row, mass = said.results
    assert (ratio_row.p10, ratio_row.p50, ratio_row.p90) == (0.5, 3.0, np.inf)
    assert ratio_row.mean == pytest.approx((0.5 + 0.9 + 2 + 4 + 8 + 3) / 6) and np.isnan(ratio_row.error)
    assert (mass.p50, mass.mean, mass.unit, mass.finite) == (3.0, 3.5, "kg", 1.0)


def test_the_error_of_a_median_is_that_of_its_spread_over_seeds():
    # independent: the spread of medians of other random samples; eight batches tell their own error to about a quarter, twice is 2.5 sigma off
    def median(seed):
        numbers = Uniform(4096, seed, "random").at(Dimension("x"), 0, 4096)
        return sr.summarise(xarray.Dataset({"mass.wet": ("draw", numbers)})).results[0]

    rows = [median(seed) for seed in range(60)]
    assert np.mean([row.error for row in rows]) == pytest.approx(np.std([row.p50 for row in rows]), rel=0.25)


@settings(max_examples=5)
@given(some.integers(1, 9))
def test_any_number_of_draws_can_be_summed_up(n):
    said = sr.summarise(sr.sample("rack-100kw", n, outputs=["orbit.altitude"]))
    assert said.draws == n and 600 <= said.results[0].p50 <= 700 and said.odds == ()


# the command


def test_sample_answers_first_and_fits_the_screen(run):
    answer = run("sample", "-n", "300", "--region", "texas")
    assert answer.code == 0 and answer.err == "" and max(map(len, answer.out.splitlines())) <= 80
    assert "in none of the draws" in answer.out.split("\n\n")[1].replace("\n", " ")
    assert "cost.per_gpu_hour" in answer.out and "judgement" in answer.out


def test_sample_for_machines_and_draws_to_files(run, tmp_path):
    found = json.loads(run("sample", "-n", "200", "--region", "india", "--format", "json", "--result", "mass.wet").out)
    assert found["draws"] == 200 and found["odds"][0]["region"] == "india" and found["results"][0]["name"] == "mass.wet"
    for suffix, read in (
        (".nc", xarray.load_dataset),
        (".csv", None),
    ):  # the others need packages that not everybody has
        path = tmp_path / f"draws{suffix}"
        answer = run("sample", "-n", "200", "--region", "india", "-o", str(path), "--with", "launch.price", "-q")
        assert answer.code == 0 and answer.err == "" and "Probability that orbit is cheaper" in answer.out
        if read:
            assert read(path)["launch.price"].attrs["units"] == "USD/kg"
        else:
            assert (
                path.read_text().startswith("draw,cost.per_gpu_hour [USD/hour],")
                and len(path.read_text().splitlines()) == 201
            )
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith(".")] == []
    assert run("sample", "-n", "50", "--format", "csv").out.startswith("name,unit,p10,p50,p90,mean,")


def test_a_stored_sample_is_summed_up_from_its_first_draws_and_resumed(run, tmp_path, monkeypatch):
    monkeypatch.setattr(samples, "_SUMMED", 60)
    monkeypatch.setattr(plans, "POINTS", 50)
    monkeypatch.setattr(pieces, "POINTS", 50)
    words = ("sample", "-n", "200", "--region", "india", "--result", "mass.wet", "-o", str(tmp_path / "x.csv"))

    def stop(self, points):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(progress.Progress, "__call__", stop)
        stopped = run(*words)
    assert stopped.code == 130 and "Finished pieces are kept in" in stopped.err
    answer = run(*words)
    assert (
        answer.err.startswith("resumed: 50 of 200 draws were already done\nwrote ")
        and "200 draws, 4 results each" in answer.err
    )
    assert "the first 60 of 200 draws of" in answer.out.replace("\n", " ")


def test_a_mistake_at_sampling_is_a_sentence(run, tmp_path):
    assert mistake(run("sample", "-n", "0"), "from 1 to 1,073,741,824")
    assert mistake(run("sample", "-n", "5", "--result", "mass.wett"), "mass.wet")
    assert mistake(run("sample", "-n", "5", "--key", "nothing.such"), "not a value with a range")
    assert mistake(run("sample", "-n", "5", "-o", str(tmp_path / "no" / "x.nc")), "cannot be written", "no folder")
    (tmp_path / "x.zarr").mkdir()
    assert mistake(run("sample", "-n", "5", "-o", str(tmp_path / "x.zarr")), "not a finished study")
    assert mistake(run("sample", "-n", "5", "--format", "xlsx"), "text, md, json, html, csv")


@pytest.mark.parametrize(
    ("scenario", "words"), [("rack-100kw", "P10 to P90"), ("rack-100kw-flown", "every design here is infeasible")]
)
def test_a_figure_of_many_regions_shows_spans(run, tmp_path, scenario, words):
    """Seventeen curves hide each other: spans instead, the region where orbit is cheapest on top; what cannot be built is said."""
    file = tmp_path / "x.svg"
    with matplotlib.rc_context({"svg.fonttype": "none"}):
        answer = run("sample", scenario, "-n", "64", "--region", "all", "--plot", str(file), "--quiet")
    drawn = file.read_text(encoding="utf-8")
    assert answer.code == 0 and words in drawn and all(place(name) in drawn for name in records("regions"))
