"""Pages and scenes as they were drawn: kept, shared by the workers of a server, and drawn before screens are told."""
