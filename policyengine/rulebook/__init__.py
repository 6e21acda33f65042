"""What analysts write: YAML with places and limits, conveniences rewritten, the frozen legal model, its checks."""
