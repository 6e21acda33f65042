"""Rules as SQL, for tables of enterprises: a reader of the syntax tree that builds sqlglot expressions.

The statement reads one table, with a row for each enterprise:

- the key (`enterprise_id` unless another name is given), which the answer carries;
- a column for each fact that the city's rules read, by the fact's English name. Money is DECIMAL(17, 2) in
  元, a ratio DECIMAL(18, 8) as a fraction of one, a count DECIMAL(15, 0); a day is DATE; a choice, by its id,
  a place, by its six digits, and a text are TEXT; yes and no are BOOLEAN, or 1 and 0 for `portable`;
- for one year's figure of a series a column of its own: `revenue_by_year_2021`;
- for a reward that is had once a column `received__<reward>`: whether it was received before.

NULL means not known, never no. Values are taken to be valid, as `policyengine evaluate` would accept them.
The answer has a row for each row of the table; `Statement.columns` says what its columns are.
"""
