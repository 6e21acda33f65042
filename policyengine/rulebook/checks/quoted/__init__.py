"""Reading a quote for the numbers in it, strictly: one it imagined would let a wrong figure pass."""
