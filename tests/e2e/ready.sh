#!/bin/sh
# The topology that is kept ready: answers are the same with it and without it, and what is stale, damaged or foreign is
# not believed.
. "$(dirname "$0")/lib.sh"
cd "$work" || exit 2
generate=$(dirname "$WIREMAP")/tests/bench/generate_network
export XDG_CACHE_HOME="$work/cache"

# sql FILE STATEMENT: as another program would.
sql() {
    python3 -c 'import sqlite3, sys
connection = sqlite3.connect(sys.argv[1])
connection.execute(sys.argv[2])
connection.commit()' "$@"
}

inode() { ls -i "$1" | awk '{print $1}'; }

# plain FILE COPY: the same inventory without the token, so that nothing is ever kept ready for it.
plain() { cp "$1" "$2" && sql "$2" 'DROP TABLE session'; }

# same_answer A B ARGUMENTS...: two inventories answer alike, on both outputs and in the status.
same_answer() {
    a=$1 b=$2
    shift 2
    "$WIREMAP" --db "$a" "$@" >a.out 2>a.err </dev/null
    a_status=$?
    "$WIREMAP" --db "$b" "$@" >b.out 2>b.err </dev/null
    [ "$a_status" -eq $? ] && cmp a.out b.out && cmp a.err b.err && return
    echo "wiremap $*"
    cat a.err b.err
    return 1
}

# same_answers INVENTORY A B: so they do to every question about devices and links.
same_answers() {
    inventory=$1 a=$2 b=$3
    rm -f plain.db*
    plain "$inventory" plain.db || return 1
    [ -s "$inventory-topology" ] || { echo "nothing is kept ready"; return 1; }
    kept=$(inode "$inventory-topology")
    printf '%s,%s,7\n' "$(cut -d , -f 1 pair)" "$(cut -d , -f 2 pair)" >costs
    while read -r question; do
        eval "set -- $question"
        same_answer "$inventory" plain.db "$@" || return 1
    done <<END
path '$a' '$b'
path '$a' '$b' --json
path '$a' '$b' --by speed -k 3 --json
path '$a' '$b' --by width
path '$a' '$b' --all --json
path '$a' '$b' --disjoint nodes
path '$a' '$b' --cost-file costs --json
path '$a' '$b' --layer l3
path '$a' --to all --json
path '$a' nosuch
path "\$(printf %s '$a' | cut -c 1-3)" '$b'
path '#1' '#2'
path '#99999' '#2'
centrality --metric betweenness --json
centrality --metric pagerank,closeness --top 5
centrality --edges --json
connectivity
connectivity --json
connectivity --spof --json
connectivity --redundancy --json
connectivity --between '$a' '$b' --json
whatif --down '$a' --json
stats --json
tree --root '$a'
around '$a' --depth 2
show devices
show devices --json
show links --json
show links '$a'
show links --layer l2
export -f graphml
export -f json
export -f csv
export -f dot
export -f gexf --filter role=switch
render -f dot -o -
render -f dot -o - --around '$a' --depth 2
render -f html -o -
END
    [ "$kept" = "$(inode "$inventory-topology")" ] || { echo "it was made anew"; return 1; }
    [ ! -e plain.db-topology ] || { echo "plain.db is not plain"; return 1; }
}

# Two joined devices, for the file of costs.
pair_of() { "$WIREMAP" --db "$1" show links --json | jq -r '"\(.[0].a.device),\(.[0].b.device)"' >pair; }

run --db campus.db discover --replay "$root/examples/campus"
ok "discover leaves the topology ready" test -s campus.db-topology
ok "which whoever may read the inventory may read" test "$(stat -c %a campus.db)" = "$(stat -c %a campus.db-topology)"
pair_of campus.db
ok "the campus answers the same without it" same_answers campus.db core1 acc5
for name in stack first-hop; do
    run --db "$name.db" discover --replay "$root/tests/e2e/recordings/$name"
    pair_of "$name.db"
    ok "$name answers the same without it" same_answers "$name.db" "$(cut -d , -f 1 pair)" "$(cut -d , -f 2 pair)"
done
for shape in fat-tree; do
    "$generate" "$shape" 60 "$shape" >"$work/generated"
    run --db "$shape.db" discover --replay "$shape"
    pair_of "$shape.db"
    last=$("$WIREMAP" --db "$shape.db" show devices --json | jq -r '.[-1].name')
    ok "a network of shape $shape does so" same_answers "$shape.db" "$(cut -d , -f 1 pair)" "$last"
done
run --db campus.db export -f graphml -o campus.graphml
run --db imported.db import campus.graphml
pair_of imported.db
ok "import leaves it ready, too" same_answers imported.db core1 acc5

# What is there but cannot be believed.
"$WIREMAP" --db campus.db show devices --json >right
good=campus.db-topology
cp "$good" good

# answers_and_mends: the answer is right, and afterwards what is kept is as it should be.
answers_and_mends() {
    "$WIREMAP" --db campus.db show devices --json >now && cmp right now && cmp good "$good"
}

printf X | dd of="$good" bs=1 seek=2000 conv=notrunc 2>"$work/dd"
ok "one that is damaged is made anew" answers_and_mends
head -c 3000 good >"$good"
ok "so is one that was cut" answers_and_mends
: >"$good"
ok "or is empty" answers_and_mends
cp imported.db-topology "$good"
ok "or is that of another inventory" answers_and_mends
rm "$good"
ln -s "$work/good" "$good"
ok "or a link to elsewhere" answers_and_mends
rm "$good"
mkfifo "$good"
ok "or a pipe" answers_and_mends
if [ "$(id -u)" -eq 0 ]; then
    chown 12345 "$good"
    kept=$(inode "$good")
    ok "or is somebody else's" answers_and_mends
    ok "which is replaced" test "$kept" != "$(inode "$good")"
else
    skip "or is somebody else's" "only root can give files away"
    skip "which is replaced" "only root can give files away"
fi
ok "nothing is left beside it" test "$(ls | grep -c 'topology\.')" -eq 0

# Where nothing can be written beside the inventory: a folder in the place of the file does that to root, too.
rm "$good"
mkdir "$good"
run --db campus.db show devices --json
ok "where there is no room it is kept in the cache folder" test "$(ls cache/wiremap | wc -l)" -eq 1
kept=$(ls -i cache/wiremap)
run --db campus.db show devices --json
ok "and answered from there" test "$kept" = "$(ls -i cache/wiremap)"
ok "the same" cmp right out
XDG_CACHE_HOME=/dev/null run --db campus.db show devices --json
ok "where nothing can be kept at all it is answered, too" cmp right out
ok "without a word about it" test ! -s err
rmdir "$good"

# The inventory changes.
printf 'source,target\naaa,zzz\n' >more.csv
ids() { "$WIREMAP" --db campus.db show devices --json | jq -c 'map(select(.name != "aaa" and .name != "zzz")) | map([.name, .id])'; }
ids >ids.before
run --db campus.db import more.csv
run --db campus.db path aaa zzz --json
ok "what was imported is in the next answer" answers '.paths[0].cost' 1
ids >ids.after
ok "and the devices that were there keep their ids" cmp ids.before ids.after
sql campus.db "DELETE FROM observation WHERE source_id = 'aaa'"
run --db campus.db path aaa zzz
ok "what another program takes out is not" exits 1
cp -p campus.db fork.db
printf 'source,target\nbbb,yyy\n' >left.csv
printf 'source,target\nccc,xxx\n' >right.csv
run --db campus.db import left.csv
run --db fork.db import right.csv
touch -r campus.db fork.db
mv fork.db campus.db
run --db campus.db path ccc xxx --json
ok "another inventory of that name is another one, however alike" answers '.paths[0].cost' 1
run --db campus.db path bbb yyy
ok "and knows nothing of the other" exits 1
rm -f campus.db
run --db campus.db discover --replay "$root/tests/e2e/recordings/stack"
run --db campus.db show devices --json
ok "so is a new one" answers 'length' 3

# While somebody writes.
cat >write.py <<'END'
import sqlite3, sys, time
connection = sqlite3.connect(sys.argv[1])
connection.execute('PRAGMA journal_mode = WAL')
connection.execute('DELETE FROM observation')
connection.commit()
open('written', 'w').close()
time.sleep(60)
END
python3 write.py campus.db &
pids="$pids $!"
wait_for 20 test -e written
kept=$(inode "$good")
run --db campus.db show devices --json
ok "what is being written is in the answer" answers 'length' 0
ok "but not kept" test "$kept" = "$(inode "$good")"

# Sites are the configuration's.
printf '[site left]\nnames = core1\n' >left.conf
printf '[site left]\nnames = acc*\n' >right.conf
rm -f site.db*
run --db site.db discover --replay "$root/examples/campus"
run --db site.db --config left.conf export -f json --site left
ok "a site is that of the configuration" answers '[.devices[].name]' '["core1"]'
run --db site.db --config right.conf export -f json --site left
ok "also when it is another one" answers '.devices | length' 14
finish
