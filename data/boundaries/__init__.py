"""An office's own boundaries: a GeoJSON file, checked, matched with the units of an edition, simplified and kept."""

MAX_MB = 100
"""Largest file that is read unless more is allowed; parsed, a file takes about twelve times its size in memory."""
POINTS = 6_000
"""Points of all shapes together that are kept: on a wall of 4K, fewer than one in two pixels of a border."""
