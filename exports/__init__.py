"""What is on the screen, as files that people can edit, trust and find again."""
