"""THE WALK: one satellite, from its orbit to its price. One design and a million go through the same lines."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from sunrack import attitude, cost, launch, layout, link, mass, orbit, power, rack, thermal
from sunrack.known import NOTHING_KNOWN, Known
from sunrack.satellite import Design, Sized
from sunrack.scenario import Inputs, load
from sunrack.section import joined
from sunrack.swing import courses, orbit_of, through_orbit
from sunrack.units import inside, minimum

__all__ = ["NOTHING_KNOWN", "Design", "Known", "Sized", "courses", "design", "orbit_of", "through_orbit", "walk"]


def design(scenario: Any = None) -> Design:
    """The satellite of a scenario, units checked.

    Args:
        scenario: A `Scenario`, a name, a path or a mapping; the default scenario if left out.
    Raises:
        ScenarioError: The scenario has problems.
    """
    with np.errstate(all="ignore"):
        return walk(load(scenario).inputs())


def _sized(case: Inputs, payload: rack.Payload, path: orbit.Track, facing: attitude.Facing, thrusters: Any) -> Sized:
    """Loads, array, battery, radiator, and the forces on them, for some mean power of the thrusters.

    Args:
        case: The scenario's inputs.
        payload, path, facing: The rack, the orbit, and what each face sees.
        thrusters: Mean power of the thrusters [W].
    """
    ledger = _loads(case, payload, thrusters)
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
        altitude=path.altitude,
    )
    drawing = layout.draw(
        wings=case.attitude.wings,
        radiator=case.attitude.radiator,
        mount=case.attitude.radiator_mount,
        root=case.mass.wing_root,
        span=supply.wing_span_per_side,
        breadth=case.power.blanket_width,
        aspect=case.mass.radiator_aspect,
    )
    cooling = thermal.size(
        case.thermal,
        heat=ledger.heat_in_loop + supply.charge_loss,
        pump_power=ledger.pump,
        safe_heat=ledger.load_safe,
        cold_limit=case.rack.cold_limit,
        faces=facing.faces,
        earth_view=facing.earth_view_factor,
        albedo_view=facing.albedo_view,
        sun_on_face=facing.sun_on_face,
        array_view=drawing.array_view,
        array_back_temperature=supply.back_temperature,
        sun_flux_ratio=path.hottest_sun,
    )
    if drawing.covers_back:
        supply = power.cover(
            case.power,
            supply,
            covered=cooling.radiator_area,
            incidence=facing.array_incidence,
            earth_view=facing.array_earth_view,
            albedo_view=facing.array_albedo_view,
            earth_infrared=case.thermal.earth_infrared,
            albedo=case.thermal.albedo,
        )
        drawing = replace(drawing, span=supply.wing_span_per_side)  # cells on a hotter back need longer wings
    boom, wing_frequency = mass.stiffen(
        case.mass,
        array_mass=supply.array_mass,
        array_area=supply.array_area,
        wing_span=supply.wing_span_per_side,
        wing_breadth=case.power.blanket_width,
    )
    ahead = supply.array_area * facing.array_drag_fraction + cooling.radiator_area * facing.radiator_drag_fraction
    climb = orbit.climb(path, case.orbit, area=ahead, thrust=case.mass.thrust)
    torques = mass.hold(
        case.mass,
        layout=drawing,
        altitude=path.altitude,
        period=path.period,
        minimum_beta=path.minimum_beta,
        mean_beta=path.mean_beta,
        mean_double_sine=path.mean_double_sine,
        sun=path.hottest_sun,
        array_mass=supply.array_mass + boom,
        array_area=supply.array_area,
        reflectance=1 - case.power.cell_absorptivity,
        radiator_mass=cooling.radiator_mass,
        radiator_area=cooling.radiator_area,
        radiator_drag_share=cooling.radiator_area * facing.radiator_drag_fraction / ahead,
        body_mass=payload.mass + supply.battery_mass + supply.conversion_mass + cooling.loop_mass,
        drag=climb.drag,
        drop_off_drag=climb.drop_off_drag,
    )
    return Sized(
        ledger=ledger,
        power=supply,
        thermal=cooling,
        climb=climb,
        boom=boom,
        wing_frequency=wing_frequency,
        torques=torques,
        thruster_power=power.thruster_power(
            force=climb.drag + torques.dump_force,
            specific_impulse=case.mass.specific_impulse,
            efficiency=case.power.thruster_efficiency,
        ),
    )


def _loads(case: Inputs, payload: rack.Payload, thrusters: Any) -> power.Ledger:
    return power.ledger(
        case.power,
        rack=payload.power,
        terminals=case.link.terminals * case.link.terminal_power,
        pump_fraction=thermal.pump_fraction(case.thermal),
        thrusters=thrusters,
    )


def _powered(case: Inputs, payload: rack.Payload, path: orbit.Track, facing: attitude.Facing) -> Sized:
    """The satellite that powers the thrust that holds it, sized twice: without that power, and with it.

    Thrusters take power, power takes area, area meets air. All three are linear, so the second time is the last: what
    is needed then stands beside what is carried as `power.thruster_power_needed`.

    Args:
        case: The scenario's inputs.
        payload, path, facing: The rack, the orbit, and what each face sees.
    """
    if case.power.thruster_power is not None:
        return _sized(case, payload, path, facing, case.power.thruster_power)
    first = _sized(case, payload, path, facing, 0 * payload.power)
    loads = _loads(case, payload, first.thruster_power)
    recharge = power.charge_power(
        load_eclipse=loads.load_eclipse - first.ledger.load_eclipse,
        sunlit_time=path.nodal_period - path.longest_eclipse,
        eclipse_time=path.longest_eclipse,
        efficiency=case.power.battery_efficiency * case.power.conversion_efficiency,
    )
    carried = first.ledger.load_sunlit + first.power.charge_power
    wider = 1 + (loads.load_sunlit - first.ledger.load_sunlit + recharge) / carried
    warmer = loads.heat_in_loop / first.ledger.heat_in_loop
    array = first.power.array_area * facing.array_drag_fraction
    radiator = first.thermal.radiator_area * facing.radiator_drag_fraction
    more_drag = (array * wider + radiator * warmer) / (array + radiator)
    drag, dumping = first.climb.drag, first.torques.dump_force  # the drag's arm is a share of the wing
    growth = more_drag * (drag + dumping * wider) / (drag + dumping) - 1
    thrusters = power.closed_power(power=first.thruster_power, growth=growth)
    return _sized(case, payload, path, facing, thrusters)


@inside()  # a design that cannot be built goes through to its end, with and without units alike
def walk(case: Inputs, known: Known = NOTHING_KNOWN) -> Design:
    """Size the satellite that carries the rack: orbit → power → heat → links → mass → launch → cost.

    Args:
        case: The scenario's inputs, quantities or (in a study) bare SI numbers: `scenario.inputs()`.
        known: What a study knows before; nothing if left out.
    """
    payload = rack.size(case.rack)
    path = orbit.solve(case.orbit, life=case.finance.satellite_life, solved=known.year)
    facing = attitude.face(
        case.attitude,
        altitude=path.altitude,
        beta=path.minimum_beta,
        mean_beta=path.mean_beta,
        views=known.views,
    )
    body = _powered(case, payload, path, facing)
    ledger, cooling, climb, torques = body.ledger, body.thermal, body.climb, body.torques
    supply = replace(body.power, thruster_power_needed=body.thruster_power)
    links = link.size(
        case.link,
        altitude=path.altitude,
        period=path.period,
        rack_power=payload.power,
        work_share=payload.speed * payload.full_power / payload.power,
    )
    bill = mass.size(
        case.mass,
        rack=payload.mass,
        array=supply.array_mass,
        boom=body.boom,
        wing_frequency=body.wing_frequency,
        battery=supply.battery_mass,
        conversion=supply.conversion_mass,
        radiator=cooling.radiator_mass,
        loop=cooling.loop_mass,
        bypass=cooling.bypass_mass,
        terminals=links.terminal_mass,
        attitude_control=torques.wheels,
        shield_thickness=case.orbit.shield_thickness,
        raise_delta_v=climb.raise_delta_v,
        hold_delta_v=path.hold_delta_v,
        dispose_delta_v=path.disposal_delta_v,
        force=climb.drag + torques.dump_force,
        life=case.finance.satellite_life,
        rack_power=payload.power,
        entry=mass.entry(
            case.mass,
            delta_v=orbit.perigee_delta_v(
                altitude=minimum(path.altitude, case.orbit.disposal_altitude), perigee=case.orbit.entry_perigee
            ),
        ),
    )
    stay = orbit.settle(path, case.orbit, climb=climb, mass=bill.wet, thrust=case.mass.thrust)
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
        spare_failures=case.rack.spare_failures,
        speed=payload.speed,
        compute_fraction=supply.compute_fraction,
        link_margin=links.workload_margin,
        array_cost=supply.array_cost,
        battery_cost=supply.battery_cost,
        terminal_cost=links.terminal_cost,
        masses={one.name: one.predicted for one in bill.lines},
        radiator_area=cooling.radiator_area,
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
        orbit=joined(orbit.Path, path, climb, stay),
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
