#!/bin/sh
# The campus of the examples, replayed from its recording: twenty real lldpd and net-snmp daemons.
. "$(dirname "$0")/lib.sh"
cd "$work" || exit 2
campus=$root/examples/campus
export WIREMAP_DB=campus.db

run discover --replay "$campus"
ok "the recording is crawled" exits 0
run show devices --json
ok "twenty devices are found" answers length 20
ok "all of them were visited" answers 'all(.visited)' true
ok "devices are sorted by name, numbers by value" answers '[.[0:3][].name]' '["acc1","acc2","acc3"]'
ok "via says replay" answers '[.[].via] | unique' '["replay"]'
ok "each has an id of its own" answers '[.[].id] | unique | length' 20
ok "a router's addresses are in numeric order" answers \
    '.[] | select(.name == "core1") | .addresses[0:3]' '["10.1.0.1","10.1.0.5","10.1.0.9"]'
ok "chassis ids are MAC addresses in lower case" answers \
    '[.[].chassis_ids[0] | test("^([0-9a-f]{2}:){5}[0-9a-f]{2}$")] | all' true

run show links --json
jq -S '[.[] | select(.layer == "physical") | [[.a.device, .a.port], [.b.device, .b.port]] | sort] | sort' out >found.json
jq -S '[.links[] | select(.protocol == "lldp") | [[.a.device, .a.port], [.b.device, .b.port]] | sort] | sort' \
    "$campus/expected.json" >expected.json
ok "the physical links are exactly the cables" cmp found.json expected.json
ok "every cable is confirmed by both ends" answers \
    '[.[] | select(.layer == "physical") | .certainty] | unique' '["confirmed"]'
cp out first.json
run show links --json
ok "the answer is the same twice" cmp out first.json

run show neighbors --json
ok "every neighbor row leads to a device" answers \
    '[.[] | select(.protocol == "lldp") | .remote_device == null] | any' false
run show runs --json
ok "the run is listed" answers '[.[].state]' '["done"]'
run show device core1 --json
ok "one device is shown whole" answers .name '"core1"'

run path acc1 acc14 --json
ok "a path is found" exits 0
ok "it starts and ends where it was asked to" answers \
    '[.from, .to, .paths[0].hops[0].device, .paths[0].hops[-1].device]' '["acc1","acc14","acc1","acc14"]'
ok "it has a port at each end of each hop" answers \
    '.paths[0].hops | [.[:-1][].out_port, .[1:][].in_port] | all' true
ok "the first hop has no port to come in by" answers '.paths[0].hops[0] | has("in_port")' false
run centrality --metric betweenness --top 10 --json
ok "ten devices are ranked" answers '.devices | length' 10
ok "by falling score" answers '[.devices[].score] | . == (sort | reverse)' true
run connectivity --json
ok "the campus is one component" answers '.components | length' 1
ok "and has no single point of failure" answers '[.articulation_points, .bridges] | map(length)' '[0,0]'

run render -o map.svg
ok "the map is drawn" exits 0
ok "it is well-formed XML" xmllint --noout map.svg
ok "every name is on it" sh -c 'for n in $(seq 1 14); do grep -q ">acc$n<" map.svg || exit 1; done'
for suffix in png pdf dot; do
    run render -o "map.$suffix"
    ok "and as $suffix" test -s "map.$suffix"
done
run export -f graphml -o topology.graphml
ok "GraphML is written" xmllint --noout topology.graphml
run --db again.db import topology.graphml
ok "GraphML is read back" exits 0
run --db again.db show devices --json
ok "with all devices" answers length 20
if python3 -c 'import networkx' 2>/dev/null; then
    ok "NetworkX reads it" python3 -c "
import networkx
graph = networkx.read_graphml('topology.graphml')
names = {data['name'] for _, data in graph.nodes(data=True)}
assert len(names) == 20 and 'core1' in names, names
assert all(data['layer'] for *_, data in graph.edges(data=True))"
else
    skip "NetworkX reads it" "python3-networkx is not installed"
fi
finish
