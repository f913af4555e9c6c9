"""Measures the reader beside the libraries that can do a part of its work. Figures, no verdicts."""
