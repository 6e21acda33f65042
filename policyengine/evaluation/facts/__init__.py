"""What is known of one enterprise: the profile as given, checked, with what follows from it."""
