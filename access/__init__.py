"""Who may see and do what: accounts, roles within scopes, sessions, tokens, and the record of what was done."""
