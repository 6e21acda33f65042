"""Files of enterprises answered part by part: resumed where they stopped, told while they run."""
