"""Other people's analyses and announced satellites, beside ours: put their inputs in, get their answers, and see which
inputs make the difference."""

from sunrack.published.reading import shipped
from sunrack.published.reconciliation import Reconciliation, reconcile, reconcile_all
from sunrack.published.records import Analysis

__all__ = ["Analysis", "Reconciliation", "published_ratios", "reconcile", "reconcile_all", "shipped"]


def published_ratios() -> list[tuple[str, float, str]]:
    """Of each published analysis with both sides: its short name, orbit over ground as published, and the boundary of
    that ratio, in the order of the alphabet.

    The ratios are on different boundaries, so they are not comparable. No design is walked for this.

    >>> [f"{name} {ratio:g}" for name, ratio, _ in published_ratios() if name == "McCalip"]
    ['McCalip 3.22']
    """
    rows = []
    for one in shipped().values():
        ratio = None if one.status else one.answer("ratio")
        if ratio is not None and ratio.low == ratio.high:
            rows.append((one.short, ratio.low, one.boundary))
    return sorted(rows)
