"""Conveniences of the YAML, one a file, each rewritten into nodes that every reader already knows."""
