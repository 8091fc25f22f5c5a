#!/bin/sh
# Size and shape, trees and surroundings, on the recorded campus and on a small graph.
. "$(dirname "$0")/lib.sh"
cd "$work" || exit 2
export WIREMAP_DB=campus.db
run discover --replay "$root/examples/campus"

run stats --json
ok "the campus is measured" answers \
    '[.devices, .links, .pairs, .components, .isolated, .largest_component.diameter, .largest_component.radius]' \
    '[20,40,39,1,0,4,2]'
ok "its tiers are" answers '[.tiers[] | [.tier, .devices]]' \
    '[["core",2],["distribution",4],["access",14],["edge",0]]'
ok "its communities are its two halves, and the core" answers '[.communities.list[].devices]' '[9,9,2]'
ok "its site is what the devices say" answers '.sites' '[{"devices":20,"site":"lab"}]'
ok "degrees are counted" answers '.degree | [.least, .most, .mean, .median, .distribution]' \
    '[2,10,3.9,2,[{"degree":2,"devices":14},{"degree":5,"devices":2},{"degree":10,"devices":4}]]'
cp out first
run stats --json
ok "and are the same each time" cmp first out
printf '[site north]\nnames = acc1; dist1\n' >sites.conf
chmod 600 sites.conf
run --config sites.conf stats --json
ok "sites are told by the configuration" answers '[.sites[] | [.site, .devices]]' '[["lab",18],["north",2]]'
run stats
ok "text says the same" says '^Largest component: 20 devices, diameter 4, radius 2'

run tree --root core1 --depth 2
ok "a tree has the ports" says '^|   `-- \[eth17\] -> \[up1\] acc7  10G$'
ok "and counts what is beside it" says '^20 devices, 2 hops deep; 20 more pairs'
run tree --root core1 --json
ok "JSON is flat, in the order of the tree" answers '[.devices[:4][] | [.device, .parent, .distance]]' \
    '[["core1",null,0],["core2","core1",1],["dist1","core1",1],["acc1","dist1",2]]'
ok "with the ports of both ends" answers '.devices[3] | [.parent_port, .port, .speed_mbps, .cables]' \
    '["eth11","up1",10000,1]'
run around acc1 --json
ok "around a device are its neighbors" answers '[.devices[] | [.device, .distance]]' \
    '[["acc1",0],["dist1",1],["dist2",1]]'
ok "and all links among these" answers '[.links[] | [.a.device, .b.device]]' \
    '[["acc1","dist1"],["acc1","dist2"],["dist1","dist2"]]'
run around acc1 --depth 0
ok "at no distance it is alone" says '^ *0  acc1 '
run connectivity --json
ok "biconnected components are listed" answers '[.biconnected_components | length, (.[0] | length)]' '[1,20]'
ok "so are devices by coreness" answers '[.coreness[] | [.k, (.names | length), (.ids | length)]]' \
    '[[2,14,14],[3,6,6]]'

# The same as NetworkX has it, on a graph of several components.
cat >net.csv <<'END'
b,c
a,b
c,a
c,d
d,e
e,f
f,d
x,y
END
cat >expected.py <<'END'
import json, networkx as nx
graph = nx.Graph(line.strip().split(",") for line in open("net.csv"))
found = json.load(open("out"))
largest = graph.subgraph(max(nx.connected_components(graph), key=len))
assert found["largest_component"] == {"devices": 6, "diameter": nx.diameter(largest), "radius": nx.radius(largest),
    "mean_distance": nx.average_shortest_path_length(largest)}
assert abs(found["density"] - nx.density(graph)) < 1e-12
connectivity = json.load(open("connectivity"))
assert sorted(map(sorted, nx.biconnected_components(graph))) == sorted(connectivity["biconnected_components"])
assert nx.core_number(graph) == {name: row["k"] for row in connectivity["coreness"] for name in row["names"]}
END
run --from net.csv connectivity --json
cp out connectivity
run --from net.csv stats --json
if python3 -c 'import networkx' 2>/dev/null; then
    ok "the shape is NetworkX's" python3 expected.py
else
    skip "the shape is NetworkX's" "no networkx"
fi

ok "a tree has a root" fails 2 'which device' tree
ok "and one only" fails 2 'too much' tree --root core1 acc1
ok "depth is a number of hops" fails 2 'depth' tree --root core1 --depth -1
ok "an unknown root is named" fails 1 'nosuch' tree --root nosuch
ok "around is around a device" fails 2 'which device' around
ok "around one" fails 2 'too much' around acc1 acc2
ok "depth is a number of hops there, too" fails 2 'depth' around acc1 --depth -3
ok "an unknown device is named" fails 1 'nosuch' around nosuch
ok "stats are of the whole" fails 2 'too much' stats core1
ok "there is no such layer" fails 2 'l9' stats --layer l9
finish
