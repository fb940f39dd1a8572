"""Alerts: rules that look at what is known, what they found, and who sees to it."""

from data.alerts.records import Alert, AlertEvent, Breach, Deed, Kind, Rule, Severity, Why

__all__ = ["Alert", "AlertEvent", "Breach", "Deed", "Kind", "Rule", "Severity", "Why"]
