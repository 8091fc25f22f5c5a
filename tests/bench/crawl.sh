#!/bin/sh
# A crawl from one seed against what people do today: bulk walks of the same three subtrees, 32 at a time, of
# addresses that are known beforehand. Both over loopback, of the same simulated campus.
set -eu
: "${BUILD:=build}"
devices=${1:-1000}
wiremap=$BUILD/wiremap
work=$(mktemp -d "${TMPDIR:-/tmp}/wiremap-bench.XXXXXX")
simulator=
cleanup() {
    [ -z "$simulator" ] || kill "$simulator" 2>/dev/null || true
    rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 130' INT TERM

"$BUILD/tests/bench/generate_network" campus "$devices" "$work/campus" >/dev/null
"$wiremap" simulate "$work/campus" --map 10.0.0.0/8=127.0.0.0/8 --listen-port 0 >"$work/simulate.out" &
simulator=$!
until grep -q '^serving' "$work/simulate.out"; do
    kill -0 "$simulator"
    sleep 0.05
done
port=$(sed -n 's/^serving.*UDP port //p' "$work/simulate.out")
seed=$(sed -n '1s/ .*//p' "$work/campus/manifest.txt")

# milliseconds COMMAND...: how long it takes.
milliseconds() {
    started=$(date +%s%N)
    "$@" >/dev/null 2>&1
    echo $((($(date +%s%N) - started) / 1000000))
}
crawl() {
    rm -f "$work"/bench.db*
    "$wiremap" --db "$work/bench.db" -q discover --via "10.0.0.0/8=127.0.0.0/8:$port" "$seed"
}
walk_all() {
    awk '!seen[$2]++ { sub(/^10/, "127", $1); print $1 }' "$work/campus/manifest.txt" |
        xargs -P 32 -I ADDRESS sh -c "for subtree in 1.3.6.1.2.1.1 1.3.6.1.2.1.31.1.1 1.0.8802.1.1.2; do
            snmpbulkwalk -v2c -c public -Cr25 ADDRESS:$port \$subtree; done"
}

ours=$(milliseconds crawl)
visited=$("$wiremap" --db "$work/bench.db" show devices --json | grep -c '"visited": true')
printf 'crawl of %s of %s simulated devices:      %8s ms\n' "$visited" "$devices" "$ours"
if command -v snmpbulkwalk >/dev/null; then
    theirs=$(milliseconds walk_all)
    printf 'xargs -P32 snmpbulkwalk, three subtrees:   %8s ms   %s times as long\n' "$theirs" \
        "$(awk "BEGIN { printf \"%.1f\", $theirs / $ours }")"
else
    echo 'xargs -P32 snmpbulkwalk: skipped, snmpbulkwalk is not installed'
fi
