"""Changing rule files as an analyst would: layout, single values, new versions; comments stay in place."""
