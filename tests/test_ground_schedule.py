"""Time to power: quantiles against closed convolution and random draws, one outcome at a time, and what can never be."""

from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_ground import RACK, build, in_si, region, section

from sunrack import gates, ground
from sunrack.catalogue import records
from sunrack.gates import bounds
from sunrack.ground.sources import offered
from sunrack.ground.timing import site_times
from sunrack.units import bare

MONTH = 2_629_800.0
STEP = 0.05  # months


def outcomes(inputs: Any, here: Any, source: str) -> dict[str, Any]:
    """The schedule of one region and source, bare seconds."""
    with bare():
        inputs, here = in_si(inputs), in_si(here)
        given = {"cost_of_capital": 2.5e-9, "load": 0.8}
        return site_times(inputs, here, offered(inputs, here, plants=inputs.plants, **given)[source])


def triangle(space: Any, key: str, factor: float = 1.0) -> Any:
    """Mass of a triangle over even steps of months, from its distribution function."""
    low, mode, high = (factor * float(one.to("month").magnitude) for one in bounds(space, key))
    edges = np.arange(0, 600, STEP)
    rising = (edges - low) ** 2 / max((high - low) * (mode - low), 1e-300)
    falling = 1 - (high - edges) ** 2 / max((high - low) * (high - mode), 1e-300)
    below = np.where(edges < low, 0.0, np.where(edges < mode, rising, np.where(edges < high, falling, 1.0)))
    return np.diff(below, prepend=0.0)


def together(*masses: Any) -> Any:
    """Mass of a sum of independent times."""
    size = 2 ** int(np.ceil(np.log2(len(masses) * len(masses[0]))))
    product = np.prod([np.fft.rfft(one, size) for one in masses], axis=0)
    return np.fft.irfft(product, size)[: len(masses[0])]


@pytest.mark.parametrize("name", sorted(records("regions")))
def test_independent_closed_convolution(name: str) -> None:
    """The distribution in closed form: sums by Fourier transform, the longest by products of distribution functions, and the
    time to secure the site, which all but the orders wait for, taken as one more sum; 1 % at the median, 3 % at P10 and P90
    (512 fixed points)."""
    inputs, here = section(), region(name)
    zoning, works = triangle(here, "zoning"), triangle(inputs, "build_time", float(here.build_factor))
    q, chain = float(here.refusal), together(zoning, works)
    path = (1 - q) * chain  # the applications after a refusal all take alike: a triangle n times as wide
    for n in (1, 2, 3):
        path = path + q**n * (1 - q if n < 3 else 1) * together(
            chain, triangle(inputs, "retry_time", n), triangle(here, "zoning", n)
        )
    permits = np.cumsum(path) * np.cumsum(triangle(inputs, "water_permit"))
    on_site = here.supply != "grid"
    wait = np.cumsum(triangle(here, "grid_wait"))
    after = permits if on_site else permits * wait
    ready = np.cumsum(together(np.diff(after, prepend=0.0), triangle(inputs, "site_control")))
    ready = ready * np.cumsum(triangle(inputs, "equipment_lead")) * (wait if on_site else 1.0)
    total = np.cumsum(together(np.diff(ready, prepend=0.0), triangle(inputs, "commissioning")))
    found = build(inputs, here, **RACK)
    for probability, quantity, tolerance in (
        (0.1, found.time_to_power_p10, 0.03),
        (0.5, found.time_to_power_p50, 0.01),
        (0.9, found.time_to_power_p90, 0.03),
    ):
        assert quantity.to("month").magnitude == pytest.approx(
            STEP * np.searchsorted(total, probability), rel=tolerance
        )


@pytest.mark.parametrize(
    ("name", "source"),
    [("texas", "grid"), ("n-virginia", "engines"), ("n-virginia", "bridge"), ("memphis-on-site", "on-site-gas")],
)
def test_independent_random_draws(name: str, source: str) -> None:
    """200,000 draws by numpy's own triangular and geometric: 1.5 % at the median, 4 % at P10 and P90; the odds of the gate that binds to 0.03."""
    n, random = 200_000, np.random.default_rng(7)
    inputs, here = section(source=source), region(name)
    plant = inputs.plants.get("engines", SimpleNamespace())

    def drawn(space: Any, key: str) -> Any:
        low, mode, high = (float(one.to("month").magnitude) for one in bounds(space, key))
        return random.triangular(low, mode, high, n)

    refused = np.minimum(random.geometric(1 - float(here.refusal), n) - 1, 3)
    site, zoning, works = (
        drawn(inputs, "site_control"),
        drawn(here, "zoning"),
        float(here.build_factor) * drawn(inputs, "build_time"),
    )
    zoning = zoning + refused * (drawn(inputs, "retry_time") + drawn(here, "zoning"))
    ready = site + zoning + works
    grid = site + drawn(here, "grid_wait") if source in ("grid", "bridge") else np.full(n, np.inf)
    own = np.full(n, np.inf)
    if source in ("engines", "bridge"):
        own = np.maximum(drawn(plant, "lead"), site + drawn(plant, "permit"))
    elif source == "on-site-gas":
        own = drawn(here, "grid_wait")
    waits = {
        "equipment": drawn(inputs, "equipment_lead"),
        "grid connection": grid,
        "own": own,
        "water permit": site + drawn(inputs, "water_permit"),
    }
    power = np.minimum(grid, own)
    longest = np.maximum(np.maximum(waits["equipment"], power), waits["water permit"])
    total = np.maximum(ready, longest) + drawn(inputs, "commissioning")
    found = build(inputs, here, **RACK)
    for q, quantity, tolerance in (
        (0.1, found.time_to_power_p10, 0.04),
        (0.5, found.time_to_power_p50, 0.015),
        (0.9, found.time_to_power_p90, 0.04),
    ):
        assert quantity.to("month").magnitude == pytest.approx(np.quantile(total, q), rel=tolerance)
    binds = {
        "grid connection": (longest > ready) & (grid == longest),
        "zoning": (ready >= longest) & (zoning >= works) & (zoning >= site),
        "construction": (ready >= longest) & (works > zoning) & (works > site),
    }
    assert found.binding_odds == pytest.approx(np.mean(binds[found.binding_gate]), abs=0.03)


@pytest.mark.parametrize("name", ["texas", "n-virginia", "memphis-on-site", "netherlands"])
def test_independent_one_outcome_at_a_time(name: str) -> None:
    """Every gate drawn outside and `luck` even: the quantiles over 40,000 outcomes are those of the distribution, 1.5 % at the median and 4 % at
    P10 and P90 (a second application takes as long as the first here, and its own time there); no inner axis; what binds as often to 0.05, since where
    refusals are many that likeness alone moves the odds (Netherlands 0.632 against 0.664 over 400,000 draws of each kind)."""
    n, random = 40_000, np.random.default_rng(11)
    inputs, here = in_si(section()), in_si(region(name))
    whole = outcomes(section(), region(name), here.supply)
    for space, keys in (
        (inputs, ("site_control", "build_time", "equipment_lead", "water_permit", "commissioning", "retry_time")),
        (here, ("zoning", "grid_wait")),
    ):
        for key in keys:
            setattr(space, key, random.triangular(*bounds(space, key), n))
    luck = random.random(n)
    with bare():
        site = build(inputs, here, luck=luck, **vars(in_si(SimpleNamespace(**RACK))))
    assert site.time_to_power.shape == (n,) and site.binding_gate.shape == (n,)
    assert site.time_to_power is site.time_to_power_p10 is site.time_to_power_p90
    for q, key, tolerance in ((0.1, "p10", 0.04), (0.5, "p50", 0.015), (0.9, "p90", 0.04)):
        assert np.quantile(site.time_to_power, q) == pytest.approx(whole[f"time_to_power_{key}"], rel=tolerance)
    assert np.mean(site.binding_gate == whole["binding_gate"]) == pytest.approx(whole["binding_odds"], abs=0.05)


def test_independent_one_outcome_by_hand() -> None:
    """Texas with bad luck: 3 months of site, 4 of zoning, twice refused (6 + 4 each), 18 of building against 36 of grid; 2 of tests."""
    inputs, here = in_si(section()), in_si(region("texas"))
    luck = 1 - 0.11**2 * 0.999
    with bare():
        one = build(inputs, here, luck=luck, **vars(in_si(SimpleNamespace(**RACK))))
    assert one.time_to_power / MONTH == pytest.approx(max(3 + 4 + 2 * (6 + 4) + 18, 3 + 36) + 2)
    assert one.binding_gate == "zoning"


def test_ourselves_a_region_without_arrays_is_scheduled_on_scalars() -> None:
    """A study over other inputs leaves the schedule a scalar: the points are never multiplied by the designs."""
    inputs, rack = in_si(section(source="best")), vars(in_si(SimpleNamespace(**RACK)))
    with bare():
        site = build(
            inputs,
            in_si(region()),
            **{**rack, "compute_price": np.full(1000, 3.1e6), "cost_of_capital": np.full(1000, 2.5e-9)},
        )
        grid = build(in_si(section()), in_si(region()), **{**rack, "compute_price": np.full(1000, 3.1e6)})
    assert np.shape(grid.time_to_power) == () and np.shape(grid.compute_per_kw_year) == np.shape(
        site.compute_per_kw_year
    ) == (1000,)


# ------------------------------------------------------------------ properties

share = st.floats(0, 1, allow_subnormal=False)
month = st.floats(0, 120, allow_subnormal=False).map(lambda n: n * MONTH)
NAMES = ("site control", "zoning", "retry", "construction", "equipment", "water permit", "commissioning", "grid")


def run(refusal: float, gates: Any, luck: Any = None) -> Any:
    times = {name: (0.5 * time, time, 2 * time) for name, time in zip(NAMES, gates, strict=True)}
    return ground.network(times, refusal=refusal, most=3, luck=luck)


def quantiles(found: Any) -> Any:
    return np.array([found.p10, found.p50, found.p90])


@given(share, share, st.tuples(*[month] * len(NAMES)), share)
def test_property_refusal_never_shortens(q1: float, q2: float, gates: Any, luck: float) -> None:
    """Worse odds never bring power sooner: at no quantile, and in no outcome."""
    low, high = sorted((q1, q2))
    for chance in (None, luck):
        assert np.all(quantiles(run(low, gates, chance)) <= quantiles(run(high, gates, chance)) * (1 + 1e-12))


@given(share, st.tuples(*[month] * len(NAMES)), st.integers(0, len(NAMES) - 1), st.floats(1, 3))
def test_property_longer_gate_never_shortens(refusal: float, gates: Any, which: int, factor: float) -> None:
    """A gate that takes longer never brings power sooner; the odds of what binds add up to one."""
    longer = [time * (factor if i == which else 1) for i, time in enumerate(gates)]
    one, other = run(refusal, gates), run(refusal, longer)
    assert np.all(quantiles(one) <= quantiles(other) * (1 + 1e-12))
    assert np.sum(one.odds) == pytest.approx(1)


@given(st.tuples(*[month] * len(NAMES)))
def test_property_parallel_never_longer_than_serial(gates: Any) -> None:
    """Gates side by side take no longer than all one after the other, and no less than the longest; in between the quantiles keep order."""
    found = run(0.0, gates, 0.5)
    asked = [time for name, time in zip(NAMES, gates, strict=True) if name != "retry"]
    assert max(asked) * (1 - 1e-12) <= found.p50 <= sum(asked) * (1 + 1e-12)
    assert all(a <= b for a, b in pairwise(quantiles(run(0.3, gates))))


@given(st.tuples(*[month] * len(NAMES)), month, month)
def test_property_bridging_is_no_slower_than_either(gates: Any, plant: float, permit: float) -> None:
    """With a plant until the grid comes, power is there as soon as with the quicker, in every outcome."""
    grid = {name: (time, time, time) for name, time in zip(NAMES, gates, strict=True)}
    own = {"plant": (plant,) * 3, "air permit": (permit,) * 3}
    alone = {name: times for name, times in grid.items() if name != "grid"}
    both, one, other = (
        ground.network(times, refusal=0.2, most=3, luck=0.5).p50 for times in ({**grid, **own}, grid, {**alone, **own})
    )
    assert both == pytest.approx(min(one, other))


def test_the_cut_into_slabs_changes_no_bit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Arrays of (3, 1) by (1, 4) at once, and five designs at a time: equal to the last bit, shapes kept, what no array touches a number."""
    times = {name: (0.5 * MONTH * k, MONTH * k, 2 * MONTH * k) for k, name in enumerate(NAMES, 1)}
    times["grid"] = (MONTH, np.array([[10.0], [20.0], [30.0]]) * MONTH, 40 * MONTH)
    odds = np.array([[0.0, 0.2, 0.5, 0.9]])
    whole = ground.network(times, refusal=odds, most=3)
    monkeypatch.setattr(gates, "SLAB", 5)
    cut = ground.network(times, refusal=odds, most=3)
    for name in ("p10", "p50", "p90", "permission", "supply", "odds"):
        a, b = getattr(whole, name), getattr(cut, name)
        np.testing.assert_array_equal(np.broadcast_to(a, b.shape), b)
    assert cut.p50.shape == (3, 4) and cut.odds.shape == (len(ground.GATES), 3, 4) and np.shape(cut.works) == ()
