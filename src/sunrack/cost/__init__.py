"""What the satellite and its compute cost, by boundary: satellite, launch, infrastructure, all-in, per GPU-hour."""

from sunrack.cost.book import Cost, Price, book
from sunrack.cost.compute import Compute, book_ground
from sunrack.cost.laws import average_unit_cost, early_loss_premium, unit_cost

__all__ = ["Compute", "Cost", "Price", "average_unit_cost", "book", "book_ground", "early_loss_premium", "unit_cost"]
