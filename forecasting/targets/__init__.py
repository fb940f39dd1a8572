"""Targets inside the year: what the year will come to, how likely it does what is asked, and what it takes."""
