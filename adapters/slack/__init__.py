"""Slack, by slack-bolt: used for its sockets and its calls, not for its dispatch or its retries."""
