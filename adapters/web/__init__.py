"""Pages for a browser on this machine: the chat simulator, and the office's board."""
