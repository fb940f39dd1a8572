"""Figures: pure functions from frames to plain plotly dictionaries, which `chart_frame` puts on the page.

Dictionaries, not `go.Figure`: building one takes a tenth of the time, and the page needs nothing more.
"""
