"""A table of a CSV file as pandas reads it, every number to its last digit."""

from typing import Any


def read_csv(path: Any, **options: Any) -> Any:
    """Before 3.1, pandas rounds unless it is told not to; from 3.1 on it warns of being told."""
    import pandas

    if tuple(int(part) for part in pandas.__version__.split(".")[:2]) < (3, 1):
        options["float_precision"] = "round_trip"
    return pandas.read_csv(path, **options)
