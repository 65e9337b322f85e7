"""The ride: how many satellites one launch carries, by mass and by volume, what each costs, and what a fleet takes.

Which loss is paid where, each once: what is lost at launch and in the first months is rebuilt and flown again for the
insurance premium (room cost), so that it stands here in the count of satellites, in launches, mass and time, and not in
the price of a launch. Satellites that die later are replaced by the spares, which are bought and launched with the
fleet. Accelerators that die in a satellite that works are the decay of what it delivers (room cost). Satellites at the
end of their life are what the annuity buys anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from sunrack.catalogue import is_yes
from sunrack.launch.fit import lots, satellites_by_mass, satellites_by_volume, whole_satellites
from sunrack.section import Result, Section, Value, YesNo, choice, option, shown, value
from sunrack.units import Dollar, DollarPerKilogram, Kilogram, PerYear, Ratio, Second, Share, law, maximum, minimum


class Launch(Section):
    """What a scenario says of launch: the vehicle, its price and payload, the fleet."""

    vehicle: str = choice("vehicles", "Launch vehicle")
    price: Value = value("USD/kg", "Price per kg of payload to low orbit", at_least=0, chosen_by="vehicle.price")
    payload: Value = value(
        "t", "Payload to low orbit, vehicle recovered where it can be", above=0, chosen_by="vehicle.payload"
    )
    orbit_factor: Value = value(
        "", "Share of that payload to this orbit", above=0, at_most=1, chosen_by="vehicle.orbit_factor"
    )
    fairing_volume: Value = value(
        "m³", "Usable volume of the fairing or bay", above=0, chosen_by="vehicle.fairing_volume"
    )
    fairing_diameter: Value = value(
        "m", "Usable diameter of the fairing or bay", above=0, chosen_by="vehicle.fairing_diameter"
    )
    success: Value = value(
        "", "Share of launches that reach their orbit", above=0, at_most=1, chosen_by="vehicle.success"
    )
    carbon: Value = value(
        "t", "Carbon dioxide of the propellants that a launch burns", at_least=0, chosen_by="vehicle.carbon"
    )
    carbon_upstream: Value = value(
        "", "Carbon of making and leaking those propellants, over that of burning them", at_least=0, at_most=100
    )
    packing_efficiency: Value = value("", "Share of the usable volume that stowed satellites fill", above=0, at_most=1)
    by_the_kilogram: YesNo = option(
        "Pay each satellite by its allowable mass alone, other cargo filling the vehicle: yes or no."
    )
    satellites_built_before: Value = value(
        "", "Satellites of this line, for one rack each, that its maker had built before the fleet", at_least=0
    )
    rideshare_price: Value = value("USD/kg", "Price per kg of a shared ride to sun-synchronous orbit", at_least=0)
    fleet_power: Value = value(
        "MW", "Rack power of the fleet to launch, at full power: it sets the number of racks, derated or not", above=0
    )
    cadence: Value = value("1/year", "Launches a year for the fleet", above=0)
    spares: Value = value(
        "",
        "Spare satellites in orbit, share of those at work; they replace what dies in mid-life",
        at_least=0,
        at_most=10,
    )
    satellite_loss: Value = value(
        "percent/year", "Satellites that die a year, after their first months and before their end", at_least=0
    )
    price_year: Value = value(
        "",
        "Year in which the vehicle is expected to sell at `price`",
        at_least=2000,
        chosen_by="vehicle.price_year",
        at_most=2200,
    )
    learning_rate: Value = value(
        "", "Share by which the price falls each time the mass flown doubles", at_least=0, at_most=0.9
    )
    cumulative_mass: Value = value("t", "Mass flown to orbit by the start of `mass_year`", above=0)
    mass_year: Value = value("", "Year at whose start that mass had flown", at_least=2000, at_most=2200)
    yearly_mass: Value = value("t/year", "Mass flown to orbit a year at that time", above=0)
    mass_growth: Value = value("1/year", "Continuous growth of the mass flown a year", at_least=-0.99, at_most=10)


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Ride(Result):
    """What one launch carries and costs, and the launches of a fleet."""

    price: Any = shown("USD/kg", "Price per kg of payload to low orbit")
    payload_to_orbit: Any = shown("t", "Payload to this orbit")
    satellites_by_mass: Any = shown("", "Satellites a launch by mass, unrounded")
    satellites_by_volume: Any = shown("", "Satellites a launch by stowed volume, unrounded")
    satellites_per_launch: Any = shown("", "Whole satellites a launch; 0 where not one fits")
    binding_limit: Any = shown("", "Which limit binds: mass or volume")
    cost_per_launch: Any = shown("USD", "Price of a launch: price times payload to low orbit")
    paid_payload: Any = shown(
        "t", "Payload to low orbit that is paid for each satellite at work; infinite where it does not fit"
    )
    cost_per_satellite: Any = shown(
        "USD",
        "The fleet's launches over its satellites at work, the last launch paid whole (by the kilogram its mass alone);"
        " infinite where it does not fit",
    )
    price_to_orbit: Any = shown("USD/kg", "That cost per kg of allocated mass")
    rideshare_cost: Any = shown(
        "USD", "Cost of one satellite at the price per kg of a shared ride, if one could carry it"
    )
    fleet_satellites: Any = shown("", "Satellites at work")
    fleet_spares: Any = shown("", "Spares in orbit with them, on average")
    fleet_launches: Any = shown(
        "", "Launches of the fleet, whole, and of what spares do not find room there, in proportion; losses apart"
    )
    fleet_losses: Any = shown(
        "", "Satellites to be lost at launch and in their first months, to be built and launched again"
    )
    fleet_relaunches: Any = shown("", "Launches of those, in proportion")
    fleet_time: Any = shown("month", "Time to launch all of these at the cadence")
    fleet_mass: Any = shown("t", "Mass launched for the fleet, spares and losses with it: predicted, wet")
    flown_per_satellite: Any = shown("", "Satellites bought for each at work: one and its share of the spares")
    dead_on_station: Any = shown("", "Share of satellites that die in mid-life, and fall where drag brings them")
    replenishment: Any = shown(
        "1/year", "Satellites to launch a year so that the fleet keeps its number, losses at launch and early with them"
    )
    replenishment_launches: Any = shown("1/year", "Launches for them a year, unrounded")
    replenishment_mass: Any = shown("t/year", "Mass launched a year for them")


@law
def price_to_orbit(cost: Dollar, mass: Kilogram) -> DollarPerKilogram:
    """Launch cost per mass of the satellite itself, empty places on the vehicle included.

        p = c / m

    Args:
        cost: Launch cost of one satellite [USD].
        mass: Its mass [kg].
    Returns:
        Price per mass in orbit [USD/kg]; infinite where the satellite does not fit.

    Source: wertz-larson-1999, ch. 18.
    """
    return np.where(np.isfinite(cost), cost / mass, np.inf)


@law
def dead_on_station(loss: PerYear, life: Second) -> Share:
    """Share of satellites that die before the end of their life, and so cannot lower themselves.

        p = 1 − e^(−λ T)

    Args:
        loss: λ, share of those at work that dies per time [1/s].
        life: T [s].
    Returns:
        Share [-].

    Source: wertz-larson-1999, ch. 19 (constant failure rate).
    """
    return -np.expm1(-loss * life)


@law
def replenishment(satellites: Ratio, loss: PerYear, life: Second) -> PerYear:
    """Satellites to launch per time so that a fleet keeps its number.

        n' = N λ / (1 − e^(−λ T)), and N / T where λ = 0

    Args:
        satellites: Satellites of the fleet [-].
        loss: Share of them that fails per time [1/s].
        life: Time after which one that still works is replaced [s].
    Returns:
        Satellites per time [1/s].

    Valid for a fleet of mixed ages, where each is replaced when it fails or ages out, whichever comes first.
    Source: wertz-larson-1999, ch. 19; the mean time between replacements is (1 − e^(−λ T)) / λ.
    """
    safe = np.where(loss == 0, 1.0, loss)
    return satellites * np.where(loss == 0, 1 / life, safe / -np.expm1(-safe * life))


@np.errstate(all="ignore")  # what does not fit is inf, in silence
def size(
    inputs: Launch, *, allocated: Any, wet: Any, stowed_volume: Any, rack_power: Any, infant_loss: Any, life: Any
) -> Ride:
    """The ride of a satellite: mass and volume fit, cost, and the launches of a fleet.

    Args:
        inputs: The keys of the section `Launch`.
        allocated: Mass of one satellite with growth and margin, wet: what the vehicle has to lift.
        wet: The same predicted, without margin: what is counted as launched.
        stowed_volume: Volume of one satellite stowed.
        rack_power: Power of all its racks at full load, so that the satellites of a fleet are its racks over those of
            one, rounded up.
        infant_loss: Share of satellites that die in their first months.
        life: Life of the satellite.
    """
    payload = inputs.payload * inputs.orbit_factor
    by_mass = satellites_by_mass(payload, allocated)
    by_volume = satellites_by_volume(inputs.fairing_volume, inputs.packing_efficiency, stowed_volume)
    aboard = whole_satellites(by_mass, by_volume)
    fleet = lots(inputs.fleet_power / rack_power, 1)
    flown = 1 + inputs.spares
    rebuilt = 1 / (inputs.success * (1 - infant_loss))
    yearly = replenishment(fleet, inputs.satellite_loss, life) * rebuilt
    if is_yes(inputs.by_the_kilogram, "launch.by_the_kilogram"):
        places = minimum(by_mass, by_volume)  # other cargo fills the vehicle: a satellite takes its share of a launch
        launches = np.where(aboard > 0, fleet * flown / places, np.inf)
        paid = np.where(aboard > 0, 1.0, np.inf) * inputs.payload * flown / by_mass
    else:
        places = aboard
        launches = maximum(lots(fleet, places), fleet * flown / places)  # spares take the last launch's empty places
        paid = inputs.payload * launches / fleet
    each = inputs.price * paid
    return Ride(
        price=inputs.price,
        payload_to_orbit=payload,
        satellites_by_mass=by_mass,
        satellites_by_volume=by_volume,
        satellites_per_launch=aboard,
        binding_limit=np.where(by_mass <= by_volume, "mass", "volume")[()],
        cost_per_launch=inputs.price * inputs.payload,
        paid_payload=paid,
        cost_per_satellite=each,
        price_to_orbit=price_to_orbit(each, allocated),
        rideshare_cost=inputs.rideshare_price * allocated,
        fleet_satellites=fleet,
        fleet_spares=fleet * inputs.spares,
        fleet_launches=launches,
        fleet_losses=fleet * flown * (rebuilt - 1),
        fleet_relaunches=launches * (rebuilt - 1),
        fleet_time=launches * rebuilt / inputs.cadence,
        fleet_mass=fleet * flown * rebuilt * wet,
        flown_per_satellite=flown,
        dead_on_station=dead_on_station(inputs.satellite_loss, life),
        replenishment=yearly,
        replenishment_launches=yearly / places,
        replenishment_mass=yearly * wet,
    )
