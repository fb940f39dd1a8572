"""A call as a line for an operator; pages say it in the reader's language."""

from data.records import Target
from data.targets.said import Call


def in_words(target: Target, call: Call, unit: str) -> str:
    """Number, what is asked of whom, the state, and the figures that it rests on."""
    high = "" if target.value_high is None else f" {target.value_high:g}"
    who = f"{target.number:>4}  {target.indicator} {unit} ({target.assigned_by})"
    asked = f"{who}: {target.operator} {target.value:g}{high}"
    parts = [call.state.value if call.why is None else f"{call.state.value} ({call.why.value})"]
    if call.value is not None:
        parts.append(f"{call.value:g}")
    if call.probability is not None and call.expected is not None:
        parts.append(
            f"chance {call.probability:.0%}, expected {call.expected:.2f} [{call.lower:.2f} to {call.upper:.2f}]"
        )
    if call.needed is not None and call.so_far is not None:
        parts.append(f"needed {call.needed:.2f} in each of {call.left}, so far {call.so_far:.2f}")
    return f"{asked}: {', '.join(parts)}{' (simulated figures)' if call.simulated else ''}"
