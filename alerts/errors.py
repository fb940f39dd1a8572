"""What can go wrong with the watch, in words for an operator."""


class AlertError(Exception):
    """Base of what this room raises on purpose; its text is fit to be shown."""
