"""A table of enterprises: its columns, its rows that cannot be answered, and the answers to the rest."""
