"""The work plan as values: who answers for what, how far it is, by when."""
