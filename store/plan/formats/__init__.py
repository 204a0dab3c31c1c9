"""The formats that a plan comes in, each a reader of bytes into blocks."""
