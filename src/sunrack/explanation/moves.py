"""What moves a value: each input of the scenario a little larger, one at a time, by playing the recorded walk."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from sunrack.explanation.recording import SOLVED, Recording
from sunrack.trace import Slot

PERCENT = 1.01  # a smaller step would meet whole numbers, such as satellites a launch
_LEAST = 1e-9


def moves(recording: Recording, slots: Iterable[int]) -> dict[int, dict[str, float]]:
    """For each value what an input that is 1 % larger changes it by, in per cent; the strongest first.

    Args:
        recording: The recorded walk.
        slots: Of values that are one number each; others are left out.
    """
    single = [slot for slot in slots if _is_number(recording.values[slot])]
    if not single:
        return {}
    outputs = tuple((str(slot), Slot(slot)) for slot in single)
    part = replace(recording.program, outputs=outputs, calls=(), names=()).part()
    solved = any(key.startswith(SOLVED) for key in part.keys)
    keys = [key for key in part.keys if not key.startswith(SOLVED) and key != "orbit.year"]
    keys += [key for key in ("orbit.altitude", "orbit.local_time") if solved and key not in keys]
    found: dict[int, dict[str, float]] = {slot: {} for slot in single}
    for key in keys:
        arrays = recording.arrays_with(key, PERCENT)
        played = part.play({name: arrays[name] for name in part.keys})
        for slot in single:
            base, moved = (float(np.ravel(one)[0]) for one in (recording.values[slot], played[str(slot)]))
            share = (moved / base - 1) * 100 if base and np.isfinite(base) else 0.0
            if abs(share) > _LEAST:
                found[slot][key] = share
    return {slot: dict(sorted(row.items(), key=lambda one: -abs(one[1]))) for slot, row in found.items()}


def _is_number(array: object) -> bool:
    return np.size(array) == 1 and np.asarray(array).dtype.kind == "f"  # type: ignore[arg-type]
