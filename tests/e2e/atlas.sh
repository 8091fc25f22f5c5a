#!/bin/sh
# An atlas of a network without a core, and what is left of an earlier one.
. "$(dirname "$0")/lib.sh"
cd "$work" || exit 2

# Rooms in a ring, four routers each: ring.sh ROOMS
ring() {
    awk -v rooms="$1" 'BEGIN {
        print "{\"devices\":["
        for (i = 0; i < 4 * rooms; i++)
            printf "%s{\"id\":%d,\"name\":\"r%d\",\"role\":\"router\",\"location\":\"room %d\"}\n", i ? "," : "", i + 1, i, i / 4
        print "],\"links\":["
        for (i = 0; i < 4 * rooms; i++) {
            near = i % 4 == 3 ? i - 3 : i + 1
            printf "%s%s\n", i ? "," : "", link(i, near)
            if (i % 4 == 1)
                printf ",%s\n", link(i, (i + 3) % (4 * rooms))
        }
        print "]}"
    }
    function link(a, b) {
        return sprintf("{\"a\":{\"device\":\"r%d\",\"device_id\":%d},\"b\":{\"device\":\"r%d\",\"device_id\":%d},\"speed_mbps\":10000}",
                       a, a + 1, b, b + 1)
    }'
}
ring 12 >twelve.json
ring 10 >ten.json

run --from twelve.json render --layout atlas -o map.svg
ok "an atlas of sites is drawn" exits 0
ok "with a page for each site" test "$(find map -name '*.svg' | wc -l)" = 12
ok "the overview has them" grep -q '>room 11<' map.svg
ok "and leads there" grep -q 'href="map/room-11.svg"' map.svg
ok "it tells how they are joined" grep -q '>10G<' map.svg
ok "and what kind of devices they have" grep -q '4 routers<' map.svg
ok "a page leads to its neighbors" grep -q 'href="room-1.svg"' map/room-0.svg
ok "and back" grep -q 'href="../map.svg"' map/room-0.svg
echo mine >map/mine.svg
cp map/room-0.svg first.svg
run --from ten.json render --layout atlas -o map.svg
ok "a smaller one leaves no pages of the other" test ! -e map/room-11.svg
ok "nor takes files of the user" grep -qx mine map/mine.svg
run --from twelve.json render --layout atlas -o map.svg
ok "the same network is the same page again" cmp map/room-0.svg first.svg
finish
