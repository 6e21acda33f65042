-- 安政办〔2017〕100号, on 2022-06-30, for DuckDB: written by hand from the text and the list of columns.
SELECT
  enterprise_id,
  CASE in_anyang AND received__anyang__hte_first_recognition IS NOT TRUE AND hte_recognition = 'first' WHEN TRUE THEN 'eligible' WHEN FALSE THEN 'ineligible' ELSE 'undetermined' END AS anyang__hte_first_recognition__status,
  CAST(CASE WHEN in_anyang AND received__anyang__hte_first_recognition IS NOT TRUE AND hte_recognition = 'first' THEN 300000.00 ELSE 0.00 END AS DECIMAL(18, 2)) AS anyang__hte_first_recognition__low,
  CAST(CASE WHEN NOT (in_anyang AND received__anyang__hte_first_recognition IS NOT TRUE AND hte_recognition = 'first') THEN 0.00 ELSE 300000.00 END AS DECIMAL(18, 2)) AS anyang__hte_first_recognition__high,
  CAST(CASE WHEN in_anyang AND received__anyang__hte_first_recognition IS NOT TRUE AND hte_recognition = 'first' THEN 150000.00 ELSE 0.00 END AS DECIMAL(18, 2)) AS anyang__hte_first_recognition__city_finance__low,
  CAST(CASE WHEN NOT (in_anyang AND received__anyang__hte_first_recognition IS NOT TRUE AND hte_recognition = 'first') THEN 0.00 ELSE 150000.00 END AS DECIMAL(18, 2)) AS anyang__hte_first_recognition__city_finance__high,
  CAST(CASE WHEN in_anyang AND received__anyang__hte_first_recognition IS NOT TRUE AND hte_recognition = 'first' THEN 150000.00 ELSE 0.00 END AS DECIMAL(18, 2)) AS anyang__hte_first_recognition__county_finance__low,
  CAST(CASE WHEN NOT (in_anyang AND received__anyang__hte_first_recognition IS NOT TRUE AND hte_recognition = 'first') THEN 0.00 ELSE 150000.00 END AS DECIMAL(18, 2)) AS anyang__hte_first_recognition__county_finance__high,
  CASE in_anyang AND received__anyang__provincial_little_giant IS NOT TRUE AND little_giant = 'provincial' WHEN TRUE THEN 'eligible' WHEN FALSE THEN 'ineligible' ELSE 'undetermined' END AS anyang__provincial_little_giant__status,
  CAST(CASE WHEN in_anyang AND received__anyang__provincial_little_giant IS NOT TRUE AND little_giant = 'provincial' THEN 300000.00 ELSE 0.00 END AS DECIMAL(18, 2)) AS anyang__provincial_little_giant__low,
  CAST(CASE WHEN NOT (in_anyang AND received__anyang__provincial_little_giant IS NOT TRUE AND little_giant = 'provincial') THEN 0.00 ELSE 300000.00 END AS DECIMAL(18, 2)) AS anyang__provincial_little_giant__high,
  CAST(CASE WHEN in_anyang AND received__anyang__provincial_little_giant IS NOT TRUE AND little_giant = 'provincial' THEN 300000.00 ELSE 0.00 END AS DECIMAL(18, 2)) AS anyang__provincial_little_giant__city_finance__low,
  CAST(CASE WHEN NOT (in_anyang AND received__anyang__provincial_little_giant IS NOT TRUE AND little_giant = 'provincial') THEN 0.00 ELSE 300000.00 END AS DECIMAL(18, 2)) AS anyang__provincial_little_giant__city_finance__high,
  CASE in_anyang AND received__anyang__provincial_innovation_leader IS NOT TRUE AND innovation_leader = 'provincial' WHEN TRUE THEN 'eligible' WHEN FALSE THEN 'ineligible' ELSE 'undetermined' END AS anyang__provincial_innovation_leader__status,
  CAST(CASE WHEN in_anyang AND received__anyang__provincial_innovation_leader IS NOT TRUE AND innovation_leader = 'provincial' THEN 500000.00 ELSE 0.00 END AS DECIMAL(18, 2)) AS anyang__provincial_innovation_leader__low,
  CAST(CASE WHEN NOT (in_anyang AND received__anyang__provincial_innovation_leader IS NOT TRUE AND innovation_leader = 'provincial') THEN 0.00 ELSE 500000.00 END AS DECIMAL(18, 2)) AS anyang__provincial_innovation_leader__high,
  CAST(CASE WHEN in_anyang AND received__anyang__provincial_innovation_leader IS NOT TRUE AND innovation_leader = 'provincial' THEN 500000.00 ELSE 0.00 END AS DECIMAL(18, 2)) AS anyang__provincial_innovation_leader__city_finance__low,
  CAST(CASE WHEN NOT (in_anyang AND received__anyang__provincial_innovation_leader IS NOT TRUE AND innovation_leader = 'provincial') THEN 0.00 ELSE 500000.00 END AS DECIMAL(18, 2)) AS anyang__provincial_innovation_leader__city_finance__high,
  CASE in_anyang AND tech_sme_registered AND hte_status <> 'valid' WHEN TRUE THEN 'eligible' WHEN FALSE THEN 'ineligible' ELSE 'undetermined' END AS anyang__sme_to_hte_guidance__status,
  CASE in_anyang AND small_or_medium AND NOT tech_sme_registered WHEN TRUE THEN 'eligible' WHEN FALSE THEN 'ineligible' ELSE 'undetermined' END AS anyang__sme_transformation__status,
  CASE in_anyang AND main_product_field <> 'none' AND CASE
      WHEN rd_expense IS NOT NULL AND revenue > 0
      THEN rd_expense >= 0.03 * CAST(revenue AS DECIMAL(19, 2))
      ELSE rd_intensity >= 0.03
    END AND ip_owned >= 1
    WHEN TRUE THEN 'eligible'
    WHEN FALSE THEN 'ineligible'
    ELSE 'undetermined'
  END AS anyang__little_giant_filing__status,
  CASE in_anyang AND hte_status = 'valid' WHEN TRUE THEN 'eligible' WHEN FALSE THEN 'ineligible' ELSE 'undetermined' END AS anyang__hte_class_cultivation__status,
  CASE in_anyang AND tech_sme_registered WHEN TRUE THEN 'eligible' WHEN FALSE THEN 'ineligible' ELSE 'undetermined' END AS anyang__tech_sme_targeted_service__status,
  CASE in_anyang AND hte_status = 'valid' WHEN TRUE THEN 'eligible' WHEN FALSE THEN 'ineligible' ELSE 'undetermined' END AS anyang__innovation_leader_cultivation__status,
  CASE in_anyang WHEN TRUE THEN 'eligible' WHEN FALSE THEN 'ineligible' ELSE 'undetermined' END AS anyang__hte_training__status,
  CASE in_anyang WHEN TRUE THEN 'eligible' WHEN FALSE THEN 'ineligible' ELSE 'undetermined' END AS anyang__policy_advisers__status,
  CASE in_anyang AND in_hte_ledger WHEN TRUE THEN 'eligible' WHEN FALSE THEN 'ineligible' ELSE 'undetermined' END AS anyang__ledger_assistance__status,
  CASE in_anyang AND plans_hte_application WHEN TRUE THEN 'eligible' WHEN FALSE THEN 'ineligible' ELSE 'undetermined' END AS anyang__simplified_application__status,
  CASE in_anyang AND hte_status = 'valid' WHEN TRUE THEN 'eligible' WHEN FALSE THEN 'ineligible' ELSE 'undetermined' END AS anyang__hte_tax_benefits__status,
  CASE in_anyang AND hte_status = 'valid' WHEN TRUE THEN 'eligible' WHEN FALSE THEN 'ineligible' ELSE 'undetermined' END AS anyang__tax_filing_simplified__status,
  CASE in_anyang AND hte_status = 'valid' WHEN TRUE THEN 'eligible' WHEN FALSE THEN 'ineligible' ELSE 'undetermined' END AS anyang__innovation_resources_priority__status,
  CASE in_anyang AND hte_status = 'valid' WHEN TRUE THEN 'eligible' WHEN FALSE THEN 'ineligible' ELSE 'undetermined' END AS anyang__major_project_precondition__status,
  CASE in_anyang AND hte_status = 'valid' WHEN TRUE THEN 'eligible' WHEN FALSE THEN 'ineligible' ELSE 'undetermined' END AS anyang__innovation_development_fund__status,
  CASE in_anyang AND hte_status = 'valid' WHEN TRUE THEN 'eligible' WHEN FALSE THEN 'ineligible' ELSE 'undetermined' END AS anyang__technology_finance__status,
  CASE in_anyang AND hte_status = 'valid' WHEN TRUE THEN 'eligible' WHEN FALSE THEN 'ineligible' ELSE 'undetermined' END AS anyang__credit_support__status,
  CASE in_anyang AND hte_status = 'valid' WHEN TRUE THEN 'eligible' WHEN FALSE THEN 'ineligible' ELSE 'undetermined' END AS anyang__listing_priority__status,
  CASE in_anyang AND hte_status = 'valid' WHEN TRUE THEN 'eligible' WHEN FALSE THEN 'ineligible' ELSE 'undetermined' END AS anyang__ip_green_channel__status,
  CASE in_anyang AND hte_status = 'valid' WHEN TRUE THEN 'eligible' WHEN FALSE THEN 'ineligible' ELSE 'undetermined' END AS anyang__ip_liaison__status,
  CASE in_anyang WHEN TRUE THEN 'eligible' WHEN FALSE THEN 'ineligible' ELSE 'undetermined' END AS anyang__patent_navigation__status,
  CASE in_anyang AND organisation_type = 'service_agency' WHEN TRUE THEN 'eligible' WHEN FALSE THEN 'ineligible' ELSE 'undetermined' END AS anyang__service_agency_support__status,
  CASE in_anyang WHEN TRUE THEN 'eligible' WHEN FALSE THEN 'ineligible' ELSE 'undetermined' END AS anyang__agency_coaching__status,
  CASE in_anyang AND plans_hte_application WHEN TRUE THEN 'eligible' WHEN FALSE THEN 'ineligible' ELSE 'undetermined' END AS anyang__application_guidance__status,
  CAST(CASE WHEN in_anyang AND received__anyang__hte_first_recognition IS NOT TRUE AND hte_recognition = 'first' THEN 300000.00 ELSE 0.00 END + CASE WHEN in_anyang AND received__anyang__provincial_little_giant IS NOT TRUE AND little_giant = 'provincial' THEN 300000.00 ELSE 0.00 END + CASE WHEN in_anyang AND received__anyang__provincial_innovation_leader IS NOT TRUE AND innovation_leader = 'provincial' THEN 500000.00 ELSE 0.00 END AS DECIMAL(18, 2)) AS anyang__total__assured,
  CAST(CASE WHEN NOT (in_anyang AND received__anyang__hte_first_recognition IS NOT TRUE AND hte_recognition = 'first') THEN 0.00 ELSE 300000.00 END + CASE WHEN NOT (in_anyang AND received__anyang__provincial_little_giant IS NOT TRUE AND little_giant = 'provincial') THEN 0.00 ELSE 300000.00 END + CASE WHEN NOT (in_anyang AND received__anyang__provincial_innovation_leader IS NOT TRUE AND innovation_leader = 'provincial') THEN 0.00 ELSE 500000.00 END AS DECIMAL(18, 2)) AS anyang__total__possible,
  CAST(CASE WHEN in_anyang AND received__anyang__hte_first_recognition IS NOT TRUE AND hte_recognition = 'first' THEN 150000.00 ELSE 0.00 END + CASE WHEN in_anyang AND received__anyang__provincial_little_giant IS NOT TRUE AND little_giant = 'provincial' THEN 300000.00 ELSE 0.00 END + CASE WHEN in_anyang AND received__anyang__provincial_innovation_leader IS NOT TRUE AND innovation_leader = 'provincial' THEN 500000.00 ELSE 0.00 END AS DECIMAL(18, 2)) AS anyang__total__city_finance__low,
  CAST(CASE WHEN NOT (in_anyang AND received__anyang__hte_first_recognition IS NOT TRUE AND hte_recognition = 'first') THEN 0.00 ELSE 150000.00 END + CASE WHEN NOT (in_anyang AND received__anyang__provincial_little_giant IS NOT TRUE AND little_giant = 'provincial') THEN 0.00 ELSE 300000.00 END + CASE WHEN NOT (in_anyang AND received__anyang__provincial_innovation_leader IS NOT TRUE AND innovation_leader = 'provincial') THEN 0.00 ELSE 500000.00 END AS DECIMAL(18, 2)) AS anyang__total__city_finance__high,
  CAST(CASE WHEN in_anyang AND received__anyang__hte_first_recognition IS NOT TRUE AND hte_recognition = 'first' THEN 150000.00 ELSE 0.00 END AS DECIMAL(18, 2)) AS anyang__total__county_finance__low,
  CAST(CASE WHEN NOT (in_anyang AND received__anyang__hte_first_recognition IS NOT TRUE AND hte_recognition = 'first') THEN 0.00 ELSE 150000.00 END AS DECIMAL(18, 2)) AS anyang__total__county_finance__high,
  0 AS anyang__total__unquantified,
  CASE
    WHEN rd_intensity IS NOT NULL AND rd_expense IS NOT NULL AND revenue > 0
      AND CAST(rd_intensity AS DECIMAL(19, 8)) * revenue <> rd_expense
      AND NOT (
        (CAST(rd_intensity AS DECIMAL(20, 9)) - 0.000000005) * revenue <= rd_expense
        AND (CAST(rd_intensity AS DECIMAL(20, 9)) + 0.000000005) * revenue > rd_expense
        AND CAST(rd_intensity AS DECIMAL(38, 8)) % 0.0000001 <> 0
      )
    THEN 'rd_intensity'
  END AS anyang__contradicted_fact
FROM (
  SELECT
    *,
    CASE WHEN registered_in LIKE '4105%' THEN TRUE WHEN registered_in NOT LIKE '410000%' THEN FALSE END AS in_anyang
  FROM enterprises
)
