"""What a value rests on: a fact, a choice, a convention or a guess; and inputs that partly move together."""

import numpy as np
import pytest

import sunrack as sr
from sunrack.study.copula import loading, mixed
from sunrack.study.sampling import Draws, drawn
from sunrack.study.uniform import Uniform
from sunrack.values import KINDS


def members(**changes):
    return sr.load(
        {
            "launch": {"cadence": {"value": "50 /year", "low": "12 /year", "high": "200 /year"} | changes},
            "cost": {"infant_loss": {"value": 0.03, "low": 0.01, "high": 0.05} | changes},
        }
    )


def ranks(values):
    return np.argsort(np.argsort(values))


def correlation_of(case, count=8192, seed=1):
    keys = drawn(case, ["launch.cadence", "cost.infant_loss"])
    found = Draws(keys, Uniform(count, seed))(0, count)
    return np.corrcoef(ranks(found["launch.cadence"]), ranks(found["cost.infant_loss"]))[0, 1]


@pytest.mark.parametrize("wanted", [0.1, 0.5, 0.9, 1.0])
def test_members_of_a_group_have_the_rank_correlation_that_is_written(wanted):
    # independent: Spearman's coefficient of the draws
    assert correlation_of(members(group="maker", correlation=wanted)) == pytest.approx(wanted, abs=0.02)


def test_a_minus_turns_the_correlation_round():
    case = members(group="maker", correlation=0.5).but(
        {"cost.infant_loss": {"value": 0.03, "low": 0.01, "high": 0.05, "group": "-maker", "correlation": 0.5}}
    )
    assert correlation_of(case) == pytest.approx(-0.5, abs=0.02)


def test_two_strengths_give_the_mean_of_their_loadings():
    case = members(group="maker", correlation=0.9).but(
        {"cost.infant_loss": {"value": 0.03, "low": 0.01, "high": 0.05, "group": "maker", "correlation": 0.4}}
    )
    wanted = 6 / np.pi * np.arcsin(np.sqrt(loading(0.9) * loading(0.4)) / 2)
    assert correlation_of(case) == pytest.approx(wanted, abs=0.02)


def test_correlation_leaves_each_distribution_and_every_other_draw_as_it_was():
    plain, tied = members(), members(group="maker", correlation=0.7)
    one, other = (Draws(drawn(case), Uniform(4096, 1))(0, 4096) for case in (plain, tied))
    changed = {key for key in one if not np.array_equal(one[key], other[key])}
    assert changed == {"launch.cadence", "cost.infant_loss"}
    for key in changed:
        ends = np.quantile(one[key], [0.1, 0.5, 0.9])
        assert np.quantile(other[key], [0.1, 0.5, 0.9]) == pytest.approx(ends, rel=0.02)


def test_mixed_places_are_uniform_and_inside_the_unit_interval():
    rng = np.random.default_rng(1)
    places = mixed(rng.random(200_000), rng.random(200_000), 0.3)
    assert np.histogram(places, bins=10, range=(0, 1))[0] == pytest.approx(20_000, rel=0.03)
    ends = mixed(np.array([2.0**-54, 1 - 2.0**-53]), np.array([2.0**-54, 1 - 2.0**-53]), 0.5)
    assert np.all((ends > 0) & (ends < 1))


def test_sobol_indices_tell_the_common_part_of_a_group_from_the_parts_of_its_members():
    case = members(group="maker", correlation=0.5)
    found = sr.sensitivity(case, "cost.per_gpu_hour", sobol=True, n=64)
    names = {one.name for one in found.indices}
    assert {"group maker", "launch.cadence", "cost.infant_loss"} <= names


@pytest.mark.parametrize(
    ("record", "words"),
    [
        ({"value": 2, "low": 1, "high": 3, "correlation": 0.5}, "has a correlation and no group"),
        ({"value": 2, "low": 1, "high": 3, "group": "us", "correlation": 0}, "more than 0 and at most 1"),
        ({"value": 2, "low": 1, "high": 3, "group": "us", "correlation": 1.5}, "more than 0 and at most 1"),
        ({"value": 2, "low": 1, "high": 3, "group": "us", "correlation": "5 kg"}, "kg"),
        ({"value": 2, "low": 1, "high": 3, "kind": "whim"}, 'write "choice" or "convention"'),
    ],
)
def test_what_no_value_can_be_is_refused(record, words):
    with pytest.raises(sr.ScenarioError, match=words):
        sr.load({"mass": {"boom_factor": record}})


def test_choices_and_conventions_are_not_drawn_and_keep_their_range():
    case = sr.load()
    kinds = {key: value.rests_on for key, value in case.values().items()}
    assert set(kinds.values()) <= set(KINDS)
    assert kinds["orbit.altitude"] == kinds["launch.fleet_power"] == kinds["mass.margin"] == "choice"
    assert kinds["finance.currency_year"] == "convention" and kinds["thermal.approach"] == "guess"
    assert kinds["finance.compute_life"] == "fact"
    keys = {one.key for one in drawn(case)}
    assert not keys & {key for key, kind in kinds.items() if kind in ("choice", "convention")}
    assert case.values()["mass.margin"].low is not None  # a tornado moves it


def test_a_value_of_ones_own_is_ones_own_and_drawn_where_it_has_a_range():
    case = sr.load({"orbit": {"altitude": {"value": "700 km", "low": "650 km", "high": "800 km"}}})
    assert case.values()["orbit.altitude"].rests_on == "yours"
    assert "orbit.altitude" in {one.key for one in drawn(case)}
    again = sr.load({"orbit": {"altitude": {"value": "700 km", "low": "650 km", "high": "800 km", "kind": "choice"}}})
    assert "orbit.altitude" not in {one.key for one in drawn(again)}


def test_kind_and_correlation_survive_a_scenario_file(tmp_path):
    case = members(group="maker", correlation=0.25)
    path = tmp_path / "again.toml"
    path.write_text(case.to_toml(), encoding="utf-8")
    assert sr.load(path).values() == case.values()


def test_a_summary_tells_where_the_base_case_lies_among_the_draws():
    # independent: the share of the draws below the comparison's own result
    case = sr.load()
    name = f"compare.{sr.compare(case).cheapest}.cost_ratio"
    draws = sr.sample(case, 1024, outputs=[name])
    (odds,) = sr.summarise(draws, case).odds
    base = sr.compare(case)[name].magnitude
    assert odds.ratio.base == pytest.approx(base)
    assert odds.ratio.below == np.mean(draws[name].to_numpy() < base)
    assert np.isnan(sr.summarise(draws).odds[0].ratio.below)


def test_a_value_copied_from_a_scenario_keeps_all_that_it_says():
    case = sr.load()
    for key in ("rack.price", "mass.array_growth", "orbit.altitude", "thermal.areal_mass"):
        room, name = key.split(".")
        copied = sr.load({room: {name: case.values()[key]}}).values()[key]
        assert (copied.si, copied.kind, copied.group, copied.correlation) == tuple(
            getattr(case.values()[key], part) for part in ("si", "kind", "group", "correlation")
        )
