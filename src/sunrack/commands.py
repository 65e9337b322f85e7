"""Commands that a page tells a reader to run next, with the scenario of that page."""

from __future__ import annotations

import shlex

from sunrack.files import is_file
from sunrack.scenario import DEFAULT, Scenario, load, shipped
from sunrack.scenario.files import ScenarioError


def scenario_words(case: Scenario) -> str | None:
    """How a command line names a scenario, with a space before it: nothing for the default one, " rack-100kw-claimed",
    " 'my rack.toml'"; None where none can, as of a mapping, of standard input, or after changes.

    Other regions are no change: a command has an option for them.
    """
    if case.name not in shipped() and (case.name.startswith("-") or not is_file(case.name)):
        return None
    try:
        named = load(case.name)
    except ScenarioError:  # the file is another one by now
        return None
    regions = list(case.ground.regions)
    if case not in (named, named.but({"ground.regions": regions})):
        return None
    return "" if case.name == DEFAULT else f" {shlex.quote(case.name)}"


def command(case: Scenario, verb: str, options: str = "") -> str:
    """A command of sunrack for a scenario; in words where no command line names the scenario.

    Args:
        case: The scenario.
        verb: "parity".
        options: What comes after the scenario: "--against texas".
    """
    words = scenario_words(case)
    if words is None:
        return f"sunrack {verb} with the same scenario" + (f" and {options}" if options else "")
    return f"sunrack {verb}{words}" + (f" {options}" if options else "")


def reconcile_command(case: Scenario, name: str = "") -> str:
    """The command that explains why published analyses differ from a scenario; the scenario is an option of it.

    Args:
        case: The scenario.
        name: Of one analysis; all if left out.
    """
    words, verb = scenario_words(case), f"sunrack reconcile{f' {name}' if name else ''}"
    return f"{verb} with the same scenario" if words is None else verb + (f" --scenario{words}" if words else "")
