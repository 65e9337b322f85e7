"""The report's page on links."""

import re

import pytest

import sunrack as sr
from sunrack.catalogue import records
from sunrack.report import as_text, links
from sunrack.report.words import workload


def shown(**changes):
    return as_text(
        links.links(sr.findings(sr.compare(sr.load().but({f"link.{key}": text for key, text in changes.items()}))))
    )


def test_every_work_has_a_row_and_a_verdict_within_80_columns():
    """Property: one line for each class of work, none wider than a terminal, each with what it needs, has, and whether it serves."""
    text = shown()
    assert max(map(len, text.splitlines())) <= 80
    for name in records("workloads"):
        first = re.split(r",|(?<=[a-z]) (?=inference|generation|observation)", workload(name))[0]  # a long title wraps
        row = re.search(rf"^{first}.* (yes|no|marginal)$", text, re.MULTILINE)
        assert row, name


def test_the_page_stands_beside_fibre_and_beside_wires():
    """Property: the lines on latency and training name both sides."""
    text = " ".join(shown().split())
    assert re.search(
        r"New York to London takes [\d.]+ ms over a dense constellation and [\d.]+ ms over existing fibre", text
    )
    assert re.search(
        r"standalone satellite the median is [\d.]+ ms and the P90 [\d.]+ ms. That is too long for: Chat serving", text
    )
    assert re.search(r"A rack computes \d+ % of the time in orbit and \d+ % on the ground", text)


@pytest.mark.parametrize(
    ("changes", "said"),
    [({"terminals": 0}, "carry none"), ({"isl_range": "6000 km"}, "infinite ms over a dense constellation")],
)
def test_a_design_without_links_is_told_so(changes, said):
    """Property: no terminals, or a beam through the Earth, is said in words; no number stands for what cannot be."""
    text = " ".join(shown(**changes).split())
    assert said in text
    assert "infeasible" in text and "nan" not in text


def test_one_table_answers_and_the_next_says_what_it_rests_on():
    """Property: work, what binds, needs, has and verdict; then data per energy, the source of the need, and the rack without relays."""
    text = shown()
    assert re.search(r"^Workload +Tightest limit +Required +Available +Margin +Feasible\?$", text, re.MULTILINE)
    assert re.search(r"^Pre-training +inter-rack traffic +4,000 Gbit/s +400 Gbit/s +0\.\d+ +no$", text, re.MULTILINE)
    assert re.search(
        r"^Workload: Capacity of the links\n  Uplink: 360\n  Downlink: 360\n  Inter-rack: 1,800$", text, re.MULTILINE
    )
    assert re.search(
        r"^Workload: Earth observation\n(  .+\n)*?  Source quality: assumed\n  Worst-case margin \(x\): 0\.\d+\n"
        r"  Limit without relays: inter-rack traffic\n  Margin without relays \(x\): 0$",
        text,
        re.MULTILINE,
    )
    said = " ".join(text.split())
    assert "No published figure was found for these inputs" in said and "inputs a second of a rack (Embeddings)" in said
    assert "Pointing ahead and finding the next neighbour are not modelled" in said


def test_what_the_scenario_says_of_its_work_is_what_the_table_shows():
    """Property: a rate of one's own is in the table as in the check, and above it."""
    assert re.search(
        r"Selected workload Chat serving: feasible. Tightest limit: round trip, 1\.\d+ times", " ".join(shown().split())
    )
    assert re.search(
        r"^Chat serving +downlink +90\.0 Gbit/s +80\.0 Gbit/s +0\.889 +no$",
        shown(workload_out="900 Mbit/s/kW"),
        re.MULTILINE,
    )
