"""Print the program of a scenario's walk with every input live: `python tools/program.py [SCENARIO]`.

One design, each input an array of one number. It counts steps, constants, calls of laws, operations, and arrays of
more than one number. The orbit is read from a chart about the scenario's own, since solving an eclipse year is no
plain arithmetic.
"""

import sys
from collections import Counter
from math import prod

import sunrack as sr
from sunrack.study import live


def program_of(case):
    """The marked program of every result of a scenario, with every input live but the year of the orbit."""
    values = case.values()
    around = [tuple(share * values[key].si for share in (0.95, 1.05)) for key in (live.ALTITUDE, live.CLOCK)]
    return live.program_of(case, {*values} - {live.YEAR}, *around, marks=True)


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
