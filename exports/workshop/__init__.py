"""A process of its own in which files are written, so that nobody's page waits for somebody's slides.

`shop` is the side of the web process: it starts the process, hands it orders and waits. `hand` is the process itself.
`wire` is what goes between them: orders are finished descriptions (figures already read under the sight of whoever
asked), so no right is decided there, and no connection to the warehouse exists there.
"""
