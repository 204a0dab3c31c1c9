"""The laboratory: processes are killed, databases stopped and platforms broken, on purpose.

    python -m tests.lab NAME --size slice|full --database sqlite|postgresql --seed N

The platforms' ledgers judge, and what the plan says in the end; the tables of the queues only tell
when a run is over.
"""
