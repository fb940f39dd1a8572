"""Watching the product at work: what is logged of each request, and what is measured."""
