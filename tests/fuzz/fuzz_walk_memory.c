/*
 * What an inventory says of an agent: ten octets of traits, then the text of a profile. An agent that keeps
 * to the rules tells the same to a walk with it as to one without.
 */
#include "discover/walk.h"

#include "tests/support/fake_agent.h"

#include <stdlib.h>
#include <string.h>

#define TRAITS 10

static const uint32_t columns[] = {2, 3};
#define TABLE(number)                                                                                        \
    {                                                                                                        \
        .object = "table", .entry = OID_INIT(1, 3, number, 1), .columns = columns, .column_count = 2,        \
        .any_column = (number) == 5                                                                          \
    }
static const struct walk_table tables[] = {TABLE(2), TABLE(3), TABLE(4), TABLE(5), TABLE(6), TABLE(8)};
static const struct oid scalars[] = {OID_INIT(1, 3, 1), OID_INIT(1, 3, 3), OID_INIT(1, 3, 7)};
static const char lines[] =
    "1.3.1.0|2|1\n1.3.3.1.2.1|2|1\n1.3.3.1.2.2|2|1\n1.3.3.1.3.1|2|1\n1.3.5.1.9.1|2|1\n"
    "1.3.6.1.3.7|2|1\n1.3.7.0|2|1\n1.3.8.0.1|2|1\n1.3.8.2.1|2|1\n";

/* The sum of all that came, in any order. */
static void add(uint64_t *sum, const char *format, ...) G_GNUC_PRINTF(2, 3);
static void add(uint64_t *sum, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    *sum += g_str_hash(text);
}

static void on_scalar(void *user, const void *tag, const struct value *value)
{
    add(user, "scalar %d %d", (int)((const struct oid *)tag - scalars), (int)value->integer);
}

static bool on_cell(void *user, const struct walk_table *table, uint32_t column, struct oid index,
                    const struct value *value, uint32_t *place)
{
    (void)place;
    char text[OID_TEXT_SIZE];
    add(user, "cell %d %u %s %d", (int)(table - tables), column, oid_format(index, text),
        (int)value->integer);
    return true;
}

static void on_problem(void *user, const char *object, const char *text)
{
    (void)user;
    (void)object;
    (void)text;
    abort();
}

static void on_idle(void *user)
{
    (void)user;
}

static void on_done(void *user, const char *why)
{
    (void)user;
    if (why != NULL)
        abort();
}

static const struct walk_events events = {
    .scalar = on_scalar, .cell = on_cell, .problem = on_problem, .idle = on_idle, .done = on_done};

static uint64_t meet(struct walk_profiles *profiles, struct walk_memory *memory)
{
    static const struct visit_limits limits = {
        .max_rows = 100, .max_bytes = 1 << 20, .max_requests = 2000, .max_in_flight = 4};
    struct fake_agent *agent = fake_agent_new(lines);
    uint64_t sum = 0;
    struct walk *walk = walk_new(&agent->agent, &limits, &events, &sum);
    walk_begin_with(walk, memory);
    for (size_t i = 0; i < G_N_ELEMENTS(scalars); i++)
        walk_ask_scalar(walk, "scalar", scalars[i], &scalars[i]);
    for (size_t i = 0; i < G_N_ELEMENTS(tables); i++)
        walk_ask_table(walk, &tables[i]);
    walk_start(walk);
    fake_agent_run(agent);
    walk_learn(walk, profiles, memory);
    walk_free(walk);
    agent_free(&agent->agent);
    return sum;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < TRAITS)
        return 0;
    struct walk_profiles *profiles = walk_profiles_new();
    g_autofree char *text = g_strndup((const char *)data + TRAITS, size - TRAITS);
    struct walk_memory none = {0}, memory = {.identity = 1, .profile = walk_profiles_get(profiles, text)};
    memory.traits = (struct walk_traits){.budget = (uint16_t)(data[0] << 8 | data[1]),
                                         .full_budget = (uint16_t)(data[2] << 8 | data[3]),
                                         .max_items = data[4],
                                         .max_columns = data[5],
                                         .lacks_getbulk = data[6] & 1,
                                         .parts_kinds = data[7] & 1,
                                         .is_single = data[8] & 1,
                                         .calm_visits = data[9]};
    uint64_t expected = meet(profiles, &none);
    if (meet(profiles, &memory) != expected || meet(profiles, &memory) != expected)
        abort();
    walk_profiles_free(profiles);
    return 0;
}
