"""The claims of the seed documents, each tested by an expression over what the model says."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, partial
from typing import Any

import numpy as np

from sunrack.catalogue import SEEDS, near, records
from sunrack.drawing import as_html, as_markdown, as_text
from sunrack.names import Name
from sunrack.published.expressions import Expression, Lookup
from sunrack.published.measures import Measure, measure
from sunrack.published.recorded import Unpublished, recorded
from sunrack.published.runs import Run
from sunrack.scenario import Scenario, ScenarioError, load
from sunrack.study.axes import REGIONS
from sunrack.study.engine import evaluate
from sunrack.verdict import Comparison

HOLDS, HOLDS_IF, FAILS, UNTESTED = "holds", "holds if", "does not hold", "cannot be tested here"
VERDICTS = (HOLDS, HOLDS_IF, FAILS, UNTESTED)


@dataclass(frozen=True, kw_only=True)
class Claim:
    """One claim as it ships: where it stands and how it is tested."""

    name: str
    claim: str
    document: str
    line: int
    also: tuple[str, ...] = ()
    test: Expression | None = None
    assumed: tuple[Mapping[str, Any], ...] = ()  # changes under which a test that fails is tried again
    cases: Mapping[str, Any] = field(default_factory=dict)
    shows: Mapping[str, tuple[Expression, str]] = field(default_factory=dict)
    why: str = ""
    reason: str = ""  # why it has no test

    @property
    def place(self) -> str:
        """Document and line, and the others where it stands again."""
        return ", ".join([f"{self.document}:{self.line}", *self.also])


@dataclass(frozen=True, kw_only=True)
class Tested:
    """One claim with what the model says of it."""

    claim: Claim
    verdict: str
    says: Mapping[str, tuple[Any, str]]  # label: number or word, unit
    assuming: Mapping[str, Any]  # changes that make it hold

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        one = self.claim
        return {
            "name": one.name,
            "claim": one.claim,
            "source": documents()[one.document],
            "place": one.place,
            "test": one.test.text if one.test else None,
            "says": {label: {"value": content, "unit": unit} for label, (content, unit) in self.says.items()},
            "assuming": dict(self.assuming),
            "verdict": self.verdict,
            "why": one.why,
            "reason": one.reason,
        }


@dataclass(frozen=True, kw_only=True, repr=False)
class Claims:
    """Every claim, one row each, with its verdict for one scenario.

    >>> import sunrack as sr
    >>> sr.claims()["sso_always_sun"].verdict
    'holds if'
    """

    scenario: str
    rows: tuple[Tested, ...]

    def __iter__(self) -> Iterator[Tested]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, name: str) -> Tested:
        for row in self.rows:
            if row.claim.name == name:
                return row
        raise KeyError(f'"{name}" is not a claim{near(name, [row.claim.name for row in self.rows])}')

    @property
    def counts(self) -> dict[str, int]:
        """How many claims have each verdict."""
        return {verdict: sum(row.verdict == verdict for row in self.rows) for verdict in VERDICTS}

    def to_dict(self) -> dict[str, Any]:
        """Plain data, as `sunrack claims --format json` gives them."""
        return {"scenario": self.scenario, "counts": self.counts, "claims": [row.to_dict() for row in self.rows]}

    def to_frame(self) -> Any:
        """One row a claim, as a pandas DataFrame."""
        from pandas import DataFrame

        return DataFrame(flat_rows(self)).set_index("name")

    def to_csv(self) -> str:
        """One row a claim, as `sunrack claims --format csv` gives them."""
        from sunrack.drawing.forms import rows_as_csv

        return rows_as_csv(flat_rows(self))

    def to_markdown(self) -> str:
        """The page as Markdown."""
        return as_markdown(self._blocks())

    def _blocks(self) -> Any:
        from sunrack.published.telling_claims import told

        return told(self)

    def __str__(self) -> str:
        return as_text(self._blocks())

    def __repr__(self) -> str:
        return f"<Claims: {', '.join(f'{count} {verdict}' for verdict, count in self.counts.items())}>"

    def _repr_html_(self) -> str:
        return as_html(self._blocks())


def flat_rows(found: Claims) -> list[dict[str, str]]:
    """The rows as text alone."""
    from sunrack.published.telling_claims import assumed, says

    return [
        {
            "name": row.claim.name,
            "claim": row.claim.claim,
            "source": documents()[row.claim.document],
            "place": row.claim.place,
            "verdict": row.verdict,
            "says": says(row),
            "assuming": assumed(row.assuming),
            "test": row.claim.test.text if row.claim.test else "",
            "note": row.claim.why or row.claim.reason,
        }
        for row in found.rows
    ]


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((SEEDS / "claims.toml").read_text(encoding="utf-8"))


def documents() -> dict[str, str]:
    """The seed documents by number."""
    return dict(_table()["documents"])


@cache
def shipped_claims() -> tuple[Claim, ...]:
    """Every claim that ships, its expressions parsed."""
    return tuple(
        Claim(
            name=name,
            claim=one["claim"],
            document=one["document"],
            line=one["line"],
            also=tuple(one.get("also", ())),
            test=Expression.parse(one["test"]) if "test" in one else None,
            assumed=tuple(one.get("if", ())),
            cases=one.get("cases", {}),
            shows={label: (Expression.parse(text), unit) for label, (text, unit) in one.get("shows", {}).items()},
            why=one.get("why", ""),
            reason=one.get("reason", ""),
        )
        for name, one in _table()["claims"].items()
    )


def claims(scenario: Any = None) -> Claims:
    """The claims of the seed documents, each with what the model says and a verdict that is computed.

    Args:
        scenario: A `Scenario`, a name, a path or a mapping; the default scenario if left out.
    Raises:
        ScenarioError: The scenario has problems.
    """
    case = load(scenario)
    tester = _Tester(case)
    return Claims(scenario=case.name, rows=tuple(tester.tested(one) for one in shipped_claims()))


class _Tester:
    """Evaluates claims on one scenario; a scenario beside it is walked once, whoever asks."""

    def __init__(self, case: Scenario) -> None:
        self.case, self._walked = case, dict[str, Comparison]()
        self.region = evaluate(case).answer_region
        parts = (part for one in shipped_claims() for name in _all_names(one) for part in name.split("."))
        mentioned = [part for part in parts if part in records("regions")]
        self.regions = list(dict.fromkeys([*case.sites, *mentioned]))

    def tested(self, one: Claim) -> Tested:
        """One claim with its verdict."""
        says = {label: self._said(one, expression, unit) for label, (expression, unit) in one.shows.items()}
        verdict, assuming = UNTESTED, dict[str, Any]()
        if one.test is not None:
            try:
                verdict = HOLDS if self._holds(one, {}) else FAILS
            except Unpublished as lack:  # neither true nor false; it may still hold for another rack
                one = replace(one, why="", reason=f"{lack}.")
            for changes in one.assumed if verdict != HOLDS else ():
                if self._holds(one, changes):
                    verdict, assuming = HOLDS_IF, dict(changes)
                    break
        return Tested(claim=one, verdict=verdict, says=says, assuming=assuming)

    def _holds(self, one: Claim, changes: Mapping[str, Any]) -> bool:
        """Whether a test holds under some changes; not where they cannot be made in this scenario."""
        assert one.test is not None
        try:
            return bool(one.test.truth(lambda name: self._named(one, name, changes)))
        except ScenarioError:
            if not changes:
                raise
            return False

    def _said(self, one: Claim, expression: Expression, unit: str) -> tuple[Any, str]:
        lookup: Lookup = partial(self._named, one, changes={})
        try:
            found = expression.value(lookup)
        except Unpublished:
            return "not published", ""
        if not isinstance(found, Measure):
            return str(found), ""
        number = float(expression.number(lookup, unit))
        return (number if math.isfinite(number) else None), unit

    def _named(self, one: Claim, name: str, changes: Mapping[str, Any]) -> Any:
        """What stands for a name: of the scenario with some changes, or of a case of the claim."""
        beside, rest = _apart(one, name)
        return self._value(rest, self._other(beside, changes, one))

    def _other(self, changes: Any, more: Mapping[str, Any], one: Claim) -> Comparison:
        """The scenario with some changes, or a shipped one by its name, in the regions that a claim is about."""
        regions = self._regions_of(one) if changes or more else self.regions
        key = repr((changes, more, regions))
        if key not in self._walked:
            case = self._shipped(changes) if isinstance(changes, str) else self.case.but({**more, **changes})
            self._walked[key] = evaluate(case, words={REGIONS: regions})
        return self._walked[key]

    def _regions_of(self, one: Claim) -> list[str]:
        """The regions that the names of a claim need."""
        names = [Name.parse(_apart(one, name)[1]) for name in _all_names(one)]
        return list(dict.fromkeys(name.region or self.region for name in names if name.region or name.is_regional))

    def _shipped(self, name: str) -> Scenario:
        """A scenario that ships, with the regions of the user's own beside those that it knows."""
        own = {site: self.case.raw["ground"][site] for site in self.case.homes if site not in records("regions")}
        return load({"base": name, "ground": own} if own else name)

    def _value(self, name: str, c: Comparison) -> Any:
        parts = Name.parse(name)
        if parts.room == "datasheet":
            return recorded("racks", c.scenario.rack.model, parts.key)
        if parts.room == "catalogue" and len(found := name.split(".")) == 4:
            return recorded(*found[1:])
        if name == "checks.failing":
            return measure(sum(not np.all(one.passed) for one in c.checks), "")
        if name == "time_to_half":
            return measure(float(c.time_to_half_fleet), "s")
        return Run(c, c, self.region)(name)


def _apart(one: Claim, name: str) -> tuple[Any, str]:
    """The case of the claim that a name is of, none for the scenario itself, and the name there."""
    first, _, rest = name.partition(".")
    return (one.cases[first], rest) if first in one.cases and rest else ({}, name)


def _all_names(one: Claim) -> Iterator[str]:
    if one.test is not None:
        yield from one.test.names
    for expression, _ in one.shows.values():
        yield from expression.names
