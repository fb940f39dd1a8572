"""Forecasts in the warehouse: what they are made from, how they are kept, and how far a run is. SQL alone; no model."""
