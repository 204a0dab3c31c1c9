"""What the bot remembers: tables, queries, one transaction at a time."""
