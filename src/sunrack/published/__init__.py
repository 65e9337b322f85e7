"""Other people's analyses and announced satellites, beside ours: put their inputs in, get their answers, and see which
inputs make the difference."""

from sunrack.published.ratios import published_ratios
from sunrack.published.reading import shipped
from sunrack.published.reconciliation import Reconciliation, reconcile, reconcile_all
from sunrack.published.records import Analysis

__all__ = ["Analysis", "Reconciliation", "published_ratios", "reconcile", "reconcile_all", "shipped"]
