#!/bin/sh
# A cold `path` on a large inventory: a new process, the file cached by the system. Beside it NetworkX, which reads the
# same network as GraphML. INSTANT (100000) is the number of devices.
set -eu
wiremap=${BUILD:-build}/wiremap
devices=${INSTANT:-100000}
here=$(dirname "$0")
work=$(mktemp -d "${TMPDIR:-/tmp}/wiremap-bench.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
export XDG_CACHE_HOME="$work/cache"

# A campus: 40 access switches share two distribution switches, 20 of these two core switches, which are in a ring.
awk -v devices="$devices" '
function node(id, role) {
    printf "<node id=\"%s\"><data key=\"role\">%s</data><data key=\"vendor\">Example</data></node>\n", id, role
}
function edge(a, b, mbps) {
    printf "<edge source=\"%s\" target=\"%s\"><data key=\"a\">eth%d</data><data key=\"b\">eth%d</data>", a, b, ++ports[a], ++ports[b]
    printf "<data key=\"s\">%d</data></edge>\n", mbps
}
BEGIN {
    dists = int(devices / 41 / 2 + 1) * 2
    cores = int(dists / 20 / 2 + 1) * 2
    print "<?xml version=\"1.0\"?><graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">"
    split("role vendor", of_node); split("a b s", of_edge); split("a_port b_port speed_mbps", names)
    for (i = 1; i <= 2; i++)
        printf "<key id=\"%s\" for=\"node\" attr.name=\"%s\" attr.type=\"string\"/>\n", of_node[i], of_node[i]
    for (i = 1; i <= 3; i++)
        printf "<key id=\"%s\" for=\"edge\" attr.name=\"%s\" attr.type=\"%s\"/>\n", of_edge[i], names[i], i < 3 ? "string" : "int"
    print "<graph edgedefault=\"undirected\">"
    for (i = 0; i < cores; i++) node("core" i, "router")
    for (i = 0; i < dists; i++) node("dist" i, "switch")
    for (i = cores + dists; i < devices; i++) node("acc" i, "switch")
    for (i = 0; i < cores; i++) edge("core" i, "core" ((i + 1) % cores), 100000)
    for (i = 0; i < dists; i++) {
        pair = int(int(i / 20) * 2 % cores / 2) * 2
        edge("dist" i, "core" pair, 10000)
        edge("dist" i, "core" (pair + 1), 10000)
    }
    for (i = cores + dists; i < devices; i++) {
        pair = int(int((i - cores - dists) / 40) * 2 % dists / 2) * 2
        edge("acc" i, "dist" pair, 1000)
        edge("acc" i, "dist" (pair + 1), 1000)
    }
    print "</graph></graphml>"
}' >"$work/campus.graphml"
last=acc$((devices - 1))
first=$(sed -n 's/.*<node id="\(acc[0-9]*\)".*/\1/p' "$work/campus.graphml" | head -n 1)
"$wiremap" -q --db "$work/campus.db" import "$work/campus.graphml"

# ask: seconds, processor seconds, MiB and status of one question.
ask() { python3 "$here/measure.py" 600 "$wiremap" --db "$work/campus.db" path "$first" "$last" --json 2>"$work/answer"; }
# best: that of the fastest of seven.
best() {
    ask >"$work/times"
    for _ in 1 2 3 4 5 6; do ask >>"$work/times"; done
    sort -n "$work/times" | head -n 1
}
verdict() { awk -v got="$1" -v floor="$2" -v more="$3" 'BEGIN {print ((more ? got >= floor : got <= floor) ? "met" : "MISSED")}'; }

echo "$devices devices, inventory $(du -k "$work/campus.db" | cut -f 1) KiB, kept ready $(du -k "$work/campus.db-topology" | cut -f 1) KiB"
rm -f "$work/campus.db-topology"
ask | awk '{printf "path that has to derive the topology: %s s, %s CPU-s, %s MiB\n", $1, $2, $3}'
ours=$(best)
seconds=${ours%% *}
echo "$ours" | awk '{printf "path, cold: %s s, %s CPU-s, %s MiB; ", $1, $2, $3}'
echo "at most 0.3 s: $(verdict "$seconds" 0.3 0)"
hops=$(jq '.paths[0].cost' "$work/answer")
if python3 -c 'import networkx' 2>/dev/null; then
    cat >"$work/path.py" <<'END'
import sys, networkx
graph = networkx.read_graphml(sys.argv[1])
print(len(networkx.shortest_path(graph, sys.argv[2], sys.argv[3])) - 1)
END
    theirs=$(python3 "$here/measure.py" 600 python3 "$work/path.py" "$work/campus.graphml" "$first" "$last" 2>"$work/theirs")
    echo "$theirs" | awk '{printf "NetworkX, GraphML and path: %s s, %s CPU-s, %s MiB\n", $1, $2, $3}'
    [ "$hops" = "$(cat "$work/theirs")" ] || echo "they disagree: $hops hops, $(cat "$work/theirs")"
    ratio=$(awk -v a="${theirs%% *}" -v b="$seconds" 'BEGIN {printf "%.0f", a / b}')
    echo "ratio: $ratio, at least 50: $(verdict "$ratio" 50 1)"
else
    echo "NetworkX is not installed: no ratio"
fi
