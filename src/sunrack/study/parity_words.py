"""The answers of `parity` in sentences."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from sunrack.drawing import number, percent
from sunrack.study.parity_answer import Parity, Turn
from sunrack.values import YOURS

_COUNTS = "no one two three four five six seven eight nine ten eleven twelve".split()
_NAMED = 5  # inputs that a sentence names; the table below it lists more


def sentences(p: Parity) -> list[str]:
    """The answer first, then the list, the way, the odds, and what winning draws have in common."""
    found = [*_ANSWERS[p.kind](p), _held(p), *_way(p), _odds(p), *_shared(p)]
    return [one for one in found if one]


def _already(p: Parity) -> list[str]:
    return [
        f"Yes. As it stands a GPU-hour costs {_times(p.ratio)} as much in orbit as in {p.place}, and every check"
        " passes."
    ]


def _no(p: Parity) -> list[str]:
    return [
        f"No. A GPU-hour costs {_times(p.ratio)} as much in orbit as in {p.place}.",
        f"{_everything(p)} {_own(p)} Nothing within the ranges of the inputs brings orbit level with {p.place}.",
    ]


def _only(p: Parity) -> list[str]:
    return [
        f"Only if the ground gets more expensive. A GPU-hour costs {_times(p.ratio)} as much in orbit as in {p.place}.",
        f"{_inputs(p)} Even with each of them that concerns orbit alone at {_ENDS}, a GPU-hour from orbit"
        f" still costs {_times(p.best_ratio_own)} as much{_failing(p)}."
        " Orbit therefore breaks even only if inputs of the ground, or inputs that both sides share, also turn out"
        f" worse for the ground. {_everything(p, again=True)}",
        _list(p),
    ]


def _inputs(p: Parity) -> str:
    return f"{p.inputs} inputs have a range." if p.inputs != 1 else "One input has a range."


def _held(p: Parity) -> str:
    """That inputs which the user has set have no range, and so stay; empty where none has."""
    held = sum(value.source == YOURS and value.low is None for value in p.case.values().values())
    if not held:
        return ""
    who, are = ("1 input was", "is") if held == 1 else (f"{held} inputs were", "are")
    return (
        f"{who} set by you without a range and {are} held."
        " To let such an input vary, set its ends too, as KEY.low and KEY.high."
    )


def _possible(p: Parity) -> list[str]:
    return [
        f"Not as it stands: a GPU-hour costs {_times(p.ratio)} as much in orbit as in {p.place}. Break-even is possible"
        " within the ranges of the inputs.",
        _list(p),
        _own_list(p),
        f"{_everything(p)} {_own(p)}",
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
        found.append(f"The shortest list of changes that also brings orbit level: {_turns(p.shortest)}.")
    elif p.best_feasible:
        found.append(_everything(p))
    return found


_MEND = 'Another design is needed; "sunrack optimize" looks for one.'


def _at_best(p: Parity) -> str:
    said = f"a GPU-hour from orbit costs {_times(p.best_ratio)} as much"
    return said if p.best_feasible else f"{said}, and these checks fail: {'; '.join(p.unmet)}"


_ENDS = "the end of its range that favours orbit most"


def _everything(p: Parity, *, again: bool = False) -> str:
    """The ratio with every input at its most favourable end; `again` where a sentence has told what these ends are."""
    ends = "such an end" if again else _ENDS
    return f"With every one of the {p.inputs} inputs at {ends}, {_at_best(p)}."


def _own(p: Parity) -> str:
    said = f"With only the inputs that concern orbit alone at those ends, it costs {_times(p.best_ratio_own)} as much"
    return f"{said}{_failing(p)}."


def _failing(p: Parity) -> str:
    return "" if p.best_feasible_own else ", and at least one check fails"


def _list(p: Parity) -> str:
    if not p.shortest:
        return ""
    many = len(p.shortest)
    if many == 1:
        return f"The shortest list of changes that suffices, everything else unchanged, is one input: {p.shortest[0]}."
    short = "No short list suffices. " if many > _NAMED else ""
    return (
        f"{short}The shortest list of changes that suffices, everything else unchanged, has {_count(many)} inputs. They"
        " act only together: one of them alone may change nothing, since each other one must change too. In the order"
        f" of what the list would lose without them: {_turns(p.shortest)}."
    )


def _own_list(p: Parity) -> str:
    if not p.shortest_own or not p.shortest or all(one.own for one in p.shortest):
        return ""
    return f"With inputs that concern orbit alone it takes {_count(len(p.shortest_own))}."


def _turns(turns: Sequence[Turn]) -> str:
    if len(turns) <= _NAMED + 1:
        return "; ".join(str(one) for one in turns)
    return "; ".join(str(one) for one in turns[:_NAMED]) + f"; and {len(turns) - _NAMED} more"


def _way(p: Parity) -> list[str]:
    if not math.isfinite(p.distance) or p.kind == "already":
        return []
    return [
        "If all inputs move at the same pace from their present values towards those ends, orbit breaks even after"
        f" {percent(p.distance)} of the way."
    ]


def _odds(p: Parity) -> str:
    if not p.best_feasible or p.best_ratio > 1:
        return ""
    if p.probability == 0:
        chance = "less than one in a million"
    elif p.probability >= 0.001:
        chance = f"{percent(p.probability)} (± {number(100 * p.probability_error, 1)})"
    else:
        share = p.probability_error / p.probability
        chance = f"about one in {number(1 / p.probability, 2)} (± {percent(share, 1)})"
    return (
        "If every input is drawn at random from its range, the chance that orbit costs no more and passes every check"
        f" is {chance}. Many of the ranges are judgement, so this is no forecast."
    )


def _shared(p: Parity) -> list[str]:
    if not p.shared:
        return []
    who = "that come nearest to break-even" if p.probability == 0 else "in which orbit breaks even"
    told = "; ".join(f"{one.key} {one.winning} (all draws: {one.all})" for one in p.shared)
    return [f"The draws {who} differ most from all draws in these inputs (medians): {told}."]


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
