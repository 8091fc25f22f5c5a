#!/bin/sh
# Single points of failure, ways between two devices and to the core, on the recorded campus and on a small graph.
. "$(dirname "$0")/lib.sh"
cd "$work" || exit 2
export WIREMAP_DB=campus.db
run discover --replay "$root/examples/campus"
ok "the campus is replayed" exits 0

run connectivity --between acc1 core1 --json
ok "two ways lead from an access switch to a core" answers '[.direct, .devices.ways, .links.ways]' '[false,2,2]'
ok "what parts them is named" answers '[.devices.cut[].device]' '["dist1","dist2"]'
ok "so are the links" answers '[.links.cut[] | [.a.device, .b.device]]' '[["acc1","dist1"],["acc1","dist2"]]'
run connectivity --between core1 core2
ok "no loss of devices parts what a link joins" says '^A link joins them'
run connectivity --redundancy --core core1 --core core2 --json
ok "each access switch has two ways to the core" answers \
    '[.devices[] | select(.device | startswith("acc")) | [.ways, .tier]] | unique' '[[2,"access"]]'
ok "the table has the core last" exits 0

# A ring of a b c; d hangs on c, e and f on d, f by two cables; g is alone.
cat >net.graphml <<'END'
<graphml><graph edgedefault="undirected">
<node id="a"/><node id="b"/><node id="c"/><node id="d"/><node id="e"/><node id="f"/><node id="g"/>
<edge source="a" target="b"/><edge source="b" target="c"/><edge source="c" target="a"/><edge source="c" target="d"/>
<edge source="d" target="e"/><edge source="d" target="f"/><edge source="d" target="f"/>
</graph></graphml>
END
export WIREMAP_DB=net.db
run import net.graphml
run connectivity --spof --json
ok "single points of failure come by what they cut off" answers \
    '[.count, [.single_points[] | [.kind, .device // (.a.device + .b.device), .pairs, .cut_off]]]' \
    '[4,[["link","cd",9,3],["device","d",7,2],["device","c",6,2],["link","de",5,1]]]'
ok "what is cut off is named" answers '.single_points[1] | [.parts, .names]' '[3,["e","f"]]'
run connectivity --spof --top 1
ok "--top lists the worst" says '^ *9  *3  *0  c -- d$'
run connectivity --between a g
ok "no way is the answer no" exits 1
ok "one device is not two" fails 2 'one device' connectivity --between a a
ok "--between has two devices" fails 2 'which two' connectivity --between a
ok "an unknown device is named" fails 1 'nosuch' connectivity --between a nosuch
ok "questions exclude each other" fails 2 'exclude' connectivity --spof --redundancy
ok "--core is for the redundancy" fails 2 'core' connectivity --core a
ok "--top is for single points of failure" fails 2 'top' connectivity --top 3
finish
