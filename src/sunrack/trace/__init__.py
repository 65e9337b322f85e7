"""The recorded walk: arithmetic that ran once, as plain data to be played, explained or written in another language.

Rules for authors of laws, and of all else that a study walks. A law uses the functions of numpy that are listed in
`trace/operations.py`, and the shape, `ndim`, `size` and `dtype` of an array. It never reads a number of an array that
varies: no `if`, `float()`, `int()`, loop, mask, dictionary or cache by number (use `np.where`, `np.minimum`,
`np.stack`). It makes no test of an array's class, and calls no method of an array but `astype`, `reshape` and `mean`.
It never writes into an array of which a view may exist (write `a = a + b` where `a` went through indexing or any
function that is no ufunc), nor into an array from outside. It gives the same answer for the same numbers: no random
numbers, no time, no state kept between calls. What breaks a rule is refused in a sentence when it is recorded. The
study then walks every block, which is slower and gives the same numbers, and its dataset says why.
"""

from __future__ import annotations

from sunrack.trace.marks import note, note_rows
from sunrack.trace.operations import OPERATIONS, Operation
from sunrack.trace.parts import Argument, Call, Constant, Input, Name, Slot, Step
from sunrack.trace.program import Program
from sunrack.trace.recorded import Recorded, Unrecordable
from sunrack.trace.recorder import record
from sunrack.trace.trial import Trial

__all__ = [
    "OPERATIONS",
    "Argument",
    "Call",
    "Constant",
    "Input",
    "Name",
    "Operation",
    "Program",
    "Recorded",
    "Slot",
    "Step",
    "Trial",
    "Unrecordable",
    "note",
    "note_rows",
    "record",
]
