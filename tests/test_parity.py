"""`parity`: its four kinds of answer, each list proved by the model itself; odds against known ones and plain draws."""

import json
import math
from functools import cache

import numpy as np
import pytest
from scipy.stats import chi2, norm

import sunrack as sr
from sunrack.drawing import as_text
from sunrack.report import parities
from sunrack.study.corner import kindest
from sunrack.study.levers import HIGH, LOW, NOW, Levers
from sunrack.study.odds import rare_odds
from sunrack.values import show


@cache
def answer(name, region):
    return sr.parity(name, against=region, starts=6, n=500)


@cache
def levers(name, region):
    return Levers(sr.load(name).against(region)[0], region)


def moved(key, value, si):
    """A number elsewhere, its range kept: the ground's waits rest on ranges too."""
    ends = {"value": si, "low": value.low, "high": value.high}
    return {f"{key}.{part}": value.in_unit(end) for part, end in ends.items() if end is not None}


def with_turns(p, turns):
    """The scenario with a list carried out, by `but`: nothing of the search is used."""
    values, changes = p.case.values(), {}
    for turn in turns:
        for key, then in zip(turn.keys, turn.then, strict=True):
            ends = [end for end in (values[key].low, values[key].high, values[key].si) if end is not None]
            unit = "degC" if then.endswith("°C") else values[key].unit
            changes |= moved(key, values[key], next(end for end in ends if show(end, unit) == then))
    return sr.compare(p.case.but(changes), against=p.region).bare


def holds(c, region):
    return all(one.passed for one in c.checks), float(c.result(f"compare.{region}.cost_ratio"))


@pytest.mark.slow
def test_the_shortest_list_suffices_and_none_of_it_can_be_spared():
    p = answer("rack-100kw-claimed", "ireland")
    assert p.kind == "possible" and p.best_ratio < p.best_ratio_own < 1 < p.ratio
    passes, ratio = holds(with_turns(p, p.shortest), "ireland")
    changed = p.case.but(*(one.changes for one in p.shortest))
    assert sr.compare(changed, against="ireland").result("compare.ireland.cost_ratio") == pytest.approx(ratio, rel=1e-3)
    assert passes and ratio <= 1
    for spared in p.shortest:
        passes, ratio = holds(with_turns(p, [one for one in p.shortest if one is not spared]), "ireland")
        assert not (passes and ratio <= 1)
    assert all(one.own for one in p.shortest_own) and len(p.shortest_own) > len(p.shortest)
    assert 0 < p.distance < 1


@pytest.mark.slow
def test_only_against_the_ground_where_orbits_own_inputs_do_not_suffice():
    p = answer("rack-100kw-claimed", "texas")
    assert p.kind == "only-against-the-ground"
    assert p.best_ratio < 1 < p.best_ratio_own and p.shortest_own is None
    assert not all(one.own for one in p.shortest)
    assert holds(with_turns(p, p.shortest), "texas")[1] <= 1
    assert "Only if the ground gets more expensive" in str(p)


@pytest.mark.slow
def test_no_where_even_the_kindest_ends_do_not_suffice():
    p = sr.parity(sr.load().but({"launch.fleet_power": "2 MW"}), against="texas", starts=2, n=100)
    assert p.kind == "no" and p.best_ratio > 1 and p.shortest is None and math.isnan(p.distance)
    assert p.probability == 0 and str(p).startswith("No.")


@pytest.mark.slow
def test_a_design_that_cannot_be_built_is_told_what_fails_and_what_would_mend_it():
    p = answer("rack-100kw-flown", "texas")
    assert p.kind == "infeasible" and p.fitting is None
    assert "Folded wing within fairing" in p.unmet and "Folded wing within fairing" in p.fails
    assert "cannot be built" in str(p)
    heavy = sr.load("rack-100kw-claimed").but({"orbit.shield_thickness": "4 mm"})
    mended = sr.parity(heavy, against="texas", starts=4, n=100)
    assert mended.kind == "infeasible" and mended.fails == ("Ionising dose within tolerance",)
    assert [one.name for one in mended.fitting] == ["rack.dose_limit"]
    assert holds(with_turns(mended, mended.fitting), "texas")[0]
    assert set(mended.fitting) <= set(mended.shortest)
    assert holds(with_turns(mended, mended.shortest), "texas") == (True, pytest.approx(1, abs=1))


@pytest.mark.slow
def test_already_where_orbit_is_cheaper_as_it_stands():
    case = sr.load("rack-100kw-claimed").but(
        {"cost.price_level": 0.05, "launch.price": "20 USD/kg", "ground.texas.capex": "40 USD/W"}
    )
    p = sr.parity(case, against="texas", starts=2, n=100)
    assert p.kind == "already" and p.ratio <= 1 and p.shortest == () and str(p).startswith("Yes.")


@pytest.mark.slow
def test_the_kindest_corner_is_the_same_from_other_starts():
    found = levers("rack-100kw", "texas")
    everything = np.ones(len(found.all), dtype=bool)
    merits = [kindest(found, everything, starts=8, seed=seed)[1] for seed in (2, 3)]
    assert merits == pytest.approx([merits[0]] * 2, abs=1e-9)
    assert math.exp(merits[0]) == pytest.approx(answer("rack-100kw", "texas").best_ratio)


@pytest.mark.slow
def test_no_single_lever_betters_the_kindest_corner():
    found = levers("rack-100kw-claimed", "ireland")
    stands, best = kindest(found, np.ones(len(found.all), dtype=bool), starts=4)
    rows = np.repeat(stands[None], 3 * len(stands), axis=0)
    for place in range(len(stands)):
        rows[3 * place : 3 * place + 3, place] = LOW, NOW, HIGH
    tries = found.tries(found.numbers(rows))
    assert np.min(np.where(tries.passes, tries.log_ratio, np.inf)) >= best - 1e-9


@pytest.mark.slow
def test_the_recorded_designs_are_those_of_the_model():
    found = levers("rack-100kw", "texas")
    stands = np.random.default_rng(1).integers(LOW, HIGH + 1, (3, len(found.all)))
    numbers = found.numbers(stands)
    tries = found.tries(numbers)
    for row, at in zip(numbers, range(3), strict=True):
        values = found.case.values()
        changes = [moved(one.key, values[one.key], si) for one, si in zip(found.keys, row, strict=True)]
        made = found.case.but(*changes)
        c = sr.compare(made, against="texas").bare
        ratio = float(c.result("compare.texas.cost_ratio"))
        assert tries.log_ratio[at] == pytest.approx(math.log(ratio) if math.isfinite(ratio) else 20, rel=1e-9)
        assert bool(tries.passes[at]) == all(one.passed for one in c.checks)


def test_orbits_own_levers_do_not_move_the_ground():
    found = levers("rack-100kw", "texas")
    own = {one.name for one, mine in zip(found.all, found.own, strict=True) if mine}
    assert {"launch.price", "cost.price_level", "thermal.areal_mass"} <= own
    assert own.isdisjoint({"rack.price", "finance.cost_of_capital", "ground.texas.power_price", "rack.failure_rate"})


LINEAR = [(2.0, 20), (3.5, 50), (4.5, 120)]


@pytest.mark.slow
@pytest.mark.parametrize(("far", "dimensions"), LINEAR)
def test_odds_of_a_plane_are_those_of_the_normal_distribution(far, dimensions):
    found = rare_odds(lambda z: far - z.sum(axis=1) / math.sqrt(dimensions), dimensions, n=2000, runs=8)
    assert abs(found.probability - norm.sf(far)) < 3 * max(found.error, 0.05 * norm.sf(far))
    assert found.error < 0.4 * found.probability and not found.rare


@pytest.mark.slow
def test_odds_outside_a_sphere_are_those_of_chi_squared():
    true = chi2.sf(60, 20)
    found = rare_odds(lambda z: 60 - np.sum(z**2, axis=1), 20, n=2000, runs=8)
    assert abs(found.probability - true) < 3 * max(found.error, 0.05 * true)


def test_odds_of_two_ways_to_fail_are_their_sum():
    true = 2 * norm.sf(3)
    found = rare_odds(lambda z: np.minimum(3 - z[:, 0], 3 + z[:, 1]), 10, n=2000, runs=8)
    assert abs(found.probability - true) < 3 * max(found.error, 0.05 * true)


def test_less_than_one_in_a_million_is_said_and_not_guessed():
    found = rare_odds(lambda z: 5.5 - z[:, 0], 5, n=1000)
    assert found.rare and found.probability == 0 and found.error == 1e-6
    never = rare_odds(lambda z: np.full(len(z), 1.0), 3, n=200)
    assert never.rare and never.probability == 0


@pytest.mark.slow
def test_the_chance_is_that_of_a_million_plain_draws():
    near = {"cost.price_level": 0.07, "launch.price": "25 USD/kg", "ground.texas.capex": "36 USD/W"}
    case = sr.load("rack-100kw-claimed").but(near, {"ground.regions": ["texas"]})
    n = 1_000_000
    draws = sr.sample(case, n, outputs=["compare.texas.cost_ratio", "checks.passed"], method="random")
    won = (draws["compare.texas.cost_ratio"] <= 1) & (draws["checks.passed"] > 0)
    plain, error = float(won.mean()), float(won.std() / math.sqrt(n))
    p = sr.parity(case, against="texas", starts=1, n=1000)
    assert 1e-4 < plain < 0.1
    assert abs(p.probability - plain) < 3 * math.hypot(error, max(p.probability_error, 0.05 * plain))
    assert p.shared and p.shared[0].winning != p.shared[0].all


@pytest.mark.slow
def test_a_sample_counts_the_checks_beside_the_cost():
    near = {"cost.price_level": 0.05, "launch.price": "20 USD/kg", "ground.ireland.capex": "40 USD/W"}
    case = sr.load("rack-100kw-claimed").against("ireland")[0].but(near, {"ground.regions": ["ireland"]})
    draws = sr.sample(case, 2000)
    odds = sr.summarise(draws).odds[0]
    won, passed = draws["compare.ireland.cost_ratio"].to_numpy() < 1, draws["checks.passed"].to_numpy() == 1
    assert 0 < odds.wins_feasible < odds.wins
    assert odds.wins_feasible == pytest.approx(np.mean(won & passed)) and odds.wins == pytest.approx(np.mean(won))
    assert "checks.passed" not in {one.name for one in sr.summarise(draws).results}


@pytest.mark.slow
def test_one_result_tells_whether_every_check_passes():
    for name in ("rack-100kw", "rack-100kw-flown"):
        c = sr.compare(name).bare
        assert float(c.result("checks.passed")) == float(all(one.passed for one in c.checks))
        assert c.to_dict()["checks.passed"]["value"] == c.result("checks.passed")


@pytest.mark.slow
def test_the_page_tells_the_list_and_what_each_input_is():
    page = " ".join(as_text(parities.parity(answer("rack-100kw-claimed", "ireland"))).split())
    assert "The shortest list of changes that suffices" in page and "launch.price: price per kg" in page


@pytest.mark.slow
def test_a_long_list_is_shown_by_its_strongest_inputs():
    p = answer("rack-100kw", "texas")
    page = " ".join(as_text(parities.parity(p)).split())
    assert len(p.shortest) > 12 and f"And {len(p.shortest) - 12} more, whose loss would cost the list less" in page
    assert f"and {len(p.shortest) - 5} more" in str(p) and p.shortest[12].name not in page


@pytest.mark.slow
def test_the_command_answers_in_sentences_and_in_json(run):
    told = json.loads(run("parity", "--against", "texas", "--format", "json").out)
    assert told["kind"] == "only-against-the-ground" and told["probability"] < 1e-6
    assert told["answer"][0].startswith("Only if the ground gets more expensive.")
    wrong = run("parity", "--against", "atlantis")
    assert wrong.code == 2 and "atlantis" in wrong.err


@pytest.mark.slow
def test_what_finds_no_crossover_points_to_parity(run):
    assert "sunrack parity --against texas" in str(sr.breakeven("rack-100kw", "launch.price", against="texas"))
    assert "sunrack parity --against texas" in " ".join(
        run("breakeven", "launch.price", "--against", "texas").out.split()
    )
    frontier = run("frontier", "launch.price", "rack.power", "--against", "texas", "--values", "400 USD/kg,500 USD/kg")
    assert "sunrack parity --against texas" in " ".join(frontier.out.split())
    assert sr.breakeven("rack-100kw", "ground.compute_value", against="texas").key  # no advice is no error


@pytest.mark.slow
def test_odds_draw_the_partial_correlations_of_a_sample():
    # independent: Pearson's coefficient of normal scores for a rank correlation of 0.3
    levers = Levers(sr.load(), "texas")
    normals = np.random.default_rng(1).standard_normal((50_000, len(levers.all) + len(levers.commons)))
    scores, names = levers.scores(normals), [one.name for one in levers.all]
    pair = scores[:, [names.index("mass.structure_fraction"), names.index("thermal.areal_mass")]]
    assert np.corrcoef(pair.T)[0, 1] == pytest.approx(2 * np.sin(np.pi * 0.3 / 6), abs=0.02)
    assert np.std(scores, axis=0) == pytest.approx(1, abs=0.02)
