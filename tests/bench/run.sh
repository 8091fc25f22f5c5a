#!/bin/sh
# Figures of the whole program, as ratios against the tools that one would pick instead, measured in the same run
# on the same machine. DEVICES (1000) and LARGE (10000) set the sizes. Everything runs on the loopback net.
set -eu
BUILD=${BUILD:-build}
wiremap=$BUILD/wiremap
devices=${DEVICES:-1000}
large=${LARGE:-10000}
work=$(mktemp -d "${TMPDIR:-/tmp}/wiremap-bench.XXXXXX")
pids=
cleanup() {
    for pid in $pids; do kill "$pid" 2>/dev/null || :; done
    rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 130' INT TERM

now() { date +%s%N; }
seconds() { awk -v a="$1" -v b="$2" 'BEGIN {printf "%.2f", (b - a) / 1e9}'; }
ratio() { awk -v a="$1" -v b="$2" 'BEGIN {printf "%.1f", a / b}'; }

# serve FOLDER PORT
serve() {
    "$wiremap" simulate "$1" --map 10.0.0.0/8=127.0.0.0/8 --listen-port "$2" >"$work/simulate.$2" 2>&1 &
    pids="$pids $!"
    tries=0
    until grep -q serving "$work/simulate.$2"; do
        tries=$((tries + 1))
        [ $tries -lt 1200 ] || { cat "$work/simulate.$2" >&2; exit 1; }
        sleep 0.05
    done
}

# crawl DB FOLDER PORT: prints seconds; the summary goes to DB.json
crawl() {
    seed=$(awk 'NF == 2 && $1 !~ /[#@]/ {print $1; exit}' "$2/manifest.txt")
    started=$(now)
    "$wiremap" -q --db "$1" discover --json --via "10.0.0.0/8=127.0.0.0/8:$3" "$seed" >"$1.json"
    seconds "$started" "$(now)"
}

echo "== crawl: $devices devices of a campus, served on the loopback net by the simulator"
"$BUILD/tests/bench/generate_network" campus "$devices" "$work/small" >/dev/null
serve "$work/small" 17161
ours=$(crawl "$work/small.db" "$work/small" 17161)
visited=$("$wiremap" --db "$work/small.db" show devices --json | jq 'map(select(.visited)) | length')
requests=$("$wiremap" --db "$work/small.db" show runs --json | jq '.[0].requests // empty')
echo "wiremap discover (stored): $ours s, $visited devices visited${requests:+, $requests requests}"

awk 'NF == 2 && $1 !~ /[#@]/ && !seen[$2]++ {sub(/^10\./, "127.", $1); print $1}' "$work/small/manifest.txt" >"$work/addresses"
started=$(now)
xargs -P 32 -I '{}' sh -c 'for tree in 1.3.6.1.2.1.1 1.3.6.1.2.1.31.1.1 1.0.8802.1.1.2; do
    snmpbulkwalk -v2c -c public -On -m "" -r1 "{}:17161" $tree; done' <"$work/addresses" >"$work/walk.out" 2>&1
theirs=$(seconds "$started" "$(now)")
echo "xargs -P32 snmpbulkwalk of system, ifXTable and LLDP: $theirs s, $(wc -l <"$work/walk.out") values, nothing made of them"
echo "ratio: wiremap is $(ratio "$theirs" "$ours") times as fast"

if [ "$large" -gt 0 ]; then
    echo "== crawl: $large devices"
    "$BUILD/tests/bench/generate_network" campus "$large" "$work/large" >/dev/null
    serve "$work/large" 17162
    time=$(crawl "$work/large.db" "$work/large" 17162)
    echo "wiremap discover (stored): $time s"
    started=$(now)
    "$wiremap" --db "$work/large.db" show links --json >"$work/links.json"
    echo "show links --json: $(seconds "$started" "$(now)") s, $(jq length "$work/links.json") links"
    started=$(now)
    "$wiremap" --db "$work/large.db" centrality --metric betweenness --top 3 >/dev/null
    echo "centrality --metric betweenness: $(seconds "$started" "$(now)") s"
    echo "inventory: $(du -k "$work/large.db" | cut -f 1) KiB"
fi

echo "== a cold path"
BUILD=$BUILD sh "$(dirname "$0")/instant.sh"

for bench in "$BUILD"/tests/bench/bench_*; do
    [ -x "$bench" ] && [ ! -d "$bench" ] || continue
    case $bench in *.o | *.d) continue ;; esac
    echo "== $(basename "$bench")"
    "$bench" || echo "$(basename "$bench") ended with $?"
done
