"""What can go wrong with a forecast, each with the words a person needs."""


class ForecastError(Exception):
    """Base of every error this package raises on purpose; its text is fit to be shown to an operator."""


class InvalidHorizon(ForecastError):
    """The number of periods to forecast is not a whole number within the limits of the frequency."""


class InvalidLevel(ForecastError):
    """A level of an interval is not a share between 0 and 1."""


class InvalidHistory(ForecastError):
    """The series is not one that can be read: wrong type, no periods, periods twice, no figure at all."""


class InvalidFrequency(InvalidHistory):
    """The periods are of a frequency that is not forecast."""


class InvalidBounds(ForecastError):
    """The bounds of an indicator contradict each other, or its figures."""
