#!/bin/sh
# A crawl that is killed or interrupted, and finished by --resume: the end is that of a crawl in one go.
. "$(dirname "$0")/lib.sh"
cd "$work" || exit 2

ok "a network is made" "${WIREMAP%/*}/tests/bench/generate_network" campus 400 "$work/network"
ok "and served" serve "$work/network"
crawl=$(sed -n 's/^crawl them with: wiremap discover //p' "$work/simulate.out")
seed=${crawl##* }
via=${crawl% *}

# devices FILE: what an inventory has, to be compared.
devices() { "$WIREMAP" --db "$1" show devices --json | jq -c 'map(del(.id))'; "$WIREMAP" --db "$1" show links --json; }
visits() { "$WIREMAP" --db "$1" show runs --json | jq -c '[.[] | .good + .partial] | last'; }
# shellcheck disable=SC2086 # $via is several arguments
run --db whole.db discover $via "$seed"
ok "a crawl in one go is done" exits 0
devices whole.db >whole
total=$(visits whole.db)

ok "a run that is done is not resumed" fails 3 'no run to resume' --db whole.db discover $via --resume
ok "the seeds are those of the run" fails 2 'takes no seeds' --db whole.db discover $via --resume "$seed"

# has_visits FILE: some are stored, but not all.
has_visits() { seen=$(visits "$1" 2>/dev/null) && [ "${seen:-0}" -gt 0 ] && [ "$seen" -lt "$total" ]; }

# cut SIGNAL FILE: begins a crawl, slow enough to be hit in its middle.
cut() {
    # shellcheck disable=SC2086
    "$WIREMAP" -q --db "$2" discover $via --concurrency 1 --rate 2000 "$seed" 2>"$work/err" &
    crawler=$!
    wait_for 10 has_visits "$2"
    kill "-$1" "$crawler"
    wait "$crawler" 2>/dev/null
    has_visits "$2"
}

for signal in KILL INT; do
    ok "a crawl is ended by SIG$signal in its middle" cut "$signal" "$signal.db"
    [ "$signal" = KILL ] || ok "it says how to resume" complains 'give --resume'
    run --db "$signal.db" discover $via --resume --json
    ok "it is resumed" exits 0
    ok "what was visited is not visited again" [ "$(jq '.resumed > 0 and .visited < '"$total" "$work/out")" = true ]
    ok "together they are all" [ "$(jq '.visited + .resumed' "$work/out")" -eq "$total" ]
    ok "and so says the run" [ "$(visits "$signal.db")" -eq "$total" ]
    ok "which is one run, done" [ "$("$WIREMAP" --db "$signal.db" show runs --json | jq -c '[.[].state]')" = '["done"]' ]
    devices "$signal.db" >resumed
    ok "devices and links are those of a crawl in one go" cmp whole resumed
done

# killed SECONDS: whenever it comes, what is left is an inventory, and the run can be finished.
killed() {
    # shellcheck disable=SC2086
    "$WIREMAP" -q --db "killed$1.db" discover $via "$seed" 2>"$work/err" &
    crawler=$!
    sleep "$1"
    kill -KILL "$crawler" 2>/dev/null
    wait "$crawler" 2>/dev/null
    runs=$("$WIREMAP" --db "killed$1.db" show runs --json 2>/dev/null | jq length)
    from=--resume
    [ "${runs:-0}" -gt 0 ] || from=$seed # killed before the run began
    # shellcheck disable=SC2086
    "$WIREMAP" -q --db "killed$1.db" discover $via "$from" 2>"$work/err" || grep -q 'no run to resume' "$work/err" || return 1
    devices "killed$1.db" | cmp whole -
}
for moment in 0.01 0.05 0.1 0.15 0.2 0.3; do
    ok "killed after $moment s it is finished all the same" killed "$moment"
done
finish
