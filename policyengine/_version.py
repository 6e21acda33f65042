"""The engine's version, written into the provenance of every result."""

__version__ = "0.1.0"
