"""Meeting packs as they are kept: packs, issues, and exports on their way."""
