-- 高安市高新技术企业培育工作实施方案, on 2022-06-30, for DuckDB: written by hand from the text and the list of columns.
SELECT
  enterprise_id,
  CASE in_gaoan AND organisation_type IN ('incubator', 'makerspace', 'science_park') WHEN TRUE THEN 'eligible' WHEN FALSE THEN 'ineligible' ELSE 'undetermined' END AS gaoan__carrier_funding__status,
  CAST(0 AS DECIMAL(18, 2)) AS gaoan__carrier_funding__low,
  CAST(CASE WHEN NOT (in_gaoan AND organisation_type IN ('incubator', 'makerspace', 'science_park')) THEN 0.00 END AS DECIMAL(18, 2)) AS gaoan__carrier_funding__high,
  CAST(0 AS DECIMAL(18, 2)) AS gaoan__carrier_funding__unstated__low,
  CAST(CASE WHEN NOT (in_gaoan AND organisation_type IN ('incubator', 'makerspace', 'science_park')) THEN 0.00 END AS DECIMAL(18, 2)) AS gaoan__carrier_funding__unstated__high,
  CASE in_gaoan AND tech_enterprise AND in_emerging_or_high_tech_industry WHEN TRUE THEN 'eligible' WHEN FALSE THEN 'ineligible' ELSE 'undetermined' END AS gaoan__key_field_cultivation__status,
  CASE in_gaoan AND main_product_field <> 'none' WHEN TRUE THEN 'eligible' WHEN FALSE THEN 'ineligible' ELSE 'undetermined' END AS gaoan__pool_entry__status,
  CASE in_gaoan AND in_hte_pool WHEN TRUE THEN 'eligible' WHEN FALSE THEN 'ineligible' ELSE 'undetermined' END AS gaoan__pool_tutoring__status,
  CASE in_gaoan AND (in_hte_pool OR near_hte_threshold) WHEN TRUE THEN 'eligible' WHEN FALSE THEN 'ineligible' ELSE 'undetermined' END AS gaoan__expert_diagnosis__status,
  CASE in_gaoan AND hte_status = 'valid' WHEN TRUE THEN 'eligible' WHEN FALSE THEN 'ineligible' ELSE 'undetermined' END AS gaoan__recognised_enterprise_progress__status,
  CASE in_gaoan AND seeks_hte_renewal WHEN TRUE THEN 'eligible' WHEN FALSE THEN 'ineligible' ELSE 'undetermined' END AS gaoan__renewal_guidance__status,
  CASE in_gaoan AND seeks_hte_renewal WHEN TRUE THEN 'eligible' WHEN FALSE THEN 'ineligible' ELSE 'undetermined' END AS gaoan__renewal_tax_guidance__status,
  CASE in_gaoan AND organisation_type IN ('incubator', 'makerspace', 'science_park') WHEN TRUE THEN 'eligible' WHEN FALSE THEN 'ineligible' ELSE 'undetermined' END AS gaoan__carrier_development__status,
  CASE in_gaoan AND (hte_status = 'valid' OR in_hte_pool) WHEN TRUE THEN 'eligible' WHEN FALSE THEN 'ineligible' ELSE 'undetermined' END AS gaoan__innovation_platforms__status,
  CASE in_gaoan AND (hte_status = 'valid' OR in_hte_pool) WHEN TRUE THEN 'eligible' WHEN FALSE THEN 'ineligible' ELSE 'undetermined' END AS gaoan__ip_mining__status,
  CASE in_gaoan AND (hte_status = 'valid' OR in_hte_pool) WHEN TRUE THEN 'eligible' WHEN FALSE THEN 'ineligible' ELSE 'undetermined' END AS gaoan__patent_priority__status,
  CASE hte_status = 'valid' AND main_product_field <> 'none' AND leads_its_industry WHEN TRUE THEN 'eligible' WHEN FALSE THEN 'ineligible' ELSE 'undetermined' END AS gaoan__leading_hte_attraction__status,
  CASE hte_status = 'valid' AND (suits_gaoan_industry OR complements_gaoan_industry) WHEN TRUE THEN 'eligible' WHEN FALSE THEN 'ineligible' ELSE 'undetermined' END AS gaoan__priority_recruitment__status,
  CASE in_gaoan AND (hte_status = 'valid' OR in_hte_pool) WHEN TRUE THEN 'eligible' WHEN FALSE THEN 'ineligible' ELSE 'undetermined' END AS gaoan__application_training__status,
  CASE in_gaoan AND (hte_status = 'valid' OR in_hte_pool) WHEN TRUE THEN 'eligible' WHEN FALSE THEN 'ineligible' ELSE 'undetermined' END AS gaoan__intermediary_services__status,
  CASE in_gaoan AND organisation_type = 'service_agency' WHEN TRUE THEN 'eligible' WHEN FALSE THEN 'ineligible' ELSE 'undetermined' END AS gaoan__agency_support__status,
  CASE WHEN NOT (in_gaoan AND (hte_status = 'valid' AND above_scale OR in_hte_pool)) THEN 'not_bound' WHEN in_gaoan AND (hte_status = 'valid' AND above_scale OR in_hte_pool) AND has_rd_institution THEN 'met' WHEN in_gaoan AND (hte_status = 'valid' AND above_scale OR in_hte_pool) AND NOT (has_rd_institution) THEN 'unmet' ELSE 'undetermined' END AS gaoan__rd_institution__status,
  CASE WHEN NOT (in_gaoan AND (hte_status = 'valid' AND above_scale OR in_hte_pool)) THEN 'not_bound' WHEN in_gaoan AND (hte_status = 'valid' AND above_scale OR in_hte_pool) AND rd_projects_filed THEN 'met' WHEN in_gaoan AND (hte_status = 'valid' AND above_scale OR in_hte_pool) AND NOT (rd_projects_filed) THEN 'unmet' ELSE 'undetermined' END AS gaoan__rd_project_filing__status,
  CASE WHEN NOT (in_gaoan AND (hte_status = 'valid' AND above_scale OR in_hte_pool)) THEN 'not_bound' WHEN in_gaoan AND (hte_status = 'valid' AND above_scale OR in_hte_pool) AND has_rd_ledger THEN 'met' WHEN in_gaoan AND (hte_status = 'valid' AND above_scale OR in_hte_pool) AND NOT (has_rd_ledger) THEN 'unmet' ELSE 'undetermined' END AS gaoan__rd_ledger__status,
  CAST(0 AS DECIMAL(18, 2)) AS gaoan__total__assured,
  CAST(0 AS DECIMAL(18, 2)) AS gaoan__total__possible,
  CAST(0 AS DECIMAL(18, 2)) AS gaoan__total__unstated__low,
  CAST(0 AS DECIMAL(18, 2)) AS gaoan__total__unstated__high,
  CASE WHEN NOT (in_gaoan AND organisation_type IN ('incubator', 'makerspace', 'science_park')) THEN 0 ELSE 1 END AS gaoan__total__unquantified
FROM (
  SELECT
    *,
    CASE WHEN registered_in LIKE '360983%' THEN TRUE WHEN NOT (registered_in LIKE '360900%' OR registered_in LIKE '360000%') THEN FALSE END AS in_gaoan
  FROM enterprises
)
