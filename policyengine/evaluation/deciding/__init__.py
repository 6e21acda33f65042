"""What one version decides on one day: which version, whom it reaches, statuses, amounts and totals."""
