"""Measurements beside yardsticks, in the same run; nothing here is a test."""
