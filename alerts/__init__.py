"""The watch: applies the rules after each load, escalates what is overdue, and tells whoever wants to be told."""
