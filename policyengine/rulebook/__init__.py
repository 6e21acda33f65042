"""What analysts write: YAML with places and limits, conveniences rewritten, the legal model, its checks."""
