-- What is left to post of a cumulative amount.

-- the ordinary: the first time all of it, then what has come since, again nothing
SELECT left_to_post(33333.333333, NULL) AS january, left_to_post(66666.666667, 33333.33) AS february, left_to_post(66666.666667, 66666.67) AS again;

-- a total of thirds is whole in the end
WITH RECURSIVE month (n, amount, posted) AS (
	SELECT 1, left_to_post(100000 / 3.0, 0), left_to_post(100000 / 3.0, 0)
	UNION ALL
	SELECT n + 1, left_to_post((n + 1) * 100000 / 3.0, posted), posted + left_to_post((n + 1) * 100000 / 3.0, posted) FROM month WHERE n < 3
)
SELECT * FROM month;

-- the edge: too much was posted; half a cent, of either sign; other scales; nothing
SELECT left_to_post(100, 120) AS back, left_to_post(0.005, 0) AS up, left_to_post(-0.005, 0) AS down,
       left_to_post(1234.5678, 1234, 3) AS dinars, left_to_post(1234.5, 1000, 0) AS yen, left_to_post(1250, NULL, -2) AS hundreds,
       left_to_post(0, NULL) AS nothing, left_to_post(NULL, 12) IS NULL AS unknown;

-- refused
SELECT left_to_post(1, 1, NULL);
SELECT left_to_post('NaN', 1);
SELECT left_to_post(1, 'Infinity');
SELECT left_to_post(1, 1, 13);
