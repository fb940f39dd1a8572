"""Slides: native charts, tables, maps and key figures that can be edited, on an office's own masters."""
