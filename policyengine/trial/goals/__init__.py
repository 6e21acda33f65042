"""What the cases of a version should try, and whether they do."""
