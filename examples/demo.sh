#!/bin/sh
# The demo: serves the recorded campus on the loopback net, crawls it live over SNMP, and leaves a map and answers.
set -eu
cd "$(dirname "$0")/.."
wiremap=${BUILD:-build}/wiremap
out=${BUILD:-build}/demo
rm -rf "$out"
mkdir -p "$out"
export WIREMAP_DB="$out/wiremap.db"
port=${DEMO_PORT:-16161}

"$wiremap" simulate examples/campus --map 10.0.0.0/8=127.0.0.0/8 --listen-port "$port" >"$out/simulate.log" 2>&1 &
simulator=$!
trap 'kill $simulator 2>/dev/null' EXIT
trap 'exit 130' INT TERM
tries=0
until grep -q serving "$out/simulate.log"; do
    tries=$((tries + 1))
    if [ $tries -gt 200 ] || ! kill -0 $simulator 2>/dev/null; then
        cat "$out/simulate.log" >&2
        echo "demo: the simulator did not start" >&2
        exit 1
    fi
    sleep 0.05
done

step() {
    printf '\n$ wiremap %s\n' "$*"
    "$wiremap" "$@"
}

echo "Twenty devices answer SNMP at 127.x.y.z, port $port; wiremap is told the address of one."
step discover --via "10.0.0.0/8=127.0.0.0/8:$port" 10.255.1.1
step path acc1 acc14
step centrality --metric betweenness --top 10
step connectivity
step stats
step tree --root core1 --depth 2
step whatif --down dist1 --top 3
step render -o "$out/map.svg" --title 'Campus'
step export -f graphml -o "$out/topology.graphml"
printf '\nThe map:          %s/map.svg\nThe graph:        %s/topology.graphml\nThe inventory:    %s\n' "$out" "$out" "$WIREMAP_DB"
echo "Ask on: $wiremap --db $WIREMAP_DB show links"
