"""The inputs that parity turns: every value with a range, those of a group as one lever; and what a design then is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from sunrack.names import Name
from sunrack.requirement import DIFFERENCES, HAIR, SCALES
from sunrack.scenario import Scenario
from sunrack.study.axes import REGIONS
from sunrack.study.copula import loading
from sunrack.study.engine import evaluate
from sunrack.study.problem import WORST
from sunrack.study.sampling import Drawn, drawn
from sunrack.study.uniform import Dimension
from sunrack.trace import Program, Unrecordable, record

LOW, NOW, HIGH = 0, 1, 2  # where a lever stands
_AT_ONCE = 2048  # designs that a recorded program plays
_UNBUILT = 20.0  # logarithm of the ratio of a design without a cost


@dataclass(frozen=True)
class Lever:
    """One input, or a group whose members are drawn together; the members with a minus go the other way."""

    name: str
    members: tuple[Drawn, ...]

    def numbers(self, stand: int) -> tuple[float, ...]:
        """The SI numbers of its members where it stands low, as they are, or high."""
        return tuple(
            one.value if stand == NOW else one.high if (stand == HIGH) != one.falling else one.low
            for one in self.members
        )


@dataclass(frozen=True, eq=False)
class Tries:
    """Some designs: the logarithm of orbit's cost of a GPU-hour over the ground's, and the slack of every check."""

    log_ratio: Any
    slack: Any

    @property
    def ratio(self) -> float:
        """The ratio of the first design; infinite where it has no cost."""
        return float(np.exp(self.log_ratio[0])) if self.log_ratio[0] < _UNBUILT else np.inf

    @property
    def worst(self) -> Any:
        """Slack of the check that has the least."""
        return np.min(self.slack, axis=1)

    @property
    def short(self) -> Any:
        """What all checks together are short of."""
        return np.sum(np.maximum(0, -self.slack - HAIR), axis=1)

    @property
    def passes(self) -> Any:
        """Whether every check passes."""
        return self.worst >= -HAIR

    @property
    def wins(self) -> Any:
        """Whether orbit costs no more and every check passes."""
        return self.passes & (self.log_ratio <= 0)

    @property
    def distance(self) -> Any:
        """How far a design is from winning: at most 0 where it wins."""
        return np.maximum(self.log_ratio, np.where(self.passes, -np.inf, -self.worst))


@dataclass(frozen=True, eq=False)
class Levers:
    """All levers against one region. Designs are rows of SI numbers, a column for each key.

    Args:
        case: The scenario.
        region: The region that orbit is set against.
    """

    case: Scenario
    region: str

    @cached_property
    def all(self) -> tuple[Lever, ...]:
        """Every lever."""
        others = {site for site in self.case.sites if site != self.region}
        keys = [one for one in drawn(self.case) if Name.parse(one.key).region not in others]
        keys = [one for one in keys if not one.key.endswith(".luck") and one.low < one.high]
        found: dict[Any, list[Drawn]] = {}
        for one in keys:
            found.setdefault(one.dim, []).append(one)
        return tuple(Lever(_name(dim.name, rows), tuple(rows)) for dim, rows in found.items())

    @cached_property
    def keys(self) -> tuple[Drawn, ...]:
        """The keys of all levers, lever by lever."""
        return tuple(one for lever in self.all for one in lever.members)

    @cached_property
    def owners(self) -> Any:
        """The place of each key's lever."""
        return np.array([place for place, lever in enumerate(self.all) for _ in lever.members])

    @cached_property
    def commons(self) -> tuple[Dimension, ...]:
        """What levers that are correlated in part have in common, group by group."""
        return tuple(dict.fromkeys(one.common for one in self.keys if one.common is not None))

    def scores(self, normals: Any) -> Any:
        """Normal scores of the levers, shape (designs, levers), from independent ones of each lever and each common."""
        found = np.array(normals[:, : len(self.all)])
        for place, lever in enumerate(self.all):
            if (common := lever.members[0].common) is not None:
                share = loading(lever.members[0].correlation)
                shared = normals[:, len(self.all) + self.commons.index(common)]
                found[:, place] = np.sqrt(share) * shared + np.sqrt(1 - share) * found[:, place]
        return found

    @cached_property
    def _stands(self) -> Any:
        """SI numbers of every key for each stand, shape (3, keys)."""
        return np.array([[one for lever in self.all for one in lever.numbers(stand)] for stand in (LOW, NOW, HIGH)])

    def numbers(self, stands: Any) -> Any:
        """SI numbers, shape (designs, keys), of levers that stand so, shape (designs, levers)."""
        return self._stands[np.asarray(stands)[:, self.owners], np.arange(len(self.keys))]

    def tries(self, numbers: Any) -> Tries:
        """Designs of some SI numbers, shape (designs, keys)."""
        count = len(numbers)
        if self._program is None:
            return _tries(self._walked(dict(zip(self._names, np.asarray(numbers).T, strict=True))), count)
        parts = []
        for start in range(0, count, _AT_ONCE):
            block = numbers[start : start + _AT_ONCE]
            filled = np.vstack([block, np.repeat(block[-1:], _AT_ONCE - len(block), axis=0)])
            parts.append(self._program.play(dict(zip(self._names, np.ascontiguousarray(filled.T), strict=True))))
        whole = {
            name: np.concatenate([np.broadcast_to(part[name], (_AT_ONCE,)) for part in parts])[:count]
            for name in parts[0]
        }
        return _tries(whole, count)

    @cached_property
    def own(self) -> Any:
        """Which levers are orbit's own: those that the ground's cost does not rest on."""
        program = self._program
        rests = set(program.part(["ground"]).keys) if program is not None else self._moved()
        return np.array([not any(one.key in rests for one in lever.members) for lever in self.all])

    def _moved(self) -> set[str]:
        """Keys that move the ground's cost from one end to the other, where the walk cannot be recorded."""
        now = self._stands[NOW]
        rows = np.repeat(now[None], 2 * len(self.keys), axis=0)
        at = np.arange(len(self.keys))
        rows[2 * at, at], rows[2 * at + 1, at] = self._stands[LOW], self._stands[HIGH]
        ground = self._walked(dict(zip(self._names, rows.T, strict=True)))["ground"]
        ground = np.broadcast_to(ground, (len(rows),)).reshape(-1, 2)
        return {one.key for one, (low, high) in zip(self.keys, ground, strict=True) if low != high}

    @property
    def _names(self) -> list[str]:
        return [one.key for one in self.keys]

    def _walked(self, over: Mapping[str, Any]) -> dict[str, Any]:
        c = evaluate(self.case, over, words={REGIONS: [self.region]})
        found = {"ratio": c.against[self.region].cost_ratio, "ground": c.ground[self.region].per_gpu_hour}
        return found | {
            f"{one.slug} {one.unit}" if one.unit in DIFFERENCES else one.slug: one.margin for one in c.checks
        }

    @cached_property
    def _program(self) -> Program | None:
        """The recorded walk of so many designs at once, or None where it cannot be recorded."""
        places = np.linspace(0, 1, _AT_ONCE, endpoint=False)
        low, high = self._stands[LOW], self._stands[HIGH]
        steps = np.arange(1, len(self.keys) + 1) * np.sqrt(2)  # spreads the designs of the trial
        trial = low + (high - low) * ((places[:, None] + steps) % 1)
        rows = [dict(zip(self._names, np.ascontiguousarray(one.T), strict=True)) for one in (trial, trial[::-1])]
        try:
            return record(lambda over: self._walked(over), rows[0], rows[1])[0]
        except Unrecordable:
            return None


def _name(name: str, members: list[Drawn]) -> str:
    return members[0].key if len(members) == 1 else name


def _tries(found: Mapping[str, Any], count: int) -> Tries:
    with np.errstate(all="ignore"):
        ratio = np.broadcast_to(np.asarray(found["ratio"], dtype=float), (count,))
        log_ratio = np.where(np.isfinite(ratio) & (ratio > 0), np.log(ratio), _UNBUILT)
        rows = [
            np.broadcast_to(margin / SCALES.get(name.partition(" ")[2], 1.0), (count,))
            for name, margin in found.items()
            if name not in ("ratio", "ground")
        ]
        slack = np.stack(rows, axis=1)
    return Tries(np.minimum(log_ratio, _UNBUILT), np.where(np.isnan(slack), WORST, np.maximum(slack, WORST)))
