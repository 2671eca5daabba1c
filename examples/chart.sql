-- Two charts of accounts for the roles that journals give: one of Chinese accounts, one in English.
--
--   SELECT c.code, c.name, sum(j.debit), sum(j.credit)
--   FROM finance_lease_journal(...) AS j JOIN chart AS c ON c.account = j.account AND c.chart = 'cn'
--   GROUP BY 1, 2 ORDER BY 1;
--
-- Codes are those of the Chinese accounting standards' guide where it has one; change them to yours.

CREATE TABLE chart (
  chart    varchar(10) NOT NULL,
  account  varchar(40) NOT NULL,  -- the role
  code     varchar(20) NOT NULL,
  name     varchar(60) NOT NULL,
  PRIMARY KEY (chart, account)
);

INSERT INTO chart (chart, account, code, name) VALUES
  -- finance leases
  ('cn', 'lease_receivable', '1531', '应收融资租赁款'),
  ('cn', 'unguaranteed_residual', '1532', '未担保余值'),
  ('cn', 'net_investment', '1533', '租赁投资净额'),
  ('cn', 'unearned_income', '1534', '未实现融资收益'),
  ('cn', 'leased_asset', '1461', '融资租赁资产'),
  ('cn', 'revenue', '6001', '主营业务收入'),
  ('cn', 'cost_of_sales', '6401', '主营业务成本'),
  ('cn', 'selling_expense', '6601', '销售费用'),
  ('cn', 'gain_on_disposal', '6115', '资产处置损益'),
  ('cn', 'selling_loss', '6711', '营业外支出'),
  ('cn', 'interest_income', '6041', '租赁收入'),
  ('cn', 'interest_expense', '6411', '利息支出'),
  ('cn', 'cash', '1002', '银行存款'),
  -- rent: bills and income
  ('cn', 'receivable', '1122', '应收账款'),
  ('cn', 'accrued_rent', '1124', '应计租金'),
  ('cn', 'rental_income', '6051', '其他业务收入'),
  ('cn', 'output_vat', '22210106', '应交税费—应交增值税（销项税额）'),
  ('cn', 'pending_output_vat', '222112', '应交税费—待转销项税额'),
  ('cn', 'rounding', '6602', '管理费用'),
  ('cn', 'advance_receipt', '2203', '预收账款'),
  ('cn', 'contract_liability', '2205', '合同负债'),
  ('cn', 'deposit', '2241', '其他应付款'),

  ('en', 'lease_receivable', '1310', 'Lease receivable'),
  ('en', 'unguaranteed_residual', '1320', 'Unguaranteed residual asset'),
  ('en', 'net_investment', '1330', 'Net investment in direct financing leases'),
  ('en', 'unearned_income', '1340', 'Unearned finance income'),
  ('en', 'leased_asset', '1500', 'Equipment'),
  ('en', 'revenue', '4000', 'Sales'),
  ('en', 'cost_of_sales', '5000', 'Cost of sales'),
  ('en', 'selling_expense', '6100', 'Selling expense'),
  ('en', 'gain_on_disposal', '4900', 'Gain or loss on disposal'),
  ('en', 'selling_loss', '6900', 'Selling loss'),
  ('en', 'interest_income', '4200', 'Interest income on leases'),
  ('en', 'interest_expense', '6200', 'Interest expense'),
  ('en', 'cash', '1000', 'Cash'),
  ('en', 'receivable', '1200', 'Accounts receivable'),
  ('en', 'accrued_rent', '1250', 'Accrued and deferred rent'),
  ('en', 'rental_income', '4100', 'Rental income'),
  ('en', 'output_vat', '2100', 'Output VAT'),
  ('en', 'pending_output_vat', '2110', 'Output VAT not yet due'),
  ('en', 'rounding', '6950', 'Rounding'),
  ('en', 'advance_receipt', '2210', 'Rent received in advance'),
  ('en', 'contract_liability', '2220', 'Contract liabilities'),
  ('en', 'deposit', '2230', 'Deposits of customers');
