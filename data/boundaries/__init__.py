"""An office's own boundaries: a GeoJSON file, checked, matched with the units of an edition, simplified and kept."""

from data.boundaries.loading import BoundaryReport, load_boundaries, remove_boundaries

__all__ = ["BoundaryReport", "load_boundaries", "remove_boundaries"]
