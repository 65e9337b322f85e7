"""The books of one satellite in its fleet: parts that add up, then the same money by boundary."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sunrack.cost.clock import Times
from sunrack.cost.delivered import Delivered, stacked, waterfall
from sunrack.cost.laws import early_loss_premium, interest_on, last_unit_cost, token_price
from sunrack.cost.lines import buy, learned
from sunrack.finance import Finance, capital_recovery_factor, interest_during_construction, working_share
from sunrack.section import Value, shown, value
from sunrack.units import bare, magnitude, minimum


class Cost(Times):
    """Prices of the satellite and what running it costs."""

    structure_price: Value = value("USD/kg", "Price of structure, booms, tanks, shield and coolant loop.", at_least=0)
    radiator_price: Value = value("USD/m²", "Price of the radiator, by its planform.", at_least=0)
    electronics_price: Value = value("USD/kg", "Price of power converters, harness and avionics.", at_least=0)
    propulsion_price: Value = value("USD/kg", "Price of thrusters with their power units and valves.", at_least=0)
    attitude_price: Value = value("USD/kg", "Price of wheels or gyroscopes and their electronics.", at_least=0)
    price_level: Value = value("", "What the maker asks over these five prices.", at_least=0, at_most=1000)
    priced_units: Value = value("", "First satellites of a line over which these prices are the mean.", at_least=1)
    learning: Value = value("", "Cost of unit 2n over that of unit n; 1 learns nothing.", above=0, at_most=1)
    satellites_built_before: Value = value(
        "", "Those that count on these prices. It follows launch.satellites_built_before.", at_least=0, follows=True
    )
    integration: Value = value(
        "", "Assembly, integration and test, share of the hardware without the rack.", at_least=0, at_most=100
    )
    nonrecurring: Value = value("MUSD", "Development, spread evenly over the fleet.", at_least=0)
    infant_loss: Value = value("", "Satellites that fail in their first months in orbit.", at_least=0, at_most=0.99)
    premium_loading: Value = value(
        "", "Price of covering early losses over the losses to be expected.", at_least=0, at_most=100
    )
    ground_segment: Value = value("MUSD", "Gateways and control centre for one rack.", at_least=0)
    operations: Value = value(
        "USD/kW/year", "Flight control, ground upkeep, spectrum, per power of the racks.", at_least=0
    )
    satellite_per_watt: Value | None = value(
        "USD/W",
        "Price of the satellite without rack and launch, as published; development and spares are in it.",
        at_least=0,
        optional=True,
    )
    orbit_availability: Value = value(
        "", "Time the working satellite serves: safe modes, manoeuvres, outages off.", above=0, at_most=1
    )
    ground_availability: Value = value(
        "", "Time the ground rack serves, the exchange of failed accelerators apart.", above=0, at_most=1
    )
    utilisation: Value = value("", "Share of available time that is sold, the same on both sides.", above=0, at_most=1)
    repair_time: Value = value(
        "day", "Time a failed accelerator on the ground stands still until it is replaced.", at_least=0
    )
    repair_price: Value = value(
        "",
        "Price of replacing a failed accelerator on the ground, share of its part of the rack price.",
        at_least=0,
        at_most=100,
    )


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Price(Delivered):
    """Money of one satellite of the fleet. Annuities at the cost of capital, payments at year's end; nothing returns,
    so no residual value."""

    satellite: Any = shown(
        "USD", "satellite with its rack, integrated, with its share of development; without launch and insurance"
    )
    without_rack: Any = shown("USD", "satellite without the rack; without launch and insurance")
    launch: Any = shown("USD", "one satellite's share of its launch")
    insurance: Any = shown("USD", "premium for launch failure and infant losses, on satellite and launch")
    premium: Any = shown("", "that premium, per value insured")
    ground_segment: Any = shown("USD", "its share of gateways and control centre, not insured")
    interest: Any = shown("USD", "interest on all of these from their payment to first service")
    capital: Any = shown("USD", "satellite, launch, insurance, ground segment and interest")
    operations_per_year: Any = shown("USD/year", "flight control, upkeep of the ground segment, spectrum")
    units_built: Any = shown("", "satellites built for the fleet, its spares and losses, each rack counted as one")
    learned: Any = shown("", "mean price of these over the prices of lines that the scenario writes")
    bus_price: Any = shown("USD/kg", "mean price over the fleet of all that is bought by the kilogram")
    last_unit_price: Any = shown("USD/kg", "the same of the last unit built")
    orbital_life: Any = shown("year", "the shorter of compute life and satellite life: nothing is exchanged in orbit")
    capex_per_watt_without_compute: Any = shown(
        "USD/W",
        "satellite without rack, launch, insurance, ground segment; without interest; per watt of rack at full power",
    )
    launch_only_per_kw_year: Any = shown(
        "USD/kW/year", "annuity of the launch alone, per kilowatt of rack at full power"
    )
    infrastructure_per_kw_year: Any = shown(
        "USD/kW/year", "annuity without compute, plus operations, per kilowatt of rack at full power"
    )
    all_in_per_kw_year: Any = shown(
        "USD/kW/year", "the same with the rack and its insurance, per kilowatt of rack at full power"
    )
    per_gpu_hour: Any = shown("USD/hour", "all-in cost over accelerator-hours sold")
    per_million_tokens: Any = shown("USD", "the same per million tokens put out at the rate of the rack's benchmark")
    per_launch_dollar: Any = shown("1/hour", "what one more dollar of launch adds to the cost of a GPU-hour")
    breakeven_compute_value: Any = shown(
        "USD/hour", "price of an accelerator-hour sold at which orbit earns its cost and no more"
    )
    satellite_per_watt: Any = shown(
        "USD/W", "satellite without rack, launch and insurance, its spares included, per watt of rack at full power"
    )
    fleet_capital: Any = shown("USD", "capital of all satellites of the fleet, their spares included")
    annuity: Any = shown("1/year", "payment of each year over the capital that it repays")
    racks: Any  # price of the rack and of its share of spare satellites' racks
    gpus: Any
    parts: tuple[tuple[str, Any], ...]

    @property
    def stack(self) -> tuple[tuple[str, Any], ...]:
        """The parts of an accelerator-hour sold, which add up to per_gpu_hour [USD/s]."""
        capital = {
            "rack": self.racks,
            "satellite": self.without_rack,
            "launch": self.launch,
            "insurance": self.insurance,
            "ground_segment": self.ground_segment,
            "interest": self.interest,
        }
        gpus, annuity = magnitude(self.gpus, ""), magnitude(self.annuity, "1/s")
        with bare():
            paid = {name: magnitude(one, "USD") * annuity for name, one in capital.items()}
            interest, operations = paid.pop("interest"), magnitude(self.operations_per_year, "USD/s")
            paid |= {"operations": operations, "interest": interest}
            return stacked(paid, gpus, *(magnitude(one, "") for one in (self.delivered_fraction, self.sold_share)))

    def parts_shown(self) -> Iterator[tuple[str, Any, str]]:
        """The parts of the satellite as parts.<name>, which add up to satellite; those of an hour as stack.<name>, to
        per_gpu_hour."""
        for name, money in self.parts:
            yield f"parts.{name}", money, "USD"
        for name, price in self.stack:
            yield f"stack.{name}", price, "USD/hour"


def book(
    inputs: Cost,
    *,
    finance: Finance,
    rack_price: Any,
    rack_power: Any,
    gpus: Any,
    throughput: Any,
    orbit_failure_rate: Any,
    spares: Any,
    spare_failures: Any = 0.0,
    speed: Any,
    compute_fraction: Any,
    link_margin: Any,
    array_cost: Any,
    battery_cost: Any,
    terminal_cost: Any,
    masses: Mapping[str, Any],
    radiator_area: Any,
    launch_cost: Any,
    satellites: Any,
    bought: Any,
    satellite_loss: Any,
    satellite_spares: Any,
    success: Any,
    upset_overhead: Any = 0.0,
    racks: Any = 1.0,
    mass_priced: Any,
) -> Price:
    """Cost of one satellite, averaged over its fleet, and of what it delivers.

    Args:
        inputs: The scenario's [cost].
        finance: The scenario's [finance].
        rack_price, array_cost, battery_cost, terminal_cost: Elements that are bought by their own unit [USD].
        masses: Predicted mass of every line of the bill [kg].
        radiator_area: Planform of the radiator [m²].
        rack_power: Power of the rack at full load, by which money per kilowatt is counted on both sides [W].
        gpus: Accelerators that the rack runs [-].
        throughput: Tokens that it puts out per time in its benchmark [1/s].
        orbit_failure_rate: Share of accelerators lost for good a year [1/s].
        spares: Cold spares aboard over accelerators that run [-].
        spare_failures: Loss of a cold spare over that of an accelerator that runs [-].
        speed: Work of the rack as it is run over that at full power [-].
        compute_fraction: Share of the year's rack energy that the eclipse policy leaves [-].
        link_margin: Data rate there is over that needed [-].
        launch_cost: This satellite's share of a launch [USD].
        satellites: Satellites in the fleet [-].
        bought: Satellites bought for each at work: one and its share of the fleet's spares [-].
        satellite_loss: Share of satellites that die in mid-life a year [1/s].
        satellite_spares: Spare satellites over those at work [-].
        success: Share of launches that reach their orbit [-].
        upset_overhead: Share of the work that goes into radiation upsets [-].
        racks: Racks on one satellite: each needs its share of the ground segment, and a satellite of several counts
            as so many on the maker's learning curve, since its wings, panels and boxes are so many [-].
        mass_priced: Predicted mass of all that is bought by the kilogram [kg].

    Failures are charged once: launch and infant losses by the premium; satellites that die later by the spares and,
    when those are used up, by the decay of the fleet; accelerators by the decay of delivered compute. Disposal at the
    end of life is charged as the propellant that it takes, in the mass and so in the launch.
    """
    units = satellites * bought * racks / (success * (1 - inputs.infant_loss))
    level = learned(inputs, units)
    parts = buy(inputs, masses=masses, radiator_area=radiator_area, level=level)
    by_mass = parts["structure"] + parts["electronics"] + parts["propulsion"] + parts["attitude"]
    apart = by_mass + parts["radiator"] + array_cost + battery_cost + terminal_cost
    parts |= {"array": array_cost, "battery": battery_cost, "terminals": terminal_cost}
    parts["integration"] = apart * inputs.integration
    hardware = apart + parts["integration"]
    nonrecurring = inputs.nonrecurring / satellites
    if inputs.satellite_per_watt is not None:
        hardware = inputs.satellite_per_watt * rack_power / bought
        parts, nonrecurring = {"imposed": hardware}, 0 * nonrecurring
    infrastructure = hardware * bought + nonrecurring
    bus_price = by_mass / mass_priced
    satellite = infrastructure + rack_price * bought
    premium = early_loss_premium(success=success, infant_loss=inputs.infant_loss, loading=inputs.premium_loading)
    waiting = interest_during_construction(rate=finance.orbit_cost_of_capital, time=finance.satellite_construction)
    insurance = (satellite - nonrecurring + launch_cost) * premium  # a satellite built again is not developed again
    stations = inputs.ground_segment * racks
    paid = satellite + launch_cost + insurance + stations
    paid_without_rack = paid - rack_price * bought * (1 + premium)
    capital = paid * (1 + waiting)

    life = minimum(finance.compute_life, finance.satellite_life)
    annuity = capital_recovery_factor(rate=finance.orbit_cost_of_capital, life=life)
    operations = inputs.operations * rack_power
    yearly_infrastructure = paid_without_rack * (1 + waiting) * annuity + operations
    yearly = capital * annuity + operations
    interest = interest_on(paid=paid, interest=waiting)
    hours = waterfall(
        gpus=gpus,
        speed_share=speed,
        eclipse_share=compute_fraction,
        working_share=working_share(loss=orbit_failure_rate, life=life, spares=spares, idle=spare_failures),
        fleet_share=working_share(loss=satellite_loss, life=life, spares=satellite_spares),
        available_share=inputs.orbit_availability,
        upset_share=1 - upset_overhead,
        link_share=minimum(link_margin, 1.0),
        sold_share=inputs.utilisation,
    )
    sold = gpus * hours["delivered_fraction"]
    return Price(
        **hours,
        satellite=satellite,
        without_rack=infrastructure,
        launch=launch_cost,
        insurance=insurance,
        premium=premium,
        ground_segment=stations,
        interest=interest,
        capital=capital,
        operations_per_year=operations,
        units_built=units,
        learned=level,
        bus_price=bus_price,
        last_unit_price=last_unit_cost(
            mean=bus_price, learning=inputs.learning, units=units, before=inputs.satellites_built_before
        ),
        orbital_life=life,
        capex_per_watt_without_compute=paid_without_rack / rack_power,
        launch_only_per_kw_year=launch_cost * annuity / rack_power,
        infrastructure_per_kw_year=yearly_infrastructure / rack_power,
        all_in_per_kw_year=yearly / rack_power,
        per_gpu_hour=yearly / sold,
        per_million_tokens=token_price(price=yearly / sold, gpus=gpus, throughput=throughput),
        per_launch_dollar=(1 + premium) * (1 + waiting) * annuity / sold,
        breakeven_compute_value=yearly / sold,
        satellite_per_watt=infrastructure / rack_power,
        fleet_capital=capital * satellites,
        annuity=annuity,
        racks=rack_price * bought,
        gpus=gpus,
        parts=(
            ("rack", rack_price),
            *parts.items(),
            ("nonrecurring", nonrecurring),
            ("spares", (hardware + rack_price) * (bought - 1)),
        ),
    )
