#!/bin/sh
# What is lost and what new links mend, on the recorded campus and on a small graph.
. "$(dirname "$0")/lib.sh"
cd "$work" || exit 2
export WIREMAP_DB=campus.db
run discover --replay "$root/examples/campus"

run whatif --down dist1,dist2 --json
ok "access switches without their two distributors are cut off" answers \
    '[.devices, .devices_down, .cut_off.devices, .cut_off.pairs_lost, [.cut_off.parts[].names[]]]' \
    '[18,2,7,98,["acc1","acc2","acc3","acc4","acc5","acc6","acc7"]]'
run whatif --down core1 --json
ok "the other core carries the load of a lost one" answers '.device_loads[0]' \
    '{"after":81,"before":40.5,"device":"core2","device_id":16}'
ok "and its links do" answers '[.link_loads[0] | .a, .b, .after]' '["core2","dist1",45]'
ok "no path is longer" answers '[.paths.longer, .paths.changed]' '[0,[]]'
ok "the other core is a single point of failure now" answers '[.single_points.made[].device]' '["core2"]'
run whatif --down core1:dist1
ok "text tells what carries the load" says '^ *[0-9.]* *[0-9.]*  core2 -- dist1$'
run whatif --suggest 3
ok "where nothing can be mended the answer is no" exits 1

# A ring of a b c; d hangs on c, e and f on d, f by two cables; g is alone.
cat >net.csv <<'END'
c,a
a,b
b,c
c,d
d,e
d,f
d,f
g,g
END
export WIREMAP_DB=net.db
run import net.csv
run whatif --down a:b --json
ok "a pair whose link is lost has a longer way" answers '[.paths.longer, .paths.most_more, .paths.changed]' \
    '[1,1,[{"a":"a","a_id":1,"after":2,"b":"b","b_id":2,"before":1}]]'
ok "the links of that way carry it" answers '[.link_loads[] | [.a, .b, .before, .after]]' \
    '[["a","c",4,5],["b","c",4,5],["a","b",1,0]]'
run whatif --down d --add a:e --json
ok "a device that is linked anew is not cut off" answers '.cut_off.parts[0].names' '["f"]'
run whatif --suggest 2 --json
ok "the link that removes most is suggested first" answers \
    '[.exact, (.suggestions[0] | .a, .b, .removed, .choices, (.single_points | length))]' '[true,"a","e",3,2,3]'
run whatif --suggest 1
ok "a table is for people" says '^ *3 *[0-9]*  a -- e *2$'
ok "nothing is no question" fails 2 'what if' whatif
ok "suggestions change nothing" fails 2 'neither' whatif --suggest 3 --down a
ok "no suggestion is none" fails 2 '1 to 1000' whatif --suggest 0
ok "a number of them is one" fails 2 '1 to 1000' whatif --suggest many
ok "--top is for changes" fails 2 'top' whatif --suggest 3 --top 4
ok "--top is a number" fails 2 'top' whatif --down a --top -1
ok "an unknown device is named" fails 1 'nosuch' whatif --down a,nosuch
ok "no name is no device" fails 1 "''" whatif --down ''
ok "a link that is not there is told of" fails 1 'no link joins' whatif --down a:f
ok "a new link has two ends" fails 1 'A:B' whatif --add a
ok "none of which is down" fails 2 'is down' whatif --down a --add a:f
ok "a device more is too much" fails 2 'too much' whatif --down a b
finish
