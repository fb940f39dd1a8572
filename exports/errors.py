"""What can keep a file from being made; each says in a sentence what happened and what to do."""


class ExportError(Exception):
    """A file cannot be made; the text is a sentence for whoever asked for it."""


class NoBrowser(ExportError):
    """There is no browser on the server to draw a picture with; the reader's own can."""


class NoFont(NoBrowser):
    """There is no font on the server with Vietnamese letters; the reader's own browser has one."""


class BrowserFailed(ExportError):
    """The browser on the server did not draw a picture, also not after it was started again."""


class TemplateUnusable(ExportError):
    """The office's own template of slides cannot be opened or has no layout with a title."""


class NoPrinter(ExportError):
    """What makes PDF files cannot run on this server."""


class Busy(ExportError):
    """So many files are being made that one more would keep pages waiting; trying again in a moment helps."""


class WritersFailed(ExportError):
    """The process that writes files cannot be started, or ended twice over the same file."""


class NothingToWrite(ExportError):
    """A form of file that the content does not have, such as a picture of a table."""
