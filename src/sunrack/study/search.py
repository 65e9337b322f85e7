"""The best words and numbers of a design together: numbers fitted, then every word and pair of words tried in place.

A word is first judged with each number, one at a time, elsewhere in its range, since a policy such as sleep needs more
battery than the design at hand has. The most promising are fitted again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np

from sunrack.study.choices import Words
from sunrack.study.fitting import FULL, Effort, fit, scan_points
from sunrack.study.problem import PENALTY, Outcomes, Problem

_FIRST, _AGAIN = Effort(12, 1, 0.25, jumps=False), Effort(6, 0, 0.25, jumps=False)
_ROUNDS, _LEVELS = 8, 7
ORBIT = ("orbit.altitude", "orbit.local_time")  # are not moved with a word: each orbit has a year to be solved
_REFITTED = 2  # words that are fitted again, of those that are tried in place
_PAIRS, _PAIRED = 2, 24  # rounds of pairs, and pairs of a round that are tried in place
_NEAR = 0.02  # share of the merit that fitting all numbers again may gain beyond moving one
_GAIN = 1e-5  # share of the merit that another word must gain


@dataclass(frozen=True, eq=False)
class Search:
    """A search and the designs that it has fitted, by their words.

    Args:
        problem: What is searched.
        done: Called with the designs that are done, for progress.
    """

    problem: Problem
    done: Callable[[int], None] | None = None
    fitted: dict[Words, Outcomes] = field(default_factory=dict)
    _tried: dict[tuple[Words, bytes], tuple[Outcomes, Outcomes]] = field(default_factory=dict)

    def run(self, words: Words, start: object) -> tuple[Words, Outcomes]:
        """The best words and design that are found from some words and a point, where no costs jump."""
        best = self._fit(words, start, _FIRST)
        pairs = _PAIRS
        for _ in range(_ROUNDS):
            found = self._other_words(words, best)
            if found == words and pairs:
                found, pairs = self._other_pairs(words, best), pairs - 1
            if found == words:
                break
            words, best = found, self.fitted[found]
        return words, best

    def finish(self, words: Words, start: object) -> tuple[Words, Outcomes]:
        """The best words and design near some others, with every jump of the costs."""
        best = self._fit(words, start, FULL)
        again = self._other_words(words, best)
        if again != words:
            words, best = again, self._fit(again, self.fitted[again].points, FULL)
        return words, best

    def with_word(self, words: Words, key: str, word: str) -> Words:
        """The same words but one."""
        return tuple((one, word if one == key else own) for one, own in words)

    def in_place(self, words: Words, best: Outcomes) -> Outcomes:
        """The best design with other words and at most one number moved."""
        return self._outcomes(words, best)[1]

    def refit(self, words: Words, start: Outcomes) -> Outcomes:
        """The numbers fitted again with other words, or those that were fitted with these words before."""
        return self.fitted[words] if words in self.fitted else self._fit(words, start.points, _AGAIN)

    def _fit(self, words: Words, start: object, effort: Effort) -> Outcomes:
        found = fit(self.problem, words, start, effort)
        known = self.fitted.get(words)
        best = found if known is None or found.merit[0] < known.merit[0] else known
        self.fitted[words] = best
        if self.done:
            self.done(1)
        return best

    def _other_words(self, words: Words, best: Outcomes) -> Words:
        """The words of a better design, or the same words if none is found: one other word, or all that do better."""
        singles = self._ranked((self.with_word(words, *one) for one in self._changes(words)), best)
        tried = dict([*singles.items()][:_REFITTED])
        if (together := self._together(words, singles, best)) not in (words, *tried):
            tried |= self._ranked([together], best)
        return self._best(words, best, tried)

    def _other_pairs(self, words: Words, best: Outcomes) -> Words:
        """The same with two other words at once: those that do best if each does what it does alone."""
        alone = [self.with_word(words, *one) for one in self._changes(words)]
        here = {one: self._outcomes(one, best)[0] for one in alone}
        told = {}
        for one, other in combinations(alone, 2):
            twice = tuple(
                theirs if theirs != own else ours for own, ours, theirs in zip(words, one, other, strict=True)
            )
            if sum(row != own for row, own in zip(twice, words, strict=True)) == 2:
                told[twice] = self._together_merit(best, here[one], here[other])
        likely = sorted(told, key=lambda twice: told[twice])[:_PAIRED]
        return self._best(words, best, dict([*self._ranked(likely, best).items()][: 2 * _REFITTED]))

    def _together_merit(self, best: Outcomes, one: Outcomes, other: Outcomes) -> float:
        """The merit of two changes at once if each did what it does alone."""
        with np.errstate(invalid="ignore"):  # a difference of two infinite numbers
            slack = one.slack[0] + other.slack[0] - best.slack[0]
            costs = self.problem.sign * (one.values[0] + other.values[0] - best.values[0]) / self.problem.scale
        short = np.nan_to_num(np.maximum(0, -slack), nan=np.inf)
        return float(np.nan_to_num(costs, nan=np.inf) + PENALTY * np.sum(short))

    def _changes(self, words: Words) -> list[tuple[str, str]]:
        """Every other word that may be chosen."""
        return [
            (one.key, word)
            for one in self.problem.choices.options
            for word in one.words
            if (one.key, word) not in words
        ]

    def _together(self, words: Words, singles: dict[Words, Outcomes], best: Outcomes) -> Words:
        """For each option the word that alone does best, where it does better than the design's own."""
        changed = dict(words)
        for alone, outcome in reversed(singles.items()):
            if outcome.merit[0] < best.merit[0]:
                changed |= {key: word for (key, word), row in zip(alone, words, strict=True) if (key, word) != row}
        return tuple(changed.items())

    def _best(self, words: Words, best: Outcomes, tried: dict[Words, Outcomes]) -> Words:
        """The best of some words once their numbers are fitted, or the same words if none gains enough."""
        hopeful = [one for one, found in tried.items() if not found.feasible[0] or self._near(found, best)]
        found = min(hopeful, key=lambda one: float(self.refit(one, tried[one]).merit[0]), default=words)
        gained = found != words and self.fitted[found].merit[0] < best.merit[0] - _GAIN * abs(best.merit[0])
        return found if gained else words

    def _near(self, found: Outcomes, best: Outcomes) -> bool:
        """Whether fitting its numbers may make a design the better one."""
        return bool(found.merit[0] < best.merit[0] + _NEAR * abs(best.merit[0]))

    def _ranked(self, many: Iterable[Words], best: Outcomes) -> dict[Words, Outcomes]:
        """For each words the best design with at most one number moved; the best words first."""
        found = {words: self._outcomes(words, best)[1] for words in dict.fromkeys(many)}
        return dict(sorted(found.items(), key=lambda row: float(row[1].merit[0])))

    def _outcomes(self, words: Words, best: Outcomes) -> tuple[Outcomes, Outcomes]:
        """The design with other words, and the best with one of its numbers moved too."""
        key = words, best.points.tobytes()
        if key not in self._tried:
            found = self.problem.outcomes(words, scan_points(self.problem, best.points, _LEVELS, ORBIT))
            self._tried[key] = found.at(0), found.best
        return self._tried[key]
