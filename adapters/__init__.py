"""How the bot speaks on each platform: events in, cards out; nothing is decided here."""
