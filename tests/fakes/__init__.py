"""Platforms to test against: each a process of its own that shares no code with the product."""
