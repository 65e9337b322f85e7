"""Data that ships: scenarios, catalogues, tables, sources. No code."""
