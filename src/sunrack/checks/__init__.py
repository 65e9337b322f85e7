"""The physical checks of a design: requirement, value, limit, margin, pass or fail."""

from __future__ import annotations

from dataclasses import replace

from sunrack.checks.flight import ending, holding, links
from sunrack.checks.safe import safe_mode
from sunrack.checks.sizes import closing, fitting
from sunrack.checks.words import failing, finite, reason, reasons, table, undefined
from sunrack.checks.working import battery, coolant, radiator
from sunrack.requirement import Check
from sunrack.satellite import Design
from sunrack.scenario import Inputs
from sunrack.units import inside

__all__ = ["check", "failing", "reasons", "table", "undefined"]
_SUBJECTS = (closing, fitting, coolant, battery, radiator, safe_mode, links, holding, ending)  # in the order shown


@inside()
def check(case: Inputs, flown: Design) -> tuple[Check, ...]:
    """Every physical check of a design, or of arrays of designs.

    Args:
        case: The inputs that it was made from.
        flown: The design, of quantities or, with the door open, of bare SI numbers.
    """
    found = (one for subject in _SUBJECTS for one in subject(case, flown))
    return tuple(one if finite(one) else replace(one, reason=reason(one, flown)) for one in found)
