"""What is still unknown and what could be otherwise: missing facts, their worth, questions and repairs."""
