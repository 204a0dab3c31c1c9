"""How Telegram, Slack and WeCom would show a message: from what they are sent to a few shapes.

Each module takes the call that the platform's own renderer has made, as JSON, and decides nothing:
what was cut, folded or left for typing is so here, too.
"""
