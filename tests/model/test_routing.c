#include "model/routing.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static bool is_up(enum protocol protocol, uint32_t state)
{
    struct neighbor neighbor = {.protocol = protocol, .state = state};
    return neighbor_is_up(&neighbor);
}

static void only_protocols_that_exchange_routes_are_routing_protocols(void **state)
{
    (void)state;
    for (int protocol = PROTOCOL_NONE; protocol < PROTOCOLS; protocol++)
        assert_int_equal(protocol_is_routing((enum protocol)protocol),
                         protocol == PROTOCOL_OSPF || protocol == PROTOCOL_OSPFV3 ||
                             protocol == PROTOCOL_ISIS || protocol == PROTOCOL_BGP);
}

static void neighbors_are_up_as_their_protocol_has_it(void **state)
{
    (void)state;
    assert_false(is_up(PROTOCOL_OSPF, 3));
    assert_true(is_up(PROTOCOL_OSPF, 4));
    assert_true(is_up(PROTOCOL_OSPFV3, 8));
    assert_false(is_up(PROTOCOL_ISIS, 2));
    assert_true(is_up(PROTOCOL_ISIS, 3));
    assert_false(is_up(PROTOCOL_ISIS, 4));
    assert_false(is_up(PROTOCOL_BGP, 5));
    assert_true(is_up(PROTOCOL_BGP, 6));
    assert_true(is_up(PROTOCOL_LLDP, 0));
}

static void without_a_state_who_is_found_is_up_and_who_is_configured_is_not(void **state)
{
    (void)state;
    assert_true(is_up(PROTOCOL_OSPF, 0));
    assert_true(is_up(PROTOCOL_OSPFV3, 0));
    assert_true(is_up(PROTOCOL_ISIS, 0));
    assert_false(is_up(PROTOCOL_BGP, 0));
}

static const char *format_state(enum protocol protocol, uint32_t state)
{
    struct neighbor neighbor = {.protocol = protocol, .state = state};
    return neighbor_format_state(&neighbor);
}

static void states_have_the_words_of_their_mib(void **state)
{
    (void)state;
    assert_string_equal(format_state(PROTOCOL_OSPF, 4), "twoWay");
    assert_string_equal(format_state(PROTOCOL_OSPFV3, 8), "full");
    assert_string_equal(format_state(PROTOCOL_ISIS, 3), "up");
    assert_string_equal(format_state(PROTOCOL_BGP, 6), "established");
    assert_null(format_state(PROTOCOL_OSPF, 0));
    assert_null(format_state(PROTOCOL_BGP, UINT32_MAX));
    assert_null(format_state(PROTOCOL_LLDP, 1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_protocols_that_exchange_routes_are_routing_protocols),
        cmocka_unit_test(neighbors_are_up_as_their_protocol_has_it),
        cmocka_unit_test(without_a_state_who_is_found_is_up_and_who_is_configured_is_not),
        cmocka_unit_test(states_have_the_words_of_their_mib),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
