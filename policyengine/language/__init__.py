"""Conditions and amounts, as text and as trees. Knows no YAML, no city and no profile."""
