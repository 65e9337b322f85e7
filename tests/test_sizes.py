"""The report of one rack, a campus, a gigawatt and ten: months move in the right direction on both sides, and the text says why."""

import re
from itertools import pairwise

import pytest

import sunrack as sr

SIZES = ("0.1 MW", "100 MW", "1 GW", "10 GW")


@pytest.fixture(scope="module")
def pages():
    """Size → (comparison, words of the section on the ground)."""
    made = {}
    for size in SIZES:
        c = sr.compare(sr.load().but({"launch.fleet_power": size}))
        made[size] = c, " ".join(str(sr.report(c, sections=["ground"])).split())
    return made


@pytest.mark.parametrize("region", ["n-virginia", "texas", "georgia", "memphis-on-site"])
def test_a_larger_project_on_the_ground_is_never_sooner(pages, region):
    """To first service, to half and to all; strictly later from the rented room to the campus, and to half and all of each larger one."""
    months = {
        size: [c.result(f"ground.{region}.time_to_{part}") for part in ("power", "half", "all")]
        for size, (c, _) in pages.items()
    }
    for small, large in pairwise(SIZES):
        assert all(a <= b for a, b in zip(months[small], months[large], strict=True)), (small, large)
        assert months[small][2] < months[large][2]
    for first, half, whole in months.values():
        assert first <= half <= whole
    assert months["0.1 MW"][0] < 12 < months["100 MW"][0], "one rack rents a room within the year; a campus does not"


def test_a_larger_fleet_serves_first_as_soon_and_is_whole_later(pages):
    first = [c.result("clock.time_to_first_token") for c, _ in pages.values()]
    assert len(set(first)) == 1, "the first satellite waits for no other"
    for part in ("time_to_half_fleet",):
        halves = [getattr(c, part).to("month").magnitude for c, _ in pages.values()]
        assert halves == sorted(halves) and len(set(halves)) == len(halves)
    whole = [c.result("launch.fleet_time") for c, _ in pages.values()]
    launches = [c.result("launch.fleet_launches") + c.result("launch.fleet_relaunches") for c, _ in pages.values()]
    cadence = sr.load().launch.cadence.quantity.to("1/year").magnitude
    for time, count in zip(whole, launches, strict=True):
        assert time == pytest.approx(12 * count / cadence), "at the cadence"


@pytest.mark.parametrize("size", SIZES)
def test_the_text_says_the_months_and_why(pages, size):
    c, text = pages[size]
    if size == "0.1 MW":
        assert "rents space in an existing data centre" in text and "It needs no" in text
    else:
        assert "A larger campus waits longer for power, and its halls enter service one after another" in text
    said = re.search(
        r"fleet's ([\d,.]+) launches take ([\d,.]+) months at ([\d,.]+) a year; a larger fleet takes longer", text
    )
    assert said, "orbit's side says why too"
    assert float(said[2].replace(",", "")) == pytest.approx(c.result("launch.fleet_time"), rel=5e-3)
    saved = c.result("compare.texas.time_saved")
    half = c.result("ground.texas.time_to_half") - c.time_to_half_fleet.to("month").magnitude
    assert saved == pytest.approx(half), "like for like: half against half"


def test_who_serves_sooner_turns_with_the_size(pages):
    """One rack: the ground's rented room. A gigawatt: the ground again, since launching takes longer than building."""
    saved = {size: c.result("compare.n-virginia.time_saved") for size, (c, _) in pages.items()}
    assert saved["0.1 MW"] < 0 < saved["100 MW"] and saved["1 GW"] < 0 and saved["10 GW"] < saved["1 GW"]
