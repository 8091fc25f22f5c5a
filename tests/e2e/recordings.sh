#!/bin/sh
# Small networks with one difficulty each, recorded in recordings/: what their manifests say is what has to be found.
. "$(dirname "$0")/lib.sh"
cd "$work" || exit 2

# finds FOLDER SEED DEVICES LINKS: exactly these devices, by name, and links, as "DEVICE PORT, DEVICE PORT".
finds() {
    rm -f "$1.db"*
    run --db "$1.db" discover --replay "$root/tests/e2e/recordings/$1" "$2"
    ok "$1: every device is visited once" complains "^$(echo "$3" | wc -w) devices visited, 0 failed"
    run --db "$1.db" show devices --json
    ok "$1: the devices are $3" answers 'map(.name) | join(" ")' "\"$3\""
    run --db "$1.db" show links --json
    ok "$1: the links are $4" answers 'map("\(.a.device) \(.a.port), \(.b.device) \(.b.port)") | join("; ")' "\"$4\""
    ok "$1: both ends confirm each of them" answers 'map(.certainty) | unique' '["confirmed"]'
    ok "$1: each of them is a cable" answers 'map(.layer) | unique' '["physical"]'
}

finds router-on-a-stick 10.1.0.1 'edge1 sw1 sw2' 'edge1 Gi0/0, sw1 Gi1/0/1; sw1 Gi1/0/2, sw2 Gi1/0/1'
finds stack 10.2.0.1 'acc1 core1 stack1' \
    'acc1 Gi0/24, stack1 Gi2/0/1; core1 Eth1/1, stack1 Gi1/0/1; core1 Eth1/2, stack1 Gi3/0/1'
run --db stack.db show devices --json
ok "a stack has both of its addresses" answers '.[] | select(.name == "stack1") | .addresses' '["10.2.0.2","10.2.9.2"]'
finds first-hop 10.3.0.1 'r1 r2 sw1' 'r1 Gi0/0, sw1 Gi1/0/1; r1 Gi0/1, r2 Gi0/1; r2 Gi0/0, sw1 Gi1/0/2'
run --db first-hop.db show device r2 --json
ok "the address that r1 has now is none of r2's" answers '[.addresses[] | select(. == "10.3.0.1")]' '[]'
finish
