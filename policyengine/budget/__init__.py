"""What a plan will cost: the enterprises of a table, summed reward by reward, and what is still uncertain."""
