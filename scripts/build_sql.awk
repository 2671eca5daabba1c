# build_sql.awk: the extension's script from its parts.
#
#   awk -f build_sql.awk -v extension=gpurent sql/parts/*.sql
#
# A block between
#   -- @for quantity in int4 int8 numeric
#   -- @end
# is repeated for each word, with @quantity@ replaced by it.  A list with bars
# is of texts, which may be empty or hold several words:
#   -- @for tail in | , tstzrange | , tstzrange, text
# A text that several statements share is said once:
#   -- @let arguments cost numeric, in_service date
# stands for @arguments@ to the end of the block, or of all parts, that it is in.
# Blocks nest; an inner list may name an outer variable.  Anything of the form @word@ that is
# left at the end is a mistake and stops the build, but for @extschema@, which
# is PostgreSQL's.

function fail(where, what)
{
	printf "%s: %s\n", where, what > "/dev/stderr"
	failed = 1
	exit 1
}

# Replaces every @name@ in text by word (gsub would read & in word as special).
function substitute(text, name, word,	result, at)
{
	result = ""
	while ((at = index(text, "@" name "@")) > 0)
	{
		result = result substr(text, 1, at - 1) word
		text = substr(text, at + length(name) + 2)
	}
	return result text
}

# The line that closes the block opened at line `from`.
function block_end(from,	i, depth)
{
	depth = 0
	for (i = from; i <= lines; i++)
	{
		if (line[i] ~ /^[ \t]*--[ \t]*@for[ \t]/)
			depth++
		else if (line[i] ~ /^[ \t]*--[ \t]*@end[ \t]*$/ && --depth == 0)
			return i
	}
	fail(place[from], "@for without @end")
}

# Prints lines from..to with the substitutions names[1..n] -> words[1..n].
function emit(from, to, n,	i, j, text, end, field, fields, name, loop)
{
	for (i = from; i <= to; i++)
	{
		text = line[i]
		for (j = 1; j <= n; j++)
			text = substitute(text, names[j], words[j])
		if (text ~ /^[ \t]*--[ \t]*@for[ \t]/)
		{
			end = block_end(i)
			sub(/^[ \t]*--[ \t]*@for[ \t]+/, "", text)
			if (text !~ /^[a-z_]+[ \t]+in[ \t]/)
				fail(place[i], "expected: -- @for name in word...")
			name = text
			sub(/[ \t].*/, "", name)
			sub(/^[a-z_]+[ \t]+in[ \t]+/, "", text)
			sub(/[ \t]+$/, "", text)
			fields = split(text, loop, text ~ /\|/ ? "[ \t]*[|][ \t]*" : "[ \t]+")
			for (field = 1; field <= fields; field++)
			{
				names[n + 1] = name
				words[n + 1] = loop[field]
				emit(i + 1, end - 1, n + 1)
			}
			i = end
		}
		else if (text ~ /^[ \t]*--[ \t]*@let[ \t]/)
		{
			sub(/^[ \t]*--[ \t]*@let[ \t]+/, "", text)
			if (text !~ /^[a-z_][a-z0-9_]*[ \t]+[^ \t]/)
				fail(place[i], "expected: -- @let name text")
			n++
			names[n] = words[n] = text
			sub(/[ \t].*/, "", names[n])
			sub(/^[a-z0-9_]+[ \t]+/, "", words[n])
		}
		else if (text ~ /^[ \t]*--[ \t]*@end[ \t]*$/)
			fail(place[i], "@end without @for")
		else
		{
			# operators such as @> have no letter next to them on both sides
			end = text
			gsub(/@extschema(:[a-z0-9_]+)?@/, "", end)
			if (match(end, /@[a-z_][a-z0-9_]*@/))
				fail(place[i], substr(end, RSTART, RLENGTH) " is not a variable of a @for around it")
			print text
		}
	}
}

{
	line[++lines] = $0
	place[lines] = FILENAME ":" FNR
}

END {
	if (failed)
		exit 1
	if (lines == 0)
		fail("build_sql.awk", "no parts")
	printf "\\echo Use \"CREATE EXTENSION %s\" to load this file. \\quit\n", extension
	emit(1, lines, 0)
}
