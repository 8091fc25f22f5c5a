#include "render/places.h"

#include "render/map.h"
#include "tests/support/build.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

/* A ring of switches, each with endpoints; the last endpoint of the first switch may be left out. */
#define SWITCHES 12

static struct observation *ring_switch(unsigned number, unsigned endpoints)
{
    g_autofree char *address = g_strdup_printf("10.0.1.%u", number);
    g_autofree char *name = g_strdup_printf("sw%02u", number);
    g_autofree char *mac = g_strdup_printf("02:1a:b0:00:%02x:01", number);
    struct observation *observation = build_observation(address, name);
    observation->system.role = ROLE_SWITCH;
    build_chassis_mac(observation, mac);
    build_interfaces(observation, "eth", 1, 20);
    unsigned next = number % SWITCHES + 1, before = (number + SWITCHES - 2) % SWITCHES + 1;
    g_autofree char *next_mac = g_strdup_printf("02:1a:b0:00:%02x:01", next);
    g_autofree char *before_mac = g_strdup_printf("02:1a:b0:00:%02x:01", before);
    build_lldp(observation, 1, next_mac, "eth2", NULL);
    build_lldp(observation, 2, before_mac, "eth1", NULL);
    for (unsigned i = 0; i < endpoints; i++) {
        g_autofree char *pc = g_strdup_printf("02:1a:b0:%02x:%02x:77", number, i);
        g_autofree char *pc_name = g_strdup_printf("x-%u-%u", number, i);
        build_lldp(observation, 3 + i, pc, "eth0", pc_name);
    }
    return observation;
}

struct ring {
    struct observation_list list;
    struct identity *identity;
    struct topology *topology;
};

static void ring_init(struct ring *ring, unsigned first_endpoints)
{
    struct observation *s[SWITCHES];
    for (unsigned i = 0; i < SWITCHES; i++)
        s[i] = ring_switch(i + 1, i == 0 ? first_endpoints : 2);
    ring->list = BUILD_LIST(s[0], s[1], s[2], s[3], s[4], s[5], s[6], s[7], s[8], s[9], s[10], s[11]);
    ring->identity = identity_build(&ring->list);
    ring->topology = topology_build(&ring->list, ring->identity);
}

static void ring_clear(struct ring *ring)
{
    topology_free(ring->topology);
    identity_free(ring->identity);
    build_list_clear(&ring->list);
}

/* A start that depends on how many boxes there are, as that of a spring model does. */
static bool spread(struct layout *layout, guint attempt, void *user)
{
    (void)user;
    if (attempt > 0)
        return false;
    for (size_t i = 0; i < layout->box_count; i++) {
        double angle = (double)(i * i * 7 % 23 + layout->box_count) * 0.7;
        layout->boxes[i].center = (struct point){cos(angle) * 300, sin(angle) * 200};
    }
    return true;
}

static GPtrArray *draw(const struct ring *ring, const struct places *kept, const struct places *pins,
                       struct places *keep)
{
    const struct map_spreader spreader = {.spread = spread};
    struct render_request request = {
        .topology = ring->topology, .layout = "organic", .kept = kept, .pins = pins, .keep = keep};
    return map_pages(&request, &spreader, NULL);
}

static struct point corner_of(const struct scene *scene, const char *text)
{
    for (guint i = 0; i < scene->boxes->len; i++)
        if (g_strcmp0(SCENE_BOX(scene, i)->text, text) == 0)
            return (struct point){SCENE_BOX(scene, i)->left, SCENE_BOX(scene, i)->top};
    fail_msg("there is no %s", text);
    return (struct point){0, 0};
}

static struct point between(const struct scene *scene, const char *a, const char *b)
{
    struct point p = corner_of(scene, a), q = corner_of(scene, b);
    return (struct point){q.x - p.x, q.y - p.y};
}

static void what_stood_on_the_last_map_stands_where_it_stood(void **state)
{
    (void)state;
    struct ring before, after;
    ring_init(&before, 2);
    ring_init(&after, 1);
    struct places *keep = places_new(), *again = places_new();
    GPtrArray *first = draw(&before, NULL, NULL, keep), *second = draw(&after, keep, NULL, again);
    for (unsigned i = 2; i <= SWITCHES; i++) {
        g_autofree char *name = g_strdup_printf("sw%02u", i);
        struct point was = between(first->pdata[0], "sw02", name),
                     is = between(second->pdata[0], "sw02", name);
        assert_true(fabs(was.x - is.x) < 2 && fabs(was.y - is.y) < 2);
    }
    places_free(keep);
    places_free(again);
    g_ptr_array_unref(first);
    g_ptr_array_unref(second);
    ring_clear(&before);
    ring_clear(&after);
}

static void a_pinned_box_stands_where_it_was_put(void **state)
{
    (void)state;
    struct ring ring;
    ring_init(&ring, 2);
    struct places *pins = places_new();
    for (guint i = 0; i < topology_device_count(ring.topology); i++) {
        const char *name = topology_device(ring.topology, i)->name;
        g_autofree char *anchor = map_device_anchor(topology_device(ring.topology, i), i);
        if (strcmp(name, "sw01") == 0)
            places_set(pins, anchor, 100, 100);
        if (strcmp(name, "sw07") == 0)
            places_set(pins, anchor, 500, 350);
    }
    GPtrArray *pages = draw(&ring, NULL, pins, NULL);
    struct point apart = between(pages->pdata[0], "sw01", "sw07");
    assert_true(fabs(apart.x - 400) < 3 && fabs(apart.y - 250) < 3);
    places_free(pins);
    g_ptr_array_unref(pages);
    ring_clear(&ring);
}

static void places_are_stored_and_read_again(void **state)
{
    (void)state;
    struct places *places = places_new();
    places_set(places, "device-1", 1.005, -2);
    places_set_of(places, PLACES_COLUMN, "device-2", 1, 0);
    json_t *stored = places_to_json(places);
    json_object_set_new(stored, "odd", json_pack("[s]", "x"));
    json_object_set_new(stored, "far", json_pack("[ff]", 1e300, 0.0));
    struct places *read = places_from_json(stored);
    double a = 0, b = 0;
    assert_true(places_get(read, "device-1", &a, &b));
    assert_true(fabs(a - 1.0) < 0.02 && fabs(b + 2) < 1e-9);
    assert_true(places_get_of(read, PLACES_COLUMN, "device-2", &a, &b));
    assert_false(places_get(read, "odd", &a, &b));
    assert_false(places_get(read, "far", &a, &b));
    assert_false(places_get(NULL, "device-1", &a, &b));
    json_decref(stored);
    places_free(places);
    places_free(read);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_stood_on_the_last_map_stands_where_it_stood),
        cmocka_unit_test(a_pinned_box_stands_where_it_was_put),
        cmocka_unit_test(places_are_stored_and_read_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
