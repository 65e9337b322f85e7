"""Which regions the headline may name, moratoria that end, and what the report says of the project's size."""

from datetime import date

import sunrack as sr
from sunrack import Q, ground
from sunrack.catalogue import records, tier

MONTH = 2_629_800.0


def test_the_headline_names_no_region_on_a_guess_and_none_that_refuses():
    """Price, wait and capital of the default's regions rest on more than a guess or a weak source; none of them refuses the campus."""
    c = sr.compare()
    for region in c.ground:
        for field in ("power_price", "grid_wait", "capex"):
            assert tier(c.scenario.sites[region][field].source) in ("primary", "secondary"), (region, field)
    assert c.refused == () and "india" not in c.ground


def test_a_weakly_sourced_region_does_not_lead_and_the_verdict_says_so():
    """India is cheaper than Texas on a wait of a weak source; a user's own numbers are no guess; alone it leads."""
    case = sr.load({"ground": {"regions": ["india", "texas"]}})
    c = sr.compare(case)
    assert c.cheapest == "texas" and c.weak == ("india",)
    assert "Cheaper but excluded: India (" in c.verdict.sentences[0]
    assert sr.compare(case.but({"ground.regions": ["india"]})).cheapest == "india"
    mine = {
        f"ground.india.{key}": value
        for key, value in (("power_price", "0.075 USD/kWh"), ("grid_wait", "2 year"), ("capex", "7 USD/W"))
    }
    assert sr.compare(case.but(mine)).cheapest == "india" == sr.breakeven(case.but(mine), "launch.price").region


def test_moratoria_agree_with_the_jurisdictions():
    """The least wait of a region is that of its first jurisdiction to open, and its range reaches the last end that a date tells."""
    for region in records("regions"):
        first, last = ground.moratorium_wait(region)
        wait = ground.region_values(region)["moratorium_wait"]
        assert first * 86_400 <= wait.si and last * 86_400 <= (wait.high or 0) + MONTH / 2, region
    assert ground.opens("coweta") == date(2026, 12, 24) == ground.opens("coweta", "2026-12-24")
    assert ground.opens("loudoun", "2026-08-01") == date(2026, 8, 1)


def test_a_moratorium_that_ends_delays_and_does_not_refuse():
    """Coweta fails on the day, needs a vote once its moratorium has ended; a rented room is refused nowhere."""
    inputs = sr.load({"ground": {"regions": ["georgia", "johor"]}}).inputs()
    plan, here, power = inputs.ground, inputs.sites["georgia"], Q("100 MW")
    assert ground.judge_site(plan, here, "coweta", power=power).overall == "fails"
    assert ground.judge_site(plan, here, "coweta", power=power, on="open").overall == "needs variance"
    small, large = (
        ground.refuses(plan, inputs.sites["johor"], "johor", power=Q(size), source="grid")
        for size in ("1 MW", "100 MW")
    )
    assert (small, large) == (False, True)


def test_the_report_says_why():
    """One rack rents, 100 MW builds: the sentence on the months says which, and why."""
    for power, words in (
        ("0.1 MW", "rents space in an existing data centre"),
        ("100 MW", "builds a campus. A larger campus waits longer for power"),
    ):
        text = " ".join(str(sr.report({"launch": {"fleet_power": power}}, sections=["ground"])).split())
        assert words in text and "Months to first service, to half and to all of the capacity: Orbit" in text
