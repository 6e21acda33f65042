"""What conditions, terms and amounts mean: the tree read by Kleene's three values and exact intervals."""
