"""The default's money done again with a pencil: what the report's findings show, its listed values, and arithmetic; nothing of sunrack's."""

import math

import pytest

import sunrack as sr

HOURS = 8766  # of a year


@pytest.fixture(scope="module")
def shown():
    """What the pages on money and on the ground show, and the results they print, as plain numbers in the units printed."""
    c = sr.compare()
    money = sr.findings(c, "money")
    rows = {key: row["value"] for key, row in c.to_dict().items()}
    listed = {key: one.quantity.to(one.unit).magnitude for key, one in c.scenario.values().items()}
    return {one.name: one.money for one in money.parts}, money, rows, listed


def annuity(rate, years):
    return rate / (1 - (1 + rate) ** -years)


def a_year(parts, listed):
    """What one satellite costs a year [MUSD]: every part's annuity, and its operations."""
    rate = listed["finance.orbit_cost_of_capital"] / 100
    years = min(listed["finance.compute_life"], listed["finance.satellite_life"])
    return sum(parts.values()) * annuity(rate, years) + listed["cost.operations"] * listed["rack.power"] / 1e6


def test_the_price_of_a_gpu_hour(shown):
    """Lines at their prices make the parts, the parts the capital, its annuity and operations the year, the year over the hours the price."""
    parts, money, rows, listed = shown
    bought = {}
    for line in money.bus:
        assert line.money == pytest.approx(line.amount * line.price / 1e6, rel=1e-12)
        assert line.price == pytest.approx(listed[f"cost.{line.bought_as}_price"] * rows["cost.learned"], rel=1e-12)
        bought[line.bought_as] = bought.get(line.bought_as, 0) + line.money
    assert {name: parts[name] for name in bought} == pytest.approx(bought, rel=1e-12)
    hardware = sum(parts[name] for name in (*bought, "array", "battery", "terminals"))
    assert parts["integration"] == pytest.approx(hardware * listed["cost.integration"])
    assert parts["nonrecurring"] == pytest.approx(listed["cost.nonrecurring"] / (listed["launch.fleet_power"] * 10))
    one = hardware + parts["integration"] + parts["rack"]
    assert parts["spares"] == pytest.approx(one * listed["launch.spares"])
    lost = 1 / (listed["launch.success"] * (1 - listed["cost.infant_loss"])) - 1
    insured = one + parts["spares"] + parts["launch"]
    assert parts["insurance"] == pytest.approx(insured * lost * listed["cost.premium_loading"], rel=1e-9)
    paid = sum(money for name, money in parts.items() if name != "interest")
    waiting = listed["finance.satellite_construction"] / 12 * listed["finance.orbit_cost_of_capital"] / 100 / 2
    assert parts["interest"] == pytest.approx(paid * waiting, rel=1e-9)
    hours = listed["rack.gpus"] * HOURS * math.prod(step.orbit for step in money.hours)
    assert 1e6 * a_year(parts, listed) / hours == pytest.approx(rows["cost.per_gpu_hour"], rel=1e-9)


def test_the_stack(shown):
    """Each part of an hour if every hour were sold, then the hours lost and unsold; they add up."""
    parts, money, rows, listed = shown
    stack = {key.removeprefix("cost.stack."): price for key, price in rows.items() if key.startswith("cost.stack.")}
    crf = annuity(listed["finance.orbit_cost_of_capital"] / 100, listed["finance.satellite_life"])
    spare_racks = parts["rack"] * listed["launch.spares"]
    satellite = sum(
        part for name, part in parts.items() if name not in ("rack", "launch", "insurance", "stations", "interest")
    )
    a_rack_hour = listed["rack.gpus"] * HOURS / 1e6
    by_hand = {
        "rack": (parts["rack"] + spare_racks) * crf,
        "satellite": (satellite - spare_racks) * crf,
        "launch": parts["launch"] * crf,
        "insurance": parts["insurance"] * crf,
        "ground_segment": parts["stations"] * crf,
        "operations": listed["cost.operations"] * listed["rack.power"] / 1e6,
        "interest": parts["interest"] * crf,
    }
    by_hand = {name: yearly / a_rack_hour for name, yearly in by_hand.items()}
    every, share = sum(by_hand.values()), math.prod(step.orbit for step in money.hours[:-1])
    by_hand["hours_lost"] = every / share - every
    by_hand["hours_unsold"] = every / share / money.hours[-1].orbit - every / share
    assert stack == pytest.approx(by_hand, rel=1e-9)
    assert sum(by_hand.values()) == pytest.approx(rows["cost.per_gpu_hour"], rel=1e-9)


def test_the_net_present_value(shown):
    """Orbit's worth less the ground's, from today: revenue less the year, five years of it; a loss is not made smaller by waiting, a gain is."""
    parts, money, rows, listed = shown
    place = money.region
    market = listed["ground.compute_value"] * listed["rack.gpus"] * HOURS / listed["rack.power"]  # USD/kW/year
    orbit = market * math.prod(step.orbit for step in money.hours) - 1e6 * a_year(parts, listed) / listed["rack.power"]
    ground = market * math.prod(step.ground for step in money.hours) - rows[f"ground.{place}.all_in_per_kw_year"]
    assert orbit < 0 < ground
    rates = [listed[f"finance.{key}"] / 100 for key in ("orbit_cost_of_capital", "cost_of_capital")]
    years = listed["finance.compute_life"]
    later = (1 + rates[1]) ** (-rows[f"ground.{place}.time_to_half"] / 12)
    worth = orbit / annuity(rates[0], years) - ground / annuity(rates[1], years) * later
    assert rows[f"compare.{place}.net_present_value"] == pytest.approx(worth, rel=1e-6)
