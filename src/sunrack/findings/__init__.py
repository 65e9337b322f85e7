"""Every number that a page of the report shows beside the results: computed once from a comparison, for people and for
machines.

>>> import sunrack as sr
>>> sr.findings(sr.compare(), "heat").swing.coolant_coldest  # doctest: +SKIP
"""

from __future__ import annotations

import sys
from functools import cached_property
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from sunrack.catalogue import Unknown, near
from sunrack.findings.base import Finding
from sunrack.findings.workbench import Workbench
from sunrack.markup import short, table
from sunrack.units import bare
from sunrack.verdict import Comparison

if TYPE_CHECKING:
    from sunrack.findings.attitude import Attitude
    from sunrack.findings.capacity import Capacity
    from sunrack.findings.carbon import Carbon
    from sunrack.findings.cash import Cash
    from sunrack.findings.dated import Dated
    from sunrack.findings.drivers import Drivers
    from sunrack.findings.figures import Figures
    from sunrack.findings.first_page import FirstPage
    from sunrack.findings.ground import Ground
    from sunrack.findings.heat import Heat
    from sunrack.findings.launch import Launch
    from sunrack.findings.links import Links
    from sunrack.findings.local import Local
    from sunrack.findings.mass import Mass
    from sunrack.findings.money import Money
    from sunrack.findings.optimum import Best
    from sunrack.findings.option import Choice
    from sunrack.findings.orbit import Orbit
    from sunrack.findings.others import Others
    from sunrack.findings.power import Power
    from sunrack.findings.racks import Racks
    from sunrack.findings.share import Share
    from sunrack.findings.sources import Sources
    from sunrack.findings.zoning import Zoning

SECTIONS = (
    "first_page",
    "orbit",
    "power",
    "attitude",
    "heat",
    "links",
    "mass",
    "launch",
    "money",
    "ground",
    "zoning",
    "carbon",
    "drivers",
    "others",
    "sources",
)


# Sections that a page shows only when they are asked for by name: each answers a question of its own.
ON_REQUEST = ("racks", "cash", "option", "share", "capacity", "local", "dated", "optimum")


class Findings:
    """The findings of one comparison by section; a section is computed when it is first read, and once."""

    def __init__(self, comparison: Comparison) -> None:
        self.comparison = comparison.bare  # a page shows numbers in its own units and needs no quantities
        self._bench = Workbench(comparison)

    def __repr__(self) -> str:
        return f"Findings({short(self.comparison.scenario.name)}: {', '.join(SECTIONS)})"

    def _repr_html_(self) -> str:
        return table(["section", "finding"], [(one, repr(self[one]).partition("\n")[0]) for one in SECTIONS])

    def __getitem__(self, section: str) -> Finding:
        if section not in (known := (*SECTIONS, *ON_REQUEST)):
            raise Unknown(f'"{section}" is not a section of the report{near(section, known)}')
        return cast(Finding, getattr(self, section))

    def to_dict(self) -> dict[str, Any]:
        """Section → its numbers with their units, ready for JSON; those on request are not among them."""
        return {section: self[section].to_dict() for section in SECTIONS}

    def _find(self, section: str) -> Any:
        module = import_module(f"sunrack.findings.{section}")
        with bare(), np.errstate(all="ignore"):  # the comparison has checked the units
            return module.find(self)

    @property
    def bench(self) -> Workbench:
        """Where the designs beside this one are walked."""
        return self._bench

    @cached_property
    def first_page(self) -> FirstPage:
        """The answer with its range, its costs and months, what decides it, and on what it rests."""
        return cast("FirstPage", self._find("first_page"))

    @cached_property
    def orbit(self) -> Orbit:
        """The eclipse seasons and the drift of the orbit."""
        return cast("Orbit", self._find("orbit"))

    @cached_property
    def power(self) -> Power:
        """The loads by mode, and the eclipse policies."""
        return cast("Power", self._find("power"))

    @cached_property
    def attitude(self) -> Attitude:
        """The other attitudes."""
        return cast("Attitude", self._find("attitude"))

    @cached_property
    def heat(self) -> Heat:
        """The swing through an orbit, what else could be done, and what is claimed."""
        return cast("Heat", self._find("heat"))

    @cached_property
    def links(self) -> Links:
        """Every class of work, and how long a user waits beside fibre."""
        return cast("Links", self._find("links"))

    @cached_property
    def mass(self) -> Mass:
        """The satellite with its rack built in the other way."""
        return cast("Mass", self._find("mass"))

    @cached_property
    def launch(self) -> Launch:
        """The vehicles, a shared ride, and the price by year."""
        return cast("Launch", self._find("launch"))

    @cached_property
    def money(self) -> Money:
        """The parts of the capital with their ranges, the hours sold, and what would turn the answer."""
        return cast("Money", self._find("money"))

    @cached_property
    def ground(self) -> Ground:
        """Every source of power, and the regions whose rules refuse the campus."""
        return cast("Ground", self._find("ground"))

    @cached_property
    def zoning(self) -> Zoning:
        """The campus under each jurisdiction's rules."""
        return cast("Zoning", self._find("zoning"))

    @cached_property
    def carbon(self) -> Carbon:
        """Carbon by region and between the ends of its ranges."""
        return cast("Carbon", self._find("carbon"))

    @cached_property
    def drivers(self) -> Drivers:
        """How far each input moves the cost ratio."""
        return cast("Drivers", self._find("drivers"))

    @cached_property
    def others(self) -> Others:
        """Published analyses, announced satellites and the claims of the seed documents."""
        return cast("Others", self._find("others"))

    @cached_property
    def sources(self) -> Sources:
        """Where every value comes from."""
        return cast("Sources", self._find("sources"))

    @cached_property
    def cash(self) -> Cash:
        """Cash by year on both sides, rates of return, and the price of tokens by workload."""
        return cast("Cash", self._find("cash"))

    @cached_property
    def option(self) -> Choice:
        """What it is worth to be able to choose orbit later."""
        return cast("Choice", self._find("option"))

    @cached_property
    def share(self) -> Share:
        """Which work would go to orbit, by workload and price."""
        return cast("Share", self._find("share"))

    @cached_property
    def capacity(self) -> Capacity:
        """Launches, tonnes, wafers, spectrum and room in orbit for 1 to 100 GW."""
        return cast("Capacity", self._find("capacity"))

    @cached_property
    def local(self) -> Local:
        """Jobs, tax, bills, noise, land and water for each GPU-hour."""
        return cast("Local", self._find("local"))

    @cached_property
    def dated(self) -> Dated:
        """Dated claims beside the scenario as it is."""
        return cast("Dated", self._find("dated"))

    @cached_property
    def optimum(self) -> Best:
        """The best design for the scenario, found by an optimisation, which takes about 15 seconds."""
        from sunrack.findings.optimum import find

        return find(self)

    @cached_property
    def figures(self) -> Figures:
        """What the figures show beside the sections: sizes, flows, the year, draws."""
        from sunrack.findings.figures import Figures

        return Figures(self)

    @cached_property
    def racks(self) -> Racks:
        """Every rack of the catalogue on both sides."""
        return cast("Racks", self._find("racks"))


def findings(comparison: Comparison, section: str | None = None) -> Any:
    """The numbers behind the report.

    Args:
        comparison: What `compare` gave.
        section: One of `SECTIONS` or `ON_REQUEST`, such as "heat"; all of `SECTIONS` if left out.
    Returns:
        One section's finding, or `Findings`, in which each section is an attribute. Both have `to_dict()`.
    Raises:
        Unknown: No such section, with the nearest name; a KeyError and a ValueError.
    """
    if not isinstance(comparison, Comparison):
        raise Unknown(f"findings takes what compare gave, not {type(comparison).__name__}")
    found = Findings(comparison)
    return found if section is None else found[section]


class _Room(ModuleType):
    """The room and the function `sunrack.findings` have one name, and importing a room binds it to that name: so the
    room can be called."""

    def __call__(self, comparison: Comparison, section: str | None = None) -> Any:
        return findings(comparison, section)


sys.modules[__name__].__class__ = _Room

__all__ = ["ON_REQUEST", "SECTIONS", "Finding", "Findings", "findings"]
