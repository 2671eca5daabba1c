-- Closed forms against the formula as written in SQL numeric, which keeps about 16 digits of each
-- step where ours are right to 34.

INSERT INTO bench (what, against, ours, theirs, bar, faster) VALUES
('pmt', 'the formula in numeric',
 'SELECT count(pmt(rate, periods, amount)) FROM loans', 'SELECT count(-amount * rate / (1 - (1 + rate) ^ -periods)) FROM loans', 1, false),
('pv', 'the formula in numeric',
 'SELECT count(pv(rate, periods, amount)) FROM loans', 'SELECT count(-amount * (1 - (1 + rate) ^ -periods) / rate) FROM loans', 1, false),
('ddb', 'the formula in numeric',
 'SELECT count(ddb(cost, salvage, life, period)) FROM assets',
 'SELECT count(greatest(least(cost * (1 - 2.0 / life) ^ (period - 1) * 2 / life, cost * (1 - 2.0 / life) ^ (period - 1) - salvage), 0)) FROM assets', 1, false);

INSERT INTO bench_check VALUES
('pmt() and the formula differ',
 'SELECT max(abs(pmt(rate, periods, amount) / (-amount * rate / (1 - (1 + rate) ^ -periods)) - 1)) < 1e-11 FROM (SELECT * FROM loans LIMIT 10000) AS sample'),
('pv() and the formula differ',
 'SELECT max(abs(pv(rate, periods, amount) / (-amount * (1 - (1 + rate) ^ -periods) / rate) - 1)) < 1e-11 FROM (SELECT * FROM loans LIMIT 10000) AS sample'),
('ddb() and the formula differ',
 'SELECT max(abs(ddb(cost, salvage, life, period) -
                 greatest(least(cost * (1 - 2.0 / life) ^ (period - 1) * 2 / life, cost * (1 - 2.0 / life) ^ (period - 1) - salvage), 0))) < 1e-6
  FROM (SELECT * FROM assets LIMIT 10000) AS sample');
