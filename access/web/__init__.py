"""The door of the server: who comes in, by which rule, and the pages where people log in and keep their account."""
