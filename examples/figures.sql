-- The figures that five published articles on leasing GPU compute (2023-24)
-- print, each beside the one SQL expression that computes it:
--
--   SELECT * FROM recomputed_figures;
--
-- Works in any database with the extension: psql -f examples/figures.sql

CREATE TABLE published_figures (
  line        int GENERATED ALWAYS AS IDENTITY,
  n           text PRIMARY KEY,   -- the article's figure, its parts lettered
  what        text NOT NULL,
  published   text NOT NULL,      -- as printed; '' where only the inputs are, (no figure) where the article only tells
  printed     numeric,            -- the number in it
  printed_to  numeric,            -- the other end where a range is printed
  expected    numeric NOT NULL,   -- the exact answer, worked out elsewhere, to 8 decimals
  expression  text NOT NULL
);

INSERT INTO published_figures (n, what, published, printed, printed_to, expected, expression) VALUES
('1', 'payback of an A100 80G at full use, years', '0.8 years', 0.8, NULL, 0.75599504,
 $$payback('100000 CNY/card', '15.1 CNY/card/hour')$$),
('2', 'the same at a discount of 50%', '1.5 years', 1.5, NULL, 1.51199008,
 $$payback('100000 CNY/card', rent_rate '15.1 CNY/card/hour' * 0.5)$$),
('3', 'the same at the average after discounts', '1.5 to 2 years', 1.5, 2, 1.50204278,
 $$payback('100000 CNY/card', '7.6 CNY/card/hour')$$),
('3a', '10,000 cards for 1 bn CNY at that rate, years', '1.5 to 2 years', 1.5, 2, 1.50204278,
 $$payback(1000000000, 10000 * amount(per('7.6 CNY/card/hour', 'year')))$$),
('4', 'cost of a card-hour over 4 years, CNY', '2.9 CNY', 2.9, NULL, 2.85388128,
 $$amortization(100000, '4 years', 0, 'hour')$$),
('5', 'gross margin at 5.4 CNY, fully let, exact', '46.3%', 0.463, NULL, 0.47150347,
 $$gross_margin('5.4 CNY/card/hour', amortization('100000 CNY/card', '4 years'))$$),
('5a', 'the same with the cost first rounded to 0.1', '46.3%', 0.463, NULL, 0.46296296,
 $$gross_margin(5.4, round(amortization(100000, '4 years', 0, 'hour'), 1))$$),
('6', 'cards that 100 m CNY buys', '1,000 cards', 1000, NULL, 1000,
 $$100000000 / amount('100000 CNY/card')$$),
('7', '960 P for 3 years incl. VAT, CNY', '346 m CNY', 346000000, NULL, 345600000,
 $$rent('120000 CNY/P/year incl 6%', '960 P', term('2024-01-01', '2026-12-31'))$$),
('7a', 'of which net', '', NULL, NULL, 326037735.85,
 $$(vat_split(rent('120000 CNY/P/year', '960 P', term('2024-01-01', '2026-12-31')), 0.06)).net$$),
('7b', 'of which VAT at 6%', '', NULL, NULL, 19562264.15,
 $$(vat_split(rent('120000 CNY/P/year', '960 P', term('2024-01-01', '2026-12-31')), 0.06)).tax$$),
('8', 'an 8xA100 cloud server for a year, CNY', '1.6 m CNY', 1600000, NULL, 1600800,
 $$rent('133400 CNY/server/month', 1, term('2024-01-01', '2024-12-31'))$$),
('9', 'an HGX module against that rent, years', 'about one year''s rent', 1, NULL, 0.99950025,
 $$payback('1600000 CNY/server', '133400 CNY/server/month')$$),
('10', 'a cloud''s A100 in a month of 30 days, USD', 'about 1,000 USD', 1000, NULL, 1080,
 $$rent('1.5 USD/card/hour', 1, term('2024-06-01', '2024-06-30'))$$),
('10a', 'in a month of 730 hours, USD', 'about 1,000 USD', 1000, NULL, 1095,
 $$amount(per('1.5 USD/card/hour', 'month'))$$),
('11', 'cost of an hour implied by its margin, USD', '', NULL, NULL, 0.87,
 $$amount(rent_rate '1.5 USD/card/hour' * (1 - 0.42))$$),
('11a', 'gross margin at that cost', '42%', 0.42, NULL, 0.42,
 $$gross_margin('1.5 USD/card/hour', '0.87 USD/card/hour')$$),
('11b', 'revenue of an hour if 1.5 were the profit, USD', '', NULL, NULL, 3.57142857,
 $$amount(rent_rate '1.5 USD/card/hour' / 0.42)$$),
('11c', 'and then its cost, USD', '', NULL, NULL, 2.07142857,
 $$amount(rent_rate '1.5 USD/card/hour' / 0.42 - rent_rate '1.5 USD/card/hour')$$),
('12', 'an 8xH100 server of 16 P, CNY/P/year', '103,000', 103000, NULL, 103125,
 $$amount(per('1650000 CNY/server/year', 'P', 16))$$),
('13', 'outlay per P: 61 m for 100 P, CNY', '', NULL, NULL, 610000,
 $$61000000 / petaflops('100 P')$$),
('13a', '200 m for 500 P', '', NULL, NULL, 400000,
 $$200000000 / petaflops('500 P')$$),
('13b', '44 m for 100 P', '', NULL, NULL, 440000,
 $$44000000 / petaflops('100 P')$$),
('13c', '100 m for 1,000 P (own funds only)', '', NULL, NULL, 100000,
 $$100000000 / petaflops('1000 P')$$),
('14', 'payback of the first at 12''s rent, years', '', NULL, NULL, 5.91515152,
 $$payback('610000 CNY/P', per('1650000 CNY/server/year', 'P', 16))$$),
('14a', 'of the second', '', NULL, NULL, 3.87878788,
 $$payback('400000 CNY/P', per('1650000 CNY/server/year', 'P', 16))$$),
('14b', 'of the third', '', NULL, NULL, 4.26666667,
 $$payback('440000 CNY/P', per('1650000 CNY/server/year', 'P', 16))$$),
('14c', 'of the fourth', '', NULL, NULL, 0.96969697,
 $$payback('100000 CNY/P', per('1650000 CNY/server/year', 'P', 16))$$),
('15', 'cards of 0.6 P that train GPT-3 in a day', 'about 6,000 cards', 6000, NULL, 6066.66666667,
 $$3640 / pf_days('0.6 P', '1 day')$$),
('15a', 'efficiency if it takes 10,000 of them', '', NULL, NULL, 0.60666667,
 $$3640 / pf_days(p_capacity '0.6 P' * 10000, '1 day')$$),
('15b', 'cards of 0.312 P, dense', 'over 10,000', 10000, 'Infinity', 11666.66666667,
 $$3640 / pf_days('0.312 P', '1 day')$$),
-- The articles print these three results and none of the inputs; the inputs are ours (doc/unit_economics.md).
('16', 'gross margin of a lessor, 95% let', 'about 40%', 0.40, NULL, 0.40557432,
 $$(SELECT share_of_revenue FROM unit_economics('7.6 CNY/card/hour', '100000 CNY/card', utilization => 0.95,
   power => 0.8, pue => 1.3, power_price => '0.65 CNY/kW/hour', colocation => '350 CNY/kW/month', staff => '2000 CNY/card/year',
   other => '0.15 CNY/card/hour', selling => 0.03, administration => '0.5 CNY/card/hour', debt => 50000, interest_rate => 0.045,
   income_tax_rate => 0.25, scale => 8) WHERE line = 'gross profit')$$),
('16a', 'its net margin', 'about 20%', 0.20, NULL, 0.20306066,
 $$(SELECT share_of_revenue FROM unit_economics('7.6 CNY/card/hour', '100000 CNY/card', utilization => 0.95,
   power => 0.8, pue => 1.3, power_price => '0.65 CNY/kW/hour', colocation => '350 CNY/kW/month', staff => '2000 CNY/card/year',
   other => '0.15 CNY/card/hour', selling => 0.03, administration => '0.5 CNY/card/hour', debt => 50000, interest_rate => 0.045,
   income_tax_rate => 0.25, scale => 8) WHERE line = 'net profit')$$),
('16b', 'net margin one plans for its first year, 90% let', '17%', 0.17, NULL, 0.17392514,
 $$(SELECT share_of_revenue FROM unit_economics('7.6 CNY/card/hour', '100000 CNY/card', utilization => 0.90,
   power => 0.8, pue => 1.3, power_price => '0.65 CNY/kW/hour', colocation => '350 CNY/kW/month', staff => '2000 CNY/card/year',
   other => '0.15 CNY/card/hour', selling => 0.03, administration => '0.5 CNY/card/hour', debt => 50000, interest_rate => 0.045,
   income_tax_rate => 0.25, scale => 8) WHERE line = 'net profit')$$),
('17', 'growth of AI compute spending a year', '15.5%', 0.155, NULL, 0.15464502,
 $$cagr(19.5, 34.66, 4)$$),
('18', 'compute in 2026 at growth of 52.3%, EFLOPS', '', NULL, NULL, 1441.89756153,
 $$p_capacity '268 EFLOPS' * 1.523 ^ 4 / p_capacity '1 EFLOPS'$$),
-- "Not a good business in the long run": by how much rents fall is ours.
('19', 'months of payback if 7.6 falls by 2% a month', '(no figure)', NULL, NULL, 22.12952579,
 $$12 * payback('100000 CNY/card', '7.6 CNY/card/hour', monthly_decline => 0.02)$$),
('19a', 'its IRR a year, over 48 months', '(no figure)', NULL, NULL, 0.43422426,
 $$(SELECT (1 + irr(project_cash_flow ORDER BY month)) ^ 12 - 1
   FROM pro_forma('100000 CNY/card', '7.6 CNY/card/hour', months => 48, monthly_decline => 0.02, scale => 12))$$),
('19b', 'break-even opening rate over 48 months, CNY', '(no figure)', NULL, NULL, 4.41311485,
 $$break_even_opening_rate(100000, 48, monthly_decline => 0.02)$$),
('19c', 'break-even utilization at 7.6 CNY', '(no figure)', NULL, NULL, 0.58067301,
 $$break_even_utilization(100000, 7.6, 48, monthly_decline => 0.02)$$),
('19d', 'all it ever earns if rents fall by 6%, CNY', '(no figure)', NULL, NULL, 92466.66666667,
 $$growing_annuity(0, -0.06, 'Infinity', 7.6 * 730)$$),
('20', '8xH100 node, 17 January to 8 May, USD', '', NULL, NULL, 138129.60,
 $$rent('36999 USD/server/month', 1, term('2024-01-17', '2024-05-08'))$$),
('20a', 'the sum of its calendar months', '', NULL, NULL, 138129.60,
 $$(SELECT sum(amount) FROM rent_schedule('36999 USD/server/month', 1, term('2024-01-17', '2024-05-08')))$$),
('21', 'hosted, 1,000.01 a month: operator''s 30%, CNY', '(no figure)', NULL, NULL, 300,
 $$(SELECT amount FROM revenue_share_schedule(ARRAY[1000.01, 1000.01], '{0.3,0.35,0.35}') WHERE period = 1 AND party = '1')$$),
('21a', 'the first owner''s 35%', '(no figure)', NULL, NULL, 350.01,
 $$(SELECT amount FROM revenue_share_schedule(ARRAY[1000.01, 1000.01], '{0.3,0.35,0.35}') WHERE period = 1 AND party = '2')$$),
('21b', 'the same owner''s in the second month', '(no figure)', NULL, NULL, 349.99,
 $$(SELECT amount FROM revenue_share_schedule(ARRAY[1000.01, 1000.01], '{0.3,0.35,0.35}') WHERE period = 2 AND party = '2')$$),
('21c', 'what all get in the second month', '(no figure)', NULL, NULL, 1000.01,
 $$(SELECT sum(amount) FROM revenue_share_schedule(ARRAY[1000.01, 1000.01], '{0.3,0.35,0.35}') WHERE period = 2)$$),
('22', '8''s rent per card-hour, CNY', '', NULL, NULL, 22.84246575,
 $$amount(per(per('133400 CNY/server/month', 'card', 8), 'hour'))$$),
('23', '960 P in servers of 16 P', '', NULL, NULL, 60,
 $$p_capacity '960 P' / p_capacity '16 P'$$),
('23a', '7''s rent per card-hour at 2 P a card, CNY', '', NULL, NULL, 27.39726027,
 $$amount(per(per('120000 CNY/P/year', 'card', 0.5), 'hour'))$$),
('24', 'penetration of AI from 2% to 50%, times', '25 times', 25, NULL, 25,
 $$0.50 / 0.02$$),
('24a', 'a year, over ten years', '', NULL, NULL, 0.37972966,
 $$cagr(0.02, 0.50, 10)$$),
('25', 'doubling at tenfold a year, months', '3 to 4 months', 3, 4, 3.61235995,
 $$12 * doubling_time(9)$$),
('25a', 'doubling at 300,000 times in six years, months', '3 to 4 months', 3, 4, 3.95721743,
 $$12 * doubling_time(cagr(1, 300000, 6))$$),
('26', 'break-even utilization of 5', '', NULL, NULL, 0.52849653,
 $$break_even_utilization('5.4 CNY/card/hour', amortization('100000 CNY/card', '4 years'))$$),
('26a', 'its margin at half let', '', NULL, NULL, -0.05699307,
 $$gross_margin('5.4 CNY/card/hour', hourly_cost('100000 CNY/card', '4 years', 0, 0.5))$$);

CREATE FUNCTION compute_figure(expression text) RETURNS numeric
LANGUAGE plpgsql AS $$
DECLARE
  computed numeric;
BEGIN
  EXECUTE 'SELECT ' || expression INTO computed;
  RETURN computed;
END
$$;

-- difference: computed less what is printed; 0 within a printed range.  Where
-- only the inputs are printed, it is to the exact answer.
CREATE VIEW recomputed_figures AS
SELECT n, what, published, computed,
       CASE WHEN printed IS NULL THEN round(computed, 8) - expected
            ELSE computed - greatest(printed, least(computed, coalesce(printed_to, printed))) END AS difference,
       round(computed, 8) = expected AS exact,
       expression
FROM published_figures,
     LATERAL (SELECT compute_figure(expression) AS computed) AS c
ORDER BY line;
