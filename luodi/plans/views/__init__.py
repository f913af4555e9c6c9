"""The web door of the plans room: what the public reads, and where people review plans."""
