-- xirr against what it takes only to gather the same two columns.

INSERT INTO bench (what, against, ours, theirs, bar, faster, plan) VALUES
('xirr, 50 float8 flows, by project', 'array_agg of both columns',
 'SELECT count(r) FROM (SELECT xirr(amount, at) AS r FROM flows8 GROUP BY project) AS a',
 'SELECT count(a), count(d) FROM (SELECT array_agg(amount) AS a, array_agg(at) AS d FROM flows8 GROUP BY project) AS a', 1.15, false, 'HashAggregate'),
('xirr, 50 float8 flows, as they come', 'array_agg of both columns',
 'SELECT count(r) FROM (SELECT xirr(amount, at) AS r FROM monthly8 GROUP BY project) AS a',
 'SELECT count(a), count(d) FROM (SELECT array_agg(amount) AS a, array_agg(at) AS d FROM monthly8 GROUP BY project) AS a', 1.15, false, 'HashAggregate'),
('xirr, 50 float8 flows, in no order', 'array_agg of both columns',
 'SELECT count(r) FROM (SELECT xirr(amount, at) AS r FROM shuffled8 GROUP BY project) AS a',
 'SELECT count(a), count(d) FROM (SELECT array_agg(amount) AS a, array_agg(at) AS d FROM shuffled8 GROUP BY project) AS a', 1.15, false, 'HashAggregate'),
('xirr, 50 numeric flows, by project', 'array_agg of both columns',
 'SELECT count(r) FROM (SELECT xirr(amount, at) AS r FROM flows GROUP BY project) AS a',
 'SELECT count(a), count(d) FROM (SELECT array_agg(amount) AS a, array_agg(at) AS d FROM flows GROUP BY project) AS a', 1.5, false, 'HashAggregate'),
('xirr, 50 numeric flows, as they come', 'array_agg of both columns',
 'SELECT count(r) FROM (SELECT xirr(amount, at) AS r FROM monthly GROUP BY project) AS a',
 'SELECT count(a), count(d) FROM (SELECT array_agg(amount) AS a, array_agg(at) AS d FROM monthly GROUP BY project) AS a', 1.5, false, 'HashAggregate'),
('xirr, 50 numeric flows, in no order', 'array_agg of both columns',
 'SELECT count(r) FROM (SELECT xirr(amount, at) AS r FROM shuffled GROUP BY project) AS a',
 'SELECT count(a), count(d) FROM (SELECT array_agg(amount) AS a, array_agg(at) AS d FROM shuffled GROUP BY project) AS a', 1.5, false, 'HashAggregate');
INSERT INTO bench (what, against, ours, theirs, bar, faster) VALUES
('xirr of a million float8 flows', 'array_agg of both columns',
 'SELECT xirr(amount, at) FROM pool8', 'SELECT count(a), count(d) FROM (SELECT array_agg(amount) AS a, array_agg(at) AS d FROM pool8) AS a', 1.5, false),
('xirr of a million numeric flows', 'array_agg of both columns',
 'SELECT xirr(amount, at) FROM pool', 'SELECT count(a), count(d) FROM (SELECT array_agg(amount) AS a, array_agg(at) AS d FROM pool) AS a', 1.5, false);

INSERT INTO bench_check VALUES
('float8 and numeric flows have other rates',
 'SELECT (SELECT array_agg(r) FROM (SELECT xirr(amount, at) AS r FROM flows8 GROUP BY project ORDER BY project LIMIT 1000) AS a) =
         (SELECT array_agg(r) FROM (SELECT xirr(amount, at) AS r FROM flows GROUP BY project ORDER BY project LIMIT 1000) AS b)'),
('the present value at the rate is not zero',
 'SELECT abs(xnpv(rate::float8, flows)) < 1e-3 FROM (SELECT xirr(amount, at) AS rate, cash_flows(amount, at) AS flows FROM flows8 WHERE project = 1) AS a'),
('the pool has no rate', 'SELECT xirr(amount, at) IS NOT NULL FROM pool8'),
('it has several dates', 'SELECT count(DISTINCT at) > 1000 FROM pool8');
