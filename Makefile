# gpurent: rental accounting of GPU compute, a PostgreSQL extension.  `make help` lists what there is.
#
# Two kinds of targets.  all, install, installcheck, uninstall and clean are
# PGXS's own, for the server that PG_CONFIG names.  The rest are scripts that
# install what they lack and work in a private, throwaway server: they must run
# on a machine that has no PostgreSQL at all yet.

EXTENSION = gpurent
MODULE_big = gpurent

# Where the sources are, with a slash, or nothing: `make -f /path/to/Makefile` builds where it is called
# (PGXS finds the sources by VPATH).  Built in the sources too, those objects would be found there.
HERE := $(patsubst ./%,%,$(dir $(firstword $(MAKEFILE_LIST))))
# $(call sources,PATTERNS): the files, by their names from there
sources = $(patsubst $(HERE)%,%,$(sort $(wildcard $(addprefix $(HERE),$(1)))))
EXTVERSION := $(shell sed -n "s/^default_version *= *'\(.*\)'/\1/p" $(HERE)$(EXTENSION).control)

# src/ROOM/X.c, the pure core in rooms of its own below src/core: doc/architecture.md
SOURCES := $(call sources,src/*.c src/*/*.c src/core/*/*.c)
CORE_OBJS = $(patsubst %.c,%.o,$(filter src/core/%,$(SOURCES)))
OBJS = $(SOURCES:.c=.o)
HEADER_FILES := $(call sources,src/*.h src/*/*.h src/core/*/*.h)

DATA_built = sql/$(EXTENSION)--$(EXTVERSION).sql
DATA := $(call sources,sql/$(EXTENSION)--*--*.sql)
DOCS := $(call sources,README.md CHANGELOG.md doc/*.md examples/*.sql)

# The types come first: when they are broken, so is the rest, and the first failure should say so.
TESTS := $(patsubst test/sql/%.sql,%,$(call sources,test/sql/*.sql))
FIRST_TESTS = p_capacity rent_rate
REGRESS = $(filter $(TESTS),$(FIRST_TESTS)) $(filter-out $(FIRST_TESTS),$(TESTS))
REGRESS_PREP = test/output
# The Chinese input forms need UTF8, and C makes ORDER BY the same everywhere.
REGRESS_OPTS = --inputdir=$(HERE)test --outputdir=test/output --load-extension=$(EXTENSION) \
	--encoding=UTF8 --no-locale

UNIT_TESTS := $(patsubst test/unit/%.c,build/unit/%,$(call sources,test/unit/*.c))

EXTRA_CLEAN = build test/output

# The one place for warnings.  Headers of the server have parameters they do not
# use and compare signed with unsigned; the pure layer has no such excuse.
HEADER_WARNINGS = unused-parameter sign-compare
PG_CFLAGS = -Wall -Wextra $(HEADER_WARNINGS:%=-Wno-%)
# The same digits on every processor: no multiplication fused with an addition (core/number/wide_float.h).
PG_CFLAGS += -ffp-contract=off
# Includes name their room: "base/numbers.h".
PG_CPPFLAGS = -I$(HERE)src
# PostgreSQL loads modules with RTLD_GLOBAL, so a symbol that ours shows is everybody's, and another's might be
# taken for ours.  It shows what SQL calls (base/compat.h) and links to its own; Apple's linker, which does
# that anyway, does not know the option, so the linker is asked, when it comes to linking.
PG_CFLAGS += -fvisibility=hidden
SHLIB_LINK += $(if $(shell mkdir -p build && $(CC) -shared -Wl,-Bsymbolic -x c /dev/null -o build/linker 2>/dev/null && echo known),-Wl$(,)-Bsymbolic)
, := ,

# Those with a line in the help below.
SCRIPT_TARGETS := $(shell sed -n 's/^\([a-z-]*\):.*\#\# .*/\1/p' $(firstword $(MAKEFILE_LIST)))

ifeq ($(origin PG_CONFIG),undefined)
PG_CONFIG = pg_config
else
export PG_CONFIG
endif
PGXS := $(shell $(PG_CONFIG) --pgxs 2>/dev/null)
# A client's pg_config (libpq-dev) knows these directories too; what is in them tells.
SERVER_FOUND := $(and $(PGXS),$(wildcard $(PGXS)),$(wildcard $(shell $(PG_CONFIG) --includedir-server 2>/dev/null)/postgres.h))

.DEFAULT_GOAL := all

ifneq (,$(filter $(SCRIPT_TARGETS),$(MAKECMDGOALS)))

# PGXS has a target named check too, hence it is left out here; goals given
# beside a script (`make clean check`) are handed to a make of their own.
.NOTPARALLEL:
.PHONY: $(MAKECMDGOALS)
ifneq (,$(filter-out $(SCRIPT_TARGETS),$(MAKECMDGOALS)))
$(filter-out $(SCRIPT_TARGETS),$(MAKECMDGOALS)):
	@$(MAKE) --no-print-directory $@
endif

help: ## this list
	@echo "On this machine, in a private throwaway server (what is missing gets installed first):"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' Makefile
	@echo "On your own server (PG_CONFIG=/path/to/pg_config chooses which):"
	@echo "  make                  build"
	@echo "  sudo make install     install; then, in a database: CREATE EXTENSION gpurent"
	@echo "  make installcheck     run the regression tests there"
	@echo "  make clean            remove what was built"
demo: ## the published figures recomputed and a lease table billed; LEASES= POOLS= RATE= PRICE=
	@scripts/demo.sh
psql: ## a psql shell with the demo's tables
	@scripts/demo.sh psql
report: ## the lease book as one page, report.html; DATABASE= or LEASES= POOLS= RATE= PRICE= UNTIL=, REPORT=
	@scripts/report.sh
wasm: ## the extension for PGlite, PostgreSQL in a browser (experimental)
	@scripts/wasm.sh
check: ## every test; some files of them with T="names"
	@scripts/check.sh
check-load: ## sixteen clients of mixed queries at once; SECONDS=, CLIENTS=
	@T=load LOAD_SECONDS=$(or $(SECONDS),600) scripts/check.sh
check-clients: ## what drivers show of the lease book's views (JDBC, ODBC, Python, node, Perl, LibreOffice); CLIENTS=, INSTALL=1
	@scripts/clients.sh
check-report: ## the report page in a headless browser, its numbers against psql's
	@scripts/check_report.sh
check-wasm: ## the extension in PGlite: regression tests print what a server prints, laws hold; T=names
	@CHECK=1 scripts/wasm.sh
check-matrix: ## check with the PostgreSQL of other Debian releases, and pg_upgrade between them; RELEASES=
	@scripts/matrix.sh
check-upgrade: ## pg_upgrade from one server here to another; OLD_PG_CONFIG=, PG_CONFIG=
	@scripts/upgrade.sh
check-citus: ## what doc/scale.md says of Citus, on a server that has it; PG_CONFIG=
	@scripts/citus.sh
check-all: ## check, check-matrix, coverage, check-memory and fuzz: an hour or two
	@scripts/check.sh && scripts/matrix.sh && scripts/coverage.sh && scripts/memory.sh && scripts/fuzz.sh
check-arch: ## unit and regression tests on another processor, emulated; ARCH=arm64 or s390x
	@scripts/arch.sh
mutants: ## faults planted in src/core: which do the tests notice?; SAMPLE=, SEED=, FILE=
	@scripts/mutants.sh
coverage: ## how much of src/ the tests run, by file
	@scripts/coverage.sh
bench: ## speed against the obvious SQL; BENCH=summaries, ROWS=, RUNS=
	@bench/run.sh
judge: ## our answers against those of LibreOffice and Gnumeric; FUNCTION=irr, CASES=, SEED=, SHOW=1
	@scripts/judge.sh
fuzz: ## libFuzzer on all that reads bytes from outside; DURATION= seconds, SEED=, FUZZ=name
	@scripts/fuzz.sh
check-memory: ## the tests under sanitizers, in a server with assertions, and under valgrind
	@scripts/memory.sh
dist: ## the archive for PGXN of what is committed
	@scripts/dist.sh
deb: ## the package for Debian, built and tried out in bare systems; RELEASE=bookworm, trixie or sid
	@scripts/deb.sh
format: ## indent the C sources as PostgreSQL does (make typedefs tells it of new types)
	@scripts/format.sh
currencies: ## renew the table of ISO 4217 currencies from unicode-cldr-core
	@scripts/deps.sh currencies && scripts/currencies.sh

else ifeq (,$(SERVER_FOUND))

.PHONY: all install installcheck uninstall unit typedefs clean
all install installcheck uninstall unit typedefs:
	@echo "gpurent: '$(PG_CONFIG)' leads to no PostgreSQL server headers, so there is nothing to build against." >&2
	@echo "  Debian, Ubuntu:  sudo apt-get install gcc libc6-dev postgresql-server-dev-NN   (NN: your server's version, 15 to 19)" >&2
	@echo "  elsewhere:       the development package of your PostgreSQL server" >&2
	@echo "  installed but not found:  make PG_CONFIG=/path/to/bin/pg_config" >&2
	@echo "To try gpurent without installing it: make demo" >&2
	@exit 1
clean:
	rm -rf $(EXTRA_CLEAN) $(DATA_built) $(OBJS) $(OBJS:.o=.bc) $(MODULE_big).so

else

include $(PGXS)

# The bitcode for the JIT gets no PG_CFLAGS, and its digits shall be the same.
BITCODE_CFLAGS += -ffp-contract=off
# many pages, so in a directory of their own
docmoduledir := $(docmoduledir)/$(EXTENSION)

ifneq (,$(filter 8 9 10 11 12 13 14,$(firstword $(subst ., ,$(MAJORVERSION)))))
$(error gpurent needs PostgreSQL 15 to 19; $(PG_CONFIG) is of version $(MAJORVERSION))
endif

# PGXS does not track headers.  There are few files: a touched header rebuilds
# them all, and so does what the stamp holds: objects made for another server,
# with other flags or from another list of files are no use.  (Built elsewhere, the
# rooms are not there yet.)
STAMP = build/stamp
$(OBJS) $(OBJS:.o=.bc): $(HEADER_FILES) $(STAMP)
$(shlib): $(STAMP)
$(CORE_OBJS) $(UNIT_TESTS): private override CFLAGS += $(HEADER_WARNINGS:%=-W%)

STAMP_TEXT := $(VERSION) $(CC) $(CFLAGS) $(CPPFLAGS) $(OBJS)
$(STAMP): FORCE
	@mkdir -p $(@D) $(dir $(OBJS)) && echo '$(STAMP_TEXT)' | cmp -s - $@ || echo '$(STAMP_TEXT)' >$@
.PHONY: FORCE unit
FORCE:

# sql/parts itself is named because a part taken away changes only the directory.
$(DATA_built): scripts/build_sql.awk $(HERE)sql/parts $(call sources,sql/parts/*.sql)
	@mkdir -p $(@D)
	awk -f $(HERE)scripts/build_sql.awk -v extension=$(EXTENSION) $(filter %.sql,$^) >$@.tmp || { rm -f $@.tmp; exit 1; }
	mv $@.tmp $@

# Each test of the pure layer is a program of its own that prints TAP.
unit: $(UNIT_TESTS)
build/unit/%: test/unit/%.c $(CORE_OBJS) $(HEADER_FILES) $(call sources,test/unit/*.h)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -I$(HERE)src -o $@ $< $(CORE_OBJS) -lm

test/output:
	mkdir -p $@

# What `make format` has to know, from the debugging information: every type
# name in use.  (texT: see scripts/format.pl.)
.PHONY: typedefs
typedefs: $(OBJS) $(UNIT_TESTS)
	objdump -Wi $^ | awk '/DW_TAG_/ { t = /DW_TAG_typedef/ } t && /DW_AT_name/ { print $$NF; t = 0 }' | \
		LC_ALL=C sort -u | LC_ALL=C grep -xF "$$(cat src/*/*.[ch] src/core/*/*.[ch] test/unit/*.[ch] | tr -cs 'A-Za-z0-9_' '\n' | sort -u)" | \
		sed 's/^text$$/texT/' >typedefs.list

endif
