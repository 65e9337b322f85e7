"""The ledger: every load by mode, adding up to what the bus must give and to the heat that the loop must carry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from sunrack.catalogue import by_word
from sunrack.constants import STANDARD_GRAVITY
from sunrack.power.inputs import Power
from sunrack.section import Result, shown
from sunrack.units import Newton, PositiveShare, Ratio, Second, Share, Watt, law


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Ledger(Result):
    """Loads at the bus. rack + avionics + terminals + pump + thrusters + conversion_loss = load_sunlit, and
    load_sunlit − thrusters = heat_in_loop: a thruster's power leaves with its plume and from its own hot walls."""

    rack: Any = shown("kW", "Rack at full load.")
    avionics: Any = shown("kW", "Computers, attitude control, radio, heaters.")
    terminals: Any = shown("kW", "Optical terminals.")
    pump: Any = shown("kW", "Coolant pump, in proportion to the heat it moves.")
    thrusters: Any = shown("kW", "Electric propulsion, mean.")
    conversion_loss: Any = shown("kW", "Lost between bus and loads.")
    load_sunlit: Any = shown("kW", "Taken from the bus in sunlight, battery charging apart.")
    load_eclipse: Any = shown("kW", "Taken from the battery in eclipse, by the eclipse policy.")
    load_safe: Any = shown("kW", "Taken in safe mode: rack and thrusters off.")
    heat_in_loop: Any = shown("kW", "Heat that the coolant loop carries at full load.")


@law
def loop_heat(electronics: Watt, thrusters: Watt, pump_fraction: Share, conversion_efficiency: Share) -> Watt:
    """Heat in the coolant loop when the pump's power is a share of that heat, and conversion losses are in it too.

        H = (E / η + T (1/η − 1)) / (1 − p/η)

    Args:
        electronics: Loads that end as heat in the loop, pump apart [W].
        thrusters: Loads fed through the same converters whose own power leaves elsewhere [W].
        pump_fraction: Pump power over the heat it moves [-].
        conversion_efficiency: Bus to load [-].
    Returns:
        Heat in the loop; infinite where the pump's own heat outruns it [W].

    Valid in steady state. Light sent by the terminals is counted as heat: it is a few watts.
    Source: wertz-larson-1999, sec. 11.4 and 11.5 (energy balance; the algebra is ours).
    """
    heat = electronics / conversion_efficiency + thrusters * (1 / conversion_efficiency - 1)
    return heat / np.maximum(1 - pump_fraction / conversion_efficiency, 0)


@law
def thruster_power(force: Newton, specific_impulse: Second, efficiency: PositiveShare = 0.5) -> Watt:
    """Electric power of thrusters that give a mean force.

        P = F g Iₛₚ / (2 η)

    Args:
        force: Mean over the orbit [N].
        specific_impulse: Of the thruster [s].
        efficiency: Power of the jet over electric power, power unit with it [-].
    Returns:
        Mean electric power [W].

    Valid for a jet of one speed; Hall thrusters reach 0.45 to 0.60.
    Source: wertz-larson-1999, ch. 17.
    """
    return force * STANDARD_GRAVITY * specific_impulse / (2 * efficiency)


@law
def closed_power(power: Watt, growth: Ratio) -> Watt:
    """Power of something that makes the satellite larger and so asks for more of itself: thrusters against drag.

        P = P₁ (1 + g + g² + …) = P₁ / (1 − g)

    Args:
        power: That it would take if it cost no power [W].
        growth: By how much what asks for it grows when that power is carried [-].
    Returns:
        Power with which it is carried; infinite where it outruns itself, and 0 for a power without bound, which no
            satellite carries: its sizes then tell what has no bound [W].

    Valid where what asks for it is linear in the power carried, as areas are.
    Source: assumption, a geometric series.
    """
    return np.where(power == np.inf, 0.0, power / np.maximum(1 - growth, 0))[()]


def ledger(inputs: Power, *, rack: Any, terminals: Any, pump_fraction: Any, thrusters: Any = None) -> Ledger:
    """Every load by mode.

    Args:
        inputs: The section [power].
        rack: Rack at full load [W].
        terminals: All optical terminals [W].
        pump_fraction: Pump power over heat moved, from the section [thermal] [-].
        thrusters: Electric propulsion, mean; the scenario's thruster_power if left out [W].
    """
    efficiency, avionics = inputs.conversion_efficiency, inputs.avionics_power
    thrusters = inputs.thruster_power if thrusters is None else thrusters
    lost = 1 / efficiency - 1
    heat = loop_heat(
        electronics=rack + terminals + avionics,
        thrusters=thrusters,
        pump_fraction=pump_fraction,
        conversion_efficiency=efficiency,
    )
    in_eclipse = rack * eclipse_share(inputs) + terminals + avionics
    heat_in_eclipse = loop_heat(
        electronics=in_eclipse, thrusters=thrusters, pump_fraction=pump_fraction, conversion_efficiency=efficiency
    )
    heat_when_safe = loop_heat(
        electronics=terminals + avionics,
        thrusters=0 * thrusters,
        pump_fraction=pump_fraction,
        conversion_efficiency=efficiency,
    )
    pump = pump_fraction * heat
    return Ledger(
        rack=rack,
        avionics=avionics,
        terminals=terminals,
        pump=pump,
        thrusters=thrusters,
        conversion_loss=(rack + terminals + avionics + pump + thrusters) * lost,
        load_sunlit=heat + thrusters,
        load_eclipse=heat_in_eclipse + thrusters,
        load_safe=heat_when_safe,
        heat_in_loop=heat,
    )


def by_mode(inputs: Power, loads: Ledger) -> dict[str, tuple[Any, Any, Any]]:
    """Every line of the ledger in sunlight, in eclipse and in safe mode (rack and thrusters off); heat by where it
    leaves.

    Args:
        inputs: The section [power].
        loads: The ledger.
    """
    totals = (loads.load_sunlit, loads.load_eclipse, loads.load_safe)
    firing = (loads.thrusters, loads.thrusters, 0 * loads.thrusters)
    heats = [total - thrust for total, thrust in zip(totals, firing, strict=True)]
    return {
        "rack": (loads.rack, loads.rack * eclipse_share(inputs), 0 * loads.rack),
        "avionics": (loads.avionics,) * 3,
        "terminals": (loads.terminals,) * 3,
        "pump": tuple(loads.pump * (heat / loads.heat_in_loop) for heat in heats),
        "thrusters": firing,
        "conversion loss": tuple(total * (1 - inputs.conversion_efficiency) for total in totals),
        "load": totals,
        "of which heat in the loop": tuple(heats),
    }


def eclipse_share(inputs: Power) -> Any:
    """Share of the rack's full power that it keeps in eclipse, by the policy.

    Raises:
        Unknown: Another policy, with the nearest.
    """
    kept = {"ride": 1.0, "throttle": inputs.throttle_fraction, "sleep": inputs.sleep_fraction}
    return by_word(kept, inputs.eclipse_policy, "eclipse policy")
