"""Rules run by durable-rules: forward chaining over normalised facts, one case at a time.

Nothing here imports the library before a case is run.

What was measured of it, and how it is met here:

- Conditions inside one `$or` fire once for each way to meet them: alternatives become rules of their own.
- Two conditions of a rule match two facts: all that a case knows is one fact, joined with what was derived.
- A comparison with a missing value fires: every value is guarded by a flag that it is there.
- It knows no negation and no quotients, and wraps past 64 bits: negation is pushed into the atoms, terms are
  worked out beforehand in whole 分 and 10^-8, and what leaves 64 bits is refused.
- Its state grows with every case and never shrinks: each case's is deleted once its conclusions are kept.
  Deleting a state that was never made ends the process, so every case matches at least one rule.
"""
