"""What the bot understands and answers; it knows no platform, no database and no clock."""
