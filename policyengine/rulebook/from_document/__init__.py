"""From the document to the frozen legal model: every name resolved, every figure exact."""
