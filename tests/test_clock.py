"""Orbit's own times: random draws, one outcome at a time, what can never be, and no hidden axis in a study."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import sunrack as sr
from sunrack import cost
from sunrack.cost.clock import GATES
from sunrack.gates import bounds
from sunrack.study import evaluate
from sunrack.units import bare

MONTH = 2_629_800.0
KEYS = ("build_time", "licence_time", "slot_wait", "recovery_time", "checkout_time")


def inputs() -> Any:
    return sr.load().inputs(bare=True).cost


def timed(space: Any, climb: Any = 1.0, success: Any = 0.9, infant_loss: Any = 0.03, luck: Any = None) -> Any:
    with bare():
        return cost.timed(space, climb=climb * MONTH, aboard=1.0, success=success, infant_loss=infant_loss, luck=luck)


def test_independent_random_draws() -> None:
    """200,000 draws by numpy's own triangular and geometric: 1 % at the median, 2 % at P10 and P90; odds of the longest step to 0.03."""
    n, random, space = 200_000, np.random.default_rng(3), inputs()
    build, licence, slot, recovery, checkout = (random.triangular(*bounds(space, key), n) for key in KEYS)
    lost = np.minimum(random.geometric(0.9 * 0.97, n) - 1, 3)
    total = np.maximum(build, licence) + slot + lost * recovery + MONTH + checkout
    found = timed(space)
    for q, value, tolerance in (
        (0.1, found.time_to_first_token_p10, 0.02),
        (0.5, found.time_to_first_token_p50, 0.01),
        (0.9, found.time_to_first_token_p90, 0.02),
    ):
        assert value == pytest.approx(np.quantile(total, q), rel=tolerance)
    longest = (build >= licence) & (build >= slot) & (build >= lost * recovery)
    assert found.binding_gate == "build" and found.binding_odds == pytest.approx(np.mean(longest), abs=0.03)


def test_independent_one_outcome_at_a_time() -> None:
    """Every step drawn outside and `luck` even: the quantiles of the outcomes are those of the distribution, and each names its step."""
    n, random, space = 40_000, np.random.default_rng(5), inputs()
    whole = timed(space)
    drawn = SimpleNamespace(**{key: random.triangular(*bounds(space, key), n) for key in KEYS})
    found = timed(drawn, luck=random.random(n))
    assert found.time_to_first_token.shape == found.binding_gate.shape == (n,)
    for q in (10, 50, 90):
        assert np.percentile(found.time_to_first_token, q) == pytest.approx(
            getattr(whole, f"time_to_first_token_p{q}"), rel=0.02
        )
    assert np.mean(found.binding_gate == "build") == pytest.approx(whole.binding_odds, abs=0.03)
    assert set(np.unique(found.binding_gate)) <= set(GATES)


@pytest.mark.slow
@given(
    st.floats(0, 1, allow_subnormal=False),
    st.floats(0, 1, allow_subnormal=False),
    st.floats(0, 60, allow_subnormal=False),
    st.floats(0, 60, allow_subnormal=False),
)
def test_property_risk_and_climb_never_shorten(a: float, b: float, one: float, other: float) -> None:
    worse, better = sorted((a, b))
    assert timed(inputs(), success=better).time_to_first_token_p90 <= timed(
        inputs(), success=worse
    ).time_to_first_token_p90 * (1 + 1e-12)
    quick, slow = (timed(inputs(), climb=time) for time in sorted((one, other)))
    assert quick.time_to_first_token_p10 <= slow.time_to_first_token_p10 * (1 + 1e-12)
    assert timed(inputs(), climb=60.0).binding_gate == "raising"


def test_quantities_and_bare_numbers_agree_and_a_study_keeps_the_shape() -> None:
    case = sr.load()
    c, bare_one = sr.compare(case), evaluate(case, {"orbit.drop_off_altitude": np.array([350e3, 400e3])})
    assert c.clock.time_to_first_token.to("s").magnitude == pytest.approx(
        bare_one.clock.time_to_first_token[0], rel=1e-12
    )
    assert bare_one.clock.time_to_first_token.shape == (2,) and np.shape(bare_one.clock.binding_odds) in ((), (2,))
    assert c.result("clock.time_to_first_token_p90") > c.result("clock.time_to_first_token_p10")
    assert evaluate(case, {"cost.build_time": np.full(3, 1e8)}).clock.time_to_first_token.shape == (3,)


def test_independent_orbits_luck_makes_its_times_one_outcome() -> None:
    """A study draws orbit's own luck beside a region's: no inner axis, losses as often as their odds, and neither bears on the other."""
    case = sr.load().but({"ground.regions": ["texas"]})
    luck, own = (np.arange(4096) * step % 1 for step in (0.6180339887498949, 0.7548776662466927))
    keys = {f"cost.{key}": np.full(luck.size, case.values()[f"cost.{key}"].si) for key in KEYS}
    found = evaluate(case, {**keys, "ground.texas.luck": luck, "clock.luck": own})
    assert found.clock.time_to_first_token.shape == found.ground["texas"].time_to_power.shape == (4096,)
    lost = found.clock.time_to_first_token > np.min(found.clock.time_to_first_token)
    kept = case.launch.success.si * (1 - case.cost.infant_loss.si)
    assert np.mean(lost) == pytest.approx(1 - kept, abs=0.01)
    refused = found.ground["texas"].zoning_time > np.min(found.ground["texas"].zoning_time)
    assert np.mean(lost & refused) == pytest.approx(np.mean(lost) * np.mean(refused), abs=0.01)


def test_independent_odds_by_table_are_those_solved_one_by_one():
    """Where only the odds of a loss vary, a table between its steps stands for the solver: the same bits at every design."""
    success = np.random.default_rng(4).uniform(0.3, 1.0, 60)
    together = evaluate(sr.load(), {"launch.success": success}, words={"ground.regions": []}).clock
    for place, one in enumerate(success):
        alone = evaluate(sr.load(), {"launch.success": one}, words={"ground.regions": []}).clock
        for name in (
            "time_to_first_token_p10",
            "time_to_first_token_p50",
            "time_to_first_token_p90",
            "binding_odds",
            "binding_gate",
        ):
            assert getattr(together, name)[place] == getattr(alone, name), name


def test_a_few_odds_among_many_designs_are_those_of_the_table() -> None:
    """Property: two odds of a loss repeated over designs, as one input at a time gives them, against each of its own and against the whole table."""
    odds = np.tile([0.9, 0.97, 0.9, 0.88], (2, 30))
    table = np.linspace(0.5, 0.999, 2_000)
    table[:4] = odds[0, :4]
    few, many = timed(inputs(), success=odds), timed(inputs(), success=table)
    assert few.time_to_first_token.shape == few.binding_odds.shape == few.binding_gate.shape == odds.shape
    for field in ("time_to_first_token_p10", "time_to_first_token", "time_to_first_token_p90", "binding_odds"):
        assert np.array_equal(getattr(few, field)[0, :4], getattr(many, field)[:4]), field
        assert getattr(few, field)[1, 1] == getattr(timed(inputs(), success=0.97), field), field
