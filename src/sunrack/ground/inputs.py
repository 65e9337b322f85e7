"""The section [ground] of a scenario."""

from __future__ import annotations

from typing import Literal

from sunrack.ground.zoning import SitePlan
from sunrack.section import Value, choice, option, value


class Ground(SitePlan):
    """The ground that orbit is compared with: which regions, where their power comes from, how waiting is charged."""

    regions: list[str] = choice("regions", "Regions that orbit is compared with.")
    source: Literal[
        "grid", "on-site-gas", "combined-cycle", "engines", "fuel-cells", "solar-battery", "bridge", "best"
    ] = option("Where a region's power comes from.")
    objective: Literal["cost", "time"] = option(
        "What the best source is best at: cost of power and waiting, or time to power."
    )
    bridge: Literal["on-site-gas", "combined-cycle", "engines", "fuel-cells", "solar-battery"] = option(
        "Plant that serves until the grid does."
    )
    delay_cost: Literal["uncommitted", "shell-built", "compute-waiting"] = option(
        "What has been spent while one waits for power."
    )
    facility_life: Value = value(
        "year", "Time over which the shell and its fit-out are paid off; no part is over longer.", above=0
    )
    operations: Value = value(
        "%/year", "Staff, upkeep, insurance and taxes a year, as a share of facility capital.", at_least=0
    )
    site_control: Value = value("month", "Securing a site, before anything can be applied for on it.", at_least=0)
    build_time: Value = value(
        "month", "Construction of a new building after permission; a region's build_factor scales it.", at_least=0
    )
    equipment_lead: Value = value("month", "Delivery of electrical equipment, ordered on the first day.", at_least=0)
    water_permit: Value = value("month", "Water permit of a site, from the day it is secured.", at_least=0)
    commissioning: Value = value("month", "Tests under power, at the end.", at_least=0)
    retry_time: Value = value("month", "Time from a refusal to the next application.", at_least=0)
    most_refusals: Value = value(
        "", "Maximum number of refusals; after these a site is found.", at_least=0, at_most=1000
    )
    gas_fuel_price: Value = value(
        "USD/GJ", "Price of gas at a plant that burns it, by higher heating value.", at_least=0
    )
    grid_water: Value = value(
        "L/kWh", "Water that the grid's power plants use up per electricity delivered.", at_least=0
    )
    queue_growth: Value = value(
        "percent/year", "Growth of every region's wait for the grid, by year of asking.", at_least=-99, at_most=100
    )
    compute_value: Value = value("USD/hour", "What an hour of one accelerator sells for.", at_least=0)
