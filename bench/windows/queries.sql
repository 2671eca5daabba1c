-- Months, days and hours in one pass: what they take against what knows less, and against the joins
-- that they replace.

INSERT INTO bench (what, against, ours, theirs, bar, faster) VALUES
('lease_summary_by month, by pool', 'revenue_by_month',
 'SELECT pool, lease_summary_by(rate, cards, during, ''month'', ''Asia/Shanghai'') FROM lease GROUP BY pool',
 'SELECT pool, revenue_by_month(rate, cards, during, ''Asia/Shanghai'') FROM lease GROUP BY pool', 1.5, false),
('the same of rates by the hour', 'revenue_by_month',
 'SELECT pool, lease_summary_by(rate, cards, during, ''month'', ''Asia/Shanghai'') FROM hourly GROUP BY pool',
 'SELECT pool, revenue_by_month(rate, cards, during, ''Asia/Shanghai'') FROM hourly GROUP BY pool', 1.5, false),
('hours, money and VAT of its months', 'revenue_by_month, its months',
 'SELECT pool, count(card_hours(p.lease_summary)), count(net_revenue(p.lease_summary)) FROM
    (SELECT pool, lease_summary_by(rate, cards, during, ''month'', ''Asia/Shanghai'') AS s FROM lease GROUP BY pool) AS x, periods(s) AS p GROUP BY pool',
 'SELECT pool, count(m.revenue) FROM
    (SELECT pool, revenue_by_month(rate, cards, during, ''Asia/Shanghai'') AS s FROM lease GROUP BY pool) AS x, months(s) AS m GROUP BY pool', 1.5, false),
('lease_summary_by month, by pool', 'lease_summary by join',
 'SELECT pool, lease_summary_by(rate, cards, during, ''month'', ''Asia/Shanghai'') FROM lease GROUP BY pool',
 'SELECT pool, period_start, lease_summary(rate, cards, during, within, ''Asia/Shanghai'')
  FROM calendar_periods(''2023-01-01'', ''2025-11-30'', ''month'', ''Asia/Shanghai'') JOIN lease ON during && within GROUP BY pool, period_start', NULL, true),
('lease_summary_by day, by pool', 'lease_summary_by month',
 'SELECT pool, lease_summary_by(rate, cards, during, ''day'', ''Asia/Shanghai'') FROM lease GROUP BY pool',
 'SELECT pool, lease_summary_by(rate, cards, during, ''month'', ''Asia/Shanghai'') FROM lease GROUP BY pool', NULL, false),
('steps_by: the hours of a month', 'one quantity_hours of it',
 'SELECT count(quantity_hours) FROM occupied, steps_by(o, ''hour'', ''Asia/Shanghai'', term(''2024-05-01'', ''2024-05-31'', ''Asia/Shanghai''))',
 'SELECT quantity_hours(o, term(''2024-05-01'', ''2024-05-31'', ''Asia/Shanghai'')) FROM occupied', 3, false),
('hour_of_week of a month', 'one quantity_hours of it',
 'SELECT count(quantity_hours) FROM occupied, hour_of_week(o, ''Asia/Shanghai'', term(''2024-05-01'', ''2024-05-31'', ''Asia/Shanghai''))',
 'SELECT quantity_hours(o, term(''2024-05-01'', ''2024-05-31'', ''Asia/Shanghai'')) FROM occupied', 3, false),
('percentile of a month', 'one quantity_hours of it',
 'SELECT percentile(o, 0.95, term(''2024-05-01'', ''2024-05-31'', ''Asia/Shanghai'')) FROM occupied',
 'SELECT quantity_hours(o, term(''2024-05-01'', ''2024-05-31'', ''Asia/Shanghai'')) FROM occupied', NULL, false);

INSERT INTO bench_check VALUES
('lease_summary_by() and revenue_by_month() differ',
 'SELECT bool_and(r = m.revenue) FROM (SELECT pool, lease_summary_by(rate, cards, during, ''month'', ''Asia/Shanghai'') AS s, revenue_by_month(rate, cards, during, ''Asia/Shanghai'') AS t FROM lease GROUP BY pool) AS x,
    LATERAL (SELECT period_start, revenue(p.lease_summary) AS r FROM periods(s) AS p) AS p JOIN LATERAL months(t) AS m ON month = period_start'),
('lease_summary_by() and lease_summary() differ',
 'SELECT bool_and(p.lease_summary = (SELECT lease_summary(rate, cards, during, p.period, ''Asia/Shanghai'') FROM lease WHERE pool = 3))
  FROM (SELECT lease_summary_by(rate, cards, during, ''month'', ''Asia/Shanghai'') AS s FROM lease WHERE pool = 3) AS x, periods(s) AS p WHERE period_start IN (''2023-01-01'', ''2024-05-01'', ''2025-11-01'')'),
('steps_by() and quantity_hours() differ',
 'SELECT round(sum(s.quantity_hours), 6) = round(quantity_hours(o, term(''2024-05-01'', ''2024-05-31'', ''Asia/Shanghai'')), 6)
  FROM occupied, steps_by(o, ''hour'', ''Asia/Shanghai'', term(''2024-05-01'', ''2024-05-31'', ''Asia/Shanghai'')) AS s GROUP BY o');
