# Members.pm: what an extension consists of, object by object, to compare two
# installations of it.

package Members;

use strict;
use warnings;
use Cluster;

my $queries = q{
	CREATE TEMP VIEW member AS
	SELECT classid, objid FROM pg_depend WHERE refclassid = 'pg_extension'::regclass AND deptype = 'e'
		AND refobjid = (SELECT oid FROM pg_extension WHERE extname = 'gpurent');
	CREATE TEMP VIEW member_type AS
	SELECT objid AS oid FROM member WHERE classid = 'pg_type'::regclass
	UNION ALL SELECT typarray FROM pg_type WHERE typarray <> 0 AND oid IN (SELECT objid FROM member WHERE classid = 'pg_type'::regclass);
	-- the numbers that differ from one installation to the next, and what they stand for
	CREATE TEMP VIEW number AS
	SELECT objid::text AS number, classid::regclass || ' ' || (SELECT identity FROM pg_identify_object(classid, objid, 0)) AS name FROM member
	-- a composite type has its columns in a relation that has its name
	UNION ALL SELECT typrelid::text, 'columns of ' || oid::regtype FROM pg_type WHERE typrelid <> 0 AND oid IN (SELECT oid FROM member_type)
	UNION ALL SELECT oid::text, 'pg_type ' || oid::regtype FROM member_type WHERE oid NOT IN (SELECT objid FROM member)
	UNION ALL SELECT a.oid::text, pg_describe_object('pg_amop'::regclass, a.oid, 0) FROM pg_amop AS a JOIN member ON objid = amopfamily
	UNION ALL SELECT a.oid::text, pg_describe_object('pg_amproc'::regclass, a.oid, 0) FROM pg_amproc AS a JOIN member ON objid = amprocfamily
	UNION ALL SELECT oid::text, 'schema ' || nspname FROM pg_namespace WHERE oid >= 16384
	UNION ALL SELECT oid::text, 'role ' || rolname FROM pg_roles WHERE oid >= 16384
	UNION ALL SELECT oid::text, 'extension ' || extname FROM pg_extension;
	SELECT 'number', number, name FROM number;
	SELECT format('SELECT %1$L, %1$L, to_jsonb(x) - ''oid'' FROM %1$s AS x WHERE oid IN (SELECT objid FROM member WHERE classid = %2$s)', classid::regclass, classid)
	FROM (SELECT DISTINCT classid FROM member WHERE classid <> 'pg_proc'::regclass) AS c
	\gexec
	SELECT 'pg_proc', oid::regprocedure, (to_jsonb(x) - 'oid' - 'proargdefaults' - 'prosqlbody') ||
		jsonb_build_object('defaults', pg_get_expr(proargdefaults, 0), 'body', pg_get_function_sqlbody(oid))
	FROM pg_proc AS x WHERE oid IN (SELECT objid FROM member WHERE classid = 'pg_proc'::regclass);
	SELECT 'pg_aggregate', aggfnoid::regprocedure, to_jsonb(x) FROM pg_aggregate AS x WHERE aggfnoid IN (SELECT objid FROM member);
	SELECT 'pg_type', oid::regtype, to_jsonb(x) - 'oid' FROM pg_type AS x WHERE oid IN (SELECT oid FROM member_type EXCEPT SELECT objid FROM member);
	SELECT 'pg_range', rngtypid::regtype, to_jsonb(x) FROM pg_range AS x WHERE rngtypid IN (SELECT oid FROM member_type);
	SELECT 'pg_attribute', attrelid::regclass, to_jsonb(x) - 'attoptions' FROM pg_attribute AS x
	WHERE attrelid IN (SELECT objid FROM member WHERE classid = 'pg_class'::regclass UNION ALL SELECT typrelid FROM pg_type WHERE typrelid <> 0 AND oid IN (SELECT oid FROM member_type));
	SELECT 'pg_amop', amopopr::regoperator, to_jsonb(x) - 'oid' FROM pg_amop AS x WHERE amopfamily IN (SELECT objid FROM member);
	SELECT 'pg_amproc', amproc::regprocedure, to_jsonb(x) - 'oid' FROM pg_amproc AS x WHERE amprocfamily IN (SELECT objid FROM member);
	SELECT 'comment', objoid, description FROM pg_description JOIN member ON objid = objoid AND classid = classoid;
	SELECT 'privileges', objoid, to_jsonb(x) FROM pg_init_privs AS x JOIN member ON objid = objoid AND classid = classoid;
	SELECT 'depends', x.objid, to_jsonb(x) FROM pg_depend AS x
	WHERE refclassid <> 'pg_extension'::regclass AND (x.objid IN (SELECT objid FROM member UNION ALL SELECT oid FROM member_type) OR x.refobjid IN (SELECT objid FROM member));
};

# Sorted lines, one an object, a comment, a privilege or a dependency
sub of
{
	my ($host, $database) = @_;
	my $printed = Cluster::run('sh', '-c', 'printf %s "$1" | psql -X -q -At -v ON_ERROR_STOP=1 -h "$2" -U postgres -d "$3"', 'sh', $queries, $host, $database);
	my (%name, @lines);
	foreach my $line (split /\n/, $printed)
	{
		if ($line =~ /^number\|(\d+)\|(.*)/) { $name{$1} = $2 }
		else { push @lines, $line }
	}
	foreach (@lines)
	{
		# a number in the words of a comment is none of an object
		my $words = s/^(comment\|\d+)(\|.*)/$1/s ? $2 : '';
		s/(?<![\w.-])(\d{5,})(?![\w.])/exists $name{$1} ? "<$name{$1}>" : $1/ge;
		$_ .= $words;
	}
	return sort @lines;
}

# The lines that only one of two installations has
sub differences
{
	my ($one, $other) = @_;
	my %count;
	$count{$_}++ foreach @$one;
	$count{$_}-- foreach @$other;
	return map { ($count{$_} > 0 ? 'only here: ' : 'only there: ') . $_ } grep { $count{$_} } sort keys %count;
}

1;
