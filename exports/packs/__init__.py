"""Meeting packs: many charts and tables as one presentation, briefing, workbook or bundle."""
