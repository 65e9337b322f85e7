"""The commands that a page names to run next."""

from __future__ import annotations

from sunrack.commands import scenario_words
from sunrack.drawing import Text
from sunrack.findings import Findings


def onward(f: Findings) -> Text:
    """The commands to run next, with the scenario as a command line names it."""
    name = scenario_words(f.comparison.scenario)
    if name is None:
        return Text(
            "More, with the same scenario: sunrack report --section money, or --full\n"
            "      sunrack explain cost.per_gpu_hour, sunrack optimize, sunrack parity"
        )
    if name:
        return Text(
            f"More: sunrack report{name} --section money, or --full\n"
            f"      sunrack explain cost.per_gpu_hour{name},\n"
            f"      sunrack optimize{name}, sunrack parity{name}"
        )
    return Text(
        "More: sunrack report --section money (or power, heat, ground, ...), or --full\n"
        "      sunrack explain cost.per_gpu_hour, sunrack optimize, sunrack parity"
    )
