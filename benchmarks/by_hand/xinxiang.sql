-- 新科〔2017〕21号, on 2022-06-30, for DuckDB: written by hand from the text and the list of columns.
SELECT
  enterprise_id,
  CASE in_xinxiang AND little_giant = 'provincial' WHEN TRUE THEN 'eligible' WHEN FALSE THEN 'ineligible' ELSE 'undetermined' END AS xinxiang__provincial_little_giant__status,
  CAST(0 AS DECIMAL(18, 2)) AS xinxiang__provincial_little_giant__low,
  CAST(CASE WHEN NOT (in_xinxiang AND little_giant = 'provincial') THEN 0.00 END AS DECIMAL(18, 2)) AS xinxiang__provincial_little_giant__high,
  CAST(0 AS DECIMAL(18, 2)) AS xinxiang__provincial_little_giant__unstated__low,
  CAST(CASE WHEN NOT (in_xinxiang AND little_giant = 'provincial') THEN 0.00 END AS DECIMAL(18, 2)) AS xinxiang__provincial_little_giant__unstated__high,
  CASE in_xinxiang AND tech_sme_registered AND small_or_micro WHEN TRUE THEN 'eligible' WHEN FALSE THEN 'ineligible' ELSE 'undetermined' END AS xinxiang__startup_finance__status,
  CASE in_xinxiang AND tech_sme_registered WHEN TRUE THEN 'eligible' WHEN FALSE THEN 'ineligible' ELSE 'undetermined' END AS xinxiang__service_platform__status,
  CASE in_xinxiang AND small_or_medium WHEN TRUE THEN 'eligible' WHEN FALSE THEN 'ineligible' ELSE 'undetermined' END AS xinxiang__sme_upgrading__status,
  CASE in_xinxiang AND tech_sme_registered WHEN TRUE THEN 'eligible' WHEN FALSE THEN 'ineligible' ELSE 'undetermined' END AS xinxiang__little_giant_selection__status,
  CASE in_xinxiang AND little_giant IN ('cultivation', 'provincial') WHEN TRUE THEN 'eligible' WHEN FALSE THEN 'ineligible' ELSE 'undetermined' END AS xinxiang__little_giant_express__status,
  CASE in_xinxiang AND little_giant IN ('cultivation', 'provincial') WHEN TRUE THEN 'eligible' WHEN FALSE THEN 'ineligible' ELSE 'undetermined' END AS xinxiang__little_giant_cooperation__status,
  CASE in_xinxiang AND little_giant IN ('cultivation', 'provincial') WHEN TRUE THEN 'eligible' WHEN FALSE THEN 'ineligible' ELSE 'undetermined' END AS xinxiang__little_giant_project_priority__status,
  CASE in_xinxiang AND in_hte_pool WHEN TRUE THEN 'eligible' WHEN FALSE THEN 'ineligible' ELSE 'undetermined' END AS xinxiang__pool_one_to_one__status,
  CASE in_xinxiang WHEN TRUE THEN 'eligible' WHEN FALSE THEN 'ineligible' ELSE 'undetermined' END AS xinxiang__hte_policy_training__status,
  CASE in_xinxiang AND innovative_backbone WHEN TRUE THEN 'eligible' WHEN FALSE THEN 'ineligible' ELSE 'undetermined' END AS xinxiang__backbone_breakthroughs__status,
  CASE in_xinxiang AND innovation_leader <> 'none' WHEN TRUE THEN 'eligible' WHEN FALSE THEN 'ineligible' ELSE 'undetermined' END AS xinxiang__leader_major_projects__status,
  CASE in_xinxiang AND innovation_leader <> 'none' WHEN TRUE THEN 'eligible' WHEN FALSE THEN 'ineligible' ELSE 'undetermined' END AS xinxiang__leader_alliances__status,
  CASE in_xinxiang AND innovation_leader <> 'none' WHEN TRUE THEN 'eligible' WHEN FALSE THEN 'ineligible' ELSE 'undetermined' END AS xinxiang__leader_joint_research__status,
  CASE in_xinxiang AND innovation_leader <> 'none' WHEN TRUE THEN 'eligible' WHEN FALSE THEN 'ineligible' ELSE 'undetermined' END AS xinxiang__leader_incubators__status,
  CASE in_xinxiang AND innovation_leader <> 'none' WHEN TRUE THEN 'eligible' WHEN FALSE THEN 'ineligible' ELSE 'undetermined' END AS xinxiang__leader_financing__status,
  CASE in_xinxiang AND plans_hte_application WHEN TRUE THEN 'eligible' WHEN FALSE THEN 'ineligible' ELSE 'undetermined' END AS xinxiang__application_channel__status,
  CASE in_xinxiang AND hte_status = 'valid' WHEN TRUE THEN 'eligible' WHEN FALSE THEN 'ineligible' ELSE 'undetermined' END AS xinxiang__hte_tax_benefits__status,
  CASE in_xinxiang AND hte_status = 'valid' WHEN TRUE THEN 'eligible' WHEN FALSE THEN 'ineligible' ELSE 'undetermined' END AS xinxiang__innovation_resources_priority__status,
  CASE in_xinxiang AND hte_status = 'valid' WHEN TRUE THEN 'eligible' WHEN FALSE THEN 'ineligible' ELSE 'undetermined' END AS xinxiang__hte_listing__status,
  CASE in_xinxiang AND hte_status = 'valid' WHEN TRUE THEN 'eligible' WHEN FALSE THEN 'ineligible' ELSE 'undetermined' END AS xinxiang__technology_loans__status,
  CASE in_xinxiang AND hte_status = 'valid' WHEN TRUE THEN 'eligible' WHEN FALSE THEN 'ineligible' ELSE 'undetermined' END AS xinxiang__transfer_guidance_fund__status,
  CASE in_xinxiang AND hte_status = 'valid' WHEN TRUE THEN 'eligible' WHEN FALSE THEN 'ineligible' ELSE 'undetermined' END AS xinxiang__ip_green_channel__status,
  CASE in_xinxiang AND hte_status = 'valid' WHEN TRUE THEN 'eligible' WHEN FALSE THEN 'ineligible' ELSE 'undetermined' END AS xinxiang__commendation__status,
  CAST(0 AS DECIMAL(18, 2)) AS xinxiang__total__assured,
  CAST(0 AS DECIMAL(18, 2)) AS xinxiang__total__possible,
  CAST(0 AS DECIMAL(18, 2)) AS xinxiang__total__unstated__low,
  CAST(0 AS DECIMAL(18, 2)) AS xinxiang__total__unstated__high,
  CASE WHEN NOT (in_xinxiang AND little_giant = 'provincial') THEN 0 ELSE 1 END AS xinxiang__total__unquantified
FROM (
  SELECT
    *,
    CASE WHEN registered_in LIKE '4107%' THEN TRUE WHEN registered_in NOT LIKE '410000%' THEN FALSE END AS in_xinxiang
  FROM enterprises
)
