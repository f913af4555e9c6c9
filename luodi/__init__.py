"""Luodi carries a region's "AI+" action plan out: from the published text to evidenced figures."""

__version__ = "0.1.0"
