"""The report's page on links."""

import re

import pytest

import sunrack as sr
from sunrack.catalogue import records
from sunrack.report import as_text, links


def shown(**changes):
    return as_text(links.links(sr.compare(sr.load().but({f"link.{key}": text for key, text in changes.items()}))))


def test_every_work_has_a_row_and_a_verdict_within_80_columns():
    """Property: one line for each class of work, none wider than a terminal, each with what it needs, has, and whether it serves."""
    text = shown()
    assert max(map(len, text.splitlines())) <= 80
    for name in records("workloads"):
        row = re.search(rf"^{name} .*$", text, re.MULTILINE)
        assert row and re.search(r"(serves|limited by)", row[0]), name


def test_the_page_stands_beside_fibre_and_beside_wires():
    """Property: the lines on latency and training name both sides."""
    text = " ".join(shown().split())
    assert re.search(r"New York to London and back: [\d.]+ ms over a dense mesh, [\d.]+ ms by fibre", text)
    assert re.search(r"waits [\d.]+ ms for a rack that flies alone", text)
    assert re.search(r"a rack computes \d+ % of the time; on the ground \d+ %", text)


@pytest.mark.parametrize(("changes", "said"), [({"terminals": 0}, "carry nothing"), ({"isl_range": "6000 km"}, "unbounded ms over a dense mesh")])
def test_a_design_without_links_is_told_so(changes, said):
    """Property: no terminals, or a beam through the Earth, is said in words; no number stands for what cannot be."""
    text = " ".join(shown(**changes).split())
    assert said in text
    assert "limited by" in text and "nan" not in text
