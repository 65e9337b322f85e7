"""THE WALK: one satellite, from its orbit to its price. One design and a million go through the same lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from sunrack import attitude, cost, launch, link, markup, mass, orbit, power, rack, thermal
from sunrack.scenario import load
from sunrack.units import inside, minimum


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Design:
    """One satellite, or arrays of them: each room's answer."""

    rack: rack.Payload
    orbit: orbit.Path
    attitude: attitude.Facing
    ledger: power.Ledger
    power: power.Supply
    thermal: thermal.Cooling
    link: link.Links
    torques: mass.Torques
    mass: mass.Bill
    carbon: launch.Footprint
    launch: launch.Ride
    cost: cost.Price

    def to_dict(self) -> dict[str, dict[str, Any]]:
        """Dotted name → {value, unit} of every result."""
        rows: dict[str, dict[str, Any]] = {}
        for name in (
            "rack",
            "orbit",
            "attitude",
            "power",
            "thermal",
            "link",
            "torques",
            "mass",
            "launch",
            "cost",
            "carbon",
        ):
            rows |= getattr(self, name).to_dict(f"{name}.")
        return rows | self.ledger.to_dict("power.ledger.")

    def __repr__(self) -> str:
        return f"<Design of {len(self.to_dict())} results; to_dict() lists them>"

    def _repr_html_(self) -> str:
        return markup.table(["result", "value", "unit"], markup.result_rows(self.to_dict()), "lrl")


def design(scenario: Any = None) -> Design:
    """The satellite of a scenario, units checked.

    Args:
        scenario: A `Scenario`, a name, a path or a mapping; the default scenario if left out.
    Raises:
        ScenarioError: The scenario has problems.
    """
    with np.errstate(all="ignore"):
        return walk(load(scenario).inputs())


@inside()  # a design that cannot be built goes through to its end, with and without units alike
def walk(case: Any) -> Design:
    """Size the satellite that carries the racks: orbit → power → heat → links → mass → launch → cost.

    Args:
        case: The scenario's inputs, quantities or (in a study) bare SI numbers: `scenario.inputs()`.
    """
    payload = rack.size(case.rack)
    path = orbit.solve(case.orbit, life=case.finance.satellite_life)
    facing = attitude.face(case.attitude, altitude=path.altitude, beta=path.minimum_beta, mean_beta=path.mean_beta)
    ledger = power.ledger(
        case.power,
        rack=payload.power,
        terminals=case.link.terminals * case.link.terminal_power,
        pump_fraction=case.thermal.pump_fraction,
    )
    supply = power.size(
        case.power,
        ledger=ledger,
        eclipse_fraction=path.day_eclipse_fraction,
        sun_distance=path.day_sun_distance,
        day_number=path.day_number,
        sunlit_fraction=path.sunlit_fraction,
        period=path.nodal_period,  # by which the longest eclipse is timed
        longest_eclipse=path.longest_eclipse,
        eclipses_in_life=path.eclipses_in_life,
        life=case.finance.satellite_life,
        incidence=facing.array_incidence,
        earth_view=facing.array_earth_view,
        albedo_view=facing.array_albedo_view,
        earth_infrared=case.thermal.earth_infrared,
        albedo=case.thermal.albedo,
        hottest_sun=path.hottest_sun,
    )
    cooling = thermal.size(
        case.thermal,
        heat=ledger.heat_in_loop + supply.charge_loss,
        pump_power=ledger.pump,
        faces=facing.faces,
        earth_view=facing.earth_view_factor,
        albedo_view=facing.albedo_view,
        sun_on_face=facing.sun_on_face,
        array_view=facing.array_view,
        array_back_temperature=supply.back_temperature,
        sun_flux_ratio=path.hottest_sun,
    )
    links = link.size(
        case.link,
        altitude=path.altitude,
        period=path.period,
        rack_power=payload.power,
        work_share=payload.speed * payload.full_power / payload.power,
    )
    ahead = supply.array_area * facing.array_drag_fraction + cooling.radiator_area * facing.radiator_drag_fraction
    path = orbit.climb(path, case.orbit, area=ahead, thrust=case.mass.thrust)
    torques = mass.hold(
        case.mass,
        wings=case.attitude.wings,
        radiator=case.attitude.radiator,
        altitude=path.altitude,
        period=path.period,
        minimum_beta=path.minimum_beta,
        mean_beta=path.mean_beta,
        sun=path.hottest_sun,
        array_mass=supply.array_mass,
        array_area=supply.array_area,
        wing_span=supply.wing_span_per_side,
        wing_breadth=case.power.blanket_width,
        reflectance=1 - case.power.cell_absorptivity,
        radiator_mass=cooling.radiator_mass,
        radiator_area=cooling.radiator_area,
        drag=path.drag,
        drop_off_drag=path.drop_off_drag,
    )
    bill = mass.size(
        case.mass,
        rack=payload.mass,
        array=supply.array_mass,
        battery=supply.battery_mass,
        conversion=supply.conversion_mass,
        radiator=cooling.radiator_mass,
        loop=cooling.loop_mass,
        terminals=links.terminal_mass,
        attitude_control=torques.wheels,
        shield_thickness=case.orbit.shield_thickness,
        raise_delta_v=path.raise_delta_v,
        hold_delta_v=path.hold_delta_v,
        dispose_delta_v=path.disposal_delta_v,
        force=path.drag + torques.dump_force,
        life=case.finance.satellite_life,
        rack_power=payload.power,
        entry=mass.entry(
            case.mass,
            delta_v=orbit.perigee_delta_v(
                altitude=minimum(path.altitude, case.orbit.disposal_altitude), perigee=case.orbit.entry_perigee
            ),
        ),
    )
    path = orbit.settle(path, case.orbit, drag=path.drag, mass=bill.wet, thrust=case.mass.thrust)
    ride = launch.size(
        case.launch,
        allocated=bill.allocated,
        wet=bill.wet,
        stowed_volume=supply.stowed_volume + cooling.stowed_volume + case.mass.bus_volume,
        rack_power=payload.full_power,
        infant_loss=case.cost.infant_loss,
        life=case.finance.satellite_life,
    )
    price = cost.book(
        case.cost,
        finance=case.finance,
        rack_price=payload.price,
        rack_power=payload.full_power,
        gpus=payload.gpus,
        throughput=payload.throughput,
        orbit_failure_rate=payload.orbit_failure_rate,
        spares=case.rack.spares,
        speed=payload.speed,
        compute_fraction=supply.compute_fraction,
        link_margin=links.workload_margin,
        array_cost=supply.array_cost,
        battery_cost=supply.battery_cost,
        terminal_cost=links.terminal_cost,
        mass_priced=bill.priced_by_mass,
        launch_cost=ride.cost_per_satellite,
        satellites=ride.fleet_satellites,
        bought=ride.flown_per_satellite,
        satellite_loss=case.launch.satellite_loss,
        satellite_spares=case.launch.spares,
        success=case.launch.success,
        upset_overhead=case.rack.upset_overhead,
        racks=payload.racks,
    )
    carbon = launch.footprint(
        case.launch,
        launches=ride.fleet_launches + ride.fleet_relaunches,
        satellites=ride.fleet_satellites,
        built=ride.fleet_satellites + ride.fleet_spares + ride.fleet_losses,
        satellite_mass=bill.without_rack - bill.propellant,
        satellite_carbon=case.mass.satellite_carbon,
        rack_carbon=case.mass.rack_carbon * payload.racks,
        rack_power=payload.full_power,
        life=price.orbital_life,
    )
    return Design(
        rack=payload,
        orbit=path,
        attitude=facing,
        ledger=ledger,
        power=supply,
        thermal=cooling,
        link=links,
        torques=torques,
        mass=bill,
        launch=ride,
        cost=price,
        carbon=carbon,
    )


@inside()
def through_orbit(case: Any, flown: Design, *, cold: bool = False) -> thermal.Swing:
    """Temperatures of coolant, panel and array through the orbit with the longest eclipse, orbit after orbit alike.

    Args:
        case: The inputs that the design was made from.
        flown: The design.
        cold: New coating, all spare area at work and the Sun at its farthest, in place of old, spent and nearest.
    """
    orbit, supply, cooling, facing, loads = flown.orbit, flown.power, flown.thermal, flown.attitude, flown.ledger
    dark, day = orbit.longest_eclipse, orbit.period - orbit.longest_eclipse
    storage = case.power.battery_efficiency * case.power.conversion_efficiency
    charge = loads.load_eclipse * dark / (day * storage)
    sun, area = (2 - orbit.hottest_sun, cooling.radiator_area) if cold else (orbit.hottest_sun, cooling.working_area)
    flux, lit = power.sun_flux() * sun, orbit.period / day  # albedo is a mean over the orbit: all of it comes by day
    paint = case.thermal.absorptivity_begin if cold else case.thermal.absorptivity
    sheet = {
        "absorptivity": case.power.cell_absorptivity,
        "emissivity": case.power.cell_emissivity,
        "back_emissivity": case.power.back_emissivity,
    }
    earth = {
        "earth_infrared": case.thermal.earth_infrared,
        "earth_view": facing.array_earth_view,
        "flux": flux,
        **sheet,
    }
    by_day, by_night = (
        power.earth_load(albedo=share, albedo_view=facing.array_albedo_view, **earth)
        for share in (case.thermal.albedo * lit, 0 * lit)
    )
    drawn = (loads.load_sunlit + charge) / case.power.line_efficiency / supply.array_area
    light = power.light_on_array(flux=flux, incidence=facing.array_incidence, pointing=case.power.pointing)
    radiating = facing.faces * case.thermal.emissivity * case.thermal.fin_efficiency
    infrared = radiating * facing.earth_view_factor * case.thermal.earth_infrared
    seen = case.thermal.albedo * lit * facing.albedo_view + facing.sun_on_face
    flow = cooling.coolant_flow * case.thermal.coolant_heat_capacity
    return thermal.follow(
        sunlit_time=day,
        eclipse_time=dark,
        array_gain=(case.power.cell_absorptivity * light + by_day - drawn, by_night),
        array_emissivity=case.power.cell_emissivity + case.power.back_emissivity,
        array_capacity=supply.array_mass / supply.array_area * case.power.array_heat_capacity,
        heat=(loads.heat_in_loop + charge * (1 - storage), loads.load_eclipse - loads.thrusters),
        flow_capacity=flow,
        conductance=cooling.heat
        / ((case.thermal.coolant_supply + case.thermal.coolant_return) / 2 - cooling.radiator_temperature),
        coolant_capacity=cooling.loop_mass * case.thermal.coolant_share * case.thermal.coolant_heat_capacity,
        panel_gain=(infrared + facing.faces * case.thermal.fin_efficiency * paint * flux * seen, infrared),
        panel_emissivity=radiating,
        panel_capacity=area * case.thermal.areal_mass * case.thermal.panel_heat_capacity,
        panel_area=area,
        array_view=facing.array_view,
    )
