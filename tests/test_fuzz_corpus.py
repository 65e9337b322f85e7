"""What the fuzzer found once is tried again: each input at its door is refused in words, or read rightly, within a second."""

import importlib.util
import json
import time
from pathlib import Path

import pytest

import sunrack as sr

ROOT = Path(__file__).parent
SPEC = importlib.util.spec_from_file_location("fuzz", ROOT.parent / "tools" / "fuzz.py")
fuzz = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(fuzz)
CASE = sr.load()


@pytest.mark.parametrize(
    "row",
    json.loads((ROOT / "corpus" / "fuzz.json").read_text(encoding="utf-8")),
    ids=lambda row: str(row["given"])[:30],
)
def test_what_was_found_once(row):
    started = time.process_time()
    assert fuzz.trial(row["door"], row["key"], row["given"], CASE) is row["accepted"]
    assert time.process_time() - started < fuzz.LONGEST


def test_a_quantity_is_no_list_of_words():
    for key in ("power.eclipse_policy", "orbit.shadow", "launch.vehicle", "ground.regions"):
        for given in (sr.Q(650, "km"), 650, None, lambda: 1, float("nan")):
            assert fuzz.trial("axis", key, given, CASE) is False


@pytest.mark.slow
def test_a_few_hundred_new_trials():
    """Another seed than those that were run by hand; the same each time."""
    assert fuzz.run(300, seed=2026) == []
