/*
 * test_parse.c
 *		core/value/parse: what the scanners read, where they say a fault is, and that
 *		they read what the printers write.
 */
#include "core/value/parse.h"

#include <stdlib.h>
#include <string.h>

#include "core/value/fold.h"
#include "core/value/print.h"
#include "tap.h"

/* text as a line of TAP can show it */
static const char *
shown(const char *text, size_t len)
{
	static char line[2000];
	char		folded[2000];
	size_t		folded_len;
	bool		valid = fold_text(text, len, folded, &folded_len);
	size_t		n = 0;

	for (size_t i = 0; i < len && n < sizeof(line) - 5; i++)
	{
		unsigned char c = (unsigned char) text[i];

		n += snprintf(line + n, sizeof(line) - n, c < 0x20 || (c > 0x7e && !valid) ? "\\x%02x" : "%c", c);
	}
	line[n] = '\0';
	return n == 0 ? "nothing" : line;
}

/* ---- what is read ---------------------------------------------------------- */

static void
reads_capacity(const char *text, const char *printed)
{
	char		buf[P_CAPACITY_BUFFER + 1] = "";
	int64_t		value;
	ParseError	error = {PARSE_OK, 0, 0};

	if (p_capacity_parse(text, strlen(text), &value, &error))
		buf[p_capacity_print(buf, value)] = '\0';
	if (!ok(strcmp(buf, printed) == 0, shown(text, strlen(text))))
		printf("# got \"%s\" (status %d at %d), expected \"%s\"\n", buf, error.status, error.offset, printed);
}

static void
reads_rate(const char *text, const char *printed)
{
	char		buf[RENT_RATE_BUFFER + 1] = "";
	RentRate	value;
	ParseError	error = {PARSE_OK, 0, 0};

	if (rent_rate_parse(text, strlen(text), &value, &error))
		buf[rent_rate_print(buf, &value)] = '\0';
	if (!ok(strcmp(buf, printed) == 0, shown(text, strlen(text))))
		printf("# got \"%s\" (status %d at %d), expected \"%s\"\n", buf, error.status, error.offset, printed);
}

static void
capacities(void)
{
	reads_capacity("960 P", "960 P");
	reads_capacity("0.0000005 P", "0.000001 P");
	reads_capacity("0.1428571428571428571 P", "0.142857 P");
	reads_capacity("0.1 G", "0 P");
	reads_capacity("1e-99999999999 P", "0 P");
	reads_capacity("960P", "960 P");
	reads_capacity("  960\tp \n", "960 P");
	reads_capacity("+960 PFLOPS", "960 P");
	reads_capacity("960 peta flop/s", "960 P");
	reads_capacity("960 Petaflops/s", "960 P");
	reads_capacity("960 POPS", "960 P");
	reads_capacity("960 PF", "960 P");
	reads_capacity("312 T", "0.312 P");
	reads_capacity("312 TFLOPS", "0.312 P");
	reads_capacity("1 GFLOPS", "0.000001 P");
	reads_capacity("268E", "268000 P");
	reads_capacity("268EFLOPS", "268000 P");
	reads_capacity("268 exaflops", "268000 P");
	reads_capacity("268e3P", "268000 P");
	reads_capacity("268e+3 P", "268000 P");
	reads_capacity("26800e-2 P", "268 P");
	reads_capacity("1.5E-2E", "15 P");
	reads_capacity("2 Z", "2000000 P");
	reads_capacity("2 zettaflop/s", "2000000 P");
	reads_capacity("3.12e14 FLOPS", "0.312 P");
	reads_capacity("-20 P", "-20 P");
	reads_capacity("-0 P", "0 P");
	reads_capacity("0e99999 P", "0 P");
	reads_capacity(".5 P", "0.5 P");
	reads_capacity("5. P", "5 P");
	reads_capacity("1,234,567.5 P", "1234567.5 P");
	reads_capacity("12,345 G", "0.012345 P");
	reads_capacity("0.3120000000000000000000000000000000000000000000000 P", "0.312 P");
	reads_capacity("0000000000000000000000000000000000000000000000312 T", "0.312 P");
	reads_capacity("288230376151711743 G", "288230376151.711743 P");
	reads_capacity("-288230376151.711743 P", "-288230376151.711743 P");
	reads_capacity("0.312 P fp16", "0.312 P fp16");
	reads_capacity("0.312P FP16", "0.312 P fp16");
	reads_capacity("0.312 PFLOPS (BF16)", "0.312 P bf16");
	reads_capacity("0.312 P fp16 dense", "0.312 P fp16");
	reads_capacity("1.979 P fp16 sparse", "1.979 P fp16 sparse");
	reads_capacity("1.979 P sparse fp16", "1.979 P fp16 sparse");
	reads_capacity("1.979 P (fp16 sparse)", "1.979 P fp16 sparse");
	reads_capacity("1.979 P (fp16) sparse", "1.979 P fp16 sparse");
	reads_capacity("3958 TOPS int8 sparse", "3.958 P int8 sparse");
	reads_capacity("960P算力", "960 P");
	reads_capacity("960 PFLOPS 算力 FP16 稀疏", "960 P fp16 sparse");
	reads_capacity("960P FP16算力", "960 P fp16");
	reads_capacity("960P（FP16，", "");
	reads_capacity("960P（FP16）", "960 P fp16");
	reads_capacity("９６０．５Ｐ", "960.5 P");
	reads_capacity("1.2万P", "12000 P");
	reads_capacity("1.2萬P", "12000 P");
	reads_capacity("1.2 万 P", "12000 P");
	reads_capacity("3百P", "300 P");
	reads_capacity("3千P", "3000 P");
	reads_capacity("3百万T", "3000 P");
	reads_capacity("3千万T", "30000 P");
	reads_capacity("3亿G", "300 P");
	reads_capacity("1.5 thousand P", "1500 P");
	reads_capacity("1.5 million T", "1500 P");
	reads_capacity("2 billion GFLOPS", "2000 P");
	reads_capacity("−5 P", "-5 P");
	reads_capacity("960\u00a0P", "960 P");
	reads_capacity("960\u3000P", "960 P");
	reads_capacity("\u3000 960 P\u00a0\u3000", "960 P");
}

static void
rates(void)
{
	reads_rate("15.1 CNY/card/hour", "15.1 CNY/card/hour");
	reads_rate("120000 CNY/P/year incl 6%", "120000 CNY/P/year incl 6%");
	reads_rate("98000 CNY/P fp16/year excl 13%", "98000 CNY/P fp16/year excl 13%");
	reads_rate("98000 CNY/P fp16 sparse", "98000 CNY/P fp16 sparse");
	reads_rate("133400 CNY/server/month", "133400 CNY/server/month");
	reads_rate("100000 CNY/card", "100000 CNY/card");
	reads_rate("1 CNY/kW/day", "1 CNY/kW/day");
	reads_rate("1 CNY/rack/week", "1 CNY/rack/week");
	reads_rate("1 CNY/lease/quarter", "1 CNY/lease/quarter");

	/* the currency on either side, by code or by sign */
	reads_rate("CNY 15.1/card/hour", "15.1 CNY/card/hour");
	reads_rate("cny15.1/card/hour", "15.1 CNY/card/hour");
	reads_rate("15.1cny/card/hour", "15.1 CNY/card/hour");
	reads_rate("RMB 15.1/card/hour", "15.1 CNY/card/hour");
	reads_rate("$1.5/GPU/hr", "1.5 USD/card/hour");
	reads_rate("US$1.5 per GPU per hour", "1.5 USD/card/hour");
	reads_rate("HK$1.5/GPU/h", "1.5 HKD/card/hour");
	reads_rate("€1.5/node/yr", "1.5 EUR/server/year");
	reads_rate("£1.5/cabinet/qtr", "1.5 GBP/rack/quarter");
	reads_rate("¥1.5/card/d", "1.5 CNY/card/day");
	reads_rate("￥1.5/card/wk", "1.5 CNY/card/week");
	reads_rate("¥15.1元/卡/小时", "15.1 CNY/card/hour");
	reads_rate("-$1.5/card/mo", "-1.5 USD/card/month");
	reads_rate("$-1.5/card/mo", "-1.5 USD/card/month");
	reads_rate("-1.5 USD/card/mo", "-1.5 USD/card/month");

	/* Chinese */
	reads_rate("15.1元/卡/小时", "15.1 CNY/card/hour");
	reads_rate("15.1元每卡每小时", "15.1 CNY/card/hour");
	reads_rate("15.1元/每卡/每小时", "15.1 CNY/card/hour");
	reads_rate("5.4元/卡时", "5.4 CNY/card/hour");
	reads_rate("5.4元/卡·时", "5.4 CNY/card/hour");
	reads_rate("15.1元/小时/卡", "15.1 CNY/card/hour");
	reads_rate("13.34万元/台/月", "133400 CNY/server/month");
	reads_rate("13.34 万 元/台服务器/个月", "133400 CNY/server/month");
	reads_rate("13.34万人民币/服务器/月", "133400 CNY/server/month");
	reads_rate("12万元/P/年 含税6%", "120000 CNY/P/year incl 6%");
	reads_rate("12万元/P算力/年（含6%税）", "120000 CNY/P/year incl 6%");
	reads_rate("12万元/P/年，不含税13％", "120000 CNY/P/year excl 13%");
	reads_rate("１２萬元／Ｐ／年（含稅６％）", "120000 CNY/P/year incl 6%");
	reads_rate("10万元/张", "100000 CNY/card");
	reads_rate("100美元/块/天", "100 USD/card/day");
	reads_rate("100港元/机柜/季度", "100 HKD/rack/quarter");
	reads_rate("3元/千瓦/日", "3 CNY/kW/day");
	reads_rate("1亿元/份合同", "100000000 CNY/lease");
	reads_rate("1000日元/卡/周", "1000 JPY/card/week");

	/* English */
	reads_rate("$2/GPU-hour", "2 USD/card/hour");
	reads_rate("$2 per GPU hour", "2 USD/card/hour");
	reads_rate("1.5 million CNY per server per annum", "1500000 CNY/server/year");
	reads_rate("CNY 1.65 million/server/year", "1650000 CNY/server/year");
	reads_rate("$1,234.56/rack/month", "1234.56 USD/rack/month");
	reads_rate("120000 CNY/PFLOPS/year", "120000 CNY/P/year");
	reads_rate("120000 CNY/PFLOP/s/year", "120000 CNY/P/year");
	reads_rate("120000 CNY per P per year", "120000 CNY/P/year");
	reads_rate("120000 CNY/P (FP16)/year", "120000 CNY/P fp16/year");
	reads_rate("1 EUR/card/hour including 6% VAT", "1 EUR/card/hour incl 6%");
	reads_rate("1 EUR/card/hour incl. VAT 6 %", "1 EUR/card/hour incl 6%");
	reads_rate("1 EUR/card/hour, excl. 19.25% tax", "1 EUR/card/hour excl 19.25%");
	reads_rate("1 EUR/card/hour (excluding 0.0001%)", "1 EUR/card/hour excl 0.0001%");
	reads_rate("1 EUR/card/hour 6% VAT included", "1 EUR/card/hour incl 6%");
	reads_rate("1 EUR/card/hour (20% excl)", "1 EUR/card/hour excl 20%");
	reads_rate("1 EUR/card/hour, 6 % tax inclusive", "1 EUR/card/hour incl 6%");
	reads_rate("1 EUR/card/hour + 20% VAT", "1 EUR/card/hour excl 20%");
	reads_rate("1 EUR/card/hour (+20% VAT)", "1 EUR/card/hour excl 20%");
	reads_rate("15.1元/卡/小时（6%增值税 不含）", "15.1 CNY/card/hour excl 6%");
	reads_rate("15.1 CNY/card/hour (incl6%)", "15.1 CNY/card/hour incl 6%");
	reads_rate("15.1 CNY/card/hour Excl13%", "15.1 CNY/card/hour excl 13%");
	reads_rate("월 200만원/대", "2000000 KRW/server/month");
	reads_rate("월200만원/대, VAT 별도 10%", "2000000 KRW/server/month excl 10%");
	reads_rate("시간당 2만원/장", "20000 KRW/card/hour");
	reads_rate("月額20万円/台", "200000 JPY/server/month");
	reads_rate("月額 20万円/サーバー（税込10%）", "200000 JPY/server/month incl 10%");
	reads_rate("1 EUR/card/hour incl 0%", "1 EUR/card/hour incl 0%");
	reads_rate("1 EUR/card/hour incl 100%", "1 EUR/card/hour incl 100%");
	reads_rate("100000 CNY/card excl 13%", "100000 CNY/card excl 13%");

	/* seconds and minutes */
	reads_rate("0.0014 USD/GPU/second", "0.0014 USD/card/second");
	reads_rate("0.0014 USD/GPU/sec", "0.0014 USD/card/second");
	reads_rate("$0.05/GPU/min", "0.05 USD/card/minute");
	reads_rate("$0.05 per GPU per minute", "0.05 USD/card/minute");
	reads_rate("0.0001元/卡/秒", "0.0001 CNY/card/second");
	reads_rate("0.3元/卡/分钟", "0.3 CNY/card/minute");
	reads_rate("0.3元/卡/分鐘", "0.3 CNY/card/minute");
	reads_rate("$0.00001/P-s", "0.00001 USD/P/second");

	/* words of clouds */
	reads_rate("$12.29/VM/hr", "12.29 USD/server/hour");
	reads_rate("$12.29/instance-hour", "12.29 USD/server/hour");
	reads_rate("12 EUR/instances/mo.", "12 EUR/server/month");
	reads_rate("100元/实例/月", "100 CNY/server/month");
	reads_rate("100元/虛擬機/月", "100 CNY/server/month");
	reads_rate("3元/GPU时", "3 CNY/card/hour");
	reads_rate("3元/GPU·時", "3 CNY/card/hour");
	reads_rate("$2/GPUh", "2 USD/card/hour");
	reads_rate("$2/gpuhr", "2 USD/card/hour");
	reads_rate("$2/GPUhours incl 6%", "2 USD/card/hour incl 6%");
	reads_rate("2 USD/cardhour", "2 USD/card/hour");
	reads_rate("16 USD/nodeh", "16 USD/server/hour");
	reads_rate("0.65 CNY/kWh", "0.65 CNY/kW/hour");
	reads_rate("0.65元/千瓦时", "0.65 CNY/kW/hour");
	reads_rate("0.65元/度", "0.65 CNY/kW/hour");
	reads_rate("0.65元/度電", "0.65 CNY/kW/hour");
	reads_rate("0.65 元/度 含税13%", "0.65 CNY/kW/hour incl 13%");
	reads_rate("300円/GPU/時間", "300 JPY/card/hour");
	reads_rate("2000원/GPU/시간", "2000 KRW/card/hour");
	reads_rate("JP¥200/枚/時間", "200 JPY/card/hour");
	reads_rate("CN¥5/枚/時間", "5 CNY/card/hour");
	reads_rate("RMB5.4/卡时", "5.4 CNY/card/hour");
	reads_rate("CA$3/GPU/h", "3 CAD/card/hour");
	reads_rate("R$3/GPU/h", "3 BRL/card/hour");
	reads_rate("2만원/장/월", "20000 KRW/card/month");
	reads_rate("1억5000", "");
	reads_rate("1.5억원/대/년", "150000000 KRW/server/year");
	reads_rate("3천원/카드/일", "3000 KRW/card/day");
	reads_rate("5000원/서버/주", "5000 KRW/server/week");
	reads_rate("5000 원/노드/분", "5000 KRW/server/minute");
	reads_rate("5원/장/초", "5 KRW/card/second");
	reads_rate("300만원/인스턴스/개월", "3000000 KRW/server/month");
	reads_rate("900만원/랙/분기", "9000000 KRW/rack/quarter");
	reads_rate("2만원/장/월 (부가세 별도 10%)", "20000 KRW/card/month excl 10%");
	reads_rate("2만원/장/시 부가세 포함 10%", "20000 KRW/card/hour incl 10%");
	reads_rate("2달러/장/시간", "2 USD/card/hour");
	reads_rate("200엔/장/시간", "200 JPY/card/hour");
	reads_rate("200円/枚/時間", "200 JPY/card/hour");
	reads_rate("200円/カード/時間", "200 JPY/card/hour");
	reads_rate("20万円/サーバー/ヶ月", "200000 JPY/server/month");
	reads_rate("20万円/サーバ/か月", "200000 JPY/server/month");
	reads_rate("20万円/ノード/ヵ月", "200000 JPY/server/month");
	reads_rate("5万円/インスタンス/週間", "50000 JPY/server/week");
	reads_rate("5万円/ラック/年間", "50000 JPY/rack/year");
	reads_rate("20万円/台/月（税込10%）", "200000 JPY/server/month incl 10%");
	reads_rate("20万円/台/月 税抜10%", "200000 JPY/server/month excl 10%");
	reads_rate("2000ウォン/枚/時間", "2000 KRW/card/hour");
	reads_rate("2ドル/枚/時間", "2 USD/card/hour");
	reads_rate("1.2kUSD/server/month", "1200 USD/server/month");
	reads_rate("1.2MEUR/server", "1200000 EUR/server");
	reads_rate("20KRW/card", "20 KRW/card");
	reads_rate("$1.5M/server", "1500000 USD/server");
	reads_rate("1.5m CNY/server", "1500000 CNY/server");
	reads_rate("$1.5mn/server", "1500000 USD/server");
	reads_rate("$1.5bn/lease", "1500000000 USD/lease");
	reads_rate("1.5 lakh INR/server/month", "150000 INR/server/month");
	reads_rate("2 crore INR/server", "20000000 INR/server");
	reads_rate("US $2/GPU/hr", "2 USD/card/hour");
	reads_rate("USD$2/GPU/hr", "2 USD/card/hour");
	reads_rate("USD $ -2/GPU/hr", "-2 USD/card/hour");
	reads_rate("HKD$ 10/GPU/hr", "10 HKD/card/hour");
	reads_rate("JPY¥200/GPU/hr", "200 JPY/card/hour");
	reads_rate("CNY¥5/GPU/hr", "5 CNY/card/hour");
	reads_rate("2 dollars/GPU/hr", "2 USD/card/hour");
	reads_rate("1 US dollar/GPU/hr", "1 USD/card/hour");
	reads_rate("2 euros/GPU/hr", "2 EUR/card/hour");
	reads_rate("2000 won/GPU/hr", "2000 KRW/card/hour");
	reads_rate("200 yen/GPU/hr", "200 JPY/card/hour");
	reads_rate("0.65 CNY/kW.h", "0.65 CNY/kW/hour");
	reads_rate("2 USD/GPU.h", "2 USD/card/hour");
	reads_rate("2 USD/GPU.hr.", "2 USD/card/hour");
	reads_rate("2 USD/GPU/h.", "2 USD/card/hour");
	reads_rate("15.1元/卡*时", "15.1 CNY/card/hour");
	reads_rate("15.1元/卡×小时", "15.1 CNY/card/hour");
	reads_rate("2 USD/(GPU·h)", "2 USD/card/hour");
	reads_rate("2 USD/(GPU * h) incl 6%", "2 USD/card/hour incl 6%");
	reads_rate("15.1元/（卡·小时）（含税6%）", "15.1 CNY/card/hour incl 6%");
	reads_rate("2 USD/(GPU)/h", "");
	reads_rate("0.05 USD/GPUmin", "0.05 USD/card/minute");
	reads_rate("0.001 USD/GPUsec", "0.001 USD/card/second");
	reads_rate("48 USD/GPUday", "48 USD/card/day");
	reads_rate("15 CNY/PFLOPSh", "15 CNY/P/hour");
	reads_rate("15 CNY/Ph", "15 CNY/P/hour");
	reads_rate("15 CNY/Pday", "15 CNY/P/day");
	reads_rate("15.1元/卡/钟头", "15.1 CNY/card/hour");
	reads_rate("15.1元/卡/個鐘頭", "15.1 CNY/card/hour");
	reads_rate("10000元/卡/自然月", "10000 CNY/card/month");
	reads_rate("15.1元/卡/小时【含税6%】", "15.1 CNY/card/hour incl 6%");
	reads_rate("每卡每小时5.4元", "5.4 CNY/card/hour");
	reads_rate("每小时每卡 5.4 元 含税6%", "5.4 CNY/card/hour incl 6%");
	reads_rate("每卡每小时-5.4元", "-5.4 CNY/card/hour");
	reads_rate("每卡每小时：¥5.4", "5.4 CNY/card/hour");
	reads_rate("每台每月人民币13.34万", "133400 CNY/server/month");
	reads_rate("每月13.34万元/台", "133400 CNY/server/month");
	reads_rate("每台13.34万元/月", "133400 CNY/server/month");
	reads_rate("每GPU时5.4元", "5.4 CNY/card/hour");
	reads_rate("每P每年12万元", "120000 CNY/P/year");
	reads_rate("每P FP16每年12万元", "120000 CNY/P fp16/year");
	reads_rate("每卡10万元", "100000 CNY/card");
	reads_rate("per GPU-hour $2", "2 USD/card/hour");
	reads_capacity("5만 P", "50000 P");
	reads_capacity("5 m P", "");
	reads_rate("$30k/GPU", "30000 USD/card");
	reads_rate("30K CNY/server", "30000 CNY/server");
	reads_rate("30 K元/台", "30000 CNY/server");
	reads_rate("$1.5/card/hr.", "1.5 USD/card/hour");
	reads_rate("$9/card/yr. incl 6%", "9 USD/card/year incl 6%");

	/* more decimals than are kept are rounded, half away from zero */
	reads_rate("1.123456785 CNY/card", "1.12345679 CNY/card");
	reads_rate("-1.123456785 CNY/card", "-1.12345679 CNY/card");
	reads_rate("1.1234567849999999999999999999999999999999999999 CNY/card", "1.12345678 CNY/card");
	reads_rate("1.33333333333333333333 USD/card/hour", "1.33333333 USD/card/hour");
	reads_rate("13.3399999999999万元/台/月", "133400 CNY/server/month");
	reads_rate("1e-9 CNY/card", "0 CNY/card");
	reads_rate("5e-9 CNY/card", "0.00000001 CNY/card");
	reads_rate("1e-400 CNY/card", "0 CNY/card");
	reads_rate("92233720368.5477580749 CNY/card", "92233720368.54775807 CNY/card");

	/* the amount's bounds */
	reads_rate("0.00000001 CNY/card", "0.00000001 CNY/card");
	reads_rate("92233720368.54775807 CNY/card", "92233720368.54775807 CNY/card");
	reads_rate("-92233720368.54775807 CNY/card", "-92233720368.54775807 CNY/card");
	reads_rate("0 CNY/card", "0 CNY/card");
	reads_rate("-0.00 CNY/card", "0 CNY/card");
	reads_rate("1e10 CNY/card", "10000000000 CNY/card");
}

/* ---- faults ---------------------------------------------------------------- */

static void
refuses(bool rate, const char *text, size_t len, ParseStatus status, int offset, int length)
{
	int64_t		capacity;
	RentRate	value;
	ParseError	error = {PARSE_OK, -1, -1};
	bool		read = rate ? rent_rate_parse(text, len, &value, &error) : p_capacity_parse(text, len, &capacity, &error);

	if (!ok(!read && error.status == status && error.offset == offset && error.length == length, shown(text, len)))
		printf("# %s: status %d at %d length %d, expected %d at %d length %d\n", read ? "read" : "refused",
			   error.status, error.offset, error.length, status, offset, length);
}

#define refuses_capacity(text, ...)	refuses(false, text, sizeof(text) - 1, __VA_ARGS__)
#define refuses_rate(text, ...)	refuses(true, text, sizeof(text) - 1, __VA_ARGS__)

static void
faults(void)
{
	char		long_text[3000];

	refuses_capacity("", PARSE_EMPTY, 0, 0);
	refuses_capacity(" \t\n", PARSE_EMPTY, 0, 0);
	refuses_capacity("\u3000\u00a0", PARSE_EMPTY, 2, 0);
	refuses_capacity("960", PARSE_BARE_NUMBER, 0, 3);
	refuses_capacity(" \u3000９６０\u3000", PARSE_BARE_NUMBER, 2, 3);
	refuses_capacity("  960 ", PARSE_BARE_NUMBER, 2, 3);
	refuses_capacity("1.2万", PARSE_BARE_NUMBER, 0, 4);
	refuses_capacity("P", PARSE_NUMBER, 0, 1);
	refuses_capacity("--1 P", PARSE_NUMBER, 1, 1);
	refuses_capacity(". P", PARSE_NUMBER, 0, 1);
	refuses_capacity("1.2.3 P", PARSE_NUMBER, 0, 5);
	refuses_capacity("NaN", PARSE_NOT_FINITE, 0, 3);
	refuses_capacity("-infinity P", PARSE_NOT_FINITE, 1, 8);
	refuses_capacity("15,1 P", PARSE_GROUPING, 0, 4);
	refuses_capacity("1,2345 P", PARSE_GROUPING, 0, 6);
	refuses_capacity("1,23,456 P", PARSE_GROUPING, 0, 8);
	refuses_capacity("1234,567 P", PARSE_GROUPING, 0, 8);
	refuses_capacity("0,312 P", PARSE_GROUPING, 0, 5);
	refuses_capacity("1.5,000 P", PARSE_GROUPING, 0, 7);
	refuses_capacity("960 X", PARSE_UNKNOWN_UNIT, 4, 1);
	refuses_capacity("960 PB", PARSE_UNKNOWN_UNIT, 4, 2);
	refuses_capacity("960 GHz", PARSE_UNKNOWN_UNIT, 4, 3);
	refuses_capacity("960 F", PARSE_UNKNOWN_UNIT, 4, 1);
	refuses_capacity("  960 瓦特", PARSE_UNKNOWN_UNIT, 6, 2);
	refuses_capacity("1_000 P", PARSE_UNKNOWN_UNIT, 1, 1);
	refuses_capacity("0x10 P", PARSE_UNKNOWN_UNIT, 1, 3);
	refuses_capacity("960 P fp17", PARSE_UNKNOWN_FORMAT, 6, 4);
	refuses_capacity("960 P (fp17)", PARSE_UNKNOWN_FORMAT, 7, 4);
	refuses_capacity("960 P sparse", PARSE_FORMAT_MISSING, 6, 6);
	refuses_capacity("960 P fp16 fp8", PARSE_TRAILING, 11, 3);
	refuses_capacity("960 P/year", PARSE_UNKNOWN_FORMAT, 5, 1);
	refuses_capacity("288230376151.711744 P", PARSE_TOO_LARGE, 0, 21);
	refuses_capacity("-288230376151711744 G", PARSE_TOO_LARGE, 0, 21);
	refuses_capacity("1e99999999999 P", PARSE_TOO_LARGE, 0, 15);
	refuses_capacity("99999999999999999999999999999999999999999999999 P", PARSE_TOO_LARGE, 0, 49);
	refuses_capacity("960 P\xff", PARSE_ENCODING, 5, 0);
	refuses_capacity("\xc0\xaf", PARSE_ENCODING, 0, 0);
	refuses_capacity("960 \xed\xa0\x80", PARSE_ENCODING, 4, 0);
	refuses_capacity("960 万\xe4\xb8", PARSE_ENCODING, 5, 0);
	refuses_capacity("960 \xf5\x80\x80\x80", PARSE_ENCODING, 4, 0);
	refuses_capacity("960 P\0 P", PARSE_UNKNOWN_FORMAT, 5, 1);

	refuses_rate("", PARSE_EMPTY, 0, 0);
	refuses_rate("15.1", PARSE_BARE_NUMBER, 0, 4);
	refuses_rate("15.1 /card/hour", PARSE_NO_CURRENCY, 5, 0);
	refuses_rate("15.1 CNY", PARSE_NO_UNIT, 8, 0);
	refuses_rate("15.1 CNY/", PARSE_NO_UNIT, 9, 0);
	refuses_rate("15.1 CNY/hour", PARSE_NO_UNIT, 13, 0);
	refuses_rate("15.1 CNY/card/", PARSE_NO_PERIOD, 14, 0);
	refuses_rate("15.1 ABC/card/hour", PARSE_UNKNOWN_CURRENCY, 5, 3);
	refuses_rate("15.1 XXX/card/hour", PARSE_UNKNOWN_CURRENCY, 5, 3);
	refuses_rate("ABC 15.1/card/hour", PARSE_UNKNOWN_CURRENCY, 0, 3);
	refuses_rate("15.1块钱/卡", PARSE_UNKNOWN_CURRENCY, 4, 2);
	refuses_rate("card", PARSE_NUMBER, 0, 4);
	refuses_rate("CNY/card", PARSE_NUMBER, 3, 1);
	refuses_rate("nan CNY/card", PARSE_NOT_FINITE, 0, 3);
	refuses_rate("CNY inf/card", PARSE_NOT_FINITE, 4, 3);
	refuses_rate("$5 CNY/card", PARSE_TWO_CURRENCIES, 0, 6);
	refuses_rate("15,1 CNY/card", PARSE_GROUPING, 0, 4);
	refuses_rate("15.1 CNY/widget/hour", PARSE_UNKNOWN_UNIT, 9, 6);
	refuses_rate("15.1 CNY/T/year", PARSE_UNKNOWN_UNIT, 9, 1);
	refuses_rate("15.1 CNY//card", PARSE_UNKNOWN_UNIT, 9, 1);
	refuses_rate("15.1元/辆/月", PARSE_UNKNOWN_UNIT, 6, 1);
	refuses_rate("15.1 CNY card", PARSE_NO_PER, 9, 4);
	refuses_rate("15.1 CNY/card/fortnight", PARSE_UNKNOWN_PERIOD, 14, 9);
	refuses_rate("15.1元/卡/世纪", PARSE_UNKNOWN_PERIOD, 8, 2);
	refuses_rate("15.1 CNY/P fp17/year", PARSE_UNKNOWN_FORMAT, 11, 4);
	refuses_rate("15.1 CNY/P dense/year", PARSE_FORMAT_MISSING, 11, 5);
	refuses_rate("15.1 CNY/card fp16/year", PARSE_AFTER_UNIT, 14, 4);
	refuses_rate("15.1 CNY/GPUh/day", PARSE_AFTER_PERIOD, 13, 1);
	refuses_rate("15.1 CNY/GPUd", PARSE_UNKNOWN_UNIT, 9, 4);
	refuses_rate("15.1 CNY/GPUhx", PARSE_UNKNOWN_UNIT, 9, 5);
	refuses_rate("15.1 CNY/hour/GPUh", PARSE_UNKNOWN_UNIT, 14, 4);
	refuses_rate("15.1 CNY/card hourly", PARSE_AFTER_UNIT, 14, 6);
	refuses_rate("15.1 CNY/card incl 6% /hour", PARSE_TRAILING, 22, 1);
	refuses_rate("15.1 CNY/card/m", PARSE_UNKNOWN_PERIOD, 14, 1);
	refuses_rate("30kXXX/card", PARSE_UNKNOWN_CURRENCY, 2, 4);
	refuses_rate("30gCNY/card", PARSE_UNKNOWN_CURRENCY, 2, 4);
	refuses_rate("30 k m CNY/card", PARSE_UNKNOWN_CURRENCY, 5, 1);
	refuses_rate("¥200/枚/時間", PARSE_UNKNOWN_CURRENCY, 0, 1);
	refuses_rate("200¥/カード/月", PARSE_UNKNOWN_CURRENCY, 3, 1);
	refuses_rate("￥20万/台/月 税込10%", PARSE_UNKNOWN_CURRENCY, 0, 1);
	refuses_rate("HKD\u20ac2/card", PARSE_TWO_CURRENCIES, 0, 4);
	refuses_rate("CNY$2/card", PARSE_TWO_CURRENCIES, 0, 4);
	refuses_rate("2 CNY/gpu cards", PARSE_AFTER_UNIT, 10, 5);
	refuses_rate("2 CNY/(GPU h/day", PARSE_OPEN, 12, 1);
	refuses_rate("2 CNY/(GPU", PARSE_OPEN, 10, 0);
	refuses_rate("2 CNY/GPU.", PARSE_AFTER_UNIT, 9, 1);
	refuses_rate("2 CNY/GPU.x", PARSE_AFTER_UNIT, 9, 1);
	refuses_rate("2 CNY/GPU*", PARSE_NO_PERIOD, 10, 0);
	refuses_rate("每辆5.4元", PARSE_UNKNOWN_UNIT, 1, 1);
	refuses_rate("每卡每小时", PARSE_NUMBER, 5, 0);
	refuses_rate("每小时5.4元", PARSE_NO_UNIT, 7, 0);
	refuses_rate("每卡每世纪5.4元", PARSE_UNKNOWN_CURRENCY, 2, 3);
	refuses_rate("每卡每小时5.4元/月", PARSE_AFTER_PERIOD, 10, 1);
	refuses_rate("每卡5.4元/台", PARSE_UNKNOWN_PERIOD, 7, 1);
	refuses_rate("15.1 CNY/card/hour/day", PARSE_AFTER_PERIOD, 18, 1);
	refuses_rate("15.1 CNY/card/hour incl", PARSE_TAX_RATE_MISSING, 19, 4);
	refuses_rate("15.1 CNY/card/hour incl 6", PARSE_TAX_RATE_MISSING, 19, 6);
	refuses_rate("15.1 CNY/card/hour 6%", PARSE_AFTER_PERIOD, 19, 1);
	refuses_rate("15.1 CNY/card/hour 6% VAT", PARSE_AFTER_PERIOD, 19, 1);
	refuses_rate("15.1 CNY/card/hour + 6%", PARSE_AFTER_PERIOD, 19, 1);
	refuses_rate("15.1 CNY/card/hour + incl 6%", PARSE_AFTER_PERIOD, 19, 1);
	refuses_rate("15.1 CNY/card/hour 101% VAT included", PARSE_TAX_RATE_RANGE, 19, 4);
	refuses_rate("15.1 CNY/card/hour 6% incl 6%", PARSE_TRAILING, 27, 1);
	refuses_rate("15.1 CNY/card/hour (6% VAT included", PARSE_OPEN, 35, 0);
	refuses_rate("15.1 CNY/card/hour incl6", PARSE_TAX_RATE_MISSING, 19, 5);
	refuses_rate("월 200만원/대/월", PARSE_AFTER_PERIOD, 9, 1);
	refuses_rate("月額¥20万/台", PARSE_UNKNOWN_CURRENCY, 2, 1);
	refuses_rate("15.1 CNY/card/hour incl -6%", PARSE_TAX_RATE_MISSING, 19, 4);
	refuses_rate("15.1元/卡/小时 含税", PARSE_TAX_RATE_MISSING, 11, 2);
	refuses_rate("1 CNY/card incl 100.0001%", PARSE_TAX_RATE_RANGE, 16, 9);
	refuses_rate("1 CNY/card incl 6.00001%", PARSE_TAX_RATE_TOO_FINE, 16, 8);
	refuses_rate("1 CNY/card (incl 6%", PARSE_OPEN, 19, 0);
	refuses_rate("92233720368.547758075 CNY/card", PARSE_TOO_LARGE, 0, 21);
	refuses_rate("92233720368.54775808 CNY/card", PARSE_TOO_LARGE, 0, 20);
	refuses_rate("-1e11 CNY/card", PARSE_TOO_LARGE, 0, 5);
	refuses_rate("15.1 CNY/card\xff", PARSE_ENCODING, 13, 0);

	/* what stands beyond the end of the text is no part of it */
	refuses(true, "$-1/card", 1, PARSE_NUMBER, 1, 0);
	refuses(true, "$+1/card", 1, PARSE_NUMBER, 1, 0);
	refuses(true, "US$ -1/card", 4, PARSE_NUMBER, 3, 0);

	ok(!rent_rate_parse("1 CNY/card incls 6%", 19, &(RentRate) {0}, &(ParseError) {0}) &&
	   !rent_rate_parse("1 CNY/card excls 6%", 19, &(RentRate) {0}, &(ParseError) {0}) &&
	   rent_rate_parse("1 CNY/card/hours incl 6%", 24, &(RentRate) {0}, &(ParseError) {0}), "a period may have an s, a tax has none");

	memset(long_text, ' ', sizeof(long_text));
	memcpy(long_text + 1000, "960 P", 5);
	ok(p_capacity_parse(long_text, sizeof(long_text), &(int64_t) {0}, &(ParseError) {0}), "spaces around do not count");
	memset(long_text, '9', sizeof(long_text));
	for (int len = PARSE_MAX_LENGTH; len <= PARSE_MAX_LENGTH + 1; len++)
	{
		ParseError	error;
		int64_t		value;

		p_capacity_parse(long_text, len, &value, &error);
		ok(error.status == (len > PARSE_MAX_LENGTH ? PARSE_TOO_LONG : PARSE_BARE_NUMBER), "length bound");
	}
}

/* ---- printers and scanners agree ------------------------------------------- */

static RentRate
random_rate(void)
{
	static const char *const codes[] = {"CNY", "USD", "EUR", "JPY", "KWD", "ZWL"};
	const char *code = codes[next_random() % 6];
	RateTerms	terms = {0};
	RentRate	rate;

	terms.currency = CURRENCY_PACK(code[0], code[1], code[2]);
	/* to the tables' ends */
	do
		terms.unit = (int) (next_random() % 32);
	while (unit_name(terms.unit) == NULL);
	do
		terms.period = (int) (next_random() % 32);
	while (terms.period != PERIOD_NONE && period_name(terms.period) == NULL);
	if (terms.unit == UNIT_P)
		terms.format = (int) (next_random() % 19);
	terms.tax_basis = (int) (next_random() % 3);
	if (terms.tax_basis != TAX_UNSAID)
		terms.tax_rate = (int) (next_random() % (TAX_RATE_MAX + 1));
	rate.terms = rate_terms_pack(&terms);
	rate.amount = (int64_t) (next_random() >> (next_random() % 64)) / 2 * (next_random() % 2 ? 1 : -1);
	return rate;
}

static void
round_trips(void)
{
	int			lost = 0;
	char		buf[RENT_RATE_BUFFER];
	ParseError	error;
	TermsMemo	memo = {0};

	for (int i = 0; i < 200000; i++)
	{
		int64_t		size = (int64_t) (next_random() >> (5 + next_random() % 59)) * (next_random() % 2 ? 1 : -1);
		int64_t		capacity = p_capacity_make(size / 2, (int) (next_random() % 19));
		int64_t		again;
		int			length = p_capacity_print(buf, capacity);

		lost += length > P_CAPACITY_BUFFER || !p_capacity_parse(buf, length, &again, &error) || again != capacity;
	}
	ok(lost == 0, "200,000 capacities survive their text");

	lost = 0;
	for (int i = 0; i < 200000; i++)
	{
		RentRate	rate = random_rate();
		RentRate	again;
		int			length = rent_rate_print(buf, &rate);

		lost += length > RENT_RATE_BUFFER || !rate_terms_valid(rate.terms) ||
			!rent_rate_parse_row(buf, length, &memo, &again, &error) ||
			again.amount != rate.amount || again.terms != rate.terms;
	}
	ok(lost == 0, "200,000 rates survive their text");
}

/* The longest texts there are fit the printers' buffers. */
static void
longest(void)
{
	char		buf[200];
	RateTerms	terms = {CURRENCY_PACK('C', 'N', 'Y'), UNIT_P, 8, PERIOD_QUARTER, TAX_INCLUDED, 999999};
	RentRate	rate = {-RENT_RATE_MAX, rate_terms_pack(&terms)};

	ok(rent_rate_print(buf, &rate) < RENT_RATE_BUFFER, "the longest rate fits");
	ok(p_capacity_print(buf, p_capacity_make(-P_CAPACITY_MAX, 8)) < P_CAPACITY_BUFFER, "the longest capacity fits");
}

/* ---- anything at all ------------------------------------------------------- */

/* Pieces of good input in any order, with bytes changed: nothing is read past the end. */
static void
mutations(void)
{
	static const char *const pieces[] = {
		"15.1", "-", "+", ",", ".", "e5", "1,234", "960", " ", "CNY", "$", "元", "万", "P", "T", "flop/s", "算力",
		"/", "per", "每", "card", "卡", "hour", "时", "fp16", "sparse", "(", ")", "incl", "含税", "6%", "%",
		"NaN", "\xff", "\xe4", "\0", "　", "９", "gpu", "million", "GPU-hour", "kW",
	};
	int			bad = 0;
	int			read = 0;
	TermsMemo	memo = {0};

	for (int i = 0; i < 300000; i++)
	{
		char		text[400];
		size_t		len = 0;
		char	   *exact;
		ParseError	error = {PARSE_OK, -1, -1};
		RentRate	rate;
		RentRate	again;
		bool		remembered;
		int64_t		capacity;
		int			n = (int) (next_random() % 12);

		for (int j = 0; j < n; j++)
		{
			const char *piece = pieces[next_random() % (sizeof(pieces) / sizeof(pieces[0]))];
			size_t		size = *piece == '\0' ? 1 : strlen(piece);

			memcpy(text + len, piece, size);
			len += size;
		}
		if (len > 0 && next_random() % 4 == 0)
			text[next_random() % len] = (char) next_random();

		/* a block of its own size, so that a checker of memory sees any byte too many */
		exact = malloc(len > 0 ? len : 1);
		memcpy(exact, text, len);
		remembered = rent_rate_parse_row(exact, len, &memo, &again, &error);
		bad += remembered != rent_rate_parse(exact, len, &rate, &error);
		if (remembered)
		{
			read++;
			bad += again.amount != rate.amount || again.terms != rate.terms;
			bad += !rate_terms_valid(rate.terms) || rate.amount < -RENT_RATE_MAX;
		}
		else
			bad += error.status == PARSE_OK || error.offset < 0 || error.length < 0 ||
				error.offset + error.length > (int) len;
		if (p_capacity_parse(exact, len, &capacity, &error))
		{
			read++;
			bad += !number_format_valid(p_capacity_format(capacity)) ||
				p_capacity_gflops(capacity) < -P_CAPACITY_MAX;
		}
		else
			bad += error.status == PARSE_OK || error.offset < 0 || error.length < 0 ||
				error.offset + error.length > (int) len;
		free(exact);
	}
	ok(bad == 0, "300,000 mutations give a valid value or a fault inside the text");
	ok(read > 100, "some of them are good");
}

/* Terms remembered from one rate are those of the next only if they are the same text. */
static void
memo(void)
{
	static const char *const texts[] = {
		"1 CNY/card", "2 CNY/card", "3 CNY/card/hour", "4 CNY/card", "5万 CNY/card", "6 CNY/card", "7万 CNY/card", "8 万 CNY/card",
		"9 million CNY/card", "1 million CNY/card", "$2/card", "2/card", "2$/card", "3/card", "-3$/card", "5e2 CNY/card", "5 e2 CNY/card",
		"6 CNY/card incl 6%", "7 CNY/card incl 6%", "8 CNY/card incl 6", "9 CNY/card incl 6%", "1元/卡", "2元/卡", "3 元/卡", "4", "5", "6 CNY/card",
		"7 CNY/card ", "1,000 CNY/card", "1e99 CNY/card", "1e-99 CNY/card", "8 CNY/card",
		"1 CNY/P fp16 sparse/quarter including 12.3456% VAT", "2 CNY/P fp16 sparse/quarter including 12.3456% VAT",
	};
	TermsMemo	memo = {0};
	int			different = 0;

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
	{
		RentRate	with = {0, 0};
		RentRate	without = {0, 0};
		ParseError	error;
		bool		read = rent_rate_parse_row(texts[i], strlen(texts[i]), &memo, &with, &error);

		if (read != rent_rate_parse(texts[i], strlen(texts[i]), &without, &error) ||
			(read && (with.amount != without.amount || with.terms != without.terms)))
		{
			printf("# differs: %s\n", texts[i]);
			different++;
		}
	}
	ok(different == 0, "remembered terms change nothing");
}

/* ---- tax clauses ----------------------------------------------------------- */

static void
taxes(void)
{
	RateTerms	terms;
	ParseError	error;

	ok(tax_parse("incl 6%", 7, &terms, &error) && terms.tax_basis == TAX_INCLUDED && terms.tax_rate == 60000, "incl 6%");
	ok(tax_parse(" excl. 13 % ", 12, &terms, &error) && terms.tax_basis == TAX_EXCLUDED && terms.tax_rate == 130000,
	   "excl. 13 %");
	ok(tax_parse("含税6%", strlen("含税6%"), &terms, &error) && terms.tax_basis == TAX_INCLUDED, "含税6%");
	ok(!tax_parse("6%", 2, &terms, &error), "no basis");
	ok(!tax_parse("incl", 4, &terms, &error), "no rate");
	ok(!tax_parse("incl 6% more", 12, &terms, &error), "more after it");
	ok(!tax_parse("", 0, &terms, &error), "nothing");
}

int
main(void)
{
	capacities();
	rates();
	faults();
	round_trips();
	longest();
	mutations();
	memo();
	taxes();
	return done_testing();
}
