"""The way in: a file is read, checked at the door, and loaded whole or not at all.

`Import(engine, path).run()` is all a caller needs. A way in that has its rows already, as a build or a web service
does, starts at `data.ingest.checks` or `data.ingest.load`.
"""

from data.ingest.importing import MAX_MB, Import
from data.ingest.report import Fault, LoadResult, Refusal, Report

__all__ = ["MAX_MB", "Fault", "Import", "LoadResult", "Refusal", "Report"]
