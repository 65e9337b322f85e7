"""Scenarios at the ends of what the tool is for, as changes of the built-in one: they must draw, write and compute."""

COLD = {"thermal.coolant_supply": "235 K", "thermal.coolant_return": "238 K"}  # no radiator rejects heat at that
ENDS = {
    "20 kW": {"rack.model": "dgx-b200", "rack.power": "10.2 kW", "rack.racks": 2},
    "10 MW": {"rack.racks": 100},
    "300 km": {"orbit.altitude": "300 km"},
    "2,000 km": {"orbit.altitude": "2000 km"},
}
