#!/bin/sh
# Live over UDP on the loopback net: the simulator serves a recording, discover crawls it from one seed.
. "$(dirname "$0")/lib.sh"
cd "$work" || exit 2
campus=$root/examples/campus

links() { "$WIREMAP" --db "$1" show links --json; }

ok "the campus is served" serve "$campus" --map 10.0.0.0/8=127.0.0.0/8
run --db live.db discover --via "10.0.0.0/8=127.0.0.0/8:$port" 10.255.1.1
ok "it is crawled from one seed" exits 0
run --db live.db show devices --json
ok "all twenty devices are reached by their neighbors' addresses" answers 'map(select(.visited)) | length' 20
ok "over SNMP" answers '[.[].via] | unique' '["snmp"]'
"$WIREMAP" --db replay.db discover --replay "$campus" 2>/dev/null
links live.db >live.json
links replay.db >replay.json
ok "the links are those of the replay" sh -c \
    'jq "del(.[][].device_id?)" live.json >l && jq "del(.[][].device_id?)" replay.json >r && cmp l r'

run --db depth.db discover --max-depth 0 --via "10.0.0.0/8=127.0.0.0/8:$port" 10.255.1.1
run --db depth.db show devices --json
ok "depth 0 visits the seed only" answers 'map(select(.visited)) | length' 1
ok "its neighbors are known, not visited" answers 'map(select(.visited | not)) | length > 0' true
run --db scope.db discover --scope 10.255.1.1/32 --scope 10.255.1.2/32 --via "10.0.0.0/8=127.0.0.0/8:$port" 10.255.1.1
run --db scope.db show devices --json
ok "nobody out of scope is visited" answers 'map(select(.visited) | .name)' '["core1","core2"]'
run --db excluded.db discover --exclude 10.255.1.2/32 --exclude 10.1.0.0/16 --exclude 10.254.0.0/16 --via "10.0.0.0/8=127.0.0.0/8:$port" 10.255.1.1
run --db excluded.db show devices --json
ok "nor what is excluded" answers 'map(select(.visited | not) | .name)' '["core2"]'

run --db v1.db discover -c public --snmp-version 1 --via "10.0.0.0/8=127.0.0.0/8:$port" 10.255.1.1
links v1.db >v1.json
ok "SNMPv1 gives the same links" sh -c 'jq "del(.[][].device_id?)" v1.json >v && cmp v r'

run --db wrong.db discover -c wrong --timeout 0.2 --retries 0 --via "10.0.0.0/8=127.0.0.0/8:$port" 10.255.1.1
ok "a wrong community: no device answered" exits 1
ok "and it is said of whom" complains '10.255.1.1'
run --db two.db discover -c wrong -c public --timeout 0.2 --retries 0 --max-depth 0 --via "10.0.0.0/8=127.0.0.0/8:$port" 10.255.1.1
ok "the second community is tried" exits 0

run --db rec.db discover --record recorded --via "10.0.0.0/8=127.0.0.0/8:$port" 10.255.1.1
ok "the crawl is recorded" test -s recorded/manifest.txt
"$WIREMAP" --db rerun.db discover --replay recorded 2>/dev/null
links rerun.db >rerun.json
ok "the recording gives the same links" sh -c 'jq "del(.[][].device_id?)" rerun.json >v && cmp v r'
ok "no community is in it" sh -c '! grep -rq public recorded'
ok "a recording is not overwritten" fails 3 'recorded' --db again.db discover --record recorded --via "10.0.0.0/8=127.0.0.0/8:$port" 10.255.1.1

started=$(date +%s%N)
run --db silent.db discover --timeout 0.5 --retries 0 --max-depth 0 --via "10.0.0.0/8=127.0.0.0/8:$port" \
    10.255.1.1 10.99.0.1 10.99.0.2 10.99.0.3 10.99.0.4 10.99.0.5 10.99.0.6 10.99.0.7 10.99.0.8
took=$((($(date +%s%N) - started) / 1000000))
ok "eight silent devices cost one timeout, not eight (took $took ms)" test "$took" -lt 2500
ok "each is listed with its reason" sh -c "[ \$(grep -c '10.99.0.[1-8].*no answer' err) -ge 8 ]"
ok "devices that do not answer are no failure of the crawl" exits 0

run --db live.db discover --timeout 0.2 --retries 0 --via "10.0.0.0/8=127.0.0.0/8:1" 10.255.1.1
links live.db >later.json
ok "a device that fails today keeps what it said yesterday" sh -c 'jq "del(.[][].device_id?)" later.json >v && cmp v r'
finish
