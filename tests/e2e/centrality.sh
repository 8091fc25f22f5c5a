#!/bin/sh
# Centrality by hops, by speed and by given costs, beside NetworkX's; and what is wrong to ask of it.
. "$(dirname "$0")/lib.sh"
cd "$work" || exit 2

# A ring of a b c d with a slow link a-b; e hangs on d, f on e; g and h are apart.
cat >net.csv <<'END'
a,b,a_port,b_port,speed
a,b,a1,b1,1000
b,c,b2,c1,100000
c,d,c2,d1,10000
d,a,d2,a2,100000
d,e,d3,e1,100000
e,f,e2,f1,1000
b,c,b3,c3,1000
g,h,g1,h1,1000
END
printf 'a,b,cost\na,b,3\nb,c,2\nd,e,7\n' >costs.csv
export WIREMAP_DB=net.db
run import net.csv

run centrality --by speed --metric closeness,eccentricity --json
ok "distances are costs by speed" answers \
    '[.[1].devices[] | select(.device == "a" or .device == "f") | [.device, .score]]' '[["f",112],["a",102]]'
ok "and told to be" answers '[.[] | .by]' '["speed","speed"]'
run centrality --by speed --reference-bandwidth 10G --metric eccentricity --top 1 --json
ok "what costs 1 can be told" answers '.devices[0].score' 13
run centrality --cost-file costs.csv --edges --json
ok "costs can be given, of links too" answers '[.by, .cost_file, .links[0].score]' '["hops","costs.csv",8]'
ok "links without one cost what --by says" exits 0

# The same of NetworkX: costs by speed, the cheaper of parallel cables.
cat >expected.py <<'END'
import json, networkx as nx
speeds = [("a","b",100),("b","c",1),("c","d",10),("d","a",1),("d","e",1),("e","f",100),("g","h",100)]
graph = nx.Graph()
graph.add_weighted_edges_from(speeds)
answers = {
    "betweenness": nx.betweenness_centrality(graph, weight="weight"),
    "closeness": nx.closeness_centrality(graph, distance="weight"),
    "harmonic": nx.harmonic_centrality(graph, distance="weight"),
}
found = {a["metric"]: {d["device"]: d["score"] for d in a["devices"]} for a in json.load(open("out"))}
for metric, scores in answers.items():
    for name, score in scores.items():
        assert abs(found[metric][name] - score) < 1e-9, (metric, name, found[metric][name], score)
END
run centrality --by speed --normalized --metric betweenness,closeness --metric harmonic --json
if python3 -c 'import networkx' 2>/dev/null; then
    ok "scores by speed are NetworkX's" python3 expected.py
else
    skip "scores by speed are NetworkX's" "no networkx"
fi

ok "an unknown metric is named" fails 2 "no metric 'fame'" centrality --metric fame
ok "so is one in a list" fails 2 "no metric ''" centrality --metric degree,
ok "links have betweenness only" fails 2 'betweenness only' centrality --edges --metric closeness
ok "--top is no negative number" fails 2 'top' centrality --top -1
ok "--top is a number" fails 2 'top' centrality --top many
ok "a device is too much" fails 2 "'a' is too much" centrality a
ok "there is no such layer" fails 2 'l9' centrality --layer l9
ok "paths are not by width" fails 2 'neither hops nor speed' centrality --by width
ok "a degree has no costs" fails 2 'degree is not about paths' centrality --by speed --metric betweenness,degree
ok "a bandwidth is for speeds" fails 2 'for --by speed' centrality --reference-bandwidth 1G
ok "and has to be one" fails 2 'no bandwidth' centrality --by speed --reference-bandwidth fast
ok "a cost file that is not there is named" fails 3 'nosuch.csv' centrality --cost-file nosuch.csv
printf 'a,zz,3\n' >bad.csv
ok "so is a device in it that is not there" fails 3 'bad.csv: line 1: .*zz' centrality --cost-file bad.csv
ok "an option that is not there is named" fails 2 'frobnicate' centrality --frobnicate
finish
