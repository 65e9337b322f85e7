"""The answers of `parity` in sentences."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from sunrack.drawing import number, percent
from sunrack.study.parity_answer import Parity, Turn

_COUNTS = "no one two three four five six seven eight nine ten eleven twelve".split()
_LISTED = 12  # inputs that a sentence lists


def sentences(p: Parity) -> list[str]:
    """The answer first, then the list, the way, the odds, and what winning draws have in common."""
    found = [*_ANSWERS[p.kind](p), *_way(p), _odds(p), *_shared(p)]
    return [one for one in found if one]


def _already(p: Parity) -> list[str]:
    return [
        f"Yes. As it stands a GPU-hour costs {_times(p.ratio)} as much in orbit as in {p.place}, and every check"
        " passes."
    ]


def _no(p: Parity) -> list[str]:
    return [
        f"No. A GPU-hour costs {_times(p.ratio)} as much in orbit as in {p.place}.",
        f"Even with all {p.inputs} inputs at the end of their range that favours orbit most, {_at_best(p)}.",
        f"{_own(p)} Nothing within these ranges brings orbit level with {p.place}.",
    ]


def _only(p: Parity) -> list[str]:
    return [
        f"Only if the ground gets more expensive. A GPU-hour costs {_times(p.ratio)} as much in orbit as in {p.place}.",
        f"{_own(p, _ENDS)} Parity therefore needs inputs of the ground, or inputs that both sides share, to turn"
        f" against the ground: with all {p.inputs} inputs at the end that favours orbit most, {_at_best(p)}.",
        _list(p),
    ]


def _possible(p: Parity) -> list[str]:
    return [
        f"Not as it stands: a GPU-hour costs {_times(p.ratio)} as much in orbit as in {p.place}. Parity is possible"
        " within the ranges of the inputs.",
        _list(p),
        _own_list(p),
        f"With all {p.inputs} inputs at the end of their range that favours orbit most, {_at_best(p)}. {_own(p)}",
    ]


def _infeasible(p: Parity) -> list[str]:
    found = [f"The design cannot be built and flown as it stands. It fails: {'; '.join(p.fails)}."]
    if p.fitting is None:
        still = f" At the most favourable ends these still fail: {'; '.join(p.unmet)}." if p.unmet else ""
        return [*found, f"No inputs within their ranges make it pass every check.{still}", _MEND]
    found.append(f"The shortest list that makes it pass, everything else unchanged: {_turns(p.fitting)}.")
    if math.isfinite(p.fitted_ratio):
        found.append(f"A GPU-hour then costs {_times(p.fitted_ratio)} as much in orbit as in {p.place}.")
    if p.shortest is not None:
        found.append(f"The shortest list that also brings orbit level: {_turns(p.shortest)}.")
    elif p.best_feasible:
        found.append(f"Even with all {p.inputs} inputs at the end that favours orbit most, {_at_best(p)}.")
    return found


_MEND = 'Another design is needed, for example one from "sunrack optimize".'


def _at_best(p: Parity) -> str:
    said = f"it costs {_times(p.best_ratio)} as much"
    return said if p.best_feasible else f"{said}, and some checks fail: {'; '.join(p.unmet)}"


_ENDS = "the end of their range that favours orbit most"


def _own(p: Parity, ends: str = "those ends") -> str:
    said = f"With orbit's own inputs alone at {ends}, it costs {_times(p.best_ratio_own)} as much"
    return f"{said}." if p.best_feasible_own else f"{said}, and some check fails."


def _list(p: Parity) -> str:
    if not p.shortest:
        return ""
    count = _count(len(p.shortest))
    return f"The shortest list that suffices, everything else unchanged, has {count} inputs: {_turns(p.shortest)}."


def _own_list(p: Parity) -> str:
    if not p.shortest_own or not p.shortest or all(one.own for one in p.shortest):
        return ""
    return f"With orbit's own inputs alone it takes {_count(len(p.shortest_own))}."


def _turns(turns: Sequence[Turn]) -> str:
    return "; ".join(str(one) for one in turns[:_LISTED]) + (
        f"; and {len(turns) - _LISTED} more" if len(turns) > _LISTED else ""
    )


def _way(p: Parity) -> list[str]:
    if not math.isfinite(p.distance) or p.kind == "already":
        return []
    return [
        "If all inputs move together from their values towards those ends, orbit is level after"
        f" {percent(p.distance)} of the way."
    ]


def _odds(p: Parity) -> str:
    said = "By these ranges the chance that orbit costs no more and passes every check is"
    if not p.best_feasible or p.best_ratio > 1:
        return ""
    if p.probability == 0:
        return f"{said} less than one in a million. The ranges are judgement."
    if p.probability >= 0.001:
        return f"{said} {percent(p.probability)} (± {number(100 * p.probability_error, 1)}). The ranges are judgement."
    share = p.probability_error / p.probability
    return f"{said} about one in {number(1 / p.probability, 2)} (± {percent(share, 1)}). The ranges are judgement."


def _shared(p: Parity) -> list[str]:
    if not p.shared:
        return []
    who = "that come nearest" if p.probability == 0 else "in which orbit wins"
    told = "; ".join(f"{one.key} {one.winning} (in all draws {one.all})" for one in p.shared)
    return [f"The draws {who} have in common, by their medians: {told}."]


def _times(ratio: float) -> str:
    return f"{number(ratio)} times" if math.isfinite(ratio) else "infinitely many times"


def _count(many: int) -> str:
    return _COUNTS[many] if many < len(_COUNTS) else str(many)


_ANSWERS: dict[str, Callable[[Parity], list[str]]] = {
    "already": _already,
    "no": _no,
    "only-against-the-ground": _only,
    "possible": _possible,
    "infeasible": _infeasible,
}
