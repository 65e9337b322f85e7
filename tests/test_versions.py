"""What pyproject.toml promises of versions is what tools/versions.py ran, and docs/validation.md shows it."""

import runpy
import tomllib
from pathlib import Path

from packaging.version import Version

ROOT = Path(__file__).parents[1]
TOOL = runpy.run_path(str(ROOT / "tools" / "versions.py"))
RUNS = TOOL["found"]()
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_every_run_passed_its_tests_and_reported_without_a_warning():
    for one in RUNS:
        assert one["report"] and one["tests"].keys() == {"passed", "skipped"} and one["tests"]["passed"] > 1500, one


def test_the_lower_bounds_are_the_versions_that_were_run():
    """To run them again: python tools/versions.py oldest:3.11 && python tools/versions.py --page."""
    (oldest,) = (one["versions"] for one in RUNS if one["side"] == "oldest")
    assert {name: Version(one) for name, one in TOOL["lower_bounds"]().items()} == {
        name: Version(one) for name, one in oldest.items()
    }


def test_every_python_that_the_classifiers_name_was_run():
    ran = {one["python"].rpartition(".")[0] for one in RUNS}
    named = {one.rpartition(" ")[2] for one in PROJECT["classifiers"] if "Python :: 3." in one}
    assert ran == named and f">={min(named, key=Version)}" == PROJECT["requires-python"]


def test_the_page_shows_these_runs():
    assert TOOL["section"](RUNS).rstrip() in (ROOT / "docs" / "validation.md").read_text(encoding="utf-8")
