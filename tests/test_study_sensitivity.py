"""What decides: Sobol indices against published functions, the tornado against the walk, frontiers against break-evens."""

import json

import numpy as np
import pytest
from support.command import mistake

import sunrack as sr
from sunrack.study import breakeven
from sunrack.study.crossed import Crossed
from sunrack.study.sampling import drawn
from sunrack.study.sensitivities import indices
from sunrack.study.uniform import Dimension, Uniform

ROWS = 4096


@pytest.fixture(scope="module")
def case():
    return sr.load({"ground": {"regions": ["texas", "india"]}})


def shares(function, dims, rows=ROWS, seed=1):
    cube = Crossed(Uniform(rows, seed), tuple(Dimension(f"x{place}", place) for place in range(dims)))
    results = function(np.stack([cube.at(dim, 0, rows * (dims + 2)) for dim in cube.dims])).reshape(dims + 2, rows)
    return indices(results[0], results[1], results[2:], seed)


def within(found, first, total):
    """Every index within its own 95 % confidence, or half again for one in ten; and a confidence that says something."""
    gaps = np.abs(found[[0, 2]] - [first, total]) / found[[1, 3]]
    assert np.all(gaps < 1.5) and np.mean(gaps < 1) >= 0.9, gaps
    assert np.all(found[[1, 3]] < 0.05)


def ishigami(u, a=7.0, b=0.1):
    x = np.pi * (2 * u - 1)
    return np.sin(x[0]) + a * np.sin(x[1]) ** 2 + b * x[2] ** 4 * np.sin(x[0])


def test_sobol_indices_of_the_ishigami_function():
    # published: Ishigami & Homma (1990), closed forms with a = 7, b = 0.1
    a, b = 7.0, 0.1
    one, two, both = 0.5 * (1 + b * np.pi**4 / 5) ** 2, a**2 / 8, 8 * b**2 * np.pi**8 / 225
    first, total = np.array([one, two, 0]), np.array([one + both, two, both])
    assert first / (one + two + both) == pytest.approx(
        [0.3139, 0.4424, 0], abs=5e-5
    )  # as Saltelli et al. (2008) print them
    within(shares(ishigami, 3), first / (one + two + both), total / (one + two + both))


def test_sobol_indices_of_the_g_function():
    # published: Saltelli & Sobol (1995), V_i = 1 / (3 (1 + a_i)^2), V = prod(1 + V_i) - 1
    a = np.array([0, 1, 4.5, 9, 99, 99])
    part = 1 / (3 * (1 + a) ** 2)
    whole = np.prod(1 + part) - 1
    found = shares(lambda u: np.prod((np.abs(4 * u - 2) + a[:, None]) / (1 + a[:, None]), axis=0), 6)
    within(found, part / whole, part * np.prod(1 + part) / (1 + part) / whole)


def test_confidence_is_as_wide_as_other_seeds_are_apart():
    # independent: the spread of 40 other estimates; of quasi-random rows it is somewhat less than a bootstrap of them says, never more than half again
    many = np.array([shares(ishigami, 3, 256, seed) for seed in range(40)])
    spread, said = 1.96 * np.std(many[:, [0, 2]], axis=0), np.mean(many[:, [1, 3]], axis=0)
    assert np.all(spread < 1.5 * said) and np.all(said < 6 * spread)


def test_crossed_rows_are_those_of_the_method():
    cube = Crossed(Uniform(100, 1), (Dimension("a", 0), Dimension("b", 1), Dimension("c", 1, "another family")))
    a, b = ([cube.at(dim, start, start + 100) for dim in cube.dims] for start in (0, 100))
    for swapped in range(3):
        for place, dim in enumerate(cube.dims):
            piece = cube.at(dim, 200 + 100 * swapped, 300 + 100 * swapped)
            assert np.array_equal(piece, (b if place == swapped else a)[place])
    one = cube.dims[1]
    assert np.array_equal(cube.at(one, 50, 450), np.concatenate([cube.at(one, k, k + 50) for k in range(50, 450, 50)]))


def test_what_never_varies_has_no_shares():
    found = shares(lambda u: 0 * u[0] + 3.0, 2, 64)
    assert np.all(np.isnan(found))


@pytest.mark.slow
def test_sobol_indices_of_a_satellite_agree_with_the_tornado(case):
    # independent: one input at a time. With few interactions the order of the strongest is the same, and first indices sum to one at most
    found = sr.sensitivity(case, "mass.wet", sobol=True, n=512, seed=2)
    assert found.unit == "kg" and found.now == pytest.approx(sr.compare(case).result("mass.wet"), rel=1e-12)
    own = [one for one in found.indices if not one.name.startswith("group ")]  # what a group has in common is apart
    assert {one.name for one in own[:2]} == {one.key for one in found.drivers[:2]}
    assert [one.key for one in found.drivers[:2]] == ["thermal.areal_mass", "power.array_areal_mass"]
    for one in found.drivers[:2]:
        ends = (f"{end} kg/m²" for end in (one.value.low, one.value.high))
        alone = [sr.compare(case.but({one.key: end})).result("mass.wet") for end in ends]
        assert [one.at_low, one.at_high] == pytest.approx(alone, rel=1e-9)
    assert sum(one.first for one in found.indices[:5]) < 1.1 and found.deciders == ()
    named = {one.name: one for one in found.indices}
    assert len(named["group growth"].keys) == 6 and 0.5 < found.used <= 1
    assert {key for one in found.indices for key in one.keys} == {
        one.key for one in drawn(case) if not one.key.startswith(("ground.texas.", "ground.india."))
    }
    assert named["clock.luck"].total == 0 and named["launch.price"].total == 0
    one, other = (sr.sensitivity(case, "mass.wet", sobol=True, n=32, threads=threads) for threads in (1, 2))
    assert one.indices == other.indices


def test_deciders_are_the_five_that_move_most_with_their_breakeven(case):
    found = sr.sensitivity(case, region="india")
    assert found.output == "compare.india.cost_ratio" and [one.key for one in found.deciders] == [
        row.key for row in found.drivers[:5]
    ]
    cheap = case.but({"ground.texas.power_price": {"value": "15 USD/kWh", "low": "0.05 USD/kWh", "high": "20 USD/kWh"}})
    by_key = {one.key: one for one in sr.sensitivity(cheap, region="texas").deciders}
    turned = by_key["ground.texas.power_price"]
    assert (
        turned.in_range
        and turned.crossing == breakeven(cheap, "ground.texas.power_price", "texas").crossings["gpu-hour"]
    )


def test_a_frontier_is_a_breakeven_at_each_of_its_points(case):
    # independent: one break-even at a time, by the scalar scenario
    found = sr.frontier(case, "launch.price", "ground.texas.power_price", "texas", values="1 USD/kg:2000 USD/kg:4:log")
    for price, power, side in zip(
        found["launch.price"], found["ground.texas.power_price"], found["better_below"], strict=True
    ):
        one = breakeven(
            case.but({"launch.price": sr.Q(float(price), "USD/kg")}), "ground.texas.power_price", "texas"
        ).crossings["gpu-hour"]
        assert float(power) == pytest.approx(one.value.magnitude, rel=1e-9) and bool(side) == one.better_below
    assert (
        found["launch.price"].attrs["units"] == "USD/kg"
        and found["ground.texas.power_price"].attrs["units"] == "USD/kWh"
    )
    none = sr.frontier(case, "ground.texas.grid_wait", "launch.price", "texas", points=3)
    assert np.all(np.isnan(none["launch.price"])) and none["ground.texas.grid_wait"].attrs["units"] == "year"


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda c: sr.sensitivity(c, "compare.cost_rati"), "cost_ratio"),
        (lambda c: sr.sensitivity(c, region="texes"), "texas"),
        (lambda c: sr.sensitivity(c, "launch.binding_limit"), "is text"),
        (lambda c: sr.sensitivity(c, sobol=True, n=1), "rows must be"),
        (lambda c: sr.frontier(c, "launch.prise", "cost.price_level"), "launch.price"),
        (lambda c: sr.frontier(c, "launch.price", "rack.gpus"), "has no break-even"),
        (lambda c: sr.frontier(c, "launch.price", "launch.price"), "two different inputs"),
        (lambda c: sr.frontier(c, "ground.ohio.grid_wait", "ground.texas.grid_wait"), "two regions"),
        (lambda c: sr.frontier(c, "launch.price", "cost.price_level", boundary="gpuhour"), "gpu-hour"),
        (lambda c: sr.frontier(c, "launch.price", "cost.price_level", values="5 km"), "km"),
    ],
)
def test_what_cannot_be_asked_is_told_in_words(case, call, said):
    with pytest.raises((ValueError, KeyError), match=said):
        call(case)


def test_the_commands_fit_the_screen_and_tell_mistakes(run):
    answer = run("sensitivity", "--against", "texas", "--sobol", "-n", "64")
    assert answer.code == 0 and answer.err == "" and max(map(len, answer.out.splitlines())) <= 80
    assert (
        "None of the five main drivers changes the verdict alone" in answer.out.replace("\n", " ")
        and "Sobol indices" in answer.out
    )
    found = json.loads(run("sensitivity", "--result", "mass.wet", "--format", "json").out)
    assert found["unit"] == "kg" and found["drivers"][0]["key"] == "thermal.areal_mass"
    answer = run(
        "frontier",
        "launch.price",
        "ground.texas.power_price",
        "--values",
        "100 USD/kg,500 USD/kg",
        "--against",
        "texas",
    )
    assert answer.code == 0 and max(map(len, answer.out.splitlines())) <= 80 and "above" in answer.out
    assert "No break-even" in run("frontier", "launch.price", "cost.price_level").out
    assert (
        json.loads(run("frontier", "launch.price", "cost.price_level", "--format", "json").out)["attrs"]["boundary"]
        == "gpu-hour"
    )
    assert mistake(run("sensitivity", "--result", "mass.wett"), "mass.wet")
    assert mistake(run("sensitivity", "--against", "nowhere"), "not a region")
    assert mistake(run("frontier", "launch.price", "power.cell"), "not a numeric input")


def test_figures_are_drawn_and_mistakes_told_before_any_work(run, tmp_path):
    few = ("--values", "100 USD/kg,500 USD/kg", "--against", "texas")
    commands = {
        "sample": ("-n", "50", "--region", "texas"),
        "sensitivity": ("--result", "mass.wet"),
        "frontier": ("launch.price", "ground.texas.power_price", *few),
    }
    for (name, words), (suffix, begins) in zip(
        commands.items(), {".png": b"\x89PNG", ".svg": b"<?xml", ".pdf": b"%PDF"}.items(), strict=True
    ):
        answer = run(name, *words, "--plot", str(tmp_path / f"{name}{suffix}"))
        assert answer.code == 0 and answer.out and (tmp_path / f"{name}{suffix}").read_bytes().startswith(begins)
        assert mistake(run(name, *words, "--plot", "x.gif"), ".png, .svg or .pdf")
        assert mistake(run(name, *words, "--plot", str(tmp_path / "no" / "x.png")), "no folder")


def test_what_cannot_be_built_says_what_it_fails(run):
    """Sensitivity, sample and break-even of a satellite that does not fit its launcher name the check, not an unbounded number alone."""
    case = "rack-100kw-flown"
    for words in (
        ["sensitivity", case],
        ["sample", case, "-n", "64"],
        ["breakeven", "launch.price", case, "--against", "texas"],
    ):
        answer = run(*words)
        assert answer.code == 0 and 'the design fails the check "Mass within payload capacity"' in " ".join(
            answer.out.split()
        ).replace("The design", "the design"), words
    found = sr.sensitivity("rack-100kw-flown")
    assert found.now == np.inf and found.drivers == () and "Mass within payload capacity" in found.fails
    # at 250 km, or with a quarter of the thrust at 350 km, drag on wings of 12 m is more than the thrust
    edges = {row.key for row in sr.sensitivity(None, region="texas").edges}
    assert edges == {"orbit.drop_off_altitude", "mass.thrust_per_power"}
    for changes in ({"mass.thrust_per_power": "0.0017 N/kW"}, {"orbit.drop_off_altitude": "250 km"}):
        checks = sr.compare(sr.load().but({"ground.regions": ["texas"]}, changes)).checks
        assert not next(one for one in checks if one.name == "Thrust exceeds drag").passed, changes
