"""A component of OpenMDAO: any keys in, any results out, every check as a constraint. It needs `pip install
'sunrack[openmdao]'`.

A variable is called like its key or result, with ":" for "." and "_" for "-": "orbit:altitude",
"compare:n_virginia:cost_ratio". It has the unit in which sunrack shows it, where OpenMDAO knows that unit; money and
shares have none.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import numpy as np

try:
    from openmdao.api import ExplicitComponent
    from openmdao.utils.units import valid_units
except ImportError as problem:  # pragma: no cover
    raise ImportError("sunrack.openmdao needs OpenMDAO: pip install 'sunrack[openmdao]'") from problem

from sunrack.arguments import listed
from sunrack.names import Name
from sunrack.scenario import Scenario, load
from sunrack.study.against import choose_region, with_regions_of
from sunrack.study.axes import REGIONS, allowed_words
from sunrack.study.bracket import bounds, unmovable
from sunrack.study.choices import required_margins
from sunrack.study.engine import evaluate
from sunrack.study.runner import full_name
from sunrack.units import to_si
from sunrack.verdict import compare

_STEP = 1e-4  # of an input, on both sides
_FAR = 0.05  # of an input: a step that moves what it can move
_SPELLED = {"²": "**2", "³": "**3", "·": "*", "hour": "h", "year": "yr", "degC": "degC", "%": "percent"}


def variable(name: str) -> str:
    """What a key or result is called in OpenMDAO.

    >>> variable("compare.n-virginia.cost_ratio")
    'compare:n_virginia:cost_ratio'
    """
    return name.replace(".", ":").replace("-", "_")


class SunrackComp(ExplicitComponent):  # type: ignore[misc]
    """One design of a scenario.

    Options of the component:
        scenario: A `Scenario`, a name, a path or a mapping; the default scenario if left out.
        keys: Numbers of the scenario that are inputs.
        words: Options of the scenario that are discrete inputs, such as "power.eclipse_policy".
        results: Names of results that are outputs; those that have a region are of `against` unless they name one.
        checks: Whether the margin of every check is an output too; `constraints` tells their bounds.
        against: The region; the cheapest if left out.

    Partial derivatives are differences on both sides of the point, all of them from one array of designs. Complex step
    is refused, since the model drops imaginary parts.
    """

    def initialize(self) -> None:
        """Declare the options."""
        self.options.declare("scenario", default=None)
        self.options.declare("keys", default=())
        self.options.declare("words", default=())
        self.options.declare("results", default=("cost.per_gpu_hour",))
        self.options.declare("checks", default=True, types=bool)
        self.options.declare("against", default=None, allow_none=True)

    def setup(self) -> None:
        """Declare inputs, outputs and derivatives.

        Raises:
            ValueError: No such key, option or result, with the nearest name.
        """
        values = self.case.values()
        for key in self.keys:
            if said := unmovable(key, values):
                raise ValueError(said)
            unit = values[key].unit
            self.add_input(variable(key), val=float(values[key].quantity.magnitude), units=_unit(unit), desc=unit)
        for key in self.words:
            if not allowed_words(self.case, key):
                raise ValueError(f'"{key}" is not an option of the scenario; numbers are given in `keys`')
            room, _, name = key.partition(".")
            self.add_discrete_input(variable(key), val=str(getattr(getattr(self.case, room), name)))
        c = compare(self.case).bare
        for name in self.results:
            content, unit = c.row(name)
            if np.asarray(content).dtype.kind in "US":
                raise ValueError(f"{name} is text; only a number can be an output")
            self.add_output(variable(name), val=float(content), units=_unit(unit), desc=unit)
        if self.keys:
            self.declare_partials("*", "*")

    @cached_property
    def case(self) -> Scenario:
        """The scenario, with every region that a result names."""
        case = with_regions_of(load(self.options["scenario"]), listed(self.options["results"], "results"))
        return choose_region(case, self.options["against"])[0]

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """Keys of the inputs."""
        return listed(self.options["keys"], "keys") if len(self.options["keys"]) else ()

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Keys of the discrete inputs."""
        return listed(self.options["words"], "words") if len(self.options["words"]) else ()

    @cached_property
    def results(self) -> tuple[str, ...]:
        """Names of the outputs, the margins of the checks last."""
        _, region = choose_region(self.case, self.options["against"])
        names = tuple(full_name(name, region) for name in listed(self.options["results"], "results"))
        checks = compare(self.case).bare.checks if self.options["checks"] else ()
        return tuple(dict.fromkeys((*names, *(f"checks.{one.slug}.margin" for one in checks))))

    def constraints(self, margins: Mapping[str, Any] | float | str | None = None) -> dict[str, float]:
        """The least margin that each check must keep, by its variable: for `add_constraint(name, lower=least)`.

        Checks that no input moves are left out where they pass.

        Args:
            margins: As for `sunrack.optimize`; its built-in ones if left out.
        """
        checks = compare(self.case).bare.checks
        required, _ = required_margins({one.slug: one.results()["margin"]["unit"] for one in checks}, margins)
        values, count = self.case.values(), 2 * len(self.keys)
        over = {key: np.full(count, values[key].si) for key in self.keys}
        for place, key in enumerate(self.keys):
            over[key][2 * place : 2 * place + 2] *= 1 - _FAR, 1 + _FAR
        moved = {
            one.slug: bool(self.words) or np.ptp(one.margin) > 0 or not np.all(one.passed)
            for one in evaluate(self.case, over, words={REGIONS: []}).checks
        }
        return {variable(f"checks.{slug}.margin"): least for slug, least in required.items() if moved[slug]}

    def compute(self, inputs: Any, outputs: Any, discrete_inputs: Any = None, discrete_outputs: Any = None) -> None:
        """The results of one design."""
        found = self._results(inputs, discrete_inputs, np.zeros((1, len(self.keys))))
        for name, content in found.items():
            outputs[variable(name)] = content[0]

    def compute_partials(self, inputs: Any, partials: Any, discrete_inputs: Any = None) -> None:
        """All derivatives from one array of designs."""
        values, count = self.case.values(), len(self.keys)
        moves = np.zeros((2 * count, count))
        for place, key in enumerate(self.keys):
            here = float(inputs[variable(key)][0])
            scale, offset, _ = to_si(values[key].unit)
            step = _STEP * (abs(here) or 1.0)
            ends = [None if one is None else (one - offset) / scale for one in bounds(key, self.case)]
            moves[2 * place, place] = step if ends[1] is None or here + step <= ends[1] else 0.0
            moves[2 * place + 1, place] = -step if ends[0] is None or here - step >= ends[0] else 0.0
        found = self._results(inputs, discrete_inputs, moves)
        for name, content in found.items():
            for place, key in enumerate(self.keys):
                moved = moves[2 * place, place] - moves[2 * place + 1, place]
                rise = content[2 * place] - content[2 * place + 1]
                partials[variable(name), variable(key)] = rise / moved if moved and np.isfinite(rise) else 0.0

    def _results(self, inputs: Any, discrete: Any, moves: Any) -> dict[str, Any]:
        """Results of designs some moves away from the inputs, in the units shown."""
        if self.under_complex_step:
            raise ValueError(
                "sunrack cannot be differentiated by complex step, since the model drops imaginary parts; use its own"
                ' partials, or method="fd" where OpenMDAO checks them'
            )
        values, over = self.case.values(), {}
        for place, key in enumerate(self.keys):
            scale, offset, _ = to_si(values[key].unit)
            over[key] = scale * (float(inputs[variable(key)][0]) + moves[:, place]) + offset
        words = {key: str(discrete[variable(key)]) for key in self.words}
        regions = list(dict.fromkeys(one for name in self.results if (one := Name.parse(name).region)))
        c = evaluate(self.case, over, words={REGIONS: regions, **words})
        return {name: np.broadcast_to(np.asarray(c.result(name), float), (len(moves),)) for name in self.results}


def _unit(unit: str) -> str | None:
    """The unit as OpenMDAO writes it; None where it has no such unit."""
    for ours, theirs in _SPELLED.items():
        unit = unit.replace(ours, theirs)
    return unit if unit and valid_units(unit) else None
