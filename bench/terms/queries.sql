-- Leases on terms against leases at a rate, against a table of their steps, and against numeric.

INSERT INTO bench (what, against, ours, theirs, bar, faster) VALUES
('revenue, terms of one hourly rate', 'revenue(rent_rate)', 'SELECT revenue(hourly_terms, quantity, during) FROM leases', 'SELECT revenue(hourly, quantity, during) FROM leases', 1.3, false),
('the same, monthly', 'revenue(rent_rate)', 'SELECT revenue(monthly_terms, quantity, during) FROM leases', 'SELECT revenue(monthly, quantity, during) FROM leases', 1.3, false),
('three steps and a free month, hourly', 'revenue(rent_rate)', 'SELECT revenue(hourly_steps, quantity, during) FROM leases', 'SELECT revenue(hourly, quantity, during) FROM leases', 3, false),
('the same, monthly', 'revenue(rent_rate)', 'SELECT revenue(monthly_steps, quantity, during) FROM leases', 'SELECT revenue(monthly, quantity, during) FROM leases', 3, false),
('three steps and a free month, hourly', 'sum(rent()) over their rows', 'SELECT revenue(hourly_steps, quantity, during) FROM some_leases', 'SELECT sum(rent(rate, quantity, during, step)) FROM hourly_rows', 2, true),
('the same, monthly', 'sum(rent()) over their rows', 'SELECT revenue(monthly_steps, quantity, during) FROM some_leases', 'SELECT sum(rent(rate, quantity, during, step)) FROM monthly_rows', 2, true);

-- The eight columns of income_schedule() by generate_series, numeric and window sums.
\set series '(SELECT id, (lower(during) + (k - 1) * interval ''1 month'')::timestamptz AS period_start, lower(during) + k * interval ''1 month'' AS period_end, ((lower(during) + k * interval ''1 month'') AT TIME ZONE ''UTC'')::date - 1 AS posting_date, CASE WHEN k <= free THEN 0 ELSE quantity * round(amount * power(1 + percent / 100.0, (k - 1) / 12), 8) END AS rent, k FROM growing, generate_series(1, 36) AS k) AS m'
\set summed '(SELECT m.*, sum(rent) OVER (PARTITION BY id ORDER BY k) AS until, sum(rent) OVER (PARTITION BY id) AS total FROM ' :series ') AS s'
\set numeric '(SELECT id, period_start, period_end, posting_date, round(until, 2) - round(until - rent, 2) AS rent, round(total * k / 36, 2) - round(total * (k - 1) / 36, 2) AS income, round(until, 2) AS cumulative_rent, round(total * k / 36, 2) AS cumulative_income, round(total * k / 36, 2) - round(until, 2) AS accrued FROM ' :summed ') AS r'
\set ours '(SELECT id, s.* FROM growing, income_schedule(terms, quantity, during) AS s) AS r'
\set read 'count(period_start) + count(period_end) + count(posting_date) + sum(rent) + sum(income) + sum(cumulative_rent) + sum(cumulative_income) + sum(accrued)'
INSERT INTO bench (what, against, ours, theirs, bar, faster) VALUES
('income_schedule, 36 months, LATERAL', 'generate_series, numeric, windows', 'SELECT ' || :'read' || ' FROM ' || :'ours', 'SELECT ' || :'read' || ' FROM ' || :'numeric', 2, true),
('income_schedule, 36 months, LATERAL', 'generate_series alone', 'SELECT count(*) FROM ' || :'ours', 'SELECT count(*) FROM growing, generate_series(lower(during), upper(during) - interval ''1 day'', interval ''1 month'')', NULL, false),
('billing_schedule, 36 months, LATERAL', 'income_schedule', 'SELECT count(*) FROM growing, billing_schedule(terms, quantity, during) AS b', 'SELECT count(*) FROM ' || :'ours', NULL, false),
('rent_schedule, 36 months, LATERAL', 'of a rate', 'SELECT count(*) FROM growing, rent_schedule(terms, quantity, during) AS b', 'SELECT count(*) FROM growing, rent_schedule(rent_rate ''100000 CNY/server/month'', quantity, during) AS b', NULL, false);

INSERT INTO bench (what, against, ours, theirs, before, bar, faster) VALUES
('COPY FROM, three clauses', 'text',
 format('COPY copied_terms FROM %L', :'terms_file'), format('COPY copied_texts FROM %L', :'terms_file'), 'TRUNCATE copied_terms, copied_texts', 3, false),
('COPY TO, three clauses', 'text',
 'COPY terms_column TO ''/dev/null''', 'COPY text_column TO ''/dev/null''', NULL, 3, false);

INSERT INTO bench_check VALUES
('terms of one rate and the rate differ',
 'SELECT revenue(hourly_terms, quantity, during) = revenue(hourly, quantity, during) AND revenue(monthly_terms, quantity, during) = revenue(monthly, quantity, during) FROM leases'),
('terms and the rows of their steps differ by more than 10^-12 a step',
 'SELECT bool_and(abs(rent(l.hourly_steps, l.quantity, l.during) - h.rent) <= h.steps * 1e-12 AND abs(rent(l.monthly_steps, l.quantity, l.during) - m.rent) <= m.steps * 1e-12)
  FROM some_leases AS l JOIN (SELECT id, sum(rent(rate, quantity, during, step)) AS rent, count(*) AS steps FROM hourly_rows GROUP BY id) AS h USING (id)
  JOIN (SELECT id, sum(rent(rate, quantity, during, step)) AS rent, count(*) AS steps FROM monthly_rows GROUP BY id) AS m USING (id)'),
('income_schedule() and the same by generate_series differ',
 'SELECT count(*) = 0 FROM (SELECT * FROM ' || :'ours' || ' EXCEPT ALL SELECT * FROM ' || :'numeric' || ') AS d'),
('terms do not come back from their text',
 'SELECT bool_and(terms::text::lease_terms = terms) FROM terms_column');
