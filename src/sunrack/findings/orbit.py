"""Orbit: the eclipse seasons of the year, the altitude without eclipses, and what a drifting plane makes of the year."""
