"""One test visits every law there will ever be: its docstring's units, its source, its broadcasting, its silence."""

import importlib
import inspect
import pkgutil
import re
import warnings

import numpy as np
import pytest

import sunrack
from sunrack.catalogue import sources
from sunrack.units import LAWS, Q, UnitError, bare

for _module in pkgutil.walk_packages(sunrack.__path__, "sunrack."):
    if not _module.name.startswith(("sunrack.cli", "sunrack.__main__")):
        importlib.import_module(_module.name)

# Plausible SI values by unit and, where a unit says too little, by name.
_BY_UNIT = {
    "": 0.6, "m": 5e5, "m²": 50.0, "m³": 5.0, "s": 3e7, "1/s": 3e-9, "rad": 0.8, "kg": 2e3, "kg/m²": 5.0, "kg/m³": 1e-13, "kg/W": 0.01,
    "kg/s": 1.0, "m/s": 100.0, "N": 0.01, "W": 1e5, "W/m²": 500.0, "W/kg": 80.0, "J": 1e8, "J/kg": 5e5, "J/kg/K": 4000.0, "K": 310.0, "1/K": -0.003,
    "bit/s": 1e10, "USD": 1e6, "USD/kg": 500.0, "USD/W": 10.0, "USD/J": 3e-8, "USD/s": 0.01, "USD/W/s": 1e-5, "1/m": 0.1, "Hz": 1.0,
}  # fmt: skip


# Where arguments must fit one another.
_TOGETHER = {
    "ground.money.facility_recovery": {"cooling": 0.3},
    "power.battery.depth_of_discharge": {"deep_cycles": 6000.0, "shallow_cycles": 40000.0, "shallow_depth": 0.25},
    "thermal.punctures.spare_odds": {"sections": 10.0},
    "thermal.punctures.spare_needed": {"sections": 10.0},
    "link.access.walker_access_fraction": {"satellites": 3.0, "planes": 2.0},
}


def _arguments(law):
    return {name: unit for name, (unit, _) in law.parameters.items() if name != "return"}


def _value(law, name):
    """A plausible SI value inside the argument's domain."""
    if name in (together := _TOGETHER.get(law.name, {})):
        return together[name]
    domain = law.domains[name]
    plausible = _BY_UNIT.get(law.parameters[name][0], 1.0), 1.5 * domain.low, (domain.low + domain.high) / 2
    return next(one for one in plausible if not domain.outside(one))


@pytest.mark.parametrize("name", sorted(LAWS))
def test_docstring_gives_the_units_of_the_signature_and_a_source(name):
    law = LAWS[name]
    text = inspect.cleandoc(law.__doc__ or "")
    assert text, "a law has a docstring"
    args = text.partition("Args:")[2].partition("Returns:")[0]
    written = dict(re.findall(r"^\s{4}(\w+)[^:]*:.*?\[([^\]]*)\]\.?\s*$", _unfold(args), re.MULTILINE))
    grouped = {}
    for names, unit in re.findall(r"^\s{4}((?:\w+, )*\w+):.*?\[([^\]]*)\]\.?\s*$", _unfold(args), re.MULTILINE):
        grouped |= dict.fromkeys(names.split(", "), unit)
    written |= grouped
    for argument, unit in _arguments(law).items():
        assert argument in written, f"{argument} has no line with its [unit]"
        assert written[argument] == (unit or "-"), argument
    answer = re.findall(r"\[([^\]]*)\]", text.partition("Returns:")[2].partition("\n\n")[0])
    assert answer and answer[-1] == (law.parameters["return"][0] or "-"), "Returns: [unit]"
    assert re.search(r"^Source: ", text, re.MULTILINE), "Source: key, place."
    key = re.search(r"^Source: ([\w.-]+)", text, re.MULTILINE)[1].rstrip(".")
    assert key == "assumption" or key in sources(), key


def _unfold(args):
    """Docstring arguments with continuation lines joined to their first line."""
    lines = []
    for line in args.splitlines():
        if re.match(r"\s{4}\S", line) and not re.match(r"\s{8}", line):
            lines.append(line)
        elif lines and line.strip():
            lines[-1] += " " + line.strip()
    return "\n".join(lines)


@pytest.mark.parametrize("name", sorted(LAWS))
def test_arrays_broadcast_and_equal_a_loop_without_a_warning(name):
    """Independent: the law over a grid of (3, 1) by (1, 4) equals the law at each point."""
    law = LAWS[name]
    units = _arguments(law)
    if any("days" in (law.__doc__ or "").partition("Args:")[2] and "last axis" in (law.__doc__ or "") for _ in (0,)):
        pytest.skip("works along an inner axis; its room tests it")
    base = {argument: _value(law, argument) for argument in units}
    first, *rest = list(base)
    over = dict(base) | {first: base[first] * np.array([[0.9], [1.0], [1.05]])}
    if rest:
        over[rest[0]] = base[rest[0]] * np.array([[0.8, 0.9, 1.0, 1.02]])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        grid = np.broadcast_to(law.si(**over), (3, 4) if rest else (3, 1))
        for row in range(grid.shape[0]):
            for column in range(grid.shape[1]):
                point = dict(base) | {first: float(over[first][row, 0])}
                if rest:
                    point[rest[0]] = float(over[rest[0]][0, column])
                np.testing.assert_allclose(grid[row, column], law.si(**point), rtol=1e-12, equal_nan=True)


@pytest.mark.parametrize("name", sorted(LAWS))
def test_the_door_refuses_bare_and_wrong_units_and_opens_for_a_study(name):
    law = LAWS[name]
    units = _arguments(law)
    quantities = {argument: Q(_value(law, argument), unit) for argument, unit in units.items()}
    if "last axis" in (law.__doc__ or ""):
        pytest.skip("works along an inner axis; its room tests it")
    answer = law(**quantities)
    plain = law.si(**{argument: _value(law, argument) for argument in units})
    np.testing.assert_allclose(
        answer.to_base_units().magnitude,
        Q(plain, law.parameters["return"][0]).to_base_units().magnitude,
        rtol=1e-12,
        equal_nan=True,
    )
    with bare():
        np.testing.assert_array_equal(law(**{argument: _value(law, argument) for argument in units}), plain)
    dimensional = [argument for argument, unit in units.items() if unit]
    if dimensional:
        with pytest.raises(UnitError, match="is bare"):
            law(**{**quantities, dimensional[0]: 1.0})
        wrong = Q("1 K") if units[dimensional[0]] != "K" else Q("1 kg")
        with pytest.raises(UnitError, match="has the unit"):
            law(**{**quantities, dimensional[0]: wrong})


def test_the_list_of_laws_is_whole_from_the_start():
    """A new interpreter that asks for nothing but the list gets every law."""
    import subprocess
    import sys

    asked = subprocess.run(
        [sys.executable, "-c", "import sunrack as sr; print(len(sr.LAWS))"], capture_output=True, text=True, check=True
    )
    assert int(asked.stdout) == sum(law.__module__.startswith("sunrack.") for law in LAWS.values())


def test_bare_laws_take_lists():
    """Where an array goes a list goes: the same numbers."""
    rising = {
        "altitude_1": [300e3],
        "altitude_2": [650e3, 700e3],
        "drag_area": [10.0],
        "solar_flux": 150.0,
        "thrust": [1.0],
    }
    arrays = {name: np.asarray(one) for name, one in rising.items()}
    assert np.array_equal(sunrack.orbit.climb_delta_v.si(**rising), sunrack.orbit.climb_delta_v.si(**arrays))
    assert sunrack.orbit.dose_rate.si([600e3, 700e3], [0.005]).shape == (2,)


@pytest.mark.parametrize(
    ("law", "given"),
    [
        ("orbit.sun_synchronous.nodal_period", (650e3, 1.7, 0.97)),
        ("thermal.punctures.spare_odds", (100.0, 1e-9, 1e8, 3.5, 0.5)),
        ("ground.money.facility_recovery", (2e-9, 6e8, 0.8, 5e8, 0.8, 3e8)),
        ("power.battery.depth_of_discharge", (1e4, 1e3, 0.2, 1e5, 0.8, 1.0)),
        ("launch.price.learned_price", (100.0, 0.0, 1e4, 0.2)),
        ("link.access.walker_access_fraction", (500e3, 0.87, 0.5, 0.17, 10.0, 2.5)),
    ],
)
def test_arguments_that_contradict_one_another_give_nan(law, given):
    """A correction larger than the period, half a section, shares of more than one, a deeper discharge that lasts longer, nothing flown."""
    assert np.isnan(LAWS[law].si(*given))


def test_an_eccentric_orbit_above_the_ground_has_its_numbers():
    """The Molniya orbit: a = 26,600 km, e = 0.74, i = 63.4°: half a sidereal day, the node at −0.15 degrees a day."""
    altitude, inclination = 26_600e3 - 6_378_137.0, np.radians(63.4)
    assert LAWS["orbit.sun_synchronous.nodal_period"].si(altitude, inclination, 0.74) == pytest.approx(43_082, rel=3e-3)
    rate = LAWS["orbit.sun_synchronous.node_rate"].si(altitude, inclination, 0.74)
    assert np.degrees(rate) * 86_400 == pytest.approx(-0.15, abs=0.01)


def test_true_is_no_number_of_a_bare_law():
    for bad in (True, np.array([True]), np.bool_(False)):
        with pytest.raises(sunrack.UnitError, match="true or false"):
            LAWS["orbit.sun_synchronous.orbital_period"].si(bad)
