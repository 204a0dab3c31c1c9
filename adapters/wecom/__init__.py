"""WeCom (企业微信), by a client of our own: every library tried broke a promise."""
