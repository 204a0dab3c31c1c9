"""A terminal, for ``liaison ask`` and ``liaison demo``, and the plainest example of an adapter."""
