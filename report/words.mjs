// What the page says, in English and in Chinese
export const words = {
  title: ["GPU lease book", "算力租赁账簿"],
  about: ["as of {0} · {1}net of VAT, in {2}", "截至 {0} · {1}不含增值税，{2}"],
  zone: ["time zone {0} · ", "时区 {0} · "],
  open: ["{0} not closed yet", "{0} 尚未结账"],
  from: ["from", "自"], to: ["to", "至"], unit: ["unit", "单位"], auto: ["auto", "自动"], print: ["Print", "打印"], other: ["中文", "English"], otherLabel: ["中文：切换到中文", "English: switch to English"],
  pools: ["Pools", "算力池"], reset: ["← All pools, last 12 months", "← 全部算力池，近 12 个月"], scenario: ["scenario", "方案"],
  table: ["Table", "表格"], csv: ["Download CSV", "下载 CSV"], sortBy: ["sort by", "排序："], none: ["Nothing to show.", "没有可显示的数据。"],
  emptyBook: ["The book is empty: no month, no pool.", "账簿为空：没有月份，没有算力池。"],
  figures: ["Figures", "主要指标"], figuresSub: ["What the figures above are made of", "上列指标的构成"], net: ["Net revenue", "净收入"], margin: ["Gross margin", "毛利率"], utilization: ["Utilization", "出租率"], rate: ["Net rate", "净单价"], available: ["Revenue per available hour", "每可用卡时收入"], overdue: ["Overdue", "逾期应收"],
  noScenario: ["The book has no scenario of cards to buy (table scenario).", "账簿中没有购置方案（表 scenario）。"], century: ["not within 100 years at this pace", "按此节奏 100 年内不回本"],
  noInvoices: ["no invoices in the book", "账簿中没有发票"], perPeriod: ["{0} per card and {1}", "{0}/卡/{1}"],
  figuresTable: ["Figures and the year before", "指标与上年同期"], heat: ["{0}: heat map", "{0}：热力图"],
  perCardHour: ["{0}/card-hour", "{0}/卡时"], points: ["pp", "个百分点"], onYear: ["on the year", "同比"], noYear: ["no year before in the book", "账簿中无上年同期"], sinceZero: ["from 0 the year before", "上年同期为 0"], unknown: ["unknown: an exchange rate is missing in {0}", "未知：{0} 缺少汇率"], nothingIn: ["no revenue, or no hours, in these months", "所选月份无收入或无卡时"],
  overdueNote: ["all pools, end of {0}", "全部算力池，{0} 月末"], period: ["period", "期间"], now: ["selected months", "所选月份"], before: ["the year before", "上年同期"],
  revenueTitle: ["Net revenue and gross margin by month", "月度净收入与毛利率"], revenueSub: ["Bars: net revenue by pool, {0}. Line: gross margin, %. Click a bar for its pool, a month for it", "柱：各算力池净收入，{0}。线：毛利率，%。点击柱只看该池，点击月份只看该月"],
  heatTitle: ["Utilization: pool × month", "出租率：算力池 × 月"], heatSub: ["Card-hours let / available, %. Click a pool or a month", "已租卡时 / 可用卡时，%。点击算力池或月份"], allPools: ["together", "合计"],
  over: ["> 100: more let than there is", "> 100：超租"], noCards: ["no cards", "无卡"],
  bridgeTitle: ["Revenue bridge", "收入变动桥"], bridgeSub: ["{0}: the year before to now, {1}", "{0}：上年同期至本期，{1}"], bridgeNone: ["It takes the same months of the year before, which are not in the book.", "需要上年同期，账簿中没有。"],
  f: ["Before", "上年同期"], new: ["New", "新客户"], lost: ["Lost", "流失"], volume: ["Volume", "量"], mix: ["Mix", "结构"], price: ["Price", "价"], exchange: ["Exchange", "汇率"], t: ["Now", "本期"],
  weekTitle: ["Utilization: hour of the week", "出租率：周内小时"], weekSub: ["Selected months and pools together, %; the same scale as above", "所选月份与算力池合计，%；色阶同上"], days: ["Mon,Tue,Wed,Thu,Fri,Sat,Sun", "一,二,三,四,五,六,日"],
  paybackTitle: ["Payback curves", "投资回收曲线"], paybackSub: ["Cumulative cash by pool: net revenue − cash costs − purchases + sales, {0}; back at 0", "各算力池累计现金：净收入 − 现金成本 − 购置 + 处置，{0}；过零即回本"],
  paidBack: ["paid back in {0}", "{0} 回本"], toGo: ["{0} months to go", "还需 {0} 个月"], toGoOne: ["1 month to go", "还需 1 个月"], never: ["never at this pace", "按此节奏无法回本"], pace: ["Months to go: at the pace of the last 3 months.", "尚需月数：按近 3 个月节奏推算。"], nothingBought: ["nothing was bought", "无购置"],
  proTitle: ["Pro forma: {0}", "现金流预测：{0}"], proSub: ["Equity cash flow by month (bars) and cumulative (line), {0}", "月度股权现金流（柱）与累计（线），{0}"], equity: ["By month", "当月"], cumulative: ["Cumulative", "累计"], backIn: ["payback: month {0}, {1}", "回本：第 {0} 月，{1}"], backAfter: ["month {0}, {1}", "第 {0} 月，{1}"], notBack: ["Not paid back within these months.", "期内不回本。"],
  gridTitle: ["Payback in years: rate × share let", "回本年数：价格 × 出租率"], gridSub: ["{0}. Columns: rate, {1}; rows: share let; “—”: never", "{0}。列：价格，{1}；行：出租率；“—”为永不回本"], gridHere: ["outlined: nearest to where the scenario stands ({0}, {1} %)", "加框：最接近方案所在（{0}，{1} %）"], years: ["years", "年"], neverBack: ["never", "永不回本"],
  gridNotHere: ["the scenario ({0}, {1} %) is outside this grid", "方案（{0}，{1} %）在此表之外"],
  whatIfTitle: ["What if", "假设分析"], whatIf: ["what if", "假设"], whatIfSub: ["Move a slider: the cash flow and the payback below are computed anew, to the digit as pro_forma() and payback_grid() do it", "移动滑块：下方现金流与回本年数即时重算，结果与 pro_forma()、payback_grid() 逐位一致"],
  lever_price: ["price of a card", "单卡价格"], lever_rate: ["rate", "租价"], lever_let: ["share let", "出租率"], lever_decline: ["decline of rents a month", "租价月降幅"], lever_debt: ["debt", "借款比例"],
  asInBook: ["← As in the book", "← 恢复账簿方案"], asItIs: ["as in the book", "同账簿"], instead: ["book: {0}", "账簿：{0}"], inBook: ["in the book", "账簿"], whatIfSums: ["What comes of it", "结果对比"],
  paybackOfCard: ["payback of a card at this rate and share let", "单卡回本（按此租价与出租率）"], paybackOfEquity: ["equity back", "股权回本"], equityInTheEnd: ["cumulative equity cash in the end, {0}", "期末累计股权现金，{0}"], cumulativeInBook: ["Cumulative, in the book", "累计（账簿）"],
  tooLarge: ["An amount is too large to compute here.", "金额过大，无法在此计算。"], loading: ["Loading …", "正在载入…"],
  noCore: ["This page was made without it: it takes clang, lld and wasi-libc where the page is made.", "生成本页的机器缺少 clang、lld 与 wasi-libc，因此没有此功能。"], coreFails: ["This browser does not run WebAssembly here.", "此浏览器无法运行 WebAssembly。"], noTerms: ["The view gpurent_bi.scenario, which holds its terms, could not be read.", "无法读取方案条件视图 gpurent_bi.scenario。"],
  unitTitle: ["A card-hour that is let", "每已租卡时的构成"], unitSub: ["{0}, {1} per card-hour let", "{0}，每已租卡时，{1}"],
  customerTitle: ["Customer concentration", "客户集中度"], customerSub: ["Net revenue of the selected months, {0}; line: cumulative share, %", "所选月份净收入，{0}；线：累计占比，%"], share: ["Cumulative share", "累计占比"], others: ["{0} others", "其余 {0} 家"],
  agingTitle: ["Receivables by age", "应收账款账龄"], agingSub: ["End of {0}, gross, {1}, all pools (an invoice may be of several)", "{0} 月末，含税，{1}，全部算力池（一张发票可跨多池）"], b0: ["not due", "未到期"], b1: ["1–30 days", "1–30 天"], b2: ["31–60", "31–60 天"], b3: ["61–90", "61–90 天"], b4: ["over 90", "90 天以上"],
  problemTitle: ["What is in no figure, or looks wrong", "未计入或可疑的数据"], problemSub: ["{0} rows of gpurent_bi.problem", "gpurent_bi.problem，{0} 行"], problemNone: ["Nothing: every lease is billed, every amount has its exchange rate.", "无：全部租约已计费，全部金额有汇率。"],
  footer: ["Each number is from the views of schema gpurent_bi in database {0}; what is summed here is additive there, and ratios are ratios of sums. Drawn with Apache ECharts (Apache License 2.0). This file asks nothing of any network.", "所有数字来自数据库 {0} 的 gpurent_bi 视图；此处只对可加列求和，比率为和之比。图表由 Apache ECharts 绘制（Apache License 2.0）。本文件不访问网络。"],
  source: ["source: gpurent_bi, database {0}", "来源：gpurent_bi，数据库 {0}"],
  month: ["month", "月份"], pool: ["pool", "算力池"], customer: ["customer", "客户"], hour: ["hour of week", "周内小时"], line: ["line", "项目"],
};

// Names of columns in tables; others are shown as they are in SQL
export const columnWords = {
  month: ["month", "月份"], pool: ["pool", "算力池"], customer: ["customer", "客户"], net_functional: ["net revenue", "净收入"], service_net_functional: ["net revenue by month of service", "按服务月份的净收入"], cost_functional: ["cost", "成本"], gross_profit_functional: ["gross profit", "毛利"], gross_margin_percent: ["gross margin, %", "毛利率，%"],
  available_card_hours: ["card-hours available", "可用卡时"], leased_card_hours: ["card-hours let", "已租卡时"], utilization_percent: ["utilization, %", "出租率，%"],
  from_functional: ["before", "上年同期"], new_customers_functional: ["new", "新客户"], lost_customers_functional: ["lost", "流失"], volume_functional: ["volume", "量"], mix_functional: ["mix", "结构"], price_functional: ["price", "价"], exchange_functional: ["exchange", "汇率"], to_functional: ["now", "本期"],
  hour_of_week: ["hour of week", "周内小时"], purchases_functional: ["purchases", "购置"], sales_functional: ["sales", "处置"], cash_flow_functional: ["cash flow", "现金流"], cumulative_cash_flow_functional: ["cumulative", "累计"],
  month_number: ["month no.", "第几月"], at_day: ["from day", "起始日"], equity_cash_flow_in_currency: ["equity cash flow", "股权现金流"], cumulative_equity_cash_flow_in_currency: ["cumulative", "累计"],
  rate_in_currency: ["rate", "价格"], let_percent: ["let, %", "出租率，%"], payback_years: ["payback, years", "回本，年"], line_number: ["no.", "序"], line: ["line", "项目"], in_currency_per_leased_card_hour: ["per card-hour let", "每已租卡时"], in_currency_per_available_card_hour: ["per card-hour available", "每可用卡时"],
  cards: ["cards", "卡数"], price: ["price of a card", "单卡价格"], rate: ["rate", "租价"], cash_cost: ["cash cost", "现金成本"], monthly_decline_percent: ["decline a month, %", "月降幅，%"], debt_percent: ["debt, %", "借款比例，%"], interest_percent: ["interest, %", "利率，%"],
  income_tax_percent: ["income tax, %", "所得税，%"], discount_rate_percent: ["discount rate, %", "折现率，%"], residual_value_in_currency: ["residual value", "残值"], months: ["months", "月数"], ramp_months: ["ramp, months", "爬坡，月"], construction_months: ["construction, months", "建设期，月"],
  share_percent: ["share, %", "占比，%"], not_due_functional: ["not due", "未到期"], days_1_to_30_functional: ["1–30 days", "1–30 天"], days_31_to_60_functional: ["31–60 days", "31–60 天"], days_61_to_90_functional: ["61–90 days", "61–90 天"], days_over_90_functional: ["over 90 days", "90 天以上"], open_functional: ["open", "未收"], past_due_functional: ["overdue", "逾期"],
  kind: ["kind", "类别"], lease: ["lease", "租约"], reason: ["reason", "原因"], period: ["period", "期间"], net_functional_per_leased_card_hour: ["per card-hour let", "每已租卡时"], net_functional_per_available_card_hour: ["per card-hour available", "每可用卡时"], scenario: ["scenario", "方案"],
};

export const lineWords = { revenue: "收入", depreciation: "折旧", power: "电费", colocation: "机柜", staff: "人员", "other costs": "其他", "cost of revenue": "营业成本", "gross profit": "毛利", selling: "销售", administration: "管理", "operating profit": "营业利润", interest: "利息", "profit before tax": "税前利润", "income tax": "所得税", "net profit": "净利润" };

export const kindWords = { "not billed": "无法计费", "not started": "未起租", "exchange rate": "汇率", usage: "用量", "over capacity": "超租", asset: "资产", rollups: "汇总表", correction: "更正", billing: "开票", refund: "退款" };

// Reasons of gpurent_bi.problem, as examples/lease_book*.sql format them; test/report/page.mjs finds one that is not here.
// Other reasons why a lease is not billed are messages of the functions that would.
export const reasonWords = [
  ["it has no start yet, and earns nothing", "尚无起租日，不产生收入"],
  ["no exchange rate of %s on some day of the month: a cost of %s is not counted, and the month's profit unknown", "当月某日缺少 {0} 汇率：成本 {1} 未计入，当月利润未知"],
  ["no exchange rate of %s on some day of the month: %s is in no figure in %s", "当月某日缺少 {0} 汇率：{1} 未计入任何 {2} 金额"],
  ["no exchange rate of %s on the last day of the month: what is owed or paid ahead in it is in no figure in %s", "当月最后一日缺少 {0} 汇率：该币种的应收与预收未计入任何 {1} 金额"],
  ["metered from %s to %s, when it is not on lease: that is in no bill", "{0} 至 {1} 的计量不在租期内：未计入任何账单"],
  ["%s %s is left to post, and no month is open: add one", "尚有 {0} {1} 待入账，而没有未结账的月份：请增加一个月份"],
  ["billed with %s %s net, while it comes to %s", "已开票净额 {0} {1}，而应计净额为 {2}"],
  ["%s %s more was refunded than was paid ahead", "退款比预收款多 {0} {1}"],
  ["its terms price what is used, and nothing is metered in this month", "合同按用量计价，而本月没有计量数据"],
  ["up to %s let of %s cards, for %s hours", "最多同时租出 {0} 张，而仅有 {1} 张，共 {2} 小时"],
  ["leased from %s to %s, while asset %s is in service from %s to %s", "租期自 {0} 至 {1}，而资产 {2} 在役期自 {3} 至 {4}"],
  ["%s cards are leased of asset %s, which has %s", "资产 {1} 共 {2} 张，却租出 {0} 张"],
  ["changed since the last refresh_rollups()", "自上次 refresh_rollups() 以来有变动"],
  ['metered terms count by calendar months here: add "zone %s; proration calendar"', "按用量计价的合同须按自然月计：请加上 zone {0}; proration calendar"],
  ["its rent is beyond what the book keeps, ten trillion", "租金超出账簿所能记录的十万亿"],
];
