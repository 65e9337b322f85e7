"""Print the program of a scenario's walk with every input live: `python tools/program.py [SCENARIO]`.

One design, each input an array of one number. It counts steps, constants, calls of laws, operations, and arrays of
more than one number. The orbit is read from a chart about the scenario's own, since solving an eclipse year is no
plain arithmetic.
"""

import sys
from collections import Counter
from math import prod

import numpy as np

import sunrack as sr
from sunrack.study.charts import chart
from sunrack.study.engine import evaluate
from sunrack.trace import note_rows, record
from sunrack.walk import Known

NUDGE = 1.01  # from the recorded design to the one that the program is tried on
ORBIT = ("orbit.altitude", "orbit.local_time")


def program_of(case):
    """The marked program of every result of a scenario."""
    values = case.values()
    height, clock = (values[key].si for key in ORBIT)
    orbits = chart(
        (0.95 * height, 1.05 * height), (0.95 * clock, 1.05 * clock), values["orbit.year"].si, case.orbit.shadow,
        case.attitude.radiator,
    )  # fmt: skip

    def walked(arrays):
        solved, seen = orbits.at(*(arrays[key] for key in ORBIT))
        rows = evaluate(case, arrays, known=Known(year=solved, views=seen)).to_dict()
        note_rows(rows)
        return {name: row["value"] for name, row in rows.items()}

    design = {key: np.array([one.si]) for key, one in values.items() if key != "orbit.year"}
    other = {key: one * NUDGE for key, one in design.items()}
    units = {key: one.unit for key, one in values.items()}
    return record(walked, design, other, units=units, marks=True)[0]


def main():
    case = sr.load(sys.argv[1] if len(sys.argv) > 1 else None)
    program = program_of(case)
    several = Counter(step.shape for step in program.steps if prod(step.shape) > 1 and step.kind != "several")
    print(f"{case.name}: {len(program.inputs)} inputs, {len(program.constants)} constants, {len(program.steps)} steps")
    print(f"results: {len(program.outputs)}, of which {len({one.text for one in program.names})} vary")
    print(f"calls of laws: {len(program.calls)}, of {len({call.law for call in program.calls})} laws")
    inside = {slot for call in program.calls for slot in call.steps}
    print(f"steps inside laws: {len(inside)}, outside: {len(program.steps) - len(inside)}")
    print(f"steps that the results rest on: {len(program.part())}")
    print(f"arrays of more than one number: {several.total()}")
    for shape, count in several.most_common():
        print(f"  {count:>5}  {shape}")
    print("operations:")
    for op, count in Counter(step.op for step in program.steps).most_common():
        print(f"  {count:>5}  {op}")


if __name__ == "__main__":
    main()
