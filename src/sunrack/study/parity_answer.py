"""The answer of `parity`: its kind, the ratios, the lists and the odds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sunrack import markup
from sunrack.scenario import Scenario

LISTED = 12  # inputs of the shortest list that a page shows
KINDS = ("already", "no", "only-against-the-ground", "possible", "infeasible")


@dataclass(frozen=True)
class Turn:
    """One input that would have to be elsewhere, or a group that moves together.

    Args:
        name: Its key, or the group's name.
        keys: The keys that move.
        now, then: Their values now and at the kind end, as text.
        meaning: What the input is.
        own: Whether it is orbit's alone, and moves nothing on the ground.
        written: Keys and texts of the values at the kind end, in full, and of their ranges.
    """

    name: str
    keys: tuple[str, ...]
    now: tuple[str, ...]
    then: tuple[str, ...]
    meaning: str
    own: bool
    written: tuple[tuple[str, str], ...] = ()

    @property
    def changes(self) -> dict[str, str]:
        """The values at the kind end as `Scenario.but` takes them, their ranges kept."""
        return dict(self.written)

    def __str__(self) -> str:
        moves = ", ".join(f"{then} (now {now})" for now, then in zip(self.now, self.then, strict=True))
        return f"{self.name} at {moves}"


@dataclass(frozen=True)
class Shared:
    """What winning draws have in common: the median of an input among them and among all draws, as text."""

    key: str
    winning: str
    all: str


@dataclass(frozen=True, repr=False)
class Parity:
    """What would have to be true.

    Args:
        case: The scenario.
        region, place: The region that it is set against, and its title.
        kind: One of KINDS: "already", "no" (even at the kindest ends of all inputs), "only-against-the-ground" (orbit's
            own inputs do not suffice), "possible", or "infeasible" (first what would make the design fit).
        ratio: Cost of a GPU-hour in orbit over that on the ground, as the scenario stands.
        feasible: Whether the scenario passes every check.
        fails: The titles of the checks that it fails.
        best_ratio, best_ratio_own: The ratio at the kindest corner: of all inputs, of orbit's own.
        best_feasible, best_feasible_own: Whether these corners pass every check.
        unmet: Titles of checks that fail at the kindest corner of all.
        fitting: Where the design fails a check: the shortest list that makes it pass, None where none does.
        fitted_ratio: The ratio with that list alone.
        shortest: The shortest list of inputs that suffices; for an infeasible design it includes `fitting`. None where
            none does.
        shortest_own: The same of orbit's own inputs.
        distance: The share of the way from value to kind end that all inputs must go together; nan where it never does.
        probability, probability_error: The chance by the ranges that orbit costs no more and passes every check; 0
            where it is less than one in a million, and then the error is one in a million.
        shared: What the draws that win, or come nearest, have in common.
        inputs: How many inputs have a range.
        answer: All of this in sentences.
    """

    case: Scenario
    region: str
    place: str
    kind: str
    ratio: float
    feasible: bool
    fails: tuple[str, ...]
    best_ratio: float
    best_ratio_own: float
    best_feasible: bool
    best_feasible_own: bool
    unmet: tuple[str, ...]
    fitting: tuple[Turn, ...] | None
    fitted_ratio: float
    shortest: tuple[Turn, ...] | None
    shortest_own: tuple[Turn, ...] | None
    distance: float
    probability: float
    probability_error: float
    shared: tuple[Shared, ...]
    inputs: int
    answer: tuple[str, ...] = ()

    def __repr__(self) -> str:
        said = f"{self.kind}, {self.ratio:.3g} times now, {self.best_ratio:.3g} at best"
        return f"<Parity of {markup.short(self.case.name)} against {self.region}: {said}>"

    def __str__(self) -> str:
        return " ".join(self.answer)

    def _repr_html_(self) -> str:
        rows = [(one.name, ", ".join(one.now), ", ".join(one.then)) for one in self.shortest or ()]
        said = "".join(map(markup.paragraph, self.answer))
        return said + (markup.table(["input", "now", "needed"], rows, "lll") if rows else "")

    def to_dict(self) -> dict[str, Any]:
        """The answer as plain data."""
        lists = {
            name: None if (found := getattr(self, name)) is None else [vars(one) for one in found]
            for name in ("fitting", "shortest", "shortest_own", "shared")
        }
        names = (
            "region kind ratio feasible fails best_ratio best_ratio_own best_feasible best_feasible_own unmet"
            " fitted_ratio distance probability probability_error inputs"
        )
        plain = {name: getattr(self, name) for name in names.split()}
        return {"scenario": self.case.name, **plain, **lists, "answer": list(self.answer)}
