/*
 * units.c
 *		The names of units, periods, number formats, currencies and taxes, as printed and as typed.
 *
 * To add a spelling, add a line to a table here, in its place: they are sorted by
 * bytes, which test_units checks.  To add a unit, period or number format, also take the next free code in units.h (or the next line of
 * format_names) and add its printed name.  Chinese is written here as in the
 * scanners' folded text: simplified, in UTF-8 (fold.c).
 */
#include "core/value/units.h"

#include <string.h>

#include "core/value/fold.h"

#define lengthof(array)	(sizeof(array) / sizeof((array)[0]))

/* The text is in the table itself: most comparisons end at its first byte. */
typedef struct Word
{
	char		text[21];		/* lower case, not terminated */
	uint8_t		length;
	int16_t		code;
} Word;

#define WORD(text, code)	{text, sizeof(text) - 1, code}

/* ---- printed names, by code ----------------------------------------------- */

/* Format i has codes 2i + 1 (dense) and 2i + 2 (sparse).  Append only. */
static const char *const format_names[] = {
	"",
	"fp64", "fp64 sparse",
	"fp32", "fp32 sparse",
	"tf32", "tf32 sparse",
	"bf16", "bf16 sparse",
	"fp16", "fp16 sparse",
	"fp8", "fp8 sparse",
	"int8", "int8 sparse",
	"fp6", "fp6 sparse",
	"fp4", "fp4 sparse",
};

_Static_assert(lengthof(format_names) == NUMBER_FORMAT_LAST + 1, "NUMBER_FORMAT_LAST in units.h");

static const char *const unit_names[] = {
	[UNIT_CARD] = "card",
	[UNIT_SERVER] = "server",
	[UNIT_P] = "P",
	[UNIT_KW] = "kW",
	[UNIT_RACK] = "rack",
	[UNIT_LEASE] = "lease",
};

static const char *const period_names[] = {
	[PERIOD_HOUR] = "hour",
	[PERIOD_DAY] = "day",
	[PERIOD_WEEK] = "week",
	[PERIOD_MONTH] = "month",
	[PERIOD_QUARTER] = "quarter",
	[PERIOD_YEAR] = "year",
	[PERIOD_MINUTE] = "minute",
	[PERIOD_SECOND] = "second",
};

static const char *const tax_names[] = {
	[TAX_INCLUDED] = "incl",
	[TAX_EXCLUDED] = "excl",
};

/* ---- words ---------------------------------------------------------------- */

static const Word multiplier_words[] = {
	WORD("billion", 9),
	WORD("k", 3),
	WORD("million", 6),
	WORD("thousand", 3),
	WORD("万", 4), WORD("万亿", 12), WORD("亿", 8),
	WORD("十万", 5), WORD("十亿", 9), WORD("千", 3), WORD("千万", 7), WORD("千亿", 11),
	WORD("百", 2), WORD("百万", 6), WORD("百亿", 10),
	WORD("만", 4), WORD("백", 2), WORD("백만", 6),
	WORD("십만", 5), WORD("억", 8), WORD("조", 12), WORD("천", 3), WORD("천만", 7),
};

/* Of money alone: beside another number an m may be a month, and MFLOPS. */
static const Word money_multiplier_words[] = {
	WORD("b", 9), WORD("bn", 9),
	WORD("crore", 7), WORD("crores", 7),
	WORD("lakh", 5), WORD("lakhs", 5),
	WORD("m", 6), WORD("mm", 6), WORD("mn", 6),
	WORD("tn", 12), WORD("trillion", 12),
};

/* The bare $ is the US dollar and the bare ¥ the yuan; others have their letters or their code. */
static const Word currency_words[] = {
	WORD("$", CURRENCY_PACK('U', 'S', 'D')),
	WORD("a$", CURRENCY_PACK('A', 'U', 'D')),
	WORD("au$", CURRENCY_PACK('A', 'U', 'D')),
	WORD("c$", CURRENCY_PACK('C', 'A', 'D')),
	WORD("ca$", CURRENCY_PACK('C', 'A', 'D')),
	WORD("cn¥", CURRENCY_PACK('C', 'N', 'Y')),
	WORD("dollar", CURRENCY_PACK('U', 'S', 'D')),
	WORD("dollars", CURRENCY_PACK('U', 'S', 'D')),
	WORD("euro", CURRENCY_PACK('E', 'U', 'R')),
	WORD("euros", CURRENCY_PACK('E', 'U', 'R')),
	WORD("hk$", CURRENCY_PACK('H', 'K', 'D')),
	WORD("jp¥", CURRENCY_PACK('J', 'P', 'Y')),
	WORD("nt$", CURRENCY_PACK('T', 'W', 'D')),
	WORD("nz$", CURRENCY_PACK('N', 'Z', 'D')),
	WORD("r$", CURRENCY_PACK('B', 'R', 'L')),
	WORD("rmb", CURRENCY_PACK('C', 'N', 'Y')),
	WORD("s$", CURRENCY_PACK('S', 'G', 'D')),
	WORD("sg$", CURRENCY_PACK('S', 'G', 'D')),
	WORD("us $", CURRENCY_PACK('U', 'S', 'D')),
	WORD("us dollar", CURRENCY_PACK('U', 'S', 'D')),
	WORD("us dollars", CURRENCY_PACK('U', 'S', 'D')),
	WORD("us$", CURRENCY_PACK('U', 'S', 'D')),
	WORD("won", CURRENCY_PACK('K', 'R', 'W')),
	WORD("yen", CURRENCY_PACK('J', 'P', 'Y')),
	WORD("yuan", CURRENCY_PACK('C', 'N', 'Y')),
	WORD("£", CURRENCY_PACK('G', 'B', 'P')),
	WORD("¥", CURRENCY_PACK('C', 'N', 'Y')),
	WORD("₩", CURRENCY_PACK('K', 'R', 'W')),
	WORD("€", CURRENCY_PACK('E', 'U', 'R')),
	WORD("₹", CURRENCY_PACK('I', 'N', 'R')),
	WORD("ウォン", CURRENCY_PACK('K', 'R', 'W')),
	WORD("ドル", CURRENCY_PACK('U', 'S', 'D')),
	WORD("ユーロ", CURRENCY_PACK('E', 'U', 'R')),
	WORD("人民元", CURRENCY_PACK('C', 'N', 'Y')),
	WORD("人民币", CURRENCY_PACK('C', 'N', 'Y')),
	WORD("人民币元", CURRENCY_PACK('C', 'N', 'Y')),
	WORD("元", CURRENCY_PACK('C', 'N', 'Y')),
	WORD("元人民币", CURRENCY_PACK('C', 'N', 'Y')),
	WORD("円", CURRENCY_PACK('J', 'P', 'Y')),
	WORD("加元", CURRENCY_PACK('C', 'A', 'D')),
	WORD("卢比", CURRENCY_PACK('I', 'N', 'R')),
	WORD("台币", CURRENCY_PACK('T', 'W', 'D')),
	WORD("新加坡元", CURRENCY_PACK('S', 'G', 'D')),
	WORD("新台币", CURRENCY_PACK('T', 'W', 'D')),
	WORD("日元", CURRENCY_PACK('J', 'P', 'Y')),
	WORD("欧元", CURRENCY_PACK('E', 'U', 'R')),
	WORD("港元", CURRENCY_PACK('H', 'K', 'D')),
	WORD("港币", CURRENCY_PACK('H', 'K', 'D')),
	WORD("澳元", CURRENCY_PACK('A', 'U', 'D')),
	WORD("瑞士法郎", CURRENCY_PACK('C', 'H', 'F')),
	WORD("米ドル", CURRENCY_PACK('U', 'S', 'D')),
	WORD("美元", CURRENCY_PACK('U', 'S', 'D')),
	WORD("美金", CURRENCY_PACK('U', 'S', 'D')),
	WORD("英镑", CURRENCY_PACK('G', 'B', 'P')),
	WORD("韩元", CURRENCY_PACK('K', 'R', 'W')),
	WORD("달러", CURRENCY_PACK('U', 'S', 'D')),
	WORD("엔", CURRENCY_PACK('J', 'P', 'Y')),
	WORD("원", CURRENCY_PACK('K', 'R', 'W')),
	WORD("위안", CURRENCY_PACK('C', 'N', 'Y')),
	WORD("유로", CURRENCY_PACK('E', 'U', 'R')),
};

/* The units of compute (P, PFLOPS) are in capacity_unit_match(). */
static const Word unit_words[] = {
	WORD("cabinet", UNIT_RACK), WORD("cabinets", UNIT_RACK), WORD("card", UNIT_CARD), WORD("cards", UNIT_CARD),
	WORD("contract", UNIT_LEASE), WORD("contracts", UNIT_LEASE),
	WORD("gpu", UNIT_CARD), WORD("gpu card", UNIT_CARD), WORD("gpu instance", UNIT_SERVER), WORD("gpu node", UNIT_SERVER),
	WORD("gpu server", UNIT_SERVER), WORD("gpus", UNIT_CARD), WORD("gpu卡", UNIT_CARD),
	WORD("gpu服务器", UNIT_SERVER),
	WORD("instance", UNIT_SERVER), WORD("instances", UNIT_SERVER),
	WORD("kilowatt", UNIT_KW), WORD("kilowatts", UNIT_KW), WORD("kw", UNIT_KW),
	WORD("lease", UNIT_LEASE), WORD("leases", UNIT_LEASE),
	WORD("machine", UNIT_SERVER), WORD("machines", UNIT_SERVER),
	WORD("node", UNIT_SERVER), WORD("nodes", UNIT_SERVER),
	WORD("rack", UNIT_RACK), WORD("racks", UNIT_RACK),
	WORD("server", UNIT_SERVER), WORD("servers", UNIT_SERVER),
	WORD("vm", UNIT_SERVER), WORD("vms", UNIT_SERVER),
	WORD("インスタンス", UNIT_SERVER), WORD("カード", UNIT_CARD), WORD("サーバ", UNIT_SERVER),
	WORD("サーバー", UNIT_SERVER), WORD("ノード", UNIT_SERVER), WORD("ラック", UNIT_RACK),
	WORD("个机柜", UNIT_RACK), WORD("云主机", UNIT_SERVER), WORD("份", UNIT_LEASE), WORD("份合同", UNIT_LEASE),
	WORD("千瓦", UNIT_KW), WORD("卡", UNIT_CARD), WORD("台", UNIT_SERVER), WORD("台服务器", UNIT_SERVER),
	WORD("台机器", UNIT_SERVER), WORD("合同", UNIT_LEASE), WORD("合约", UNIT_LEASE), WORD("块", UNIT_CARD),
	WORD("块卡", UNIT_CARD), WORD("契约", UNIT_LEASE), WORD("实例", UNIT_SERVER), WORD("张", UNIT_CARD),
	WORD("张卡", UNIT_CARD),
	WORD("显卡", UNIT_CARD), WORD("服务器", UNIT_SERVER), WORD("机器", UNIT_SERVER), WORD("机柜", UNIT_RACK),
	WORD("枚", UNIT_CARD), WORD("柜", UNIT_RACK),
	WORD("租约", UNIT_LEASE),
	WORD("节点", UNIT_SERVER), WORD("虚拟机", UNIT_SERVER),
	WORD("계약", UNIT_LEASE),
	WORD("노드", UNIT_SERVER), WORD("대", UNIT_SERVER), WORD("랙", UNIT_RACK),
	WORD("서버", UNIT_SERVER), WORD("인스턴스", UNIT_SERVER), WORD("장", UNIT_CARD), WORD("카드", UNIT_CARD),
};

/* What is a unit for an hour in one word; "GPUh" and the like are made of their parts, unit_period_match(). */
static const Word unit_hour_words[] = {
	WORD("度", UNIT_KW), WORD("度电", UNIT_KW),
};

/* A P that its period may follow without anything between. */
static const Word unit_p_words[] = {
	WORD("p", UNIT_P), WORD("petaflop", UNIT_P), WORD("petaflops", UNIT_P), WORD("pf", UNIT_P),
	WORD("pflop", UNIT_P), WORD("pflops", UNIT_P),
};

static const Word period_words[] = {
	WORD("annum", PERIOD_YEAR),
	WORD("d", PERIOD_DAY), WORD("day", PERIOD_DAY), WORD("days", PERIOD_DAY),
	WORD("h", PERIOD_HOUR), WORD("h.", PERIOD_HOUR), WORD("hour", PERIOD_HOUR), WORD("hours", PERIOD_HOUR),
	WORD("hr", PERIOD_HOUR), WORD("hr.", PERIOD_HOUR), WORD("hrs", PERIOD_HOUR), WORD("hrs.", PERIOD_HOUR),
	WORD("min", PERIOD_MINUTE), WORD("min.", PERIOD_MINUTE), WORD("mins", PERIOD_MINUTE), WORD("minute", PERIOD_MINUTE),
	WORD("minutes", PERIOD_MINUTE), WORD("mo", PERIOD_MONTH), WORD("mo.", PERIOD_MONTH), WORD("month", PERIOD_MONTH),
	WORD("months", PERIOD_MONTH), WORD("mos", PERIOD_MONTH), WORD("mos.", PERIOD_MONTH), WORD("mth", PERIOD_MONTH),
	WORD("qtr", PERIOD_QUARTER), WORD("qtr.", PERIOD_QUARTER), WORD("quarter", PERIOD_QUARTER),
	WORD("quarters", PERIOD_QUARTER),
	WORD("s", PERIOD_SECOND), WORD("sec", PERIOD_SECOND), WORD("sec.", PERIOD_SECOND), WORD("second", PERIOD_SECOND),
	WORD("seconds", PERIOD_SECOND), WORD("secs", PERIOD_SECOND),
	WORD("week", PERIOD_WEEK), WORD("weeks", PERIOD_WEEK), WORD("wk", PERIOD_WEEK), WORD("wk.", PERIOD_WEEK),
	WORD("wks", PERIOD_WEEK),
	WORD("year", PERIOD_YEAR), WORD("years", PERIOD_YEAR), WORD("yr", PERIOD_YEAR), WORD("yr.", PERIOD_YEAR),
	WORD("yrs", PERIOD_YEAR), WORD("yrs.", PERIOD_YEAR),
	WORD("か月", PERIOD_MONTH), WORD("カ月", PERIOD_MONTH), WORD("ケ月", PERIOD_MONTH),
	WORD("ヵ月", PERIOD_MONTH), WORD("ヶ月", PERIOD_MONTH),
	WORD("个季度", PERIOD_QUARTER), WORD("个小时", PERIOD_HOUR), WORD("个星期", PERIOD_WEEK),
	WORD("个月", PERIOD_MONTH), WORD("个钟头", PERIOD_HOUR),
	WORD("分", PERIOD_MINUTE), WORD("分钟", PERIOD_MINUTE), WORD("分间", PERIOD_MINUTE), WORD("周", PERIOD_WEEK),
	WORD("周间", PERIOD_WEEK), WORD("四半期", PERIOD_QUARTER), WORD("天", PERIOD_DAY), WORD("季", PERIOD_QUARTER),
	WORD("季度", PERIOD_QUARTER), WORD("小时", PERIOD_HOUR), WORD("年", PERIOD_YEAR), WORD("年间", PERIOD_YEAR),
	WORD("日", PERIOD_DAY), WORD("日间", PERIOD_DAY), WORD("时", PERIOD_HOUR), WORD("时间", PERIOD_HOUR),
	WORD("星期", PERIOD_WEEK), WORD("月", PERIOD_MONTH),
	WORD("秒", PERIOD_SECOND), WORD("秒钟", PERIOD_SECOND), WORD("秒间", PERIOD_SECOND),
	WORD("箇月", PERIOD_MONTH),
	WORD("自然周", PERIOD_WEEK), WORD("自然季度", PERIOD_QUARTER), WORD("自然年", PERIOD_YEAR),
	WORD("自然日", PERIOD_DAY), WORD("自然月", PERIOD_MONTH),
	WORD("钟头", PERIOD_HOUR),
	WORD("개월", PERIOD_MONTH),
	WORD("년", PERIOD_YEAR), WORD("달", PERIOD_MONTH), WORD("분", PERIOD_MINUTE), WORD("분기", PERIOD_QUARTER),
	WORD("시", PERIOD_HOUR), WORD("시간", PERIOD_HOUR), WORD("월", PERIOD_MONTH), WORD("일", PERIOD_DAY),
	WORD("주", PERIOD_WEEK), WORD("주일", PERIOD_WEEK), WORD("초", PERIOD_SECOND),
};

/* Before the amount alone. */
static const Word each_period_words[] = {
	WORD("年額", PERIOD_YEAR), WORD("日額", PERIOD_DAY), WORD("月額", PERIOD_MONTH),
	WORD("분당", PERIOD_MINUTE), WORD("시간당", PERIOD_HOUR), WORD("월", PERIOD_MONTH), WORD("초당", PERIOD_SECOND),
};

static const Word format_words[] = {
	WORD("bf16", 7),
	WORD("fp16", 9), WORD("fp32", 3), WORD("fp4", 17), WORD("fp6", 15), WORD("fp64", 1), WORD("fp8", 11),
	WORD("int8", 13),
	WORD("tf32", 5),
};

static const Word density_words[] = {
	WORD("dense", 0),
	WORD("sparse", NUMBER_FORMAT_SPARSE), WORD("稀疏", NUMBER_FORMAT_SPARSE), WORD("稠密", 0),
};

static const Word compute_words[] = {
	WORD("算力", 0),
};

static const Word per_words[] = {
	WORD("per", 0), WORD("每", 0),
};

static const Word per_signs[] = {
	WORD("*", 0), WORD("-", 0), WORD("/", 0), WORD("·", 0), WORD("×", 0),
};

static const Word not_finite_words[] = {
	WORD("inf", 0), WORD("infinity", 0),
	WORD("nan", 0),
};

static const Word tax_words[] = {
	WORD("ex", TAX_EXCLUDED), WORD("ex.", TAX_EXCLUDED), WORD("excl", TAX_EXCLUDED), WORD("excl.", TAX_EXCLUDED), WORD("excluded", TAX_EXCLUDED),
	WORD("excluding", TAX_EXCLUDED), WORD("exclusive", TAX_EXCLUDED), WORD("exclusive of", TAX_EXCLUDED),
	WORD("inc", TAX_INCLUDED), WORD("inc.", TAX_INCLUDED), WORD("incl", TAX_INCLUDED), WORD("incl.", TAX_INCLUDED), WORD("included", TAX_INCLUDED),
	WORD("including", TAX_INCLUDED), WORD("inclusive", TAX_INCLUDED), WORD("inclusive of", TAX_INCLUDED),
	WORD("vat 별도", TAX_EXCLUDED), WORD("vat 포함", TAX_INCLUDED),
	WORD("不含", TAX_EXCLUDED), WORD("不含增值税", TAX_EXCLUDED), WORD("不含税", TAX_EXCLUDED),
	WORD("含", TAX_INCLUDED), WORD("含增值税", TAX_INCLUDED), WORD("含税", TAX_INCLUDED),
	WORD("未含税", TAX_EXCLUDED), WORD("未税", TAX_EXCLUDED),
	WORD("税別", TAX_EXCLUDED), WORD("税抜", TAX_EXCLUDED), WORD("税抜き", TAX_EXCLUDED),
	WORD("税込", TAX_INCLUDED), WORD("税込み", TAX_INCLUDED),
	WORD("부가세 별도", TAX_EXCLUDED), WORD("부가세 포함", TAX_INCLUDED), WORD("부가세별도", TAX_EXCLUDED),
	WORD("부가세포함", TAX_INCLUDED),
};

static const Word tax_nouns[] = {
	WORD("gst", 0),
	WORD("tax", 0),
	WORD("vat", 0), WORD("增值税", 0), WORD("增值税率", 0), WORD("税", 0), WORD("税率", 0),
};

static const Word clause_words[] = {
	WORD("@", WORD_AT),
	WORD("above", WORD_ABOVE), WORD("all", WORD_ALL), WORD("at", WORD_AT),
	WORD("beyond", WORD_ABOVE),
	WORD("cap", WORD_MAXIMUM), WORD("cpi", WORD_INDEX),
	WORD("each", WORD_EVERY), WORD("every", WORD_EVERY),
	WORD("free", WORD_FREE), WORD("from", WORD_FROM),
	WORD("index", WORD_INDEX), WORD("indexed", WORD_INDEX),
	WORD("lease", WORD_WHOLE_LEASE),
	WORD("max", WORD_MAXIMUM), WORD("maximum", WORD_MAXIMUM), WORD("min", WORD_MINIMUM), WORD("minimum", WORD_MINIMUM),
	WORD("over", WORD_ABOVE),
	WORD("per", WORD_EVERY), WORD("proration", WORD_PRORATION),
	WORD("rent free", WORD_FREE), WORD("rent-free", WORD_FREE),
	WORD("simple", WORD_SIMPLE_GROWTH),
	WORD("time zone", WORD_ZONE), WORD("timezone", WORD_ZONE), WORD("to", WORD_TO),
	WORD("until", WORD_TO),
	WORD("zone", WORD_ZONE),
	WORD("上浮", WORD_GROWING), WORD("上涨", WORD_GROWING), WORD("下浮", WORD_FALLING),
	WORD("下降", WORD_FALLING), WORD("从", WORD_FROM), WORD("保底", WORD_MINIMUM),
	WORD("免租", WORD_FREE), WORD("免租期", WORD_FREE), WORD("免租金", WORD_FREE), WORD("全部", WORD_ALL),
	WORD("则全部", WORD_ALL), WORD("到", WORD_TO), WORD("单利", WORD_SIMPLE_GROWTH),
	WORD("合同期", WORD_WHOLE_LEASE), WORD("后", WORD_STARTING), WORD("后按", WORD_STARTING),
	WORD("增长", WORD_GROWING), WORD("封顶", WORD_MAXIMUM),
	WORD("折算", WORD_PRORATION), WORD("指数", WORD_INDEX), WORD("按", WORD_AT), WORD("时区", WORD_ZONE),
	WORD("最低", WORD_MINIMUM), WORD("最低消费", WORD_MINIMUM), WORD("最高", WORD_MAXIMUM),
	WORD("每", WORD_EVERY),
	WORD("的部分按", WORD_AT), WORD("租期", WORD_WHOLE_LEASE),
	WORD("自", WORD_FROM), WORD("至", WORD_TO), WORD("起", WORD_STARTING), WORD("起按", WORD_STARTING),
	WORD("超出", WORD_ABOVE), WORD("超过", WORD_ABOVE),
	WORD("递减", WORD_FALLING), WORD("递增", WORD_GROWING), WORD("部分按", WORD_AT),
};

/* As the printer of terms writes them. */
static const char *const clause_names[] = {
	[WORD_FROM] = "from",
	[WORD_TO] = "to",
	[WORD_STARTING] = "",
	[WORD_INDEX] = "index",
	[WORD_EVERY] = "every",
	[WORD_GROWING] = "",
	[WORD_FALLING] = "",
	[WORD_SIMPLE_GROWTH] = "simple",
	[WORD_FREE] = "free",
	[WORD_ABOVE] = "above",
	[WORD_ALL] = "all",
	[WORD_AT] = "at",
	[WORD_MINIMUM] = "minimum",
	[WORD_MAXIMUM] = "maximum",
	[WORD_WHOLE_LEASE] = "lease",
	[WORD_ZONE] = "zone",
	[WORD_PRORATION] = "proration",
};

#define TABLE(words)	{words, lengthof(words)}
static const struct
{
	const Word *words;
	size_t		count;
}			word_tables[] =
{
	[WORD_MULTIPLIER] = TABLE(multiplier_words),
	[WORD_MONEY_MULTIPLIER] = TABLE(money_multiplier_words),
	[WORD_CURRENCY] = TABLE(currency_words),
	[WORD_UNIT] = TABLE(unit_words),
	[WORD_PERIOD] = TABLE(period_words),
	[WORD_EACH_PERIOD] = TABLE(each_period_words),
	[WORD_FORMAT] = TABLE(format_words),
	[WORD_DENSITY] = TABLE(density_words),
	[WORD_COMPUTE] = TABLE(compute_words),
	[WORD_PER] = TABLE(per_words),
	[WORD_PER_SIGN] = TABLE(per_signs),
	[WORD_NOT_FINITE] = TABLE(not_finite_words),
	[WORD_TAX] = TABLE(tax_words),
	[WORD_TAX_NOUN] = TABLE(tax_nouns),
	[WORD_CLAUSE] = TABLE(clause_words),
};

/* ASCII words end where letters and digits end: "fp1" is not in "fp16", nor "h" in "hr". */
static inline bool
ends_word(char last, const char *next, const char *end)
{
	if (!is_letter(last) && !is_digit(last))
		return true;
	return next == end || !(is_letter(*next) || is_digit(*next));
}

static inline bool
starts_with(const char *text, const char *end, const char *word, size_t length)
{
	if ((size_t) (end - text) < length)
		return false;
	/* from the end: words that begin alike are many */
	while (length-- > 0)
		if (to_lower(text[length]) != word[length])
			return false;
	return true;
}

/* How many words start with this byte or with a lesser one, or 1 if none does. */
static inline size_t
words_up_to(const Word *words, size_t count, unsigned char first)
{
	size_t		last = 0;

	while (count > 1)
	{
		size_t		half = count / 2;

		last = (unsigned char) words[last + half].text[0] <= first ? last + half : last;
		count -= half;
	}
	return last + 1;
}

/* Of the words of one first byte the latest first, as a longer one stands behind its own beginning. */
static size_t
table_match(const Word *words, size_t count, const char *text, const char *end, int *code)
{
	char		first;

	if (text == end)
		return 0;
	first = to_lower(*text);
	for (size_t i = words_up_to(words, count, first); i-- > 0 && words[i].text[0] == first;)
	{
		const Word *word = &words[i];

		if (starts_with(text, end, word->text, word->length) &&
			ends_word(word->text[word->length - 1], text + word->length, end))
		{
			*code = word->code;
			return word->length;
		}
	}
	return 0;
}

/* A name as the printers write it, and so as dumps have it, some with an s: quicker than the tables. */
static inline size_t
printed_name_match(const char *const *names, int count, bool plural, const char *text, const char *end, int *code)
{
	if (text == end)
		return 0;
	for (int i = 1; i < count; i++)
	{
		const char *name = names[i];
		const char *p = text;

		if (*p != *name)
			continue;
		while (p < end && *p == *name && *name != '\0')
		{
			p++;
			name++;
		}
		if (plural && *name == '\0' && p < end && *p == 's')
			p++;
		if (*name == '\0' && (p == end || *p == '/' || *p == ' '))
		{
			*code = i;
			return p - text;
		}
	}
	return 0;
}

size_t
word_match(WordKind kind, const char *text, const char *end, int *code)
{
	size_t		length = 0;

	if (kind == WORD_PERIOD)
		length = printed_name_match(period_names, lengthof(period_names), true, text, end, code);
	else if (kind == WORD_TAX)
		length = printed_name_match(tax_names, lengthof(tax_names), false, text, end, code);
	else if (kind == WORD_CLAUSE)
	{
		/* often a number that comes next, where a word may */
		if (text < end && is_digit(*text))
			return 0;
		length = printed_name_match(clause_names, lengthof(clause_names), false, text, end, code);
	}
	if (length > 0)
		return length;
	return table_match(word_tables[kind].words, word_tables[kind].count, text, end, code);
}

/* ---- units of compute ----------------------------------------------------- */

/* Powers of ten in GFLOP/s. */
static const Word compute_prefixes[] = {
	WORD("p", 6), WORD("peta", 6), WORD("t", 3), WORD("tera", 3), WORD("g", 0), WORD("giga", 0),
	WORD("e", 9), WORD("exa", 9), WORD("z", 12), WORD("zetta", 12),
};

#define EXPONENT_OF_PLAIN_FLOPS	(-9)

static const Word compute_suffixes[] = {
	WORD("f", 0), WORD("flop", 0), WORD("flop/s", 0), WORD("flops", 0), WORD("flops/s", 0),
	WORD("op", 0), WORD("op/s", 0), WORD("ops", 0), WORD("ops/s", 0),
};

static const char *
skip_spaces(const char *p, const char *end)
{
	while (p < end && is_space(*p))
		p++;
	return p;
}

static size_t
prefixed_unit_match(const char *text, const char *end, int *exponent)
{
	size_t		longest = 0;

	for (const Word *prefix = compute_prefixes; prefix < compute_prefixes + lengthof(compute_prefixes); prefix++)
	{
		const char *p = text + prefix->length;
		size_t		matched = 0;
		size_t		suffix;
		int			code;

		if (!starts_with(text, end, prefix->text, prefix->length))
			continue;
		if (ends_word(prefix->text[prefix->length - 1], p, end))
		{
			matched = prefix->length;
			p = skip_spaces(p, end);
		}
		suffix = table_match(compute_suffixes, lengthof(compute_suffixes), p, end, &code);
		if (suffix > 0)
			matched = p - text + suffix;
		if (matched > longest)
		{
			longest = matched;
			*exponent = prefix->code;
		}
	}
	return longest;
}

size_t
capacity_unit_match(const char *text, const char *end, int *exponent)
{
	size_t		length;
	int			code;

	/* "P" and nothing more, by far the most usual */
	if (text < end && to_lower(*text) == 'p' && (text + 1 == end || text[1] == '/'))
	{
		*exponent = 6;
		return 1;
	}

	length = prefixed_unit_match(text, end, exponent);
	if (length > 0)
		return length;

	/* 3.12e14 FLOPS; a lone F says too little */
	length = table_match(compute_suffixes, lengthof(compute_suffixes), text, end, &code);
	if (length > 1 && to_lower(*text) == 'f')
	{
		*exponent = EXPONENT_OF_PLAIN_FLOPS;
		return length;
	}
	return 0;
}

size_t
rate_unit_match(const char *text, const char *end, int *unit)
{
	size_t		length = printed_name_match(unit_names, lengthof(unit_names), false, text, end, unit);
	int			exponent;

	/* after "P " more may belong to the unit: P FLOPS */
	if (length > 0 && (*unit != UNIT_P || text + length == end || text[length] == '/'))
		return length;
	length = word_match(WORD_UNIT, text, end, unit);
	if (length == 0 && (length = capacity_unit_match(text, end, &exponent)) > 0)
	{
		if (exponent != P_CAPACITY_SCALE)
			return 0;
		*unit = UNIT_P;
	}
	return length;
}

/*
 * Of these units the longest whose period follows it at once.  Of the periods of one
 * letter only the hour does: "gpu cards" are no seconds of a card.
 */
static size_t
glued_unit_match(const Word *units, size_t count, const char *text, const char *end, int *unit, int *period)
{
	size_t		longest = 0;
	char		first;

	if (text == end)
		return 0;
	first = to_lower(*text);
	for (size_t i = words_up_to(units, count, first); i-- > 0 && units[i].text[0] == first;)
	{
		const Word *word = &units[i];
		const char *rest = text + word->length;
		size_t		length;
		int			code;

		if (!is_letter(word->text[word->length - 1]) || !starts_with(text, end, word->text, word->length))
			continue;
		length = word_match(WORD_PERIOD, rest, end, &code);
		if ((length > 1 || (length == 1 && code == PERIOD_HOUR)) && word->length + length > longest)
		{
			longest = word->length + length;
			*unit = word->code;
			*period = code;
		}
	}
	return longest;
}

static const Word *
misplaced_in(const Word *words, size_t count)
{
	for (size_t i = 1; i < count; i++)
		if (memcmp(words[i - 1].text, words[i].text, sizeof(words[i].text)) >= 0)
			return &words[i];
	return NULL;
}

const char *
misplaced_word(int *length)
{
	const Word *word = NULL;

	for (size_t i = 0; i < lengthof(word_tables) && word == NULL; i++)
		word = misplaced_in(word_tables[i].words, word_tables[i].count);
	if (word == NULL)
		word = misplaced_in(compute_suffixes, lengthof(compute_suffixes));
	if (word == NULL)
		word = misplaced_in(unit_hour_words, lengthof(unit_hour_words));
	if (word == NULL)
		word = misplaced_in(unit_p_words, lengthof(unit_p_words));
	if (word == NULL)
		return NULL;
	*length = word->length;
	return word->text;
}

size_t
unit_period_match(const char *text, const char *end, int *unit, int *period)
{
	size_t		length = table_match(unit_hour_words, lengthof(unit_hour_words), text, end, unit);

	if (length > 0)
		*period = PERIOD_HOUR;
	else if ((length = glued_unit_match(unit_words, lengthof(unit_words), text, end, unit, period)) == 0)
		length = glued_unit_match(unit_p_words, lengthof(unit_p_words), text, end, unit, period);
	return length;
}

size_t
number_format_match(const char *text, const char *end, int *format)
{
	int			dense_code = -1;
	int			density = -1;
	bool		open = false;
	const char *p = text;
	const char *matched = text;

	for (;;)
	{
		const char *word = skip_spaces(p, end);
		bool		opens = word < end && *word == '(' && !open;
		size_t		length;
		int			code;

		if (word == end)
			break;
		if (opens)
			word = skip_spaces(word + 1, end);
		if ((length = word_match(WORD_COMPUTE, word, end, &code)) > 0)
			;
		else if (dense_code < 0 && (length = word_match(WORD_FORMAT, word, end, &code)) > 0)
			dense_code = code;
		else if (density < 0 && (length = word_match(WORD_DENSITY, word, end, &code)) > 0)
			density = code;
		else
			break;

		open = open || opens;
		p = word + length;
		if (open)
		{
			word = skip_spaces(p, end);
			if (word < end && *word == ')')
			{
				open = false;
				p = word + 1;
			}
		}
		if (!open)
			matched = p;
	}

	if (dense_code >= 0)
		*format = dense_code + (density > 0 ? density : 0);
	else
		*format = density >= 0 ? -1 : NUMBER_FORMAT_NONE;
	return matched - text;
}

/* ---- names as typed, alone in their text ---------------------------------- */

#define LOOKUP_MAX	64

/* Folds and trims name into buffer; false if it cannot be a name. */
static bool
prepare_name(const char *name, size_t len, char *buffer, const char **start, const char **end)
{
	size_t		folded;

	while (len > 0 && is_space(name[len - 1]))
		len--;
	while (len > 0 && is_space(*name))
	{
		name++;
		len--;
	}
	if (len == 0 || len > LOOKUP_MAX || !fold_text(name, len, buffer, &folded))
		return false;
	*start = buffer;
	*end = buffer + folded;
	return true;
}

static int
lookup(WordKind kind, const char *name, size_t len)
{
	char		buffer[LOOKUP_MAX];
	const char *start;
	const char *end;
	int			code;

	if (prepare_name(name, len, buffer, &start, &end) &&
		word_match(kind, start, end, &code) == (size_t) (end - start))
		return code;
	return -1;
}

int
period_lookup(const char *name, size_t len)
{
	return lookup(WORD_PERIOD, name, len);
}

bool
unit_and_format_lookup(const char *name, size_t len, int *unit, int *format)
{
	char		buffer[LOOKUP_MAX];
	const char *p;
	const char *end;
	size_t		length;

	if (!prepare_name(name, len, buffer, &p, &end))
		return false;
	*format = NUMBER_FORMAT_NONE;
	if ((length = rate_unit_match(p, end, unit)) == 0)
		return false;
	p += length;
	if (*unit == UNIT_P)
		p += number_format_match(p, end, format);
	return p == end && *format >= 0;
}

int
number_format_lookup(const char *name, size_t len)
{
	char		buffer[LOOKUP_MAX];
	const char *p;
	const char *end;
	int			format;

	if (prepare_name(name, len, buffer, &p, &end) &&
		number_format_match(p, end, &format) == (size_t) (end - p) &&
		format > NUMBER_FORMAT_NONE)
		return format;
	return -1;
}

/* ---- names by code -------------------------------------------------------- */

bool
number_format_valid(int code)
{
	return code >= 0 && code < (int) lengthof(format_names);
}

const char *
number_format_name(int code)
{
	return number_format_valid(code) ? format_names[code] : NULL;
}

const char *
unit_name(int unit)
{
	return unit > 0 && unit < (int) lengthof(unit_names) ? unit_names[unit] : NULL;
}

const char *
tax_name(int tax_basis)
{
	return tax_basis > 0 && tax_basis < (int) lengthof(tax_names) ? tax_names[tax_basis] : NULL;
}

const char *
period_name(int period)
{
	return period > 0 && period < (int) lengthof(period_names) ? period_names[period] : NULL;
}

/* ---- the terms of a rate -------------------------------------------------- */

uint64_t
rate_terms_pack(const RateTerms *terms)
{
	return ((uint64_t) terms->currency << 48) |
		((uint64_t) terms->unit << 40) |
		((uint64_t) terms->format << 32) |
		((uint64_t) terms->period << 24) |
		((uint64_t) terms->tax_basis << 22) |
		(uint64_t) terms->tax_rate;
}

void
rate_terms_unpack(uint64_t packed, RateTerms *terms)
{
	terms->currency = (int) (packed >> 48);
	terms->unit = (int) (packed >> 40) & 0xFF;
	terms->format = (int) (packed >> 32) & 0xFF;
	terms->period = (int) (packed >> 24) & 0xFF;
	terms->tax_basis = (int) (packed >> 22) & 0x3;
	terms->tax_rate = (int) packed & 0x3FFFFF;
}

TermsFault
rate_terms_fault(uint64_t packed)
{
	RateTerms	terms;

	rate_terms_unpack(packed, &terms);
	if (!currency_valid(terms.currency))
		return FAULT_OF_CURRENCY;
	if (unit_name(terms.unit) == NULL)
		return FAULT_OF_UNIT;
	if (!number_format_valid(terms.format))
		return FAULT_OF_FORMAT;
	if (terms.period != PERIOD_NONE && period_name(terms.period) == NULL)
		return FAULT_OF_PERIOD;
	if (terms.tax_basis > TAX_EXCLUDED)
		return FAULT_OF_TAX_BASIS;
	if (terms.tax_rate > TAX_RATE_MAX || (terms.tax_basis == TAX_UNSAID && terms.tax_rate != 0))
		return FAULT_OF_TAX_RATE;
	if (terms.format != NUMBER_FORMAT_NONE && terms.unit != UNIT_P)
		return FAULT_OF_UNIT_WITH_FORMAT;
	return FAULT_OF_NONE;
}

bool
rate_terms_valid(uint64_t packed)
{
	return rate_terms_fault(packed) == FAULT_OF_NONE;
}
