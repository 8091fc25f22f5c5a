#!/bin/sh
# What a user does wrong, and what the machine does to the user: each its message and exit status.
. "$(dirname "$0")/lib.sh"
cd "$work" || exit 2
campus=$root/examples/campus

ok "no command prints the usage and exits 2" fails 2 'Usage'
ok "an unknown command is named" fails 2 "frobnicate" frobnicate
ok "an unknown option is named" fails 2 "nonsense" show devices --nonsense
ok "show without WHAT is a usage error" fails 2 'devices' show
ok "show of an unknown WHAT names it" fails 2 'gadgets' show gadgets
ok "a missing inventory is named" fails 3 'nowhere.db' --db nowhere.db show devices
ok "reading makes no inventory" test ! -e nowhere.db
ok "a missing inventory can be told from a typing error" complains 'discover'

echo "this is no database, it is a text file of some length, is it not" >foreign.db
ok "a foreign file is refused" fails 3 'foreign.db' --db foreign.db show devices
ok "a foreign file is refused for writing" fails 3 'foreign.db' --db foreign.db discover --replay "$campus"
ok "and is left as it was" grep -q 'this is no database' foreign.db
mkdir folder.db
ok "a folder is no inventory" fails 3 'folder.db' --db folder.db show devices
: >empty.db
ok "an empty file is no inventory to read" fails 3 'empty.db' --db empty.db show devices

ok "discover without seeds is a usage error" fails 2 'seed' discover
ok "a bad scope is named" fails 2 '10.0.0.0/99' discover --scope 10.0.0.0/99 10.0.0.1
ok "a scope with host bits is named" fails 2 '10.0.0.1/8' discover --scope 10.0.0.1/8 10.0.0.1
ok "a bad number is named" fails 2 'many' discover --retries many 10.0.0.1
ok "a bad port is named" fails 2 '70000' discover --port 70000 10.0.0.1
ok "a missing recording is named" fails 3 'no-such-folder' discover --replay no-such-folder
ok "a missing configuration is named" fails 2 'no.conf' --config no.conf show devices

printf '[credential a]\ncommunity = secret\n' >loose.conf
chmod 644 loose.conf
ok "a configuration with secrets that others can read is refused" fails 2 'loose.conf' --config loose.conf config check
ok "and its secret is not printed" sh -c "! grep -q '= secret' '$work/err'"
chmod 600 loose.conf
run --config loose.conf config check
ok "the same with mode 0600 is taken" exits 0
ok "config check prints no secret" sh -c "! cat '$work/out' '$work/err' | grep -q 'secret'"
printf '[discover]\ntimeuot = 3\n' >typing.conf
ok "an unknown key is named" fails 2 'timeuot' --config typing.conf config check

run --db campus.db discover --replay "$campus"
ok "the campus is replayed" exits 0
ok "an unknown device is an answer: no" fails 1 'nosuch' --db campus.db path core1 nosuch
ok "path with one device is a usage error" fails 2 'path' --db campus.db path core1
ok "an unknown metric is named" fails 2 'fame' --db campus.db centrality --metric fame
ok "an unknown format is named" fails 2 'map.xyz' --db campus.db render -o map.xyz
ok "an unwritable place is named" fails 3 'no/such/map.svg' --db campus.db render -o no/such/map.svg
ok "an unknown export format is named" fails 2 'tiff' --db campus.db export -f tiff

if [ -e /dev/full ]; then
    "$WIREMAP" --db campus.db show devices >/dev/full 2>"$work/err"
    status=$?
    ok "a full disk behind stdout is an error" exits 3
    "$WIREMAP" --db campus.db show devices --json >/dev/full 2>"$work/err"
    status=$?
    ok "and with --json" exits 3
fi
finish
