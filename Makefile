# wiremap. `make help` lists the targets.

PREFIX ?= /usr/local
DESTDIR ?=
BUILD ?= build
CC = gcc
VARIANT_FLAGS ?=
OPTIMIZE ?= -O2 -g

PACKAGES := gcc make pkg-config libglib2.0-dev libuv1-dev libsnmp-dev libsqlite3-dev libmsgpack-dev libigraph-dev \
	libgraphviz-dev libjansson-dev libcmocka-dev libxml2-dev graphviz fonts-dejavu-core ca-certificates
CHECK_PACKAGES := snmp snmpd lldpd iproute2 procps jq libxml2-utils python3 python3-networkx
LINT_PACKAGES := clang clang-format clang-tidy cppcheck libclang-rt-14-dev

LIBRARIES := glib-2.0 gio-2.0 libuv sqlite3 msgpack igraph libgvc libcgraph jansson libxml-2.0 netsnmp
LAYERS := model inventory graph render discover cli

WARNINGS := -Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wformat=2
CFLAGS += -std=c11 $(OPTIMIZE) $(WARNINGS) $(VARIANT_FLAGS)
CPPFLAGS += -I. -D_GNU_SOURCE -DG_LOG_DOMAIN='"wiremap"' $(LIBRARY_CFLAGS)
LDFLAGS += $(VARIANT_FLAGS)
LIBRARY_CFLAGS := $(shell pkg-config --cflags $(LIBRARIES) 2>/dev/null | sed 's/-I/-isystem /g')
LIBRARY_LIBS := $(shell pkg-config --libs $(LIBRARIES) 2>/dev/null) -lm

SOURCES := $(foreach layer,$(LAYERS),$(wildcard $(layer)/*.c $(layer)/*/*.c))
HEADERS := $(foreach layer,$(LAYERS),$(wildcard $(layer)/*.h $(layer)/*/*.h))
OBJECTS := $(patsubst %.c,$(BUILD)/%.o,$(filter-out cli/main.c,$(SOURCES)))
ARCHIVE := $(BUILD)/libwiremap.a
TEST_SOURCES := $(wildcard tests/*/test_*.c)
TESTS := $(patsubst tests/%.c,$(BUILD)/tests/%,$(TEST_SOURCES))
TEST_SUPPORT := $(patsubst %.c,$(BUILD)/%.o,$(wildcard tests/support/*.c))
FUZZ_SOURCES := $(wildcard tests/fuzz/fuzz_*.c)
BENCHES := $(patsubst tests/bench/%.c,$(BUILD)/tests/bench/%,$(wildcard tests/bench/bench_*.c))

.PHONY: all check test lint format asan fuzz bench demo install clean help deps deps-check deps-lint
.SECONDARY:

all: $(BUILD)/wiremap ## build build/wiremap

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  %-12s %s\n", $$1, $$2}' Makefile

$(BUILD)/wiremap: $(BUILD)/cli/main.o $(ARCHIVE)
	$(CC) $(LDFLAGS) -o $@ $^ $(LIBRARY_LIBS)

$(ARCHIVE): $(OBJECTS)
	@rm -f $@
	$(AR) rcs $@ $^

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/tests/%: $(BUILD)/tests/%.o $(TEST_SUPPORT) $(ARCHIVE)
	$(CC) $(LDFLAGS) -o $@ $^ $(LIBRARY_LIBS) -lcmocka

-include $(OBJECTS:.o=.d) $(BUILD)/cli/main.d $(TESTS:=.d) $(TEST_SUPPORT:.o=.d)

deps: ## install the packages to build and run (Debian)
	@sh tests/install-packages.sh $(PACKAGES)

deps-check: deps
	@sh tests/install-packages.sh $(CHECK_PACKAGES)

deps-lint: deps-check
	@sh tests/install-packages.sh $(LINT_PACKAGES)

check: deps-check ## install what is missing, build, run every test
	@$(MAKE) --no-print-directory test

test: $(BUILD)/wiremap $(TESTS) $(FUZZ_REPLAYS) ## run every test; prints N passed, N failed
	@BUILD=$(BUILD) sh tests/run.sh

asan: ## the suite under AddressSanitizer and UndefinedBehaviorSanitizer
	@$(MAKE) --no-print-directory test BUILD=build/asan OPTIMIZE='-O1 -g -fno-omit-frame-pointer' \
		VARIANT_FLAGS='-fsanitize=address,undefined -fno-sanitize-recover=undefined'

clean: ## remove everything that was built
	rm -rf build
