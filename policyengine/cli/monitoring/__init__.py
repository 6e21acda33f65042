"""The commands of `policyengine monitor`, one a file."""
