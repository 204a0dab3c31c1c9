"""Whole histories of the real core under a seed: virtual time, crashes, faults, clock jumps.

``python -m tests.simulation --seeds 0:1000`` runs them, ``--seeds 7:8 --trace`` replays one.
"""
