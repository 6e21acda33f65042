"""policyengine: local plans for enterprises as executable law."""
