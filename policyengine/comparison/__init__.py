"""One profile in many cities, and many plans side by side without a profile."""
