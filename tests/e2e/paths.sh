#!/bin/sh
# Paths of every kind on the recorded campus: by speed and cost, shared out, disjoint, with stops and detours.
. "$(dirname "$0")/lib.sh"
cd "$work" || exit 2
export WIREMAP_DB=campus.db
run discover --replay "$root/examples/campus"
ok "the campus is replayed" exits 0

run path acc1 acc9 --json
ok "a hop has the speed and the cost of its link" answers '.paths[0].hops[0] | [.device, .out_port, .speed_mbps, .link_cost]' \
    '["acc1","up1",10000,1]'
ok "the slowest link is the bottleneck" answers '.paths[0].bottleneck | [.a.device, .a.port, .b.device, .speed_mbps]' \
    '["acc1","up1","dist1",10000]'
run path acc1 acc9
ok "the table has the hops below the path" says '^  2  core1   eth3   eth5     10G     1$'

run path acc1 acc9 --all --json
ok "paths of equal cost are counted" answers '[.path_count, .truncated, (.paths | length)]' '[8,false,8]'
ok "their links share the traffic" answers '[.dag.links[] | select(.a.device == "acc1") | [.a.port, .share]]' \
    '[["up1",0.5],["up2",0.5]]'
ok "they point from the first device to the last" answers '[.dag.devices[0, -1] | [.device, .cost, .share]]' \
    '[["acc1",0,1],["acc9",4,1]]'
run path acc1 acc9 --all -k 3
ok "as many as asked for are listed" says '^the first 3 of them:$'

run path acc1 acc9 --disjoint nodes --json
ok "two ways share nothing" answers '[.disjoint, .disjoint_count, .shared]' '["nodes",2,{"devices":[],"links":[]}]'
ok "and are shown" answers '[.paths[].hops[1:-1][].device] | unique | length' 6
run path acc1 acc9 --disjoint links --avoid core1:dist3 --avoid dist4 --json
ok "what must be shared is named" answers '[.disjoint_count, [.shared.links[] | [.a.device, .b.device]]]' \
    '[1,[["acc9","dist3"],["core2","dist3"]]]'

run path acc1 acc9 --avoid core1 --json
ok "a device is avoided" answers '[.paths[0].hops[].device] | index("core1")' null
run path acc1 acc9 --via dist4 --via core2 --json
ok "stops are passed in their order" answers '[.paths[0].hops[].device | select(. == "dist4" or . == "core2")]' \
    '["dist4","core2"]'
ok "what must be passed cannot be avoided" fails 2 "pass 'acc1'" path acc1 acc9 --avoid acc1
ok "nor a link that is not there" fails 1 "no link joins" path acc1 acc9 --avoid acc1:acc2
ok "an unknown device is named" fails 1 "nosuch" path acc1 acc9 --avoid nosuch

printf 'a,b,a_port,b_port,cost\nacc1,dist1,9\nacc1,dist1,up1,,7\n"acc1",dist2,,,8\n' >costs.csv
run path acc1 core1 --cost-file costs.csv --json
ok "costs are read of a file, ports before pairs" answers '[.paths[0].cost, .paths[0].hops[1].device]' '[8,"dist1"]'
printf 'acc1,dist1,1\ndist1,acc1,2\n' >twice.csv
ok "a cost that is there twice is an error with its line" fails 3 'twice.csv: line 2: .* line 1' \
    path acc1 core1 --cost-file twice.csv
printf 'acc1,dist1,0\n' >zero.csv
ok "so is a cost of nothing" fails 3 'zero.csv: line 1: .0. is no cost' path acc1 core1 --cost-file zero.csv
printf 'acc1,core1,4\n' >nolink.csv
ok "so are devices that no link joins" fails 3 'nolink.csv: line 1: no such link' path acc1 core1 --cost-file nolink.csv
printf 'acc1,acc99,4\n' >nodevice.csv
ok "so is a device that is not there" fails 3 "nodevice.csv: line 1: no device is known as 'acc99'" \
    path acc1 core1 --cost-file nodevice.csv
ok "so is a file that is not there" fails 3 'nosuch.csv' path acc1 core1 --cost-file nosuch.csv

run path acc1 core1 --by speed --reference-bandwidth 40000 --json
ok "the reference bandwidth is in Mbit/s" answers '.paths[0].cost' 8
run path acc1 core1 --by speed --reference-bandwidth 1T --json
ok "or has a unit" answers '.paths[0].cost' 200
run path acc1 core1 --by width --json
ok "by width the cost is hops" answers '[.by, .paths[0].cost]' '["width",2]'

run path acc1 --to all --json
ok "distances are told of every device" answers '[(.devices | length), .unreached]' '[20,[]]'
ok "with the port that leads there" answers '.devices[] | select(.device == "core1") | [.cost, .hops, .out_port, .next]' \
    '[2,2,"up1","dist1"]'
run path acc1 --to all --layer l3
ok "a device that reaches no other is the answer no" exits 1

ok "kinds exclude each other" fails 2 'exclude' path acc1 acc9 --all --disjoint nodes
ok "disjoint is by nodes or links" fails 2 'ports' path acc1 acc9 --disjoint ports
ok "and of two devices" fails 2 'one device' path acc1 acc1 --disjoint nodes
ok "a bandwidth is a number" fails 2 'fast' path acc1 acc9 --by speed --reference-bandwidth fast
ok "for costs by speed" fails 2 'by speed' path acc1 acc9 --reference-bandwidth 1T
ok "width has no costs" fails 2 'cost-file' path acc1 acc9 --by width --cost-file costs.csv
ok "--to all has one device" fails 2 'from which' path acc1 acc9 --to all
finish
