#!/bin/sh
# Devices that no neighbor names: found by a sweep of a range; rates and deadlines are kept.
. "$(dirname "$0")/lib.sh"
cd "$work" || exit 2
ok "a campus is served" serve "$root/examples/campus"
via=10.0.0.0/8=127.0.0.0/8:$port

run --db sweep.db discover --via "$via" -t 0.3 --sweep 10.255.1.0/27 --json
ok "a sweep needs no seed" exits 0
ok "what answers is visited" answers '.visited >= 20' true
ok "what is silent is counted, and no failure" [ "$(jq '.silent > 0 and .failed == 0' "$work/out")" = true ]
run --db sweep.db show devices --json
ok "nor is it stored" answers 'length' 20
run --db scope.db discover --via "$via" -t 0.3 --scope 10.255.1.1/32 --sweep 10.255.1.0/27 --json
ok "out of scope nobody is asked" answers '[.visited, .silent]' '[1,0]'
run --db none.db discover --via "$via" --sweep 192.0.2.0/24
ok "a range out of scope is told" complains 'nothing of it is in scope'
ok "a sweep of too much is used wrongly" fails 2 'more than 65536' discover --sweep 10.0.0.0/8

run --db arp.db discover --via "$via" -t 0.3 --max-depth 1 --from-arp 10.255.1.1 --json
ok "ARP tables are followed when that is asked for" exits 0

run --db slow.db discover --via "$via" --rate 100 --total-deadline 1 10.255.1.1 --json
ok "a crawl over its deadline has failed" exits 3
ok "it says so" complains 'deadline of the crawl'
ok "it kept its rate" [ "$(jq '.requests > 50 and .requests < 130 and .seconds < 1.5' "$work/out")" = true ]
ok "it can be resumed" complains 'give --resume'

cat >two.conf <<END
[discover]
timeout = 0.2
retries = 0
[credential wrong]
community = wrong
[credential right]
community = public
END
chmod 600 two.conf
run --config two.conf --db two.db discover --via "$via" --max-depth 0 10.255.1.1 --json
ok "the second credential opens it" answers .visited 1
requests=$(jq .requests "$work/out")
run --config two.conf --db two.db discover --via "$via" --max-depth 0 10.255.1.1 --json
ok "the next time it comes first" [ "$(jq .requests "$work/out")" -lt "$requests" ]
ok "even if it is the only one to be tried" \
    "$WIREMAP" -q --config two.conf --db two.db discover --via "$via" --max-depth 0 --max-tries 1 10.255.1.1
run --config two.conf --db new.db discover --via "$via" --max-depth 0 --max-tries 1 10.255.1.1
ok "not more credentials are tried than allowed" exits 1

ok "events and a summary on the same stream are used wrongly" fails 2 'do not go together' discover --json --events 10.0.0.1
run --db events.db discover --via "$via" --max-depth 1 --events 10.255.1.1
ok "each event is a line of JSON" [ "$(jq -s -c '[.[0].event, .[-1].event]' "$work/out")" = '["begin","end"]' ]
ok "each visit is told with its cost" [ "$(jq -s '[.[] | select(.event == "visit")] |
    length > 1 and all(.requests > 0 and .bytes_received > 0 and .rtt_ms > 0 and .duration_ms > 0)' "$work/out")" = true ]
run --db json.db discover --via "$via" --max-depth 1 --json 10.255.1.1
ok "the devices' costs are those of the run" \
    [ "$(jq '.requests == ([.devices[].requests] | add) and (.devices | length) == .visited' "$work/out")" = true ]
requests=$(jq .requests "$work/out")
ok "which the inventory keeps" [ "$("$WIREMAP" --db json.db show runs --json | jq '.[0].requests')" -eq "$requests" ]
finish
