"""docs/uncertainty.md says which published figures lie inside P5 to P95 of the default sample, and these tests hold it to that."""

import re
import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import sunrack as sr
from sunrack.catalogue import SEEDS

PAGE = (Path(__file__).parent.parent / "docs/uncertainty.md").read_text(encoding="utf-8")
WORDS = " ".join(PAGE.split())  # however its lines are broken
RATIO = "compare.texas.cost_ratio"
PER_WATT, BARE, CAPITAL = "cost.satellite_per_watt", "mass.without_rack", "cost.capex_per_watt_without_compute"


@pytest.fixture(scope="module")
def draws():
    """Another seed and method than the page's: what it says must not hang on its draws."""
    return sr.sample(
        sr.load(), 4096, seed=2, method="random", results=["mass.per_power", BARE, PER_WATT, CAPITAL, RATIO]
    )


@pytest.fixture(scope="module")
def figures(draws):
    """Finite draws of each figure that the page compares, by the words of the page."""
    kilowatts = sr.load().rack.power.number
    every = {
        "SemiAnalysis, satellite, USD/kg": 1000 * kilowatts * draws[PER_WATT] / draws[BARE],
        "SemiAnalysis, satellite, USD/W": draws[PER_WATT],
        "SemiAnalysis, mass, kg/kW": draws["mass.per_power"],
        "SemiAnalysis, mass without rack, kg/kW": draws[BARE] / kilowatts,
        "SemiAnalysis, GPU-hour, orbit over ground": draws[RATIO],
        "Deutsche Bank, capital, USD/W": draws[CAPITAL],
        "Wood Mackenzie, capital, USD/W": draws[CAPITAL],
    }
    return {name: one.to_numpy()[np.isfinite(one.to_numpy())] for name, one in every.items()}


def record(name: str) -> dict[str, Any]:
    """A built-in record of a published analysis."""
    return tomllib.loads((SEEDS / "published" / f"{name}.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("name", "figure", "place"), [
    ("SemiAnalysis, satellite, USD/kg", 1790, "inside"),
    ("SemiAnalysis, satellite, USD/W", 47.5, "below"),
    ("SemiAnalysis, mass, kg/kW", 39.7, "below"),
    ("SemiAnalysis, mass without rack, kg/kW", 26.5, "below"),
    ("SemiAnalysis, GPU-hour, orbit over ground", 4.38, "below"),
    ("Deutsche Bank, capital, USD/W", 114, "below"),
    ("Wood Mackenzie, capital, USD/W", 100, "below"),
])  # fmt: skip
def test_published_figures_lie_where_the_page_says(figures, name, figure, place):
    """Ourselves against published: inside P5 to P95 of the sample, or below it, as the row of the page has it."""
    low, high = np.percentile(figures[name], [5, 95])
    assert place == ("inside" if low <= figure <= high else "below" if figure < low else "above")
    row = next(line for line in PAGE.splitlines() if line.startswith(name))
    shown = re.fullmatch(rf"{re.escape(name)} +([\d.,]+) +[\d.,]+ +[\d.,]+ +[\d.,]+ +P(\d+) +(\w+)", row)
    assert shown and float(shown[1].replace(",", "")) == figure and shown[3] == place
    assert float(shown[2]) == pytest.approx(100 * np.mean(figures[name] < figure), abs=3)


def test_the_page_names_every_figure_that_lies_inside(figures):
    assert len(re.findall(r"^[\w ]+, .+ inside$", PAGE, re.MULTILINE)) == 1
    assert "Only the price per kilogram of satellite lies inside P5 to P95. The other figures lie below P5." in WORDS
    assert len(re.findall(r"^[\w ]+, .+ P\d+ +(?:inside|below|above)$", PAGE, re.MULTILINE)) == len(figures)


def test_the_base_case_lies_at_the_percentile_that_the_page_says(draws):
    base = sr.compare()[RATIO].magnitude
    percentile = 100 * float(np.mean(draws[RATIO].to_numpy() < base))
    in_words = re.search(r"For the default ratio against Texas the base case lies at P(\d+)", WORDS)
    in_block = re.search(r"^base case against Texas: P(\d+)$", PAGE, re.MULTILINE)
    assert in_words and in_block and in_words[1] == in_block[1]
    assert float(in_words[1]) == pytest.approx(percentile, abs=3)


def test_published_figures_are_those_of_the_built_in_records():
    """Published: the numbers above are those of `sunrack reconcile`, where a record holds them as an answer or an input."""
    analysis = record("semianalysis-2026")
    inputs = {key: text for group in analysis["groups"] for key, text in group["inputs"].items()}
    assert analysis["answers"]["ratio"]["value"] == 4.38 and inputs["cost.satellite_per_watt"] == "47.5 USD/W"
    assert any("39.7 kg for each kW" in group.get("why", "") for group in analysis["groups"])
    per_kilogram = 1000 * 47.5 / 26.5
    assert per_kilogram == pytest.approx(1790, rel=0.005)
    assert record("deutsche-bank-2026")["answers"]["orbit"]["value"] == 114
    assert record("wood-mackenzie-2026")["answers"]["launch_and_satellite"]["value"] == 100
