"""What the satellite and its compute cost, by boundary: satellite, launch, infrastructure, all-in, per GPU-hour, per
token; and when it serves."""

from sunrack.cost.book import Cost, Price, book
from sunrack.cost.clock import Clock, time_to_first_token, timed
from sunrack.cost.compute import Compute, book_ground, keep_ground
from sunrack.cost.delivered import STEPS, Delivered, stacked
from sunrack.cost.laws import average_unit_cost, early_loss_premium, learned_share, token_price, unit_cost
from sunrack.cost.lines import LINES, grouped, line_price

__all__ = [
    "LINES",
    "STEPS",
    "Clock",
    "Compute",
    "Cost",
    "Delivered",
    "Price",
    "average_unit_cost",
    "book",
    "book_ground",
    "early_loss_premium",
    "grouped",
    "keep_ground",
    "learned_share",
    "line_price",
    "stacked",
    "time_to_first_token",
    "timed",
    "token_price",
    "unit_cost",
]
