"""What a change of the rules does to enterprises: who fares differently, by how much, at whose cost."""
