#!/bin/sh
# Imports a graph and asks it for paths, centrality and connectivity; a network goes out as GraphML and comes back.
. "$(dirname "$0")/lib.sh"
cd "$work" || exit 1

# core1 and core2 are joined twice, edge1 hangs by one cable, edge2 by two; two devices are called spare.
cat >net.graphml <<'END'
<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
  <key id="n" for="node" attr.name="name" attr.type="string"/>
  <key id="a" for="edge" attr.name="a_port" attr.type="string"/>
  <key id="b" for="edge" attr.name="b_port" attr.type="string"/>
  <key id="s" for="edge" attr.name="speed_mbps" attr.type="double"/>
  <graph edgedefault="directed">
    <node id="n0"><data key="n">core1</data></node>
    <node id="n1"><data key="n">core2</data></node>
    <node id="n2"><data key="n">edge1</data></node>
    <node id="n3"><data key="n">edge2</data></node>
    <node id="n4"><data key="n">spare</data></node>
    <node id="n5"><data key="n">spare</data></node>
    <edge source="n0" target="n1"><data key="a">eth1</data><data key="b">eth1</data><data key="s">1000</data></edge>
    <edge source="n1" target="n0"><data key="a">eth2</data><data key="b">eth2</data><data key="s">100000.0</data></edge>
    <edge source="n0" target="n2"><data key="a">eth3</data><data key="b">up1</data><data key="s">10000</data></edge>
    <edge source="n0" target="n3"><data key="a">eth4</data><data key="b">up1</data><data key="s">1000</data></edge>
    <edge source="n3" target="n1"><data key="a">up2</data><data key="b">eth4</data><data key="s">25000</data></edge>
    <edge source="n4" target="n5"/>
  </graph>
</graphml>
END
export WIREMAP_DB=net.db

run import net.graphml
ok "a graph is imported" exits 0
ok "with its size told" says 'net.graphml: 6 devices, 6 links'
run show runs --json
ok "as a run of its own" answers '[.[] | [.kind, .what, .state, .good]]' '[["import","net.graphml","done",6]]'
run show devices --json
ok "equal names are two devices" answers '[.[] | select(.name == "spare") | .source_id] | sort' '["n4","n5"]'

run path edge1 core2
ok "a path is one line" says '^ *2  edge1 \[up1\] -> \[eth3\] core1 \[eth2\] -> \[eth2\] core2$'
run path edge1 core2 --json
ok "a path has the ports of the faster cable" answers '[.paths[0].hops[] | [.device, .in_port, .out_port]]' \
    '[["edge1",null,"up1"],["core1","eth3","eth2"],["core2","eth2",null]]'
ok "unknown ports are absent" answers '.paths[0].hops[0] | has("in_port")' false
run path edge1 edge2 --by speed --json -k 9
ok "by speed the way over fast links is best" answers '[.paths[] | [.cost, [.hops[].device]]]' \
    '[[15,["edge1","core1","core2","edge2"]],[110,["edge1","core1","edge2"]]]'
run path edge1 edge1 --json
ok "a device reaches itself" answers '.paths' \
    '[{"cost":0,"hops":[{"device":"edge1","device_id":3,"source_id":"n2"}]}]'
ok "no path is the answer no" fails 1 'no path from core1 to spare' path core1 '#5'
run path core1 '#5' --json
ok "in JSON it is no paths" answers '.paths' '[]'
ok "an ambiguous name lists its candidates" fails 1 "'#6'" path core1 spare
ok "a wrong metric of paths is named" fails 2 'fame' path core1 core2 --by fame
ok "so is a number of paths" fails 2 '\-k' path core1 core2 -k 0
ok "so is a layer" fails 2 'l9' path core1 core2 --layer l9

run centrality --json
ok "betweenness is the usual metric" answers '[.metric, (.devices[:2] | map([.device, .score]))]' \
    '["betweenness",[["core1",2],["core2",0]]]'
run centrality --metric degree,closeness --metric harmonic --json
ok "several metrics are an array" answers '[.[] | .metric]' '["degree","closeness","harmonic"]'
ok "of the simple graph" answers '.[0].devices[0] | [.device, .score, .source_id]' '["core1",3,"n0"]'
ok "closeness is of the component" answers '[.[1].devices[:3][] | [.device, .score]]' \
    '[["core1",1],["spare",1],["spare",1]]'
run centrality --metric degree --normalized --top 1 --json
ok "normalized is as NetworkX has it" answers '[.normalized, .devices]' \
    '[true,[{"device":"core1","device_id":1,"score":0.6,"source_id":"n0"}]]'
run centrality --edges --top 1 --json
ok "links are ranked" answers '.links | map([.a, .b, .score])' '[["core1","edge1",3]]'
ok "by betweenness only" fails 2 'betweenness only' centrality --edges --metric degree
run centrality --metric degree
ok "a table is for people" says '^ *3  core1$'

run connectivity --json
ok "components are listed by size" answers '.components' \
    '[["core1","core2","edge1","edge2"],["spare","spare"]]'
ok "and by id" answers '.component_ids' '[[1,2,3,4],[5,6]]'
ok "cut points are found" answers '[.articulation_points, .articulation_point_ids]' '[["core1"],[1]]'
ok "parallel cables are no bridge" answers '[.bridges[] | [.a.device, .a.port, .b.device, .b.port]]' \
    '[["core1","eth3","edge1","up1"],["spare",null,"spare",null]]'
ok "cables are counted" answers '[.devices, .links]' '[6,6]'
run connectivity
ok "text says the same" says '^core1 \[eth3\]  --  \[up1\] edge1$'

run export -f graphml -o again.graphml
run --db again.db import again.graphml
keep='[.[] | {a: [.a.device, .a.port], b: [.b.device, .b.port], layer, speed_mbps, protocols}]'
run --db again.db show links --json
jq "$keep" out >again.links
run show links --json
jq "$keep" out >first.links
ok "links come back as they went out" cmp first.links again.links
"$WIREMAP" --db stdin.db import - <net.graphml >out 2>err
ok "standard input is read" says '6 devices, 6 links'

run --db net.db import net.graphml
run show devices --json
ok "a file that is imported again is the same devices" answers length 6

printf '<!DOCTYPE x [<!ENTITY a "b">]><graphml><graph/></graphml>' >bomb.graphml
ok "a document type is refused" fails 3 'bomb.graphml: line 1: a document type' --db none.db import bomb.graphml
printf '<graphml><graph>\n<node id="a">' >cut.graphml
ok "a file that is cut is refused" fails 3 'cut.graphml: line 2: not well-formed' --db none.db import cut.graphml
ok "a missing file is named" fails 3 'nosuch.graphml' --db none.db import nosuch.graphml
ok "a folder is no file" fails 3 'directory' --db none.db import .
ok "no inventory is made for what is refused" test ! -e none.db
ok "a format that is not read is named" fails 2 'nosuch' import net.graphml --format nosuch
printf '<graphml><graph><node id="a"/><hyperedge/></graph><graph/></graphml>' >rest.graphml
run --db rest.db import rest.graphml
ok "hyperedges that are left out are told of" complains 'hyperedge'
ok "so are further graphs" complains 'first of 2 graphs'
finish
