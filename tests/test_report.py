"""The report: golden as a whole, strict JSON that holds everything, and sums that can be done again by hand.

python tests/test_report.py --write     # after a change that is meant: rewrite tests/golden, then read the difference
"""

import json
import math
import re
import sys
from pathlib import Path

import numpy as np
import pytest
from support.printed import Printed, cells

import sunrack as sr
from sunrack.drawing import Heading, Table, Text
from sunrack.report import as_json, as_markdown, as_text, page
from sunrack.report.satellite import subsystem
from sunrack.scenario import shipped

GOLDEN = Path(__file__).parent / "golden"


def written(name: str = "rack-100kw") -> str:
    return as_text(page(sr.compare(name), full=True), 80)


@pytest.fixture(scope="module")
def nominal():
    return sr.compare()


@pytest.fixture(scope="module")
def markdown(nominal):
    return as_markdown(page(nominal, full=True))


# ------------------------------------------------------------------ ourselves


def test_the_default_report_is_the_golden_one():
    """Ourselves: a changed number is seen here and belongs in the CHANGELOG. Proves nothing else."""
    golden = (GOLDEN / "report.txt").read_text(encoding="utf-8")
    assert written().splitlines() == golden.splitlines(), "if the change is meant: python tests/test_report.py --write"


@pytest.mark.slow
def test_the_same_report_twice():
    assert written("rack-gb200") == written("rack-gb200")


# ----------------------------------------------------------------------- JSON


def no_constant(word):
    raise AssertionError(f"{word} is not strict JSON")


@pytest.mark.slow
@pytest.mark.parametrize("case", [*shipped(), {"orbit": {"altitude": "6500 km"}}], ids=str)
def test_json_is_strict_and_holds_every_result_with_its_unit(case):
    c = sr.compare(case)
    data = json.loads(as_json(c), parse_constant=no_constant)
    named = {
        "schema",
        "sunrack",
        "scenario",
        "verdict",
        "warnings",
        "results",
        "checks",
        "values",
        "zoning",
        "findings",
    }
    assert set(data) == named and data["schema"] == "sunrack.report/1" and data["sunrack"] == sr.__version__
    rows = c.to_dict()
    assert data["results"].keys() == rows.keys()
    for name, row in data["results"].items():
        assert set(row) == {"value", "unit"} and isinstance(row["unit"], str), name
        assert row["value"] is None or isinstance(row["value"], (float, int, str)), name
        if isinstance(row["value"], float):
            assert math.isfinite(row["value"]) and row["value"] == rows[name]["value"], name
        elif row["value"] is None:
            assert not math.isfinite(rows[name]["value"]), name
    assert [one["name"] for one in data["checks"]] == [one.name for one in c.checks]
    assert all(
        set(one) - {"reason"}
        == {
            "name",
            "title",
            "slug",
            "requirement",
            "sense",
            "value",
            "limit",
            "unit",
            "margin",
            "margin_unit",
            "passed",
        }
        and (None not in (one["value"], one["limit"]) or one["reason"])
        for one in data["checks"]
    )
    assert all(isinstance(one["passed"], bool) for one in data["checks"])
    assert {one["key"] for one in data["values"]} == c.scenario.values().keys()
    assert data["verdict"] == {
        "winner": c.verdict.winner,
        "binding": c.verdict.binding,
        "sentences": list(c.verdict.sentences),
    }


def test_the_default_has_a_number_everywhere(nominal):
    assert [name for name, row in json.loads(as_json(nominal))["results"].items() if row["value"] is None] == []


# ----------------------------------------------------------- what is on the page


def test_text_and_markdown_say_the_same(nominal, markdown):
    """Independent: every word of the text stands in the Markdown, in its order but for wrapped cells."""
    for block in page(nominal, full=True):
        if isinstance(block, Heading):
            assert f"## {block.text}\n" in markdown
        elif isinstance(block, Text):
            assert block.text in markdown
        elif isinstance(block, Table):
            assert all(len(row) == len(block.head) for row in block.rows)
            for row in block.rows:
                assert "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" in markdown


def test_every_markdown_table_has_rows_of_one_length(markdown):
    for table in re.findall(r"(?:^\|.*\n?)+", markdown, re.MULTILINE):
        assert len({len(re.findall(r"(?<!\\)\|", line)) for line in table.splitlines()}) == 1


def test_every_guess_and_weak_number_is_listed(nominal, markdown):
    from sunrack.catalogue import tier
    from sunrack.report.words import quality

    for key, value in nominal.scenario.values().items():
        if not value.kind and tier(value.source) in ("guess", "weak"):
            assert re.search(
                rf"^\| {re.escape(key)} \| .* \| {quality(tier(value.source))} \|$", markdown, re.MULTILINE
            ), key


def test_every_source_that_is_used_is_cited(nominal, markdown):
    from sunrack.catalogue import sources

    for source in {value.source for value in nominal.scenario.values().values()} & sources().keys():
        assert f"| {source} | " in markdown


@pytest.mark.slow
@pytest.mark.parametrize("name", shipped())
def test_the_verdict_agrees_with_the_numbers(name):
    c = sr.compare(name)
    failed = [one for one in c.checks if not one.passed]
    ratios = [float(one.cost_ratio.to("").magnitude) for one in c.against.values()]
    assert (c.verdict.winner == "ground") == (bool(failed) or min(ratios) >= 1)
    assert c.verdict.sentences[0].startswith("No") == (c.verdict.winner == "ground")
    cheapest = min(c.ground.values(), key=lambda rival: rival.per_gpu_hour)
    assert c.ground[c.cheapest].per_gpu_hour == cheapest.per_gpu_hour
    assert all(f"| {one.title} | " in as_markdown(page(c, ["checks"])) for one in c.checks)


@pytest.mark.parametrize("changes", [
    {"thermal.coolant_supply": "1 K"},
    {"mass.specific_impulse": "1e-9 s"},
    {"ground.regions": ["texas"]},
    {"cost.learning": "0.5"},
], ids=str)  # fmt: skip
def test_the_verdict_is_in_words_that_people_use(changes):
    c = sr.compare(sr.load().but(changes))
    told = str(c.verdict)
    assert not re.search(r"\b(inf|nan)\b", told) and "1 regions" not in told
    assert "cannot be built" not in told or any(not one.passed for one in c.checks)


def test_the_mass_bill_adds_up_as_printed(nominal, markdown):
    """By hand: predicted lines to the wet mass; a line's predicted mass from its best estimate and growth."""
    table = markdown[markdown.index("| Subsystem | Basic mass, kg |") :]
    rows = re.findall(
        r"^\| ([A-Za-z ]+) \| ([\d.,]+) \| (\d+) % \| ([\d.,]+) \|$", table[: table.index("\n\n")], re.MULTILINE
    )
    assert [row[0] for row in rows] == [subsystem(line.name) for line in nominal.design.mass.lines]
    lines = [(Printed(best), int(growth), Printed(predicted)) for _, best, growth, predicted in rows]
    for best, growth, predicted in lines:
        factor = 1 + growth / 100
        assert best.value * factor == pytest.approx(predicted.value, abs=best.half * factor + predicted.half)
    wet = Printed(cells(markdown, "Wet mass, predicted")[2])
    assert sum(one.value for *_, one in lines) == pytest.approx(
        wet.value, abs=wet.half + sum(one.half for *_, one in lines)
    )


def test_the_power_ledger_adds_up_as_printed(markdown):
    """By hand: rack, avionics, terminals, pump, thrusters and conversion loss are the load in sunlight."""
    loads = [
        Printed(cells(markdown, name)[0])
        for name in ("rack", "avionics", "laser terminals", "coolant pump", "thrusters", "conversion loss")
    ]
    total = Printed(cells(markdown, "total load")[0])
    assert np.sum([one.value for one in loads]) == pytest.approx(
        total.value, abs=total.half + sum(one.half for one in loads)
    )


if __name__ == "__main__":
    if sys.argv[1:] != ["--write"]:
        sys.exit("python tests/test_report.py --write rewrites tests/golden/report.txt")
    GOLDEN.mkdir(exist_ok=True)
    (GOLDEN / "report.txt").write_text(written(), encoding="utf-8")
    print("wrote tests/golden/report.txt")
