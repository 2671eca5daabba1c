/*
 * test_units.c
 *		core/value/units and core/value/fold: names and codes, currencies, packed terms, folding.
 */
#include "core/value/units.h"

#include <string.h>

#include "core/value/fold.h"
#include "tap.h"

#define lookup(function, name, ...)	function(name, strlen(name), ##__VA_ARGS__)

/* The code of a unit without a number format, -1 if it is none. */
static int
unit_alone(const char *name)
{
	int			unit;
	int			format;

	return lookup(unit_and_format_lookup, name, &unit, &format) && format == NUMBER_FORMAT_NONE ? unit : -1;
}

/* The last code that has a name. */
static int
last_code(const char *(*name) (int code))
{
	int			code = 255;

	while (code > 0 && name(code) == NULL)
		code--;
	return code;
}

/* ---- names and codes -------------------------------------------------------- */

static void
names(void)
{
	int			good = 0;
	int			n = 0;
	int			unit;
	int			format;

	for (int code = UNIT_CARD; code <= last_code(unit_name); code++, n++)
		good += unit_name(code) != NULL && unit_alone(unit_name(code)) == code;
	ok(good == n, "a unit's printed name is one of its names");

	for (int code = PERIOD_HOUR; code <= last_code(period_name); code++, n++)
		good += period_name(code) != NULL && lookup(period_lookup, period_name(code)) == code;
	ok(good == n, "a period's printed name is one of its names");

	for (int code = 1; number_format_valid(code); code++, n++)
		good += lookup(number_format_lookup, number_format_name(code)) == code;
	ok(good == n, "a number format's printed name is one of its names");
	ok(number_format_valid(18) && !number_format_valid(19) && !number_format_valid(-1), "there are 9 formats, dense and sparse");
	ok(strcmp(number_format_name(0), "") == 0 && number_format_name(19) == NULL, "unspecified has no name, unknown none at all");

	ok(unit_name(0) == NULL && unit_name(255) == NULL && unit_name(-1) == NULL && last_code(unit_name) >= UNIT_LEASE, "no unit outside the codes");
	ok(period_name(PERIOD_NONE) == NULL && period_name(255) == NULL && last_code(period_name) >= PERIOD_SECOND, "no period outside the codes");
	ok(tax_name(TAX_UNSAID) == NULL && tax_name(3) == NULL, "no tax basis outside the codes");

	ok(lookup(period_lookup, "HOUR") == PERIOD_HOUR, "any case");
	ok(lookup(period_lookup, "  month ") == PERIOD_MONTH, "spaces around");
	ok(lookup(period_lookup, "个月") == PERIOD_MONTH, "Chinese");
	ok(lookup(period_lookup, "ｈｏｕｒ") == PERIOD_HOUR, "full width");
	ok(lookup(period_lookup, "小時") == PERIOD_HOUR, "traditional");
	ok(lookup(period_lookup, "hours ago") == -1, "nothing after it");
	ok(lookup(period_lookup, "") == -1 && lookup(period_lookup, "   ") == -1, "not nothing");
	ok(lookup(period_lookup, "\xe5\xb0") == -1, "not half a character");
	ok(unit_alone("PFLOPS") == UNIT_P, "PFLOPS is a P");
	ok(unit_alone("TFLOPS") == -1, "TFLOPS is no unit of a rate");
	ok(unit_alone("P fp16") == -1 && unit_and_format_lookup("P fp16", 6, &unit, &format) && unit == UNIT_P, "a P with its format");
	ok(lookup(number_format_lookup, "FP16 (sparse)") == 10, "FP16 (sparse)");
	ok(lookup(number_format_lookup, "稀疏 fp16") == 10, "sparse first");
	ok(lookup(number_format_lookup, "sparse") == -1, "sparse alone");
	ok(lookup(number_format_lookup, "fp16                                                      sparse") == 10 &&	/* 64 bytes */
	   lookup(number_format_lookup, "fp16                                                       sparse") == -1, "as long as a name may be");
	ok(lookup(number_format_lookup, "fp1") == -1 && lookup(number_format_lookup, "fp160") == -1, "whole words");

	ok(unit_and_format_lookup("P fp8", 5, &unit, &format) && unit == UNIT_P && format == 11, "P fp8");
	ok(unit_and_format_lookup("card", 4, &unit, &format) && unit == UNIT_CARD && format == 0, "card");
	ok(!unit_and_format_lookup("card fp8", 8, &unit, &format), "a card has no format");
	ok(!unit_and_format_lookup("P sparse", 8, &unit, &format), "P sparse");
}

/* The longest name wins, and only where a word ends. */
static void
words(void)
{
	struct
	{
		WordKind	kind;
		const char *text;
		const char *matched;
		int			code;
	}			cases[] =
	{
		{WORD_UNIT, "gpu卡/hour", "gpu卡", UNIT_CARD},
		{WORD_UNIT, "GPU服务器", "GPU服务器", UNIT_SERVER},
		{WORD_UNIT, "GPU/hour", "GPU", UNIT_CARD},
		{WORD_UNIT, "gpus", "gpus", UNIT_CARD},
		{WORD_UNIT, "gpux", "", 0},
		{WORD_UNIT, "台服务器/月", "台服务器", UNIT_SERVER},
		{WORD_UNIT, "卡时", "卡", UNIT_CARD},
		{WORD_PERIOD, "季度", "季度", PERIOD_QUARTER},
		{WORD_PERIOD, "季", "季", PERIOD_QUARTER},
		{WORD_PERIOD, "hr", "hr", PERIOD_HOUR},
		{WORD_PERIOD, "hx", "", 0},
		{WORD_MULTIPLIER, "百万元", "百万", 6},
		{WORD_MULTIPLIER, "百元", "百", 2},
		{WORD_MULTIPLIER, "万亿", "万亿", 12},
		{WORD_TAX, "incl. 6%", "incl.", TAX_INCLUDED},
		{WORD_TAX, "incl 6%", "incl", TAX_INCLUDED},
		{WORD_TAX, "不含税6%", "不含税", TAX_EXCLUDED},
		{WORD_CURRENCY, "us$1", "us$", CURRENCY_PACK('U', 'S', 'D')},
		{WORD_CURRENCY, "S$1", "S$", CURRENCY_PACK('S', 'G', 'D')},
		{WORD_CURRENCY, "$1", "$", CURRENCY_PACK('U', 'S', 'D')},
		{WORD_CURRENCY, "人民币元/", "人民币元", CURRENCY_PACK('C', 'N', 'Y')},
		{WORD_CURRENCY, "yuans", "", 0},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
	{
		const char *text = cases[i].text;
		int			code = 0;
		size_t		length = word_match(cases[i].kind, text, text + strlen(text), &code);

		ok(length == strlen(cases[i].matched) && code == cases[i].code, text);
	}
	ok(word_match(WORD_UNIT, "", "", &(int) {0}) == 0, "nothing has no name");
}

/* Every word there was when this was written and what it means: a new one is no change of these. */
static const struct
{
	WordKind	kind;
	const char *word;
	int			code;
}			known_words[] = {
	/* multiplier */
	{WORD_MULTIPLIER, "万", 4}, {WORD_MULTIPLIER, "亿", 8}, {WORD_MULTIPLIER, "百万", 6}, {WORD_MULTIPLIER, "千万", 7}, {WORD_MULTIPLIER, "百", 2},
	{WORD_MULTIPLIER, "千", 3}, {WORD_MULTIPLIER, "十万", 5}, {WORD_MULTIPLIER, "十亿", 9}, {WORD_MULTIPLIER, "百亿", 10}, {WORD_MULTIPLIER, "千亿", 11},
	{WORD_MULTIPLIER, "万亿", 12}, {WORD_MULTIPLIER, "thousand", 3}, {WORD_MULTIPLIER, "million", 6}, {WORD_MULTIPLIER, "billion", 9},
	/* currency */
	{WORD_CURRENCY, "$", CURRENCY_PACK('U', 'S', 'D')}, {WORD_CURRENCY, "us$", CURRENCY_PACK('U', 'S', 'D')},
	{WORD_CURRENCY, "美元", CURRENCY_PACK('U', 'S', 'D')}, {WORD_CURRENCY, "美金", CURRENCY_PACK('U', 'S', 'D')},
	{WORD_CURRENCY, "¥", CURRENCY_PACK('C', 'N', 'Y')}, {WORD_CURRENCY, "cn¥", CURRENCY_PACK('C', 'N', 'Y')},
	{WORD_CURRENCY, "元", CURRENCY_PACK('C', 'N', 'Y')}, {WORD_CURRENCY, "人民币", CURRENCY_PACK('C', 'N', 'Y')},
	{WORD_CURRENCY, "元人民币", CURRENCY_PACK('C', 'N', 'Y')}, {WORD_CURRENCY, "人民币元", CURRENCY_PACK('C', 'N', 'Y')},
	{WORD_CURRENCY, "rmb", CURRENCY_PACK('C', 'N', 'Y')}, {WORD_CURRENCY, "yuan", CURRENCY_PACK('C', 'N', 'Y')},
	{WORD_CURRENCY, "€", CURRENCY_PACK('E', 'U', 'R')}, {WORD_CURRENCY, "欧元", CURRENCY_PACK('E', 'U', 'R')},
	{WORD_CURRENCY, "£", CURRENCY_PACK('G', 'B', 'P')}, {WORD_CURRENCY, "英镑", CURRENCY_PACK('G', 'B', 'P')},
	{WORD_CURRENCY, "hk$", CURRENCY_PACK('H', 'K', 'D')}, {WORD_CURRENCY, "港元", CURRENCY_PACK('H', 'K', 'D')},
	{WORD_CURRENCY, "港币", CURRENCY_PACK('H', 'K', 'D')}, {WORD_CURRENCY, "nt$", CURRENCY_PACK('T', 'W', 'D')},
	{WORD_CURRENCY, "新台币", CURRENCY_PACK('T', 'W', 'D')}, {WORD_CURRENCY, "jp¥", CURRENCY_PACK('J', 'P', 'Y')},
	{WORD_CURRENCY, "日元", CURRENCY_PACK('J', 'P', 'Y')}, {WORD_CURRENCY, "₩", CURRENCY_PACK('K', 'R', 'W')},
	{WORD_CURRENCY, "韩元", CURRENCY_PACK('K', 'R', 'W')}, {WORD_CURRENCY, "₹", CURRENCY_PACK('I', 'N', 'R')},
	{WORD_CURRENCY, "卢比", CURRENCY_PACK('I', 'N', 'R')}, {WORD_CURRENCY, "s$", CURRENCY_PACK('S', 'G', 'D')},
	{WORD_CURRENCY, "新加坡元", CURRENCY_PACK('S', 'G', 'D')}, {WORD_CURRENCY, "a$", CURRENCY_PACK('A', 'U', 'D')},
	{WORD_CURRENCY, "澳元", CURRENCY_PACK('A', 'U', 'D')}, {WORD_CURRENCY, "c$", CURRENCY_PACK('C', 'A', 'D')},
	{WORD_CURRENCY, "加元", CURRENCY_PACK('C', 'A', 'D')}, {WORD_CURRENCY, "瑞士法郎", CURRENCY_PACK('C', 'H', 'F')},
	/* unit */
	{WORD_UNIT, "card", UNIT_CARD}, {WORD_UNIT, "cards", UNIT_CARD}, {WORD_UNIT, "gpu", UNIT_CARD}, {WORD_UNIT, "gpus", UNIT_CARD},
	{WORD_UNIT, "卡", UNIT_CARD}, {WORD_UNIT, "张", UNIT_CARD}, {WORD_UNIT, "块", UNIT_CARD}, {WORD_UNIT, "张卡", UNIT_CARD}, {WORD_UNIT, "块卡", UNIT_CARD},
	{WORD_UNIT, "显卡", UNIT_CARD}, {WORD_UNIT, "gpu卡", UNIT_CARD}, {WORD_UNIT, "gpu card", UNIT_CARD}, {WORD_UNIT, "server", UNIT_SERVER},
	{WORD_UNIT, "servers", UNIT_SERVER}, {WORD_UNIT, "node", UNIT_SERVER}, {WORD_UNIT, "nodes", UNIT_SERVER}, {WORD_UNIT, "machine", UNIT_SERVER},
	{WORD_UNIT, "machines", UNIT_SERVER}, {WORD_UNIT, "台", UNIT_SERVER}, {WORD_UNIT, "服务器", UNIT_SERVER}, {WORD_UNIT, "台服务器", UNIT_SERVER},
	{WORD_UNIT, "机器", UNIT_SERVER}, {WORD_UNIT, "台机器", UNIT_SERVER}, {WORD_UNIT, "节点", UNIT_SERVER}, {WORD_UNIT, "gpu server", UNIT_SERVER},
	{WORD_UNIT, "gpu服务器", UNIT_SERVER}, {WORD_UNIT, "gpu node", UNIT_SERVER}, {WORD_UNIT, "kw", UNIT_KW}, {WORD_UNIT, "kilowatt", UNIT_KW},
	{WORD_UNIT, "kilowatts", UNIT_KW}, {WORD_UNIT, "千瓦", UNIT_KW}, {WORD_UNIT, "rack", UNIT_RACK}, {WORD_UNIT, "racks", UNIT_RACK},
	{WORD_UNIT, "cabinet", UNIT_RACK}, {WORD_UNIT, "cabinets", UNIT_RACK}, {WORD_UNIT, "机柜", UNIT_RACK}, {WORD_UNIT, "柜", UNIT_RACK},
	{WORD_UNIT, "个机柜", UNIT_RACK}, {WORD_UNIT, "lease", UNIT_LEASE}, {WORD_UNIT, "leases", UNIT_LEASE}, {WORD_UNIT, "contract", UNIT_LEASE},
	{WORD_UNIT, "contracts", UNIT_LEASE}, {WORD_UNIT, "份", UNIT_LEASE}, {WORD_UNIT, "租约", UNIT_LEASE}, {WORD_UNIT, "合同", UNIT_LEASE},
	{WORD_UNIT, "合约", UNIT_LEASE}, {WORD_UNIT, "份合同", UNIT_LEASE},
	/* period */
	{WORD_PERIOD, "hour", PERIOD_HOUR}, {WORD_PERIOD, "hours", PERIOD_HOUR}, {WORD_PERIOD, "hr", PERIOD_HOUR}, {WORD_PERIOD, "hrs", PERIOD_HOUR},
	{WORD_PERIOD, "h", PERIOD_HOUR}, {WORD_PERIOD, "小时", PERIOD_HOUR}, {WORD_PERIOD, "个小时", PERIOD_HOUR}, {WORD_PERIOD, "时", PERIOD_HOUR},
	{WORD_PERIOD, "day", PERIOD_DAY}, {WORD_PERIOD, "days", PERIOD_DAY}, {WORD_PERIOD, "d", PERIOD_DAY}, {WORD_PERIOD, "天", PERIOD_DAY},
	{WORD_PERIOD, "日", PERIOD_DAY}, {WORD_PERIOD, "week", PERIOD_WEEK}, {WORD_PERIOD, "weeks", PERIOD_WEEK}, {WORD_PERIOD, "wk", PERIOD_WEEK},
	{WORD_PERIOD, "wks", PERIOD_WEEK}, {WORD_PERIOD, "周", PERIOD_WEEK}, {WORD_PERIOD, "星期", PERIOD_WEEK}, {WORD_PERIOD, "个星期", PERIOD_WEEK},
	{WORD_PERIOD, "month", PERIOD_MONTH}, {WORD_PERIOD, "months", PERIOD_MONTH}, {WORD_PERIOD, "mo", PERIOD_MONTH}, {WORD_PERIOD, "mos", PERIOD_MONTH},
	{WORD_PERIOD, "mth", PERIOD_MONTH}, {WORD_PERIOD, "月", PERIOD_MONTH}, {WORD_PERIOD, "个月", PERIOD_MONTH}, {WORD_PERIOD, "quarter", PERIOD_QUARTER},
	{WORD_PERIOD, "quarters", PERIOD_QUARTER}, {WORD_PERIOD, "qtr", PERIOD_QUARTER}, {WORD_PERIOD, "季度", PERIOD_QUARTER},
	{WORD_PERIOD, "季", PERIOD_QUARTER}, {WORD_PERIOD, "个季度", PERIOD_QUARTER}, {WORD_PERIOD, "year", PERIOD_YEAR}, {WORD_PERIOD, "years", PERIOD_YEAR},
	{WORD_PERIOD, "yr", PERIOD_YEAR}, {WORD_PERIOD, "yrs", PERIOD_YEAR}, {WORD_PERIOD, "annum", PERIOD_YEAR}, {WORD_PERIOD, "年", PERIOD_YEAR},
	/* format */
	{WORD_FORMAT, "fp64", 1}, {WORD_FORMAT, "fp32", 3}, {WORD_FORMAT, "tf32", 5}, {WORD_FORMAT, "bf16", 7}, {WORD_FORMAT, "fp16", 9},
	{WORD_FORMAT, "fp8", 11}, {WORD_FORMAT, "int8", 13}, {WORD_FORMAT, "fp6", 15}, {WORD_FORMAT, "fp4", 17},
	/* density */
	{WORD_DENSITY, "dense", 0}, {WORD_DENSITY, "稠密", 0}, {WORD_DENSITY, "sparse", NUMBER_FORMAT_SPARSE}, {WORD_DENSITY, "稀疏", NUMBER_FORMAT_SPARSE},
	/* tax */
	{WORD_TAX, "incl", TAX_INCLUDED}, {WORD_TAX, "incl.", TAX_INCLUDED}, {WORD_TAX, "including", TAX_INCLUDED}, {WORD_TAX, "inclusive", TAX_INCLUDED},
	{WORD_TAX, "inclusive of", TAX_INCLUDED}, {WORD_TAX, "inc", TAX_INCLUDED}, {WORD_TAX, "inc.", TAX_INCLUDED}, {WORD_TAX, "含", TAX_INCLUDED},
	{WORD_TAX, "含税", TAX_INCLUDED}, {WORD_TAX, "含增值税", TAX_INCLUDED}, {WORD_TAX, "excl", TAX_EXCLUDED}, {WORD_TAX, "excl.", TAX_EXCLUDED},
	{WORD_TAX, "excluding", TAX_EXCLUDED}, {WORD_TAX, "exclusive", TAX_EXCLUDED}, {WORD_TAX, "exclusive of", TAX_EXCLUDED},
	{WORD_TAX, "ex", TAX_EXCLUDED}, {WORD_TAX, "ex.", TAX_EXCLUDED}, {WORD_TAX, "不含", TAX_EXCLUDED}, {WORD_TAX, "不含税", TAX_EXCLUDED},
	{WORD_TAX, "不含增值税", TAX_EXCLUDED}, {WORD_TAX, "未税", TAX_EXCLUDED}, {WORD_TAX, "未含税", TAX_EXCLUDED},
};

static void
known(void)
{
	int			wrong = 0;

	for (size_t i = 0; i < sizeof(known_words) / sizeof(known_words[0]); i++)
	{
		const char *word = known_words[i].word;
		int			code = -1;

		if (word_match(known_words[i].kind, word, word + strlen(word), &code) != strlen(word) || code != known_words[i].code)
		{
			printf("# %s\n", word);
			wrong++;
		}
	}
	ok(wrong == 0, "what every word means");
}

/* A word elsewhere would not be found. */
static void
sorted(void)
{
	int			length = 0;
	const char *word = misplaced_word(&length);

	if (word != NULL)
		printf("# %.*s\n", length, word);
	ok(word == NULL, "the words of each table are sorted by bytes, each once");
}

/* ---- currencies -------------------------------------------------------------- */

static int
decimals_of(const char *code)
{
	return currency_decimals(CURRENCY_PACK(code[0], code[1], code[2]));
}

static void
currencies(void)
{
	int			count = 0;
	int			wrong = 0;
	char		code[4];

	for (int currency = 0; currency < 1 << 16; currency++)
	{
		if (!currency_valid(currency))
			continue;
		count++;
		currency_code(currency, code);
		for (int i = 0; i < 3; i++)
			wrong += code[i] < 'A' || code[i] > 'Z';
		wrong += code[3] != '\0' || CURRENCY_PACK(code[0], code[1], code[2]) != currency;
		wrong += currency_decimals(currency) > 4;
	}
	ok(count >= 307, "no currency was lost");
	ok(wrong == 0, "every code is three letters and packs to itself");
	ok(decimals_of("CNY") == 2 && decimals_of("USD") == 2 && decimals_of("EUR") == 2, "CNY, USD, EUR");
	ok(decimals_of("JPY") == 0 && decimals_of("KRW") == 0 && decimals_of("VND") == 0, "JPY, KRW, VND");
	ok(decimals_of("KWD") == 3 && decimals_of("BHD") == 3 && decimals_of("CLF") == 4, "KWD, BHD, CLF");
	ok(decimals_of("IQD") == 3 && decimals_of("AFN") == 2 && decimals_of("MMK") == 2, "ISO 4217's decimals where CLDR has fewer");
	ok(decimals_of("DEM") == 2 && decimals_of("ITL") == 0 && decimals_of("BYR") == 0, "withdrawn ones");
	ok(decimals_of("ZWG") == 2 && decimals_of("XCG") == 2, "new ones");
	ok(decimals_of("XXX") == -1 && decimals_of("ABC") == -1 && decimals_of("RMB") == -1, "none of these");
}

/* ---- packed values ------------------------------------------------------------- */

static uint64_t
pack(int currency, int unit, int format, int period, int tax_basis, int tax_rate)
{
	RateTerms	terms = {currency, unit, format, period, tax_basis, tax_rate};

	return rate_terms_pack(&terms);
}

static void
packing(void)
{
	const int	cny = CURRENCY_PACK('C', 'N', 'Y');
	const int	usd = CURRENCY_PACK('U', 'S', 'D');
	int			wrong = 0;
	RateTerms	terms;

	ok(pack(cny, UNIT_P, 9, PERIOD_YEAR, TAX_INCLUDED, 60000) == UINT64_C(0x0dd903090640ea60), "the layout on disk");

	for (int i = 0; i < 100000; i++)
	{
		RateTerms	in = {(int) (next_random() % 32768), (int) (next_random() % 256), (int) (next_random() % 256),
		(int) (next_random() % 256), (int) (next_random() % 4), (int) (next_random() % (1 << 22))};

		rate_terms_unpack(rate_terms_pack(&in), &terms);
		wrong += memcmp(&in, &terms, sizeof(in)) != 0;
	}
	ok(wrong == 0, "terms survive packing");

	ok(pack(cny, last_code(unit_name), 0, PERIOD_YEAR, TAX_EXCLUDED, 1) < pack(usd, UNIT_CARD, 0, PERIOD_NONE, TAX_UNSAID, 0) &&
	   pack(cny, UNIT_CARD, 0, PERIOD_YEAR, 0, 0) < pack(cny, UNIT_SERVER, 0, PERIOD_NONE, 0, 0) &&
	   pack(cny, UNIT_P, 1, PERIOD_YEAR, 0, 0) < pack(cny, UNIT_P, 2, PERIOD_NONE, 0, 0) &&
	   pack(cny, UNIT_CARD, 0, PERIOD_HOUR, 2, 9) < pack(cny, UNIT_CARD, 0, PERIOD_DAY, 0, 0) &&
	   pack(cny, UNIT_CARD, 0, PERIOD_HOUR, 1, 9) < pack(cny, UNIT_CARD, 0, PERIOD_HOUR, 2, 0),
	   "order: currency, unit, format, period, tax basis, tax rate");
	ok(pack(cny, UNIT_CARD, 0, PERIOD_YEAR, 2, 9) < pack(cny, UNIT_CARD, 0, PERIOD_MINUTE, 0, 0) &&
	   pack(cny, UNIT_CARD, 0, PERIOD_MINUTE, 2, 9) < pack(cny, UNIT_CARD, 0, PERIOD_SECOND, 0, 0), "a minute and a second come last");

	ok(rate_terms_valid(pack(cny, UNIT_CARD, 0, PERIOD_NONE, 0, 0)), "100000 CNY/card");
	ok(!rate_terms_valid(pack(0, UNIT_CARD, 0, 0, 0, 0)), "no currency");
	ok(!rate_terms_valid(pack(cny, 0, 0, 0, 0, 0)), "no unit");
	ok(!rate_terms_valid(pack(cny, last_code(unit_name) + 1, 0, 0, 0, 0)), "unknown unit");
	ok(!rate_terms_valid(pack(cny, UNIT_P, 19, 0, 0, 0)), "unknown format");
	ok(!rate_terms_valid(pack(cny, UNIT_CARD, 9, 0, 0, 0)), "a format of a card");
	ok(!rate_terms_valid(pack(cny, UNIT_CARD, 0, last_code(period_name) + 1, 0, 0)), "unknown period");
	ok(!rate_terms_valid(pack(cny, UNIT_CARD, 0, 0, 3, 0)), "unknown tax basis");
	ok(!rate_terms_valid(pack(cny, UNIT_CARD, 0, 0, TAX_INCLUDED, TAX_RATE_MAX + 1)), "more than 100 %");
	ok(!rate_terms_valid(pack(cny, UNIT_CARD, 0, 0, TAX_UNSAID, 60000)), "a tax rate unsaid of what");
	ok(!rate_terms_valid(UINT64_C(1) << 63 | pack(cny, UNIT_CARD, 0, 0, 0, 0)), "the unused bit");

	ok(p_capacity_gflops(p_capacity_make(-5, 9)) == -5 && p_capacity_format(p_capacity_make(-5, 9)) == 9, "negative sizes");
	ok(p_capacity_make(1, 18) < p_capacity_make(2, 0) && p_capacity_make(-1, 18) < p_capacity_make(0, 0) &&
	   p_capacity_make(1, 9) < p_capacity_make(1, 10), "order: size, then format");
}

/* ---- folding ---------------------------------------------------------------------- */

static bool
folds(const char *text, const char *to)
{
	char		out[200];
	size_t		len;

	return fold_text(text, strlen(text), out, &len) && len == strlen(to) && memcmp(out, to, len) == 0 &&
		count_characters(text, strlen(text)) == count_characters(to, strlen(to));
}

static void
folding(void)
{
	static const char *const faults[] = {
		"\x80", "\xbf", "\xc3", "\xc0\x80", "\xc1\xbf", "\xe0\x80\x80", "\xe0\x9f\xbf", "\xed\xa0\x80", "\xf0\x80\x80\x80",
		"\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xff", "\xe4\xb8", "\xe4\x28\xb8", "\xf0\x9f\x98",
	};
	int			read = 0;
	char		out[10];
	size_t		len;

	ok(folds("960 P", "960 P"), "ASCII stays");
	ok(folds("！～９Ｐ／％（）", "!~9P/%()"), "full width");
	ok(folds("\u00a0\u3000\u2009\u202f", "    "), "spaces");
	ok(folds("萬億臺張塊時週稅機櫃約個幣歐圓", "万亿台张块时周税机柜约个币欧元"), "traditional");
	ok(folds("￥−•", "¥-·"), "signs");
	ok(folds("😀é卡", "😀é卡"), "others stay");

	for (size_t i = 0; i < sizeof(faults) / sizeof(faults[0]); i++)
		read += fold_text(faults[i], strlen(faults[i]), out, &len) || len != 0;
	ok(read == 0, "no invalid UTF-8 is read");
	ok(!fold_text("ab\xff", 3, out, &len) && len == 2, "the place of the fault");
	ok(has_high_bit("0123456789\xc3\xa9", 12) && has_high_bit("\xc3", 1) && !has_high_bit("0123456789abcdef~", 17), "high bits");
}

int
main(void)
{
	names();
	words();
	known();
	sorted();
	currencies();
	packing();
	folding();
	return done_testing();
}
