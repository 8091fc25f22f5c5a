#!/bin/sh
# What a crawl costs in requests: a count, so that no noise hides a regression. `make bench-crawl` measures the time.
. "$(dirname "$0")/lib.sh"
cd "$work" || exit 2
via=10.0.0.0/8=127.0.0.0/8

# at_most N: of the last run.
at_most() {
    requests=$(jq .requests out)
    [ "$requests" -le "$1" ] || { echo "$requests requests, more than $1"; return 1; }
}

ok "a campus is served" serve "$root/examples/campus" -u monitor -A authentication -X 'privacy pass'
run --db v2c.db discover --json --via "$via:$port" 10.255.1.1
ok "20 devices are visited" answers .visited 20
ok "by at most 11 requests for each" at_most 220
run --db v3.db discover --json --via "$via:$port" -u monitor -A authentication -X 'privacy pass' 10.255.1.1
ok "20 devices are visited by SNMPv3" answers .visited 20
ok "by one more request for each" at_most 240
finish
