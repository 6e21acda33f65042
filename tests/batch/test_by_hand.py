"""The queries that the benchmark measures against were written by hand: they answer as the rules do."""

from __future__ import annotations

import duckdb

from benchmarks.at_scale import by_hand, our_statement
from tests.batch.test_several import table_for


def test_the_queries_written_by_hand_give_the_same_columns_and_answers() -> None:
    """Near every threshold, and at the ends of what a number can be."""
    statement = our_statement()
    with duckdb.connect() as connection:
        connection.register("enterprises", table_for(statement))
        ours = connection.sql(f"{statement.sql} ORDER BY enterprise_id").to_arrow_table()
        hand = connection.sql(f"{by_hand(statement.key)} ORDER BY enterprise_id").to_arrow_table()
    assert hand.schema == ours.schema
    assert [name for name in ours.column_names if not hand[name].equals(ours[name])] == []
