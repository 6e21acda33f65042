"""A job for spark-submit: a folder of partitioned Parquet, answered for all cities; see docs/scale.md.

spark-submit --master 'local[2]' examples/spark/batch_job.py ENTERPRISES ANSWERS REJECTS 2022-06-30 [CITY,…]
"""

from __future__ import annotations

import sys
from datetime import date

from pyspark.sql import SparkSession

import policyengine
from policyengine.batch.runs.asked import Asked
from policyengine.batch.runs.spark import answer_frame
from policyengine.batch.sql import version_for
from policyengine.rulebook.lent_names import lent_by_all


def main(enterprises: str, answers: str, rejects: str, as_of: str, cities: str = "") -> None:
    session = SparkSession.builder.appName("policyengine").getOrCreate()
    engine, day = policyengine.load(), date.fromisoformat(as_of)
    plans = engine.rulebook.plans
    named = engine.named_cities(cities.split(",") if cities else None)
    asked = Asked(
        chosen={city: version_for(plans[city], day, None, "spark") for city in named},
        names=lent_by_all(engine.rulebook),
        as_of=day,
        year=None,
        key="enterprise_id",
        columns={"*": None},  # columns that are no facts are left aside
        assume_registered=False,
        assume_not_received=None,
    )
    found = answer_frame(session, session.read.parquet(enterprises), asked)
    found.answers.write.mode("overwrite").parquet(answers)
    found.rejects.write.mode("overwrite").parquet(rejects)


if __name__ == "__main__":
    main(*sys.argv[1:])
