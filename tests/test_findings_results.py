"""A number that a section shows under a name of its own, and that is a result, equals that result in its unit."""

import math
from itertools import chain
from types import SimpleNamespace

import numpy as np
import pytest

import sunrack as sr
from sunrack.findings import figures
from sunrack.findings.stack import stacked

# A design that is none of the shipped ones: a derated rack (so that power and work differ), an entry under control, two regions.
OWN = {
    "rack.derate": 0.83,
    "orbit.altitude": "700 km",
    "launch.price": "333 USD/kg",
    "mass.controlled_entry": "yes",
    "ground.regions": ["texas", "ireland"],
}
OPTION = {"rack_mass": "rack.mass", "radiator_area": "thermal.radiator_area", "array_area": "power.array_area"}
OPTION |= {"wet_mass": "mass.wet", "per_gpu_hour": "cost.per_gpu_hour"}
SOLD = ("speed", "", "working", "fleet", "available", "upset", "", "sold")  # lines of `money.hours`, in order


def options(place):
    return {f"{place}.{name}": result for name, result in OPTION.items()}


def times(place, room, name):
    return {f"{place}.{quantile}": f"{room}.{name}_{quantile}" for quantile in ("p10", "p50", "p90")}


# Place in `findings().to_dict()` → the result that it shows.
SAME = {
    "first_page.orbit": "cost.per_gpu_hour",
    "first_page.ground": "ground.texas.per_gpu_hour",
    "first_page.ratio": "compare.texas.cost_ratio",
    "first_page.orbit_capital": "cost.fleet_capital",
    "first_page.ground_capital": "ground.texas.fleet_capital",
    "first_page.satellites": "launch.fleet_satellites",
    "first_page.breakeven_price": "cost.breakeven_compute_value",
    **times("first_page.months.0", "clock", "time_to_first_token"),
    **times("first_page.months.1", "ground.texas", "time_to_power"),
    **times("first_page.months.2", "ground.ireland", "time_to_power"),
    "orbit.drift.life": "cost.orbital_life",
    "power.loads.0.sunlit": "power.ledger.rack",
    "power.loads.2.eclipse": "power.ledger.terminals",
    "power.loads.3.sunlit": "power.ledger.pump",
    "power.loads.4.sunlit": "power.ledger.thrusters",
    "power.loads.5.sunlit": "power.ledger.conversion_loss",
    "power.loads.6.sunlit": "power.ledger.load_sunlit",
    "power.loads.6.eclipse": "power.ledger.load_eclipse",
    "power.loads.6.safe": "power.ledger.load_safe",
    "power.loads.7.sunlit": "power.ledger.heat_in_loop",
    "power.policies.0.array_area": "power.array_area",
    "power.policies.0.battery_energy": "power.battery_energy",
    "power.policies.0.wet_mass": "mass.wet",
    "power.policies.0.per_gpu_hour": "cost.per_gpu_hour",
    **options("attitude.radiators.0"),
    **options("attitude.wings.0"),
    "heat.stopped.limit": "thermal.safe_limit",
    "heat.stopped.sink": "thermal.safe_sink_temperature",
    "heat.stopped.time": "thermal.time_to_freeze",
    "heat.stopped.heater_power": "thermal.heater_power",
    "heat.stopped.mass": "mass.bypass",
    **options("heat.trades.options.0"),
    "heat.trades.coolant_limit": "rack.coolant_limit",
    "heat.claims.earth_view": "attitude.array_earth_view",
    "links.works.0.binding.margin": "link.latency_margin",
    "links.waiting.relayed": "link.relay_round_trip",
    **options("mass.flights.0"),
    "launch.vehicles.0.price": "launch.price",
    "launch.vehicles.0.payload": "launch.payload_to_orbit",
    "launch.vehicles.0.satellites": "launch.satellites_per_launch",
    "launch.vehicles.0.capacity": "launch.satellites_by_mass",
    "launch.vehicles.0.cost_per_satellite": "launch.cost_per_satellite",
    "launch.vehicles.0.per_gpu_hour": "cost.per_gpu_hour",
    "launch.prices.0.price": "launch.price",
    "money.parts.0.money": "cost.parts.rack",
    "money.parts.1.money": "cost.parts.structure",
    "money.parts.2.money": "cost.parts.radiator",
    "money.parts.3.money": "cost.parts.electronics",
    "money.parts.4.money": "cost.parts.propulsion",
    "money.parts.5.money": "cost.parts.attitude",
    "money.parts.6.money": "cost.parts.array",
    "money.parts.7.money": "cost.parts.battery",
    "money.parts.8.money": "cost.parts.terminals",
    "money.parts.9.money": "cost.parts.integration",
    "money.parts.11.money": "cost.parts.spares",
    "money.parts.12.money": "cost.launch",
    "money.parts.13.money": "cost.insurance",
    "money.parts.15.money": "cost.interest",
    **{f"money.hours.{line}.orbit": f"cost.{word}_share" for line, word in enumerate(SOLD) if word},
    "money.hours.7.orbit_left": "cost.delivered_fraction",
    "money.hours.2.ground": "ground.texas.working_share",
    "money.hours.4.ground": "ground.texas.available_share",
    "money.hours.7.ground_left": "ground.texas.delivered_fraction",
    "ground.project.months.0.first": "clock.time_to_first_token",
    "ground.project.months.1.first": "ground.texas.time_to_power",
    "ground.project.months.1.half": "ground.texas.time_to_half",
    "ground.project.months.1.whole": "ground.texas.time_to_all",
    "ground.project.months.2.whole": "ground.ireland.time_to_all",
    "ground.sources.0.power_price": "ground.texas.power_price",
    "ground.sources.0.per_gpu_hour": "ground.texas.per_gpu_hour",
    "ground.sources.0.time_to_power_p90": "ground.texas.time_to_power_p90",
    "ground.sources.0.carbon": "ground.texas.carbon_per_kw_year",
    "carbon.rows.0.launch": "carbon.launch_per_kw_year",
    "carbon.rows.0.satellite": "carbon.satellite_per_kw_year",
    "carbon.rows.0.rack": "carbon.rack_per_kw_year",
    "carbon.rows.0.total": "carbon.carbon_per_kw_year",
    "carbon.rows.1.power": "ground.texas.carbon_per_kw_year",
    "carbon.rows.2.power": "ground.ireland.carbon_per_kw_year",
    "drivers.ratio": "compare.texas.cost_ratio",
    "cash.sides.0.internal_rate_of_return": "cost.internal_rate_of_return",
    "cash.sides.0.payback_time": "cost.payback_time",
    "cash.sides.1.internal_rate_of_return": "ground.texas.internal_rate_of_return",
    "cash.sides.1.payback_time": "ground.texas.payback_time",
    "cash.tokens.0.tokens": "rack.throughput",
    "cash.tokens.0.orbit": "cost.per_million_tokens",
    "cash.tokens.0.ground": "ground.texas.per_million_tokens",
    "share.ratio": "compare.texas.cost_ratio",
    "share.rows.0.margin": "link.latency_margin",
    "local.orbit.launches": "launch.replenishment_launches",
    "dated.orbit_first": "clock.time_to_first_token",
    "dated.claims.0.effects.0.first_before": "ground.texas.time_to_power",
    "dated.claims.0.effects.0.worth_before": "compare.texas.net_present_value",
    "dated.claims.0.effects.1.ratio_before": "compare.ireland.cost_ratio",
}


@pytest.fixture(scope="module")
def own():
    return sr.compare(sr.load().but(OWN))


@pytest.fixture(scope="module")
def found(own):
    return sr.findings(own)


def at(found, place):
    """What stands at a place of the plain data: {value, unit}."""
    section, _, path = place.partition(".")
    one = found[section].to_dict()
    for step in path.split("."):
        one = one[int(step) if step.isdecimal() else step]
    return one


@pytest.mark.parametrize("section", sorted({place.partition(".")[0] for place in SAME}))
def test_each_number_of_a_section_is_the_result_that_it_names(section, own, found):
    results = own.to_dict()
    for place, name in SAME.items():
        if place.startswith(f"{section}."):
            shown, row = at(found, place), results[name]
            amount = row["value"] if row["unit"] == shown["unit"] else sr.Q(row["value"], row["unit"])
            amount = amount.to(shown["unit"]).magnitude if hasattr(amount, "to") else amount
            assert shown["value"] == pytest.approx(amount, rel=1e-12), f"{place} is not {name}"


def test_data_for_each_kilowatt_hour_are_the_rates_of_the_links_over_the_power_of_the_work_done(own, found):
    """By hand: a derated rack does less work, and its links carry what that work needs."""
    worked = own["rack.full_power"].to("kW").magnitude * own.result("rack.speed")
    assert own.result("rack.speed") < 1
    for ours, rate in (("rate_in", "uplink_rate"), ("rate_out", "data_rate"), ("between_racks", "mesh_rate")):
        gigabytes_an_hour = own[f"link.{rate}"].to("bit/s").magnitude * 3600 / 8e9
        assert getattr(found.links.carried, ours) == pytest.approx(gigabytes_an_hour / worked, rel=1e-12)


def test_temperatures_against_time_are_there_where_the_heat_closes_and_only_there(found):
    courses = found.heat.courses
    assert len(courses.eclipse_hot.time) == len(courses.eclipse_hot.panel) > 10
    open_heat = sr.findings(sr.compare(sr.load().but({"thermal.coolant_supply": "1 K"})), "heat")
    assert open_heat.courses is None and open_heat.swing is None


def test_every_section_shows_itself_with_its_first_names_and_the_sizes_of_what_is_within(found):
    for section in chain(sr.findings.SECTIONS, ("cash", "share", "dated")):
        said = repr(found[section])
        for name, one in list(found[section].to_dict().items())[:8]:
            assert name in said
            if isinstance(one, dict) and one.keys() != {"value", "unit"}:
                assert f"{name}: … ({len(one)})" in said


def test_cash_by_year_is_told_to_the_dollar(found):
    for side in found.cash.sides:
        for name in ("capital", "revenue", "running", "resale", "net", "cumulative"):
            dollars = np.array(getattr(side, name)) * 1e6
            assert np.allclose(dollars, np.rint(dollars), rtol=0, atol=1e-3), name
        assert np.any(np.array(side.net))


@pytest.mark.parametrize(
    ("change", "decimals"),
    [({}, 2), ({"rack.gpus": 6}, 2), ({"rack.gpus": 20_000}, 5)],
)
def test_a_stack_of_costs_shows_cents_or_three_figures_of_what_is_less(change, decimals):
    """By hand: two decimals from 0.50 USD an hour on, however dear; below, three figures of the lesser side."""
    c = sr.compare(sr.load().but({**change, "ground.regions": ["texas"]}))
    least = min(c.result("cost.per_gpu_hour"), c.result("ground.texas.per_gpu_hour"))
    assert decimals == (2 if least >= 0.5 else 2 - math.floor(math.log10(least)))
    assert stacked(sr.findings(c), "texas").decimals == decimals


@pytest.mark.parametrize(("draws", "count"), [([1.0, np.nan, 2.0], 2), ([1.0, np.nan, np.inf, -1.0], None)])
def test_draws_are_drawn_as_bars_where_two_have_a_ratio(draws, count, own, monkeypatch):
    monkeypatch.setattr(figures, "draws_of_ratio", lambda *_: np.array(draws))
    sample = figures.Figures(SimpleNamespace(comparison=own)).sample
    assert sample is None if count is None else sum(sample.counts) == count
