"""What can go wrong with the warehouse, each with the words a person needs."""

from typing import Any


class WarehouseError(Exception):
    """Base of every error this package raises on purpose; its text is fit to be shown."""


class UnknownIndicator(WarehouseError):
    """No indicator has this code."""


class UnknownEntity(WarehouseError):
    """No nation, region, province, commune or ministry has this code in this vintage."""


class UnknownTarget(WarehouseError):
    """No target has this number, or it may not be seen."""


class InvalidPeriod(WarehouseError):
    """The text does not name a period."""


class WarehouseUnavailable(WarehouseError):
    """The database is missing, locked, or does not answer."""


class WarehouseFull(WarehouseUnavailable):
    """The disk on which the warehouse lies has no room for what was to be written."""


class WarehouseLocked(WarehouseUnavailable):
    """Another process has kept the database to itself for too long."""


class WarehouseMissing(WarehouseUnavailable):
    """There is no database at the address."""


class WarehouseNotBuilt(WarehouseUnavailable):
    """The database answers but holds no warehouse, or one of another schema version."""


class AnswerTooLarge(WarehouseError):
    """The question would return more rows than the settings allow."""


class LoadRefused(WarehouseError):
    """A file was refused; `report` lists every refused row. Nothing was loaded."""

    def __init__(self, message: str, report: object = None) -> None:
        super().__init__(message)
        self.report = report


class CatalogueError(WarehouseError):
    """A file of the catalogue breaks one of its own rules."""


class WallError(WarehouseError):
    """A wall was asked for a scene or playlist that no file describes."""


class BackupError(WarehouseError):
    """A backup cannot be made, is damaged, or does not fit the place it is to be restored into."""


class BoundariesRefused(WarehouseError):
    """A file of boundaries was refused; `problems` has a sentence for each fault. The map that was there stays."""

    def __init__(self, message: str, problems: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.problems = problems


class TargetRefused(WarehouseError):
    """A target, or a file of them, was refused; `refused` has every fault. Nothing was written."""

    def __init__(self, message: str, refused: tuple[Any, ...] = ()) -> None:
        super().__init__(message)
        self.refused = refused


class TaskRefused(WarehouseError):
    """A task, a change of one, or a file of them, was refused; `refused` has every fault. Nothing was written."""

    def __init__(self, message: str, refused: tuple[Any, ...] = ()) -> None:
        super().__init__(message)
        self.refused = refused


class RuleRefused(WarehouseError):
    """A rule of alerts was refused; `refused` has every fault. Nothing was written."""

    def __init__(self, message: str, refused: tuple[Any, ...] = ()) -> None:
        super().__init__(message)
        self.refused = refused


class AlertRefused(WarehouseError):
    """Something that cannot be done with an alert; `code` says why, by which pages translate it."""

    def __init__(self, message: str, code: str) -> None:
        super().__init__(message)
        self.code = code
