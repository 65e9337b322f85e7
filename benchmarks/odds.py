"""Odds by subset simulation against a million plain draws, where plain draws see them: `python benchmarks/odds.py`."""

import math
import sys
import time

import sunrack as sr
from sunrack.study.levers import Levers
from sunrack.study.odds import rare_odds
from sunrack.study.parities import limit_of

# Changes of rack-100kw-claimed that bring orbit near Texas, each less near: draws in which orbit wins get rarer.
CASES = (
    {"cost.price_level": 0.07, "launch.price": "25 USD/kg", "ground.texas.capex": "36 USD/W"},
    {"cost.price_level": 0.1, "launch.price": "40 USD/kg", "ground.texas.capex": "32 USD/W"},
    {"cost.price_level": 0.15, "launch.price": "50 USD/kg", "ground.texas.capex": "28 USD/W"},
)


def main(n: int = 1_000_000) -> None:
    """Print both probabilities with their standard errors, case by case."""
    ratio = "compare.texas.cost_ratio"
    for changes in CASES:
        case = sr.load("rack-100kw-claimed").but(changes, {"ground.regions": ["texas"]})
        started = time.process_time()
        draws = sr.sample(case, n, outputs=[ratio, "checks.passed"], method="random")
        plain = float(((draws[ratio] <= 1) & (draws["checks.passed"] > 0)).mean())
        halfway = time.process_time()
        levers = Levers(case, "texas")
        found = rare_odds(*limit_of(levers))
        print(
            f"{plain:.3g} ± {math.sqrt(plain * (1 - plain) / n):.1g} ({halfway - started:.0f} s),"
            f" subset simulation {found.probability:.3g} ± {found.error:.1g} ({time.process_time() - halfway:.0f} s)",
            flush=True,
        )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
