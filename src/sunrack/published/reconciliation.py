"""Why a published answer is not ours: theirs, ours with their inputs, ours by default, and the steps between."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from sunrack.drawing import as_html, as_markdown, as_text
from sunrack.published.beside import Changed, Reach, Reproduced, Step, finite
from sunrack.published.checking import check
from sunrack.published.expressions import Expression, ExpressionError
from sunrack.published.reading import read, shipped
from sunrack.published.records import Analysis, Answer
from sunrack.published.runs import Run, flat, on_subsets, option_of, run
from sunrack.published.shares import shares
from sunrack.scenario import Scenario, load

RATIO = "compare.{}.cost_ratio"  # our boundary: a GPU-hour sold, all in


@dataclass(frozen=True, kw_only=True, repr=False)
class Reconciliation:
    """A published analysis beside ours. Print it, show it in a notebook, or take its numbers.

    >>> import sunrack as sr
    >>> r = sr.reconcile("mccalip-2025")
    >>> r.answer("ground").holds
    True
    >>> print(f"{r.theirs:.2f} published, {r.ours:.2f} here with their inputs, {len(r.steps)} steps between")
    3.22 published, 3.22 here with their inputs, 8 steps between
    """

    analysis: Analysis
    scenario: str
    answers: tuple[Reproduced, ...]
    inputs: tuple[Changed, ...]
    steps: tuple[Step, ...]  # the largest first
    own_default: float  # orbit over ground by the GPU-hour, by default
    own_with_theirs: float  # the same with their inputs
    reach: Mapping[str, Reach] = field(default_factory=dict)

    def answer(self, name: str) -> Reproduced:
        """One answer by its name."""
        return next(one for one in self.answers if one.answer.name == name)

    @property
    def explained(self) -> Reproduced | None:
        """The answer whose steps are shown; None where no inputs are published."""
        name = self.analysis.explained
        return self.answer(name) if name else None

    @property
    def theirs(self) -> float:
        """The published figure that is explained, the geometric middle of a range; nan where none is."""
        return math.nan if self.explained is None else self.explained.answer.nearest

    @property
    def ours(self) -> float:
        """The same figure from this model with their inputs; nan where no inputs are published."""
        return math.nan if self.explained is None else self.explained.with_theirs

    @property
    def rest(self) -> float:
        """What does not fit: a factor. With it the factors multiply to the whole exactly."""
        if self.explained is None:
            return math.nan
        return _target(self.explained) / self.explained.with_theirs

    @property
    def total(self) -> float:
        """Theirs over ours by default."""
        if self.explained is None or not math.isfinite(self.explained.default):
            return math.nan
        return _target(self.explained) / self.explained.default

    def to_dict(self) -> dict[str, Any]:
        """Everything as plain data; None where a number does not exist."""
        about, name = self.analysis, self.analysis.explained
        said = "name title author year url tier status read boundary region note".split()
        return {
            **{key: getattr(about, key) for key in said if getattr(about, key)},
            "scenario": self.scenario,
            "answers": [one.to_dict() for one in self.answers],
            "inputs": [one.to_dict() for one in self.inputs],
            "explained": name or None,
            "steps": [
                {
                    "title": one.title,
                    "inferred": one.inferred,
                    "keys": list(one.keys),
                    "times": finite(one.factors[name]),
                    "times_by_answer": {key: finite(factor) for key, factor in one.factors.items()},
                    "least": finite(one.least),
                    "greatest": finite(one.greatest),
                    "running_total": finite(one.running),
                }
                for one in self.steps
            ],
            "rest": finite(self.rest),
            "total": finite(self.total),
            "our_boundary": {
                "result": RATIO.format(about.region),
                "ours_by_default": finite(self.own_default),
                "ours_with_their_inputs": finite(self.own_with_theirs),
            },
            "cannot": list(about.cannot),
            **({"reach": {key: one.to_dict() for key, one in self.reach.items()}} if self.reach else {}),
        }

    def to_frame(self) -> Any:
        """The steps as a pandas DataFrame, with what does not fit as the last row."""
        from pandas import DataFrame

        name = self.analysis.explained
        rows = [
            {
                "group": one.title,
                "times": one.factors[name],
                "least": one.least,
                "greatest": one.greatest,
                "running_total": one.running,
            }
            for one in self.steps
        ]
        if self.explained is not None:
            rest, end = self.rest, _target(self.explained)
            rows.append(
                {"group": "what does not fit", "times": rest, "least": rest, "greatest": rest, "running_total": end}
            )
        return DataFrame(rows).set_index("group") if rows else DataFrame()

    def to_markdown(self) -> str:
        """The page as Markdown."""
        return as_markdown(self._blocks())

    def _blocks(self) -> Any:
        from sunrack.published.telling import reconciled

        return reconciled(self)

    def __str__(self) -> str:
        return as_text(self._blocks())

    def __repr__(self) -> str:
        held = sum(one.holds for one in self.answers)
        return f"<Reconciliation with {self.analysis.short}: {held} of {len(self.answers)} answers reproduced>"

    def _repr_html_(self) -> str:
        return as_html(self._blocks())


def reconcile(name: str | Path | Analysis, scenario: Any = None, *, steps: bool = True) -> Reconciliation:
    """Why a published analysis or an announced satellite gives another answer than ours.

    Args:
        name: A name such as "semianalysis-2026" or a unique part of one, or a TOML file of the form in
            docs/published.md.
        scenario: What "ours by default" means: a `Scenario`, a name, a path or a mapping; the default one if left out.
        steps: Whether to work out the steps between, and of a satellite what our ranges hold, which takes a second.
    Raises:
        Unknown: There is no such analysis, with the nearest name; a KeyError and a ValueError.
        ScenarioError: The file or the scenario has problems, all of them told.

    >>> import sunrack as sr
    >>> print(f"{sr.reconcile('mccalip-2025').answer('orbit').with_theirs:.1f} USD/W; published are 51.1")
    51.1 USD/W; published are 51.1
    """
    analysis = name if isinstance(name, Analysis) else read(name)
    case = load(scenario)
    if shipped().get(analysis.name) is not analysis:  # those that ship are checked by a test
        check(analysis, case)
    return _reconciled(analysis, case, run(case, analysis, ()), steps)


def reconcile_all(scenario: Any = None) -> list[Reconciliation]:
    """Every analysis and satellite that ships, each beside ours, without the steps between; argument as `reconcile`."""
    case, ours, found = load(scenario), dict[str, Run](), []
    for one in shipped().values():
        if one.region not in ours:
            ours[one.region] = run(case, one, ())
        found.append(_reconciled(one, case, ours[one.region], steps=False))
    return found


def _reconciled(analysis: Analysis, case: Scenario, ours: Run, steps: bool) -> Reconciliation:
    theirs = run(case, analysis, analysis.groups) if analysis.groups else ours
    answers = tuple(_reproduced(analysis, case, one, ours, theirs) for one in analysis.answers)
    reach: dict[str, Reach] = {}
    if analysis.status and steps:
        from sunrack.published.reach import within_ranges

        reach = within_ranges(analysis, case)
    return Reconciliation(
        analysis=analysis,
        scenario=case.name,
        answers=answers,
        inputs=tuple(_inputs(analysis, ours)),
        steps=_steps(analysis, case) if steps and not analysis.status else (),
        own_default=_own(ours, analysis),
        own_with_theirs=_own(theirs, analysis),
        reach=reach,
    )


def _own(found: Run, analysis: Analysis) -> float:
    """Orbit over ground by the GPU-hour sold, our boundary."""
    result = f"cost.per_gpu_hour / ground.{analysis.region}.per_gpu_hour"
    return float(Expression.parse(result).number(found, ""))


def _reproduced(analysis: Analysis, case: Scenario, one: Answer, ours: Run, theirs: Run) -> Reproduced:
    if one.result is None:
        return Reproduced(answer=one, with_theirs=math.nan, default=math.nan)
    if one.inputs:
        ours, theirs = (run(case, analysis, groups, one.inputs) for groups in ((), analysis.groups))
    default, with_theirs = (_number(one.result, found, one.unit) for found in (ours, theirs))
    return Reproduced(
        answer=one, with_theirs=with_theirs if analysis.groups or analysis.status else math.nan, default=default
    )


def _number(result: Expression, found: Run, unit: str) -> float:
    """A result as a number; none where this design lacks a part of it, as one whose price is imposed lacks its lines.
    What a record misspells is told before, by `check`."""
    try:
        return float(result.number(found, unit))
    except ExpressionError:
        return math.nan


def _steps(analysis: Analysis, case: Scenario) -> tuple[Step, ...]:
    """The waterfall of the answer that is explained, and the factors of orbit, ground and ratio beside it."""
    main = analysis.explained
    if not main or not analysis.groups:
        return ()
    one = analysis.answer(main)
    inputs = one.inputs if one else {}
    beside = [name for name in ("orbit", "ground", "ratio", main) if (other := analysis.answer(name)) and other.result]
    wanted = {
        other.name: (other.result, other.unit)
        for other in analysis.answers
        if other.result is not None and other.name in beside and dict(other.inputs) == dict(inputs)
    }
    start = case.but(inputs) if inputs else case
    values = on_subsets(start, analysis, wanted)
    found = {name: shares(array) for name, array in values.items()}
    order = _largest_first(found[main].factors)
    chosen = np.cumsum([1 << place for place in order])  # the subset after each step
    return tuple(
        Step(
            title=group.title,
            inferred=group.inferred,
            keys=tuple(key for part in group.parts for key in part),
            factors={name: float(part.factors[place]) for name, part in found.items()},
            least=float(found[main].least[place]),
            greatest=float(found[main].greatest[place]),
            running=float(values[main][subset]),
        )
        for place, subset in zip(order, chosen, strict=True)
        for group in (analysis.groups[place],)
    )


def _largest_first(factors: Any) -> list[int]:
    """The places of the groups by how much each changes the answer, whichever way; as written where that is not
    defined."""
    sizes = np.abs(np.log(factors))
    return (
        [int(place) for place in np.argsort(-sizes, kind="stable")]
        if np.isfinite(sizes).all()
        else [*range(len(sizes))]
    )


def _inputs(analysis: Analysis, ours: Run) -> Iterator[Changed]:
    """Every input that an analysis writes, beside ours."""
    values = ours.orbit.scenario.values()
    for group in analysis.groups:
        for side, part in zip(("", "orbit", "ground"), group.parts, strict=True):
            for key, content in flat(part).items():
                known = values.get(key) or option_of(ours.orbit.scenario, key)
                said = "" if known is None else str(known)
                yield Changed(key=key, group=group.title, side=side, theirs=str(content), ours=said)


def _target(explained: Reproduced) -> float:
    """Theirs; of a range the end nearest to ours, or ours where it lies within."""
    one = explained.answer
    return float(np.clip(explained.with_theirs, one.low, one.high))
