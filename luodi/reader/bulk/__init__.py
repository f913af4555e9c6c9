"""Bulk runs over folders and Parquet shards; `bulk_read` is the door."""

from luodi.reader.bulk.running import BulkProgress, BulkReport, bulk_read

__all__ = ["BulkProgress", "BulkReport", "bulk_read"]
