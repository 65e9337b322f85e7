"""The first page of the report: what it says agrees with the results, adds up as printed, and fits a page."""

import json
import re

import numpy as np
import pytest
from support.printed import cells

import sunrack as sr
from sunrack.drawing import Table
from sunrack.findings import ON_REQUEST, Findings, first_page, stack
from sunrack.findings.claimed import claimed_ratio
from sunrack.findings.titles import input_title
from sunrack.report import SECTIONS, as_json, as_markdown, as_text, page
from sunrack.scenario import shipped
from sunrack.study.engine import evaluate

KIND = {
    "cost.price_level": 0,
    "launch.price": "0 USD/kg",
    "power.array_price": "0 USD/W",
    "ground.texas.power_price": "1 USD/kWh",
    "ground.regions": ["texas"],
}
CASES = {
    **{name: (name, {}) for name in shipped()},
    "no orbit": ("rack-100kw", {"orbit.altitude": "6500 km"}),
    "no heat balance": ("rack-100kw", {"thermal.coolant_supply": "1 K"}),
    "mass without bound": ("rack-100kw", {"mass.specific_impulse": "1e-9 s"}),
    "a hundred racks": ("rack-100kw", {"rack.racks": 100, "launch.fleet_power": "10 MW"}),
    "one check fails": ("rack-100kw", {"thermal.coolant_supply": "46 degC"}),
    "no laser": ("rack-100kw", {"link.terminals": 0}),
    "one region": ("rack-100kw", {"ground.regions": ["memphis-on-site"]}),
    "all regions": ("rack-100kw", {"ground.regions": ["all"]}),
    "regions that refuse": ("rack-100kw", {"ground.regions": ["singapore", "johor"]}),
    "a small fleet": ("rack-100kw", {"launch.fleet_power": "0.1 MW"}),
    "many checks fail": ("rack-100kw", {"thermal.coolant_supply": "250 K"}),
    "no room": (
        "rack-100kw",
        {
            "thermal.coolant_supply": "250 K",
            "power.eclipse_policy": "sleep",
            "orbit.local_time": "12:00",
            "ground.regions": ["all"],
        },
    ),
    "noon": ("rack-100kw", {"orbit.local_time": "12:00"}),
    "many unusual values": ("rack-100kw-claimed", {key: word for key, word in KIND.items() if key != "ground.regions"}),
    "orbit is cheaper": ("rack-100kw-claimed", KIND),
}


@pytest.fixture(scope="module")
def nominal():
    return sr.compare()


@pytest.fixture(scope="module")
def found(nominal):
    return Findings(nominal).first_page


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_the_page_has_at_most_60_lines_of_80_columns_whatever_is_asked(name):
    base, changes = CASES[name]
    lines = str(sr.report(sr.load(base).but(changes))).splitlines()
    assert len(lines) <= 60 and max(map(len, lines)) <= 80
    assert not re.search(r"\b(nan|inf|None)\b", "\n".join(lines))


@pytest.mark.slow
@pytest.mark.parametrize("width", [20, 40, 60, 80, 200])
def test_no_word_and_no_number_is_cut_at_any_width(nominal, width):
    """Property: the words of the page are the same at every width, but for those broken behind a point of a name."""
    blocks = page(nominal, full=True)
    wide = as_text(blocks, 400)
    known = {re.sub(r"[._-]", "", word) for word in wide.split()} | {""}
    lines = as_text(blocks, width).splitlines()
    strange = {
        word
        for line in lines
        for word in line.split()
        if set(word) != {"-"} and re.sub(r"[._-]", "", word) not in known
    }
    broken = {word for word in strange if any(re.sub(r"[._-]", "", word.rstrip(":")) in one for one in known)}
    assert strange == broken, sorted(strange - broken)[:10]
    assert not {word for word in strange if re.fullmatch(r"[\d.,]*\d", word)}
    if width >= 40:  # an address, or at most the longest word, stands over the edge
        assert [line for line in lines if len(line) > width and "/" not in line and "datacenter" not in line] == []


@pytest.mark.parametrize("name", ["rack-100kw", "rack-100kw-claimed", "rack-gb200", "orbit is cheaper"])
def test_the_stacked_price_adds_up_as_printed(name):
    """By hand, on both sides: parts to the sum of every hour, that and the hours to the total; the difference is exact in each row."""
    base, changes = CASES[name]
    c = sr.compare(sr.load(base).but(changes))
    (table,) = (one for one in page(c) if isinstance(one, Table) and one.head[0] == "USD per GPU-hour")
    rows = {
        row[0]: [round(100 * float(cell.replace(",", ""))) if cell != "-" else 0 for cell in row[1:]]
        for row in table.rows
    }
    for orbit, ground, difference in rows.values():
        assert difference == orbit - ground
    names = list(rows)
    every = names.index("Cost if every hour were sold")
    for side in range(3):
        assert sum(rows[one][side] for one in names[:every]) == rows[names[every]][side]
        assert sum(rows[one][side] for one in names[every:-1]) == rows[names[-1]][side]
    place = c.answer_region
    assert rows[names[-1]][:2] == [
        round(100 * c.result(name)) for name in ("cost.per_gpu_hour", f"ground.{place}.per_gpu_hour")
    ]


def test_every_part_of_the_price_is_on_a_line_of_the_table(nominal):
    """Property: a part that is added to either side is on the page, or this test says so."""
    parts = {part for side in (nominal.design.cost, nominal.ground["texas"]) for part, _ in side.stack}
    assert parts == {part for line in stack._LINES.values() for part in line} | set(stack._HOURS)


def test_the_rounding_is_of_a_cent_or_two(nominal, found):
    """By hand: every printed part is its result, but for what the largest took to make the sum."""
    for side, prefix in (("orbit", "cost"), ("ground", "ground.texas")):
        for line in found.stack.parts:
            if (printed := getattr(line, side)) is not None:
                held = [part for part in stack._LINES[line.name] if f"{prefix}.stack.{part}" in nominal.to_dict()]
                exact = sum(nominal.result(f"{prefix}.stack.{part}") for part in held)
                assert printed == pytest.approx(exact, abs=0.03), line.name


def test_independent_the_range_agrees_with_a_large_quasi_random_sample(found):
    """The same percentiles from 16,384 Sobol draws of another seed, to 5 %; the base case is where its share of them says."""
    draws = sr.sample("rack-100kw", 16_384, seed=7, outputs=["compare.texas.cost_ratio"])["compare.texas.cost_ratio"]
    for printed, share in ((found.range.p10, 0.1), (found.range.p50, 0.5), (found.range.p90, 0.9)):
        assert printed == pytest.approx(float(np.quantile(draws, share, method="inverted_cdf")), rel=0.05)
    assert found.range.base_percentile == pytest.approx(float(np.mean(draws.values < found.ratio)), abs=0.02)


def test_independent_claims_floor_capital_and_break_even_are_scenarios_of_their_own(nominal, found):
    assert found.claimed_ratio == pytest.approx(
        sr.compare("rack-100kw-claimed", against="texas").result("compare.texas.cost_ratio"), rel=1e-9
    )
    prices = ("cost.price_level", "power.array_price", "power.battery_price", "link.terminal_price", "cost.integration")
    free = dict.fromkeys((*prices, "cost.nonrecurring", "launch.price"), 0.0)
    own = evaluate(nominal.scenario, free).result("compare.texas.cost_ratio")
    assert found.floor == pytest.approx(float(own), rel=1e-9) and found.floor < found.claimed_ratio
    assert found.orbit_capital == pytest.approx(nominal.result("cost.fleet_capital") / 1e6)
    assert found.ground_capital == pytest.approx(nominal.result("ground.texas.fleet_capital") / 1e6)
    assert found.breakeven_price == pytest.approx(nominal.result("cost.breakeven_compute_value"))


def test_independent_a_driver_s_ends_are_scenarios_of_their_own(nominal, found):
    first = found.drivers[0]
    assert (first.key, input_title(first.key)) == ("launch.fleet_power", "Fleet size")
    assert found.decisive == "cost.price_level"  # a fleet is a choice, and no uncertain input
    value = nominal.scenario.launch.fleet_power
    for si, ratio in ((value.low, first.ratio_at_low), (value.high, first.ratio_at_high)):
        own = evaluate(nominal.scenario, {first.key: si}).result("compare.texas.cost_ratio")
        assert ratio == pytest.approx(float(own), rel=1e-9)


def test_the_months_are_the_results(nominal, found):
    said = " ".join(str(nominal).split())
    orbit, *sites = found.months
    assert orbit.p50 == pytest.approx(nominal.result("clock.time_to_first_token"))
    for one in sites:
        assert one.p90 == pytest.approx(nominal.result(f"ground.{one.place}.time_to_power_p90"))
    assert f"Orbit, first satellite: {orbit.p50:.0f} months (P10 to P90: {orbit.p10:.0f} to {orbit.p90:.0f})" in said


def test_every_check_that_fails_is_listed_and_the_others_are_counted():
    flown, warm = sr.compare("rack-100kw-flown"), sr.compare(sr.load().but(CASES["one check fails"][1]))
    text = as_markdown(page(flown))
    failed = [one for one in flown.checks if not one.passed]
    assert failed and all(f"| {one.title} | " in text for one in failed)
    assert f"The other {len(flown.checks) - len(failed)} pass" in " ".join(text.split())
    markdown = as_markdown(page(warm))
    assert markdown.count("| FAIL |") == 1 and "| PASS |" not in markdown
    assert cells(markdown, "Coolant supply within rack limit") == ["46.0 °C", "max 45.0", "-1 K", "FAIL"]
    assert "32 of 32 checks pass" in " ".join(as_text(page(sr.compare())).split())


@pytest.mark.slow
def test_the_json_holds_the_page_and_the_commands_it_names_exist(nominal, run):
    data = json.loads(as_json(nominal, ["first_page"]))["findings"]
    assert set(data) == {"first_page"}
    assert set(data["first_page"]) == set(first_page.FirstPage.__dataclass_fields__)
    named = re.findall(r"sunrack ([a-z]+[^(,\n]*)", str(nominal))
    assert {words.split()[0] for words in named} == {"report", "explain", "optimize", "parity", "reconcile"}
    for words in named:
        assert words.startswith(("parity", "reconcile")) or run(*words.split()).code == 0, words
        assert run(words.split()[0], "--help").code == 0


def test_print_of_a_comparison_is_the_page_of_the_command(nominal, run):
    assert str(nominal) == str(sr.report(nominal)) == run("report").out == str(sr.report())
    assert "Cost per GPU-hour sold" in nominal._repr_html_()


def test_a_page_of_a_region_of_one_s_own_names_it():
    own = {"ground": {"regions": ["my-site"], "my-site": {"base": "texas", "power_price": "0.05 USD/kWh"}}}
    text = str(sr.report(own))
    assert "compared with my-site" in text.replace("\n", " ") and "Vendor claims" in text


EARLIER = "orbit power attitude heat links mass launch money ground zoning carbon drivers others sources".split()


@pytest.mark.slow
def test_every_finding_of_the_long_report_is_in_the_json_and_every_section_by_its_name(nominal):
    """Property: the page took nothing away: all findings as before, and each section alone is what --full shows of it."""
    data = json.loads(as_json(nominal))["findings"]
    assert set(data) == {"first_page", *EARLIER} and all(data[one] for one in EARLIER)
    first, full = page(nominal), page(nominal, full=True)
    shown = [name for name in SECTIONS if name not in ON_REQUEST]
    apart = [block for name in shown for block in page(nominal, [name])[len(first) :]]
    assert set(EARLIER) - {"attitude"} <= set(shown)
    assert len(apart) == len(full) - len(first) and all(block in full for block in apart)


def test_the_end_of_a_driver_at_which_a_check_fails_is_marked_and_turns_nothing():
    """At 1,000 MW the default fleet is deployed after its satellites' life: the best end is no design that works."""
    case = sr.load()
    c = sr.compare(case)
    row = next(one for one in sr.findings(c, "drivers").rows if one.key == "launch.fleet_power")
    for end, fails in ((row.low, row.fails_at_low), (row.high, row.fails_at_high)):
        assert fails == bool(sr.compare(case.but({row.key: end})).failing), end
    assert row.fails_at_high
    (head,) = (line for line in str(sr.report(c)).splitlines() if "fails a check" in line)
    assert head.startswith("Drivers of the ratio (* fails a check)")  # in the table, which a page may fold


def test_the_costs_of_a_design_that_fails_a_check_are_told_as_such_beside_the_verdict():
    text = str(sr.report(sr.compare(sr.load().but({"launch.fleet_power": "1000 MW"}))))
    assert text.index("Infeasible     1 of 32 checks fail") < text.index("Uncertainty")
    assert "Costs are shown as if" not in str(sr.report(sr.compare()))


@pytest.mark.parametrize("changes", [{}, {"rack.price": "1.2 MUSD"}, {"finance.cost_of_capital": "12 percent/year"}])
def test_vendor_claims_are_put_into_the_scenario_that_is_asked_about(changes):
    """What the reader changed stays; what a vendor claims replaces it, a price of the reader's own with it."""
    there = sr.compare(sr.load("rack-100kw-claimed").but(changes), against="texas").result("compare.texas.cost_ratio")
    own = sr.load().but(changes)
    assert claimed_ratio(own, "texas") == pytest.approx(float(there), rel=1e-12)
    assert claimed_ratio(own.but({"launch.price": "900 USD/kg"}), "texas") == pytest.approx(float(there), rel=1e-12)
    assert claimed_ratio(sr.load("rack-100kw-claimed"), "texas") is None


def test_a_launch_price_of_a_later_year_says_so_beside_the_first_service():
    assert "The launch price is that expected in 2035." in str(sr.report("rack-100kw-claimed"))
    assert "The launch price is that" not in str(sr.report())


def test_half_of_the_project_stands_on_both_sides_where_the_ground_builds_in_halls(nominal):
    """The first hall is 80 of 100 MW: half is there with it. A room that is rented serves whole."""
    half = nominal.ground["texas"].time_to_half.to("month").magnitude
    told = " ".join(str(sr.report(nominal)).split())
    assert re.search(rf"half the fleet: \d+\. Texas: \d+ months \(\d+ to \d+\); half: {half:.0f}\. ", told)
    assert "; half: " not in str(sr.report(sr.load().but({"launch.fleet_power": "1 MW"})))
