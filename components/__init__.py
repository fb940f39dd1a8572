"""Cards, charts, tables and words: what pages are made of. Nothing here asks the warehouse a question."""
