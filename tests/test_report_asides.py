"""The report's sentences beside its tables, each computed again by another way: scenarios written by hand and compared with units checked."""

import json
import re

import pytest

import sunrack as sr
from sunrack import ground
from sunrack.catalogue import place
from sunrack.catalogue import place as title
from sunrack.cost import LINES
from sunrack.report import as_markdown, as_text, launch, satellite, turning, zoning
from sunrack.report import ground as pages
from sunrack.report.words import power_source
from sunrack.sentences import PARTS


def said(blocks):
    return " ".join(as_text(blocks, 100).split())


@pytest.fixture(scope="module")
def nominal():
    return sr.compare()


def test_independent_the_slowest_region_with_its_best_source(nominal):
    """The scenario with that source and that region alone, compared."""
    slowest = max(nominal.ground, key=lambda name: nominal.ground[name].time_to_power)
    c = sr.compare(nominal.scenario.but({"ground.source": "best", "ground.regions": [slowest]}))
    source, region, months, saved, was = re.search(
        r"best power source there \(([a-z -]+)\), the median in ([\w ]+) would be (\d+) months. Orbit would then be (\d+ months? \w+) than [\w ]+, not (\d+ months? \w+)\.",
        said(pages.regions(sr.findings(nominal))),
    ).groups()  # fmt: skip
    assert (source, region) == (power_source(c.ground[slowest].source).lower(), place(slowest))
    assert int(months) == round(c.result(f"ground.{slowest}.time_to_power"))
    for told, one in ((saved, c), (was, nominal)):
        ahead = one.result(f"compare.{slowest}.time_saved")
        assert told == f"{abs(ahead):.0f} months {'earlier' if ahead > 0 else 'later'}"


def test_no_way_round_is_told_where_nobody_waits_for_the_grid():
    for changes in ({"ground.regions": ["memphis-on-site"]}, {"ground.source": "engines"}):
        assert "best power source there" not in said(pages.regions(sr.findings(sr.compare(sr.load().but(changes)))))


@pytest.mark.parametrize("name", ["rack-100kw", "rack-gb200"])
def test_independent_largest_parts_free(name):
    """Prices of zero written into the scenario; that the parts are the largest is read off the results."""
    c = sr.compare(name)
    place, costs = c.cheapest, {key: row["value"] for key, row in c.to_dict().items()}
    found = re.search(
        rf"If ([\w ]+) and ([\w ]+) were free, .* cost ([\d.]+) times as much as in {title(place)}. If (.*), (.*) and (.*) were free as well, it would cost ([\d.]+) times",
        said(turning.turning(sr.findings(c))),
    )
    two, three, ratios = found.group(1, 2), found.group(4, 5, 6), found.group(3, 7)
    parts = {
        key.removeprefix("cost.parts."): money for key, money in costs.items() if key.startswith("cost.parts.")
    } | {"launch": costs["cost.launch"]}
    parts["bus"] = sum(parts.pop(line) for line in LINES)  # one maker's five prices
    largest = sorted(parts.keys() - {"rack"}, key=lambda key: -parts[key])[:5]
    assert largest[:2] == ["bus", "launch"] and [*two, *three] == [PARTS.get(one, one) for one in largest]
    free = {"cost.price_level": 0, "launch.price": "0 USD/kg"}
    prices = {
        "integration": "cost.integration",
        "development": "cost.nonrecurring",
        "solar array": "power.array_price",
        "spare satellites": "launch.spares",
    }
    more = {prices[one]: "0 USD" if one == "development" else "0 USD/W" if one == "solar array" else 0 for one in three}
    for changes, ratio in zip((free, free | more), ratios, strict=True):
        again = sr.compare(c.scenario.but({**changes, "ground.regions": [place]})).result(f"compare.{place}.cost_ratio")
        assert float(ratio) == pytest.approx(again, rel=5e-3)


def test_independent_rideshare_insured_as_on_a_falcon_9(nominal):
    """A vehicle that costs a satellite as much as the shared ride does, and arrives as often as Falcon 9: the walk gives the row's cost."""
    shared = nominal.result("launch.rideshare_cost") * nominal.result("launch.flown_per_satellite")
    price = nominal.result("launch.price") * shared / nominal.result("launch.cost_per_satellite")
    success = sr.load({"launch": {"vehicle": "falcon-9"}}).launch.success
    again = sr.compare(
        nominal.scenario.but(
            {"launch.price": sr.Q(price, "USD/kg"), "launch.success": success.si, "ground.regions": ["texas"]}
        )
    )
    text = as_text(launch.launch(sr.findings(nominal)), 100)
    row = next(line for line in text.splitlines() if line.startswith("Rideshare (for scale)"))
    assert float(row.split()[-1]) == pytest.approx(again.result("cost.per_gpu_hour"), rel=2e-4)
    assert "No rideshare mission can carry a satellite of " in " ".join(text.split())


def test_a_price_of_another_year_than_the_flight_is_told():
    """By hand: the year of the half fleet, and the curve's price in it."""
    c = sr.compare("rack-100kw-claimed")
    case = c.scenario.launch
    year = int(c.scenario.finance.currency_year.si + c.time_to_half_fleet.to("year").magnitude)
    curve = (
        case.price_year.quantity,
        case.cumulative_mass.quantity,
        case.mass_year.quantity,
        case.yearly_mass.quantity,
    )
    price = (
        sr.launch.price_in_year(
            year, case.price.quantity, *curve, case.mass_growth.quantity, case.learning_rate.quantity
        )
        .to("USD/kg")
        .magnitude
    )
    text = said(launch.launch(sr.findings(c)))
    assert (
        f"uses the price of 2035. Half the fleet is launched by {year}, when the same curve gives {price:.0f} USD/kg."
        in text
        and price > 300
    )
    same = c.scenario.but({"launch.price_year": year})
    assert "Half the fleet is launched" not in said(launch.launch(sr.findings(sr.compare(same))))


def test_what_carbon_counts_by_region():
    """Published: eGRID and a turbine's heat rate are of the stack, Ember's figures of the life cycle."""
    case = sr.load({"ground": {"regions": ["texas", "india", "memphis-on-site"]}})
    assert "stack emissions only in Texas, Memphis and Southaven; the life cycle in India." in said(
        satellite.carbon(sr.findings(sr.compare(case)))
    )
    burnt = said(
        satellite.carbon(
            sr.findings(sr.compare(case.but({"ground.source": "engines", "ground.india.carbon": "1 g/kWh"})))
        )
    )
    assert "stack emissions only in Texas, India, Memphis and Southaven." in burnt
    assert "what its source includes in Texas" in said(
        satellite.carbon(sr.findings(sr.compare(case.but({"ground.texas.carbon": "1 g/kWh"}))))
    )
    assert "no emissions (sunlight) in Texas, India" in said(
        satellite.carbon(sr.findings(sr.compare(case.but({"ground.source": "solar-battery"}))))
    )


def test_regions_that_rules_refuse_are_named(run):
    c = sr.compare({"ground": {"regions": ["texas", "singapore"]}})
    assert "The known rules do not permit such a campus in Singapore. Its months and costs apply to" in said(
        pages.regions(sr.findings(c))
    )
    assert "do not permit such a campus" not in said(
        pages.regions(sr.findings(sr.compare({"ground": {"regions": ["texas"]}})))
    )
    rows = {row["region"]: row["zoning"] for row in json.loads(run("regions", "--format", "json").out)}
    judged = sr.findings(sr.compare({"ground": {"regions": list(rows)}}), "zoning").judged
    for region, word in rows.items():
        verdicts = [one.overall for one in judged[region]]
        assert (word == "fails") == (bool(verdicts) and set(verdicts) == {"fails"}) and (word == "pass") == (
            "pass" in verdicts
        ), region
    assert {
        "texas": "pass",
        "n-virginia": "needs variance",
        "india": "unknown",
        "singapore": "fails",
    }.items() <= rows.items()
    assert ground.verdict_of(()) == "unknown"


def test_texas_odds_are_said_to_mix_cities_and_counties():
    text = said(zoning.zoning(sr.findings(sr.compare({"ground": {"regions": ["texas"]}}))))
    assert (
        "no zoning power and cannot refuse. The probabilities for one application also cover Texas cities, which can"
        in text
    )


@pytest.mark.slow
def test_heaters_of_safe_mode_stand_beside_the_loads():
    """Independent: their power is the design's, where they are fitted; with a valve there are none."""
    for bypass in ("heaters", "valve"):
        c = sr.compare(sr.load().but({"thermal.bypass": bypass}))
        text = as_markdown(sr.report(c, full=True).blocks)
        power = c.result("thermal.heater_power")
        assert (f"| Heaters | {power:.3g} kW in addition in safe mode" in text) == (bypass == "heaters") == (power > 0)


def test_lines_of_the_bus_weigh_something():
    """Property: what weighs nothing is in the bill of masses and not in the bill of the bus."""
    c = sr.compare()
    text = as_markdown(sr.report(c, full=True).blocks)
    bus = text[text.index("| Satellite bus by subsystem |") :].split("\n\n")[0]
    for line in c.design.mass.lines:
        name = satellite.subsystem(line.name)
        assert f"| {name} | " in text
        assert line.predicted.magnitude or f"| {name} | " not in bus
