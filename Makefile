# wiremap. `make help` lists the targets.

PREFIX ?= /usr/local
DESTDIR ?=
BUILD ?= build
CC = gcc
VARIANT_FLAGS ?=
OPTIMIZE ?= -O2 -g

PACKAGES := gcc make pkg-config libglib2.0-dev libuv1-dev libsnmp-dev libsqlite3-dev libmsgpack-dev libigraph-dev \
	libgraphviz-dev libjansson-dev libcmocka-dev libxml2-dev libssl-dev libssh-dev libpcre2-dev graphviz fonts-dejavu-core ca-certificates
NPM := $(shell command -v npm)
CHECK_PACKAGES := snmp snmpd lldpd openssh-server openssh-client iproute2 procps jq libxml2-utils python3 python3-networkx chromium $(if $(NPM),,npm)
LINT_PACKAGES := clang clang-format clang-tidy cppcheck libclang-rt-14-dev

LIBRARIES := glib-2.0 gio-2.0 libuv sqlite3 msgpack igraph libgvc libcgraph jansson libxml-2.0 libcrypto libssh libpcre2-8 netsnmp
LAYERS := model inventory graph render discover cli

# `make V=1` prints every command whole.
QUIET = $(if $(V),,@echo "  $(notdir $@)" && )

# All processors, unless the user has said how many jobs.
JOBS = $(if $(findstring jobserver,$(MAKEFLAGS)),,-j$(shell nproc))

WARNINGS := -Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wformat=2
CFLAGS += -std=c11 $(OPTIMIZE) $(WARNINGS) $(VARIANT_FLAGS)
CPPFLAGS += -I. -D_GNU_SOURCE -DG_LOG_DOMAIN='"wiremap"' $(LIBRARY_CFLAGS)
LDFLAGS += $(VARIANT_FLAGS)
LIBRARY_CFLAGS := $(shell pkg-config --cflags $(LIBRARIES) 2>/dev/null | sed 's/-I/-isystem /g')
LIBRARY_LIBS := $(shell pkg-config --libs $(LIBRARIES) 2>/dev/null) -lm

SOURCES := $(foreach layer,$(LAYERS),$(wildcard $(layer)/*.c $(layer)/*/*.c))
HEADERS := $(foreach layer,$(LAYERS),$(wildcard $(layer)/*.h $(layer)/*/*.h))
TEMPLATES := discover/os/templates
TEMPLATE_FILES := $(wildcard $(TEMPLATES)/*)
WEB := $(BUILD)/render/web/embedded_web
# Another file where there is no npm, so that it is made anew when there is.
WEB_SCRIPT := $(BUILD)/render/web/$(if $(NPM),bundled,empty)/script.js
WEB_SOURCES := $(wildcard render/web/src/*.js) $(addprefix render/web/,build.mjs package.json package-lock.json)
EMBEDDED := $(BUILD)/discover/os/embedded_templates
OBJECTS := $(patsubst %.c,$(BUILD)/%.o,$(filter-out cli/main.c,$(SOURCES))) $(EMBEDDED).o $(WEB).o
ARCHIVE := $(BUILD)/libwiremap.a
TEST_SOURCES := $(wildcard tests/*/test_*.c)
TESTS := $(patsubst tests/%.c,$(BUILD)/tests/%,$(TEST_SOURCES))
TEST_SUPPORT := $(patsubst %.c,$(BUILD)/%.o,$(wildcard tests/support/*.c))
FUZZ_SOURCES := $(wildcard tests/fuzz/fuzz_*.c)
FUZZ_REPLAYS := $(patsubst %.c,$(BUILD)/%,$(FUZZ_SOURCES))
FUZZ_SECONDS ?= 60
BENCHES := $(patsubst %.c,$(BUILD)/%,$(wildcard tests/bench/*.c))
MAN_PAGES := $(wildcard docs/man/*.[1-8])
C_FILES := $(SOURCES) $(HEADERS) $(wildcard tests/*/*.[ch])

.PHONY: all check test lint format asan fuzz bench bench-crawl bench-ssh bench-graph bench-instant demo install clean help deps deps-check deps-lint fuzzers tests-build
# What is made on the way is kept. (.SECONDARY without names would keep what is missing from being made.)
.PRECIOUS: $(BUILD)/%.o

all: $(BUILD)/wiremap ## build build/wiremap

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  %-12s %s\n", $$1, $$2}' Makefile

$(BUILD)/wiremap: $(BUILD)/cli/main.o $(ARCHIVE)
	$(QUIET)$(CC) $(LDFLAGS) -o $@ $^ $(LIBRARY_LIBS)

$(ARCHIVE): $(OBJECTS)
	@rm -f $@
	$(QUIET)$(AR) rcs $@ $^

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	$(QUIET)$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

# A topology that was stored is good for those who make it by the same rules.
RULE_SOURCES := $(sort $(wildcard $(foreach layer,model inventory graph,$(layer)/*.[ch])))
$(BUILD)/graph/topology_image_layout.o: $(RULE_SOURCES)
$(BUILD)/graph/topology_image_layout.o: CPPFLAGS += -DTOPOLOGY_RULES='"$(shell cat $(RULE_SOURCES) | cksum | tr ' ' -)"'

# The TextFSM templates become a GResource inside the program, found under /wiremap/templates/.
$(EMBEDDED).xml: $(TEMPLATE_FILES) $(TEMPLATES)
	@mkdir -p $(@D)
	@{ echo '<gresources><gresource prefix="/wiremap/templates">'; \
	   printf '<file>%s</file>\n' $(notdir $(TEMPLATE_FILES)); echo '</gresource></gresources>'; } > $@

$(EMBEDDED).c: $(EMBEDDED).xml
	$(QUIET)glib-compile-resources --generate-source --internal --manual-register --c-name embedded_templates \
		--sourcedir=$(TEMPLATES) --target=$@ $<

$(EMBEDDED).o: $(EMBEDDED).c
	$(QUIET)$(CC) $(CPPFLAGS) $(filter-out $(WARNINGS),$(CFLAGS)) -c -o $@ $<

# The page of interactive maps.
$(WEB_SCRIPT): $(WEB_SOURCES)
	$(QUIET)sh tests/tools/bundle-web.sh $(BUILD)/render/web $@

$(WEB).c: $(WEB_SCRIPT) render/web/page.html render/web/style.css
	@printf '%s\n' '<gresources><gresource prefix="/wiremap/web"><file>page.html</file><file>style.css</file>' \
	    '<file>script.js</file></gresource></gresources>' > $(@D)/web.xml
	$(QUIET)glib-compile-resources --generate-source --manual-register --c-name web --sourcedir=render/web \
	    --sourcedir=$(dir $(WEB_SCRIPT)) --target=$@ $(@D)/web.xml

$(WEB).o: $(WEB).c
	$(QUIET)$(CC) $(CPPFLAGS) $(filter-out $(WARNINGS),$(CFLAGS)) -c -o $@ $<

$(FUZZ_REPLAYS): $(BUILD)/tests/fuzz/fuzz_%: $(BUILD)/tests/fuzz/fuzz_%.o $(BUILD)/tests/fuzz/replay.o $(TEST_SUPPORT) $(ARCHIVE)
	$(QUIET)$(CC) $(LDFLAGS) -o $@ $^ $(LIBRARY_LIBS) -lcmocka

$(BUILD)/tests/%: $(BUILD)/tests/%.o $(TEST_SUPPORT) $(ARCHIVE)
	$(QUIET)$(CC) $(LDFLAGS) -o $@ $^ $(LIBRARY_LIBS) -lcmocka

# A fuzzer is all of wiremap built by clang with coverage, and one target (`make fuzz` sets the flags).
$(BUILD)/fuzzers/%: $(BUILD)/tests/fuzz/%.o $(TEST_SUPPORT) $(ARCHIVE)
	@mkdir -p $(@D)
	$(QUIET)$(CC) $(LDFLAGS) -fsanitize=fuzzer -o $@ $^ $(LIBRARY_LIBS) -lcmocka

fuzzers: $(patsubst tests/fuzz/%.c,$(BUILD)/fuzzers/%,$(FUZZ_SOURCES))

-include $(OBJECTS:.o=.d) $(BUILD)/cli/main.d $(TESTS:=.d) $(FUZZ_REPLAYS:=.d) $(TEST_SUPPORT:.o=.d)

deps: ## install the packages to build and run (Debian)
	@sh tests/tools/install-packages.sh $(PACKAGES)

deps-check: deps
	@sh tests/tools/install-packages.sh $(CHECK_PACKAGES)

deps-lint: deps-check
	@sh tests/tools/install-packages.sh $(LINT_PACKAGES)

check: deps-check ## install what is missing, build, run every test
	@$(MAKE) --no-print-directory $(JOBS) test

tests-build: $(TESTS) $(FUZZ_REPLAYS) $(BENCHES)

test: $(BUILD)/wiremap $(TESTS) $(FUZZ_REPLAYS) $(BUILD)/tests/bench/generate_network ## run every test; prints N passed, N failed
	@BUILD=$(BUILD) sh tests/run.sh

asan: ## the suite under AddressSanitizer and UndefinedBehaviorSanitizer
	@$(MAKE) --no-print-directory $(JOBS) test BUILD=build/asan OPTIMIZE='-O1 -g -fno-omit-frame-pointer' \
		VARIANT_FLAGS='-fsanitize=address,undefined -fno-sanitize-recover=undefined'

fuzz: ## build every fuzz target with clang and run each for FUZZ_SECONDS (60)
	@FUZZ_SECONDS=$(FUZZ_SECONDS) MAKE='$(MAKE)' sh tests/fuzz/run.sh

lint: deps-lint ## formatting, clang-tidy, cppcheck, warnings of both compilers, the layers
	@MAKE='$(MAKE)' sh tests/tools/lint.sh $(C_FILES)

format: ## format every C file
	clang-format -i $(C_FILES)

bench: deps-check $(BUILD)/wiremap $(BENCHES) ## figures as ratios against the tools used today
	@BUILD=$(BUILD) sh tests/bench/run.sh

bench-crawl: deps-check $(BUILD)/wiremap $(BUILD)/tests/bench/generate_network ## the crawl under delay, loss and silence
	@BUILD=$(BUILD) sh tests/bench/crawl.sh

bench-ssh: deps-check $(BUILD)/wiremap $(BUILD)/tests/bench/ssh_server ## 200 devices over SSH, behind a line with delay
	@BUILD=$(BUILD) sh tests/bench/ssh.sh

bench-instant: deps-check $(BUILD)/wiremap ## a cold path on an inventory of 100,000 devices, beside NetworkX
	@BUILD=$(BUILD) sh tests/bench/instant.sh

bench-maps: $(BUILD)/wiremap ## maps of all kinds of networks, scored (WIREMAP_MAPSCORE) beside plain Graphviz
	@python3 tests/bench/maps.py $(BUILD)/wiremap

bench-graph: $(BUILD)/tests/bench/bench_graph ## the graph kernels beside igraph, which takes minutes
	@$(BUILD)/tests/bench/bench_graph full

demo: deps ## install what is missing, build, crawl a served network, leave a map and answers
	@$(MAKE) --no-print-directory $(JOBS) all
	@BUILD=$(BUILD) sh examples/demo.sh

install: all ## install below DESTDIR/PREFIX (/usr/local)
	install -D -m 755 $(BUILD)/wiremap $(DESTDIR)$(PREFIX)/bin/wiremap
	install -D -m 644 docs/completion/wiremap.bash $(DESTDIR)$(PREFIX)/share/bash-completion/completions/wiremap
	for page in $(MAN_PAGES); do \
		install -D -m 644 $$page $(DESTDIR)$(PREFIX)/share/man/man$${page##*.}/$${page##*/} || exit 1; \
	done

clean: ## remove everything that was built
	rm -rf build
