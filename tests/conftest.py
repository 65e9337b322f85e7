"""Shared by all tests: published cases by name, and a deterministic hypothesis."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import settings

settings.register_profile("sunrack", deadline=None, derandomize=True, database=None, max_examples=40)
settings.load_profile("sunrack")

TRUTH = Path(__file__).parent / "truth"


@cache
def _published() -> dict[str, dict[str, Any]]:
    return {one["id"]: one for one in json.loads((TRUTH / "published_cases.json").read_text())}


def case(name: str) -> dict[str, Any]:
    """A published case of tests/truth by its id: inputs, outputs, units, tolerance, url, status."""
    return _published()[name]
