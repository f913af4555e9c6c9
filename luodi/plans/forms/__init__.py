"""The forms of the plans room."""
