"""Measures loading, questions and pages, and the same overview written the naive way, in one run."""
