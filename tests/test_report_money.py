"""The money of the report done again by hand, from what its Markdown prints and nothing else."""

import math
import re

import pytest
from support.printed import Printed, cells, told

import sunrack as sr
from sunrack.catalogue import place
from sunrack.cost import LINES
from sunrack.report import as_markdown, page
from sunrack.report.money import CAPITAL

HOURS = 8766  # of a Julian year
NAMES = {title: name for name, title in CAPITAL.items()} | {
    one.capitalize(): one
    for one in (
        "rack",
        "structure",
        "radiator",
        "electronics",
        "propulsion",
        "battery",
        "launch",
        "insurance",
        "capital",
    )
}


@pytest.fixture(scope="module", params=["rack-100kw", "rack-100kw-claimed", "rack-gb200"])
def books(request):
    """What the Markdown prints, and nothing else (of the rack: `sunrack sources rack.gpus`)."""
    c = sr.compare(request.param)
    text = as_markdown(page(c, full=True))
    table = text[text.index("| Capital cost per satellite, MUSD |") :]
    rows = re.findall(
        r"^\| ([A-Za-z() ]+) \| ([\d.,]+) \| ([\d.,]*) \| ([\d.,]*) \| (.*) \|$",
        table[: table.index("\n\n")],
        re.MULTILINE,
    )
    parts = {NAMES[name]: (Printed(money), share, low, high) for name, money, low, high, share in rows}
    rate, life = (
        float(one)
        for one in re.search(
            r"annualised with payments at the end of each year: at ([\d.]+) % per year over ([\d.]+) years in orbit",
            text,
        ).groups()
    )
    power = float(re.search(rf"^\*?\*?{request.param}: (\d+) kW rack", text, re.MULTILINE)[1])
    gpus = float(re.match(r"[\d.]+", str(c.scenario.rack.gpus))[0])
    return text, parts, rate / 100, life, power, gpus


def told_of(text, key):
    """A value of the stance that the page is about with its low and its high, in its unit: `sunrack sources KEY`."""
    one = sr.load(re.search(r"rack-[\w-]+", text)[0]).values()[key]
    return [float(one.in_unit(number).magnitude) for number in (one.si, one.low, one.high)]


def annuity(rate, life):
    return rate / (1 - (1 + rate) ** -life)


@pytest.mark.slow
def test_parts_add_up_to_the_capital(books):
    """By hand: the column's sum, within the rounding of its rows; shares are the parts over it; the interest is on all the others."""
    text, printed, rate, *_ = books
    capital, parts = printed["capital"][0], {name: one for name, one in printed.items() if name != "capital"}
    assert list(parts) == [
        "rack",
        *LINES,
        "array",
        "battery",
        "terminals",
        "integration",
        "nonrecurring",
        "spares",
        "launch",
        "insurance",
        "stations",
        "interest",
    ]
    rounding = capital.half + sum(money.half for money, *_ in parts.values())
    assert sum(money.value for money, *_ in parts.values()) == pytest.approx(capital.value, abs=rounding)
    for money, share, *_ in parts.values():
        assert float(share.removesuffix(" %")) == pytest.approx(100 * money.value / capital.value, rel=0.055)
    satellites = told(text, r"NRE\) is ([\d.,]+) MUSD, spread over a fleet of ([\d.,]+)\.")
    (premium,) = told(
        text, r"Insurance is ([\d.]+) % of all lines from rack to launch, excluding insurance and development"
    )
    assert satellites[0] / satellites[1] == pytest.approx(
        parts["nonrecurring"][0].value, rel=parts["nonrecurring"][0].share + 1e-9
    )
    insured = sum(
        one.value
        for name, (one, *_) in parts.items()
        if name not in ("nonrecurring", "insurance", "stations", "interest")
    )
    assert insured * premium / 100 == pytest.approx(parts["insurance"][0].value, rel=0.05 / premium)
    (spare,) = told(text, r"Spare satellites are ([\d.]+) % of the lines from rack to integration")
    at_work = sum(parts[name][0].value for name in ("rack", *LINES, "array", "battery", "terminals", "integration"))
    assert at_work * spare / 100 == pytest.approx(parts["spares"][0].value, rel=parts["spares"][0].share + 1e-3)
    (months,) = told(text, r"half of the capital on average: ([\d.]+) months in orbit")
    interest = parts["interest"][0]
    assert (capital.value - interest.value) * rate * months / 12 / 2 == pytest.approx(
        interest.value, rel=interest.share + 1e-3
    )


@pytest.mark.slow
def test_each_part_at_its_own_low_and_high(books):
    """By hand: a part whose price is listed as a guess goes with it to both ends of its range; every part lies within its own ends."""
    text, printed, *_ = books
    for money, _, low, high in printed.values():
        assert (not low and not high) or Printed(low).value - Printed(low).half <= money.value <= Printed(
            high
        ).value + Printed(high).half
    for name, key in {**{line: f"cost.{line}_price" for line in LINES}, "nonrecurring": "cost.nonrecurring", "integration": "cost.integration",
                      "stations": "cost.ground_segment", "interest": "finance.satellite_construction"}.items():  # fmt: skip
        money, _, *ends = printed[name]
        now, *bounds = told_of(text, key)
        for end, bound in zip(ends, bounds, strict=True):
            by_hand = money.value * bound / now
            assert by_hand == pytest.approx(Printed(end).value, rel=Printed(end).share + money.share), name


def test_the_satellite_line_by_line(books):
    """By hand: amounts at their prices, which are the listed ones times the share that is told; the lines add up to the parts of their
    name, and the parts together go to the ends that are told of the maker's level."""
    text, printed, *_ = books
    table = text[text.index("| Satellite bus by subsystem |") :]
    rows = re.findall(
        r"^\| ([A-Za-z ]+) \| ([a-z]+) \| ([\d.,]+) (?:kg|m²) \| ([\d.,]+) \| ([\d.,]+) \|$",
        table[: table.index("\n\n")],
        re.MULTILINE,
    )
    (share,) = told(text, r"listed prices times ([\d.,]+)\.")
    low, high = told(text, r"moves these five lines together, from ([\d.,]+) to ([\d.,]+) MUSD")
    added = dict.fromkeys(LINES, 0.0)
    for name, bought_as, *numbers in rows:
        amount, price, money = (Printed(one) for one in numbers)
        assert amount.value * price.value / 1e6 == pytest.approx(money.value, rel=money.share + 1e-3), name
        assert told_of(text, f"cost.{bought_as}_price")[0] * share == pytest.approx(price.value, rel=price.share + 1e-3)
        added[bought_as] += money.value
    for name, money in added.items():
        assert money == pytest.approx(printed[name][0].value, rel=2e-3), name
    level, *ends = told_of(text, "cost.price_level")
    for told_end, end in zip((low, high), ends, strict=True):
        assert sum(added.values()) * end / level == pytest.approx(told_end, rel=5e-3)


def test_capital_becomes_yearly_cost_by_the_annuity(books):
    """By hand: the boundaries from the parts, the printed rate and life, and the printed price of operations."""
    text, parts, rate, life, power, _ = books
    money = {name: 1e6 * one.value for name, (one, *_) in parts.items()}
    (operations,) = told(text, r"Operations cost ([\d.,]+) USD/kW/year")
    case = sr.load(re.search(r"rack-[\w-]+", text)[0])
    assert operations == pytest.approx(case.cost.operations.quantity.to("USD/kW/year").magnitude)
    flown = money["capital"] - money["interest"] - money["stations"] - money["insurance"]
    premium, waiting = (
        money["insurance"] / (flown - money["nonrecurring"]),
        1 + money["interest"] / (money["capital"] - money["interest"]),
    )
    at_work = sum(money[name] for name in (*LINES, "array", "battery", "terminals", "integration"))
    without_rack = flown - money["rack"] * (1 + money["spares"] / (at_work + money["rack"]))
    running = operations * power  # flying it costs no more for a dearer satellite
    paid, crf = without_rack + (without_rack - money["nonrecurring"]) * premium + money["stations"], annuity(rate, life)
    rows = {
        "Launch only": money["launch"] * crf,
        "Infrastructure, without compute": paid * waiting * crf + running,
        "All-in, with the rack": money["capital"] * crf + running,
        "Capital without compute": paid / 1000,  # per watt
    }
    for name, yearly in rows.items():
        printed = Printed(cells(text, name)[1])
        assert yearly / power == pytest.approx(printed.value, rel=printed.share + 1e-3), name


def test_yearly_cost_becomes_the_cost_of_a_gpu_hour_and_of_tokens(books):
    """By hand, on both sides: all-in over accelerators, hours of the year and the share of them that is sold; tokens by the rate that is named."""
    text, _, _, _, power, gpus = books
    names = (
        "All-in, with the rack",
        "GPU-hours sold, share",
        "All-in, per GPU-hour sold",
        "All-in, per million tokens",
    )
    all_in, sold, hour, million = (cells(text, name)[1:] for name in names)
    (tokens,) = told(text, r"Tokens: ([\d.,]+) per second and rack \(MLPerf")
    for side in (0, 1):
        yearly, share, printed, token = (Printed(row[side]) for row in (all_in, sold, hour, million))
        by_hand = yearly.value * power / (gpus * HOURS * share.value / 100)
        assert by_hand == pytest.approx(printed.value, rel=printed.share + yearly.share + share.share)
        assert printed.value * gpus / (tokens * 3600) * 1e6 == pytest.approx(
            token.value, rel=token.share + printed.share
        )


def test_the_hours_sold_step_by_step(books):
    """By hand, on both sides: what is left is the product of the shares so far; failures by the printed rates; the end is the hours sold."""
    text, _, _, life, _, gpus = books
    table = text[text.index("| From installed to sold hours |") :]
    steps = [row.split(" | ") for row in re.findall(r"^\| (.*) \|$", table[: table.index("\n\n")], re.MULTILINE)[2:]]
    assert [row[0] for row in steps] == [
        "At full power",
        "After eclipse policy",
        "After accelerator failures",
        "After satellite failures",
        "After outages",
        "After radiation upsets",
        "After link limits",
        "Sold (utilisation)",
        "GPU-hours sold per year",
    ]
    fails, spares = told(
        text, r"In orbit ([\d.]+) % of the working accelerators fail .* \(spares on board: (\d+(?:\.\d+)?)\)\. Each"
    )
    broken, days = told(
        text, r"On the ground ([\d.]+) % of the accelerators fail each year and are out of service for ([\d.]+) days"
    )
    assert spares == 0
    dying, held = told(
        text,
        r"Each year ([\d.]+) % of the satellites fail after commissioning; spares in orbit, ([\d.]+) % of the fleet",
    )
    whole = min(held / dying, life)
    assert Printed(steps[3][1]).value == pytest.approx(
        (whole + (1 - math.exp(-dying / 100 * (life - whole))) / dying * 100) / life, rel=1e-3
    )
    at_work = {1: (1 - math.exp(-fails / 100 * life)) / (fails / 100 * life), 3: 1 / (1 + broken / 100 * days / 365.25)}
    for side in (1, 3):
        product = 100.0
        for row in steps[:-1]:
            product *= Printed(row[side]).value
            assert product == pytest.approx(Printed(row[side + 1]).value, rel=5e-4), row[0]
        assert at_work[side] == pytest.approx(Printed(steps[2][side]).value, rel=2e-3)
        assert product / 100 * gpus * HOURS == pytest.approx(Printed(steps[-1][side + 1]).value, rel=1e-3)
        assert product == pytest.approx(Printed(cells(text, "GPU-hours sold, share")[1:][side // 2]).value, rel=2e-3)


def test_a_year_of_a_kilowatt_on_the_ground(books):
    """By hand: every line from the words beside it and the sentence on time and interest; together they are the all-in line."""
    text, parts, rate, _, power, _ = books
    rows = {
        name: cells(text[text.index("| Annual cost per kW in") :], line)
        for name, line in (
            ("facility", "Facility"),
            ("upkeep", "Operations and maintenance"),
            ("electricity", "Electricity"),
            ("computers", "Computers"),
            ("repair", "Repair"),
            ("all of it", "Total"),
        )
    }
    printed = {name: Printed(row[0]) for name, row in rows.items()}
    computing, lasting = told(text, r"over ([\d.]+) years for the computers and ([\d.]+) years for the facility")
    building, installing = told(text, r"([\d.]+) months for the facility and ([\d.]+) months for the rack")
    (resale,) = told(text, r"A rack there is resold at ([\d.]+) % of its price")
    capex, upkeep = told(rows["facility"][1], r"^([\d.]+) USD/W")[0], told(rows["upkeep"][1], r"^([\d.]+) %")[0]
    cents, pue, share = told(rows["electricity"][1], r"([\d.]+) cent/kWh, PUE ([\d.]+), ([\d.]+) of the time")
    fails, of_price = told(rows["repair"][1], r"([\d.]+) % per year, each at ([\d.]+) times its price")
    borne = told(rows["repair"][1], r"warranty covers ([\d.]+) %")[0] / 100
    wiring, wired, chilling, chilled = told(
        rows["facility"][1], r"([\d.]+) % electrical over ([\d.]+) years?, ([\d.]+) % cooling over ([\d.]+) year"
    )
    (land,) = told(rows["facility"][1], r"interest on ([\d.]+) USD/W of land")
    recovery = sum(
        share / 100 * annuity(rate, min(years, lasting))
        for share, years in ((wiring, wired), (chilling, chilled), (100 - wiring - chilling, lasting))
    )
    rack = parts["rack"][0].value * 1e6 / power
    by_hand = {
        "facility": 1000 * capex * (1 + rate * building / 24) * recovery + 1000 * land * rate,
        "upkeep": 1000 * capex * upkeep / 100,
        "electricity": cents / 100 * pue * share * HOURS,
        "computers": rack
        * (1 + rate * installing / 24 - resale / 100 * (1 + rate) ** -computing)
        * annuity(rate, computing),
        "repair": rack * fails / 100 * of_price * (1 - borne),
        "all of it": sum(one.value for name, one in printed.items() if name != "all of it"),
    }
    for name, yearly in by_hand.items():
        assert yearly == pytest.approx(printed[name].value, rel=printed[name].share + 6e-3), name
    assert rows["all of it"][0] == cells(text, "All-in, with the rack")[2]
    infrastructure = sum(printed[name].value for name in ("facility", "upkeep", "electricity"))
    assert infrastructure == pytest.approx(Printed(cells(text, "Infrastructure, without compute")[2]).value, rel=0.01)


def test_ratios_and_break_even_agree_with_the_costs_beside_them(books):
    """By hand: orbit over ground from the two printed costs; a ratio above one with a positive break-even price only below today's."""
    text, *_ = books
    orbit = Printed(cells(text, "All-in, per GPU-hour sold")[1])
    for name in sr.load().ground.regions:
        *_, cost, ratio, _ = cells(text[text.index("| Infrastructure, USD/kW/year |") :], place(name))
        cost, ratio = Printed(cost), Printed(ratio)
        assert orbit.value / cost.value == pytest.approx(ratio.value, rel=orbit.share + cost.share + ratio.share)
        even = cells(text[text.index("## Break-even") :], place(name))
        assert (float(even[0].replace(",", "")) < 0) == ("even with free launch" in even[1])
