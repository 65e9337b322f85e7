"""Can a 100 kW rack in a sun-synchronous orbit beat the same rack on the ground? Checked units, cited numbers.

>>> import sunrack as sr
>>> c = sr.compare(sr.load())
>>> c.design.thermal.radiator_area.to("ft^2")  # doctest: +SKIP

Rooms (`sr.orbit`, `sr.power`, …) hold the laws; each law takes quantities and has a bare SI twin in `.si`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.2.0"

# Imported on first use, so that `import sunrack` and `sunrack --help` cost next to nothing.
_NAMES = {
    "cautions": "SunrackWarning",
    "explanation": "Explanation explain",
    "explorer": "Explorer explore",
    "findings": "findings",
    "published.claims": "Claims claims",
    "published.reconciliation": "Reconciliation reconcile",
    "reference": "results schema",
    "report.figures": "figure",
    "report.pages": "calendar regions report",
    "scenario": "Scenario ScenarioError load",
    "spreadsheet": "workbook",
    "study": "breakeven frontier optimize pareto parity partials sample sensitivity summarise sweep when",
    "units": "LAWS Q UnitError",
    "verdict": "Comparison compare",
    "walk": "design",
}
_HOME = {name: module for module, names in _NAMES.items() for name in names.split()}
_ROOMS = (
    "attitude cash catalogue choice constants cost finance future geometry ground launch link mass orbit power rack"
    " thermal units"
).split()
__all__ = sorted([*_HOME, *_ROOMS])

if TYPE_CHECKING:
    from sunrack import (
        attitude as attitude,
        cash as cash,
        catalogue as catalogue,
        choice as choice,
        constants as constants,
        cost as cost,
        finance as finance,
        future as future,
        geometry as geometry,
        ground as ground,
        launch as launch,
        link as link,
        mass as mass,
        orbit as orbit,
        power as power,
        rack as rack,
        thermal as thermal,
        units as units,
    )
    from sunrack.cautions import SunrackWarning as SunrackWarning
    from sunrack.explanation import Explanation as Explanation, explain as explain
    from sunrack.explorer import Explorer as Explorer, explore as explore
    from sunrack.findings import findings as findings
    from sunrack.published.claims import Claims as Claims, claims as claims
    from sunrack.published.reconciliation import Reconciliation as Reconciliation, reconcile as reconcile
    from sunrack.reference import results as results, schema as schema
    from sunrack.report.figures import figure as figure
    from sunrack.report.pages import calendar as calendar, regions as regions, report as report
    from sunrack.scenario import Scenario as Scenario, ScenarioError as ScenarioError, load as load
    from sunrack.spreadsheet import workbook as workbook
    from sunrack.study import (
        breakeven as breakeven,
        frontier as frontier,
        optimize as optimize,
        pareto as pareto,
        parity as parity,
        partials as partials,
        sample as sample,
        sensitivity as sensitivity,
        summarise as summarise,
        sweep as sweep,
        when as when,
    )
    from sunrack.units import LAWS as LAWS, Q as Q, UnitError as UnitError
    from sunrack.verdict import Comparison as Comparison, compare as compare
    from sunrack.walk import design as design


def __getattr__(name: str) -> Any:
    if name == "LAWS":  # laws enter the list as their rooms are imported
        for room in _ROOMS:
            import_module(f"sunrack.{room}")
    if name in _HOME:
        return getattr(import_module(f"sunrack.{_HOME[name]}"), name)
    if name in _ROOMS:
        return import_module(f"sunrack.{name}")
    raise AttributeError(f"module 'sunrack' has no attribute {name!r}")


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
