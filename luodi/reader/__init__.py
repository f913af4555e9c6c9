"""The plan reader: a pure library from a published file to its targets, tasks and units."""

from luodi.reader.document import PlanDocument
from luodi.reader.errors import ReaderError
from luodi.reader.reading import read

__all__ = ["PlanDocument", "ReaderError", "read"]
