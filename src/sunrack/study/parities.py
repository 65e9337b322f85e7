"""`parity`: what would have to be true for orbit to cost no more than the ground, and be built and flown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from sunrack.arguments import whole_number
from sunrack.catalogue import the_place
from sunrack.names import Name
from sunrack.requirement import HAIR
from sunrack.scenario import SECTIONS, load
from sunrack.scenario.changes import as_text
from sunrack.study.against import choose_region
from sunrack.study.corner import STARTS, kindest, merit
from sunrack.study.levers import NOW, Lever, Levers, Tries
from sunrack.study.odds import RAREST, RareOdds, rare_odds
from sunrack.study.parity_answer import Parity, Shared, Turn
from sunrack.study.parity_words import sentences
from sunrack.study.shortlist import distance, shortest
from sunrack.values import show
from sunrack.verdict import compare

_SHARED = 6  # inputs that are told of winning draws
_SHIFTED = 0.5  # standard deviations, from which on winning draws have an input in common
_TEMPERATURE = 100.0  # K, above which a number is a temperature and no difference of two


def parity(
    scenario: Any = None,
    against: str | None = None,
    *,
    starts: int = STARTS,
    n: int = 5000,
    seed: int = 1,
    progress: Callable[[int], None] | None = None,
) -> Parity:
    """What would have to be true for a GPU-hour to cost no more in orbit than in a region, with every check passed.

    Every value with a range is an input, those of one group together; choices are none (see `optimize`).

    Args:
        scenario: A `Scenario`, a name, a path or a mapping; the default scenario if left out.
        against: The region, of the scenario or any that ships; the cheapest if left out.
        starts: Random starts of the search for the kindest corner.
        n: Draws of each level of the odds, in each of four runs.
        seed: The same seed gives the same answer.
        progress: Called with 1 after each part of the answer.
    Raises:
        Unknown: No such region, with the nearest name; a KeyError and a ValueError.

    >>> import sunrack as sr
    >>> p = sr.parity("rack-100kw-claimed", against="ireland", n=500)
    >>> p.kind, p.best_ratio < 1 < p.ratio
    ('possible', True)
    """
    starts, n = whole_number("the starts", starts, 1, 1000), whole_number("the draws", n, 100, 1_000_000)
    seed = whole_number("the seed", seed, 0, 2**63 - 1)
    case, region = choose_region(load(scenario), against)
    tell = progress or (lambda done: None)
    levers = Levers(case, region)
    titles = [one.title for one in compare(case).checks]
    start = np.full(len(levers.all), NOW)
    now = _at(levers, start)
    everything = np.ones(len(levers.all), dtype=bool)
    tell(1)
    corner, _ = kindest(levers, everything, starts=starts, seed=seed)
    tell(1)
    corner_own, _ = kindest(levers, levers.own, starts=starts, seed=seed)
    tell(1)
    best, best_own = _at(levers, corner), _at(levers, corner_own)
    feasible = bool(now.passes[0])
    fitting, fitted = (None, start) if feasible else _fitting(levers, start, starts, seed)
    short = _list(levers, fitted, corner) if best.wins[0] else None
    short_own = _list(levers, fitted if feasible else start, corner_own) if best_own.wins[0] else None
    tell(1)
    odds = (
        _odds(levers, n, seed)
        if best.wins[0]
        else RareOdds(0.0, RAREST, True, np.zeros((1, len(levers.all) + len(levers.commons))))
    )
    tell(1)
    found = Parity(
        case,
        region,
        the_place(region),
        _kind(now, best, best_own, feasible),
        now.ratio,
        feasible,
        _failing(now, titles),
        best.ratio,
        best_own.ratio,
        bool(best.passes[0]),
        bool(best_own.passes[0]),
        _failing(best, titles),
        None if fitting is None else _turns(levers, fitting, fitted),
        _at(levers, fitted).ratio,
        None if short is None else _turns(levers, (*(fitting or ()), *short[0]), short[1]),
        None if short_own is None else _turns(levers, short_own[0], short_own[1]),
        distance(levers, start, corner) if best.wins[0] else float("nan"),
        odds.probability,
        odds.error,
        _shared(levers, odds),
        len(levers.keys),
    )
    return replace(found, answer=tuple(sentences(found)))


def _at(levers: Levers, stands: Any) -> Tries:
    return levers.tries(levers.numbers(np.asarray(stands)[None]))


def _kind(now: Tries, best: Tries, best_own: Tries, feasible: bool) -> str:
    if not feasible:
        return "infeasible"
    if now.wins[0]:
        return "already"
    if not best.wins[0]:
        return "no"
    return "possible" if best_own.wins[0] else "only-against-the-ground"


def _fitting(levers: Levers, start: Any, starts: int, seed: int) -> tuple[tuple[int, ...] | None, Any]:
    """The shortest list that makes a design pass every check, and where the levers then stand."""
    everything = np.ones(len(levers.all), dtype=bool)
    corner, _ = kindest(levers, everything, starts=starts, seed=seed, merit=_shortfall)
    found = shortest(levers, start, corner, _shortfall, lambda tries: tries.passes)
    if found is None:
        return None, start
    stands = start.copy()
    stands[list(found)] = corner[list(found)]
    return found, stands


def _shortfall(tries: Tries) -> Any:
    return tries.short


def _list(levers: Levers, start: Any, corner: Any) -> tuple[tuple[int, ...], Any] | None:
    """The shortest list that wins from where the levers stand, and where they then stand."""
    found = shortest(levers, start, corner, merit, lambda tries: tries.wins)
    if found is None:
        return None
    stands = start.copy()
    stands[list(found)] = corner[list(found)]
    return found, stands


def _failing(tries: Tries, titles: list[str]) -> tuple[str, ...]:
    return tuple(title for title, slack in zip(titles, tries.slack[0], strict=True) if slack < -HAIR)


def _turns(levers: Levers, places: tuple[int, ...], stands: Any) -> tuple[Turn, ...]:
    values = levers.case.values()
    return tuple(
        _turn(levers.all[place], int(stands[place]), bool(levers.own[place]), values) for place in dict.fromkeys(places)
    )


def _turn(lever: Lever, stand: int, own: bool, values: Any) -> Turn:
    keys = tuple(one.key for one in lever.members)
    now, then = (
        tuple(_shown(si, values[key].unit) for si, key in zip(lever.numbers(where), keys, strict=True))
        for where in (NOW, stand)
    )
    written = tuple(
        (f"{key}.{part}", as_text(end, values[key].unit))
        for si, key in zip(lever.numbers(stand), keys, strict=True)
        for part, end in (("value", si), ("low", values[key].low), ("high", values[key].high))
        if end is not None
    )
    return Turn(lever.name, keys, now, then, _meaning(keys[0]), own, written)


def _shown(si: float, unit: str) -> str:
    return show(si, "degC" if unit == "K" and si > _TEMPERATURE else unit)


def _meaning(key: str) -> str:
    """What an input of a section is, as its section says."""
    name = Name.parse(key)
    fields = SECTIONS[name.room].model_fields if name.room in SECTIONS and not name.region else {}
    return (fields[name.key].description or "").rstrip(".") if name.key in fields else ""


def _odds(levers: Levers, n: int, seed: int) -> RareOdds:
    """The chance that orbit wins, by the ranges of all inputs."""
    return rare_odds(*limit_of(levers), n=n, seed=seed)


def limit_of(levers: Levers) -> tuple[Callable[[Any], Any], int]:
    """How far draws are from winning, at most 0 where they win, as a function of standard normal numbers; and how many
    numbers it takes."""
    return lambda points: levers.tries(_drawn(levers, points)).distance, len(levers.all) + len(levers.commons)


def _drawn(levers: Levers, points: Any) -> Any:
    """SI numbers of draws given as standard normal numbers, a column for each lever and for each common part."""
    from scipy.special import ndtr

    shares = ndtr(levers.scores(points))
    return np.stack([one.at(shares[:, place].copy()) for place, one in zip(levers.owners, levers.keys, strict=True)], 1)


def _shared(levers: Levers, odds: RareOdds) -> tuple[Shared, ...]:
    """The inputs whose median among the draws that win is furthest from that among all."""
    from scipy.special import ndtr

    middle = np.median(levers.scores(odds.draws), axis=0)
    order = [int(one) for one in np.argsort(-np.abs(middle), kind="stable")[:_SHARED] if abs(middle[one]) >= _SHIFTED]
    values, found = levers.case.values(), []
    for place in order:
        one = levers.all[place].members[0]
        winning, usual = (float(one.at(np.array([ndtr(z)]))[0]) for z in (middle[place], 0.0))
        unit = values[one.key].unit
        found.append(Shared(levers.all[place].name, _shown(winning, unit), _shown(usual, unit)))
    return tuple(found)
