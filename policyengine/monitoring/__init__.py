"""Obligations, duties and targets over time: events come in, and each day has its facts and its standing."""
