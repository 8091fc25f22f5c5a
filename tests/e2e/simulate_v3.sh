#!/bin/sh
# SNMPv3 between the simulator and others' clients, and between the simulator and our crawl.
. "$(dirname "$0")/lib.sh"
cd "$work" || exit 2
campus=$root/examples/campus
via=10.0.0.0/8=127.0.0.0/8

# ask OPTIONS...: the name of core1 by net-snmp; leaves $work/out, $work/err and $status. A datagram to a machine that is
# busy may wait for longer than any timeout, so it is sent again; reports are answers, too, and end the waiting.
ask() {
    snmpget -v3 -Oqv -r 20 -t 1 "$@" "127.255.1.1:$port" .1.3.6.1.2.1.1.5.0 >out 2>err
    status=$?
}

# serve_user OPTIONS...: a simulator of the campus with that user; ends the one before.
serve_user() {
    for pid in $pids; do kill "$pid" && wait "$pid"; done
    pids=
    serve "$campus" -u monitor "$@"
}

# reads_name AUTH PRIV: net-snmp reads the name from a simulator with these protocols.
reads_name() {
    serve_user -a "$1" -A authentication -x "$2" -X 'privacy pass' || return 1
    ask -u monitor -l authPriv -a "$1" -A authentication -x "$2" -X 'privacy pass'
    exits 0 && says core1
}

ok "a pass phrase needs a user" fails 2 '-u' simulate "$campus" -A authentication
ok "a short pass phrase is refused" fails 2 'shorter than 8' simulate "$campus" -u monitor -A short
if command -v snmpget >/dev/null; then
    ok "MD5 and AES-128" reads_name MD5 AES
    ok "SHA and AES-128" reads_name SHA AES
    ok "SHA and DES" reads_name SHA DES
    ok "SHA-224 and AES-128" reads_name SHA-224 AES
    ok "SHA-384 and AES-192" reads_name SHA-384 AES-192
    ok "SHA and AES-256, which is longer than the key" reads_name SHA AES-256
    ok "SHA-512 and AES-256" reads_name SHA-512 AES-256
    ok "SHA-256 and AES-128" reads_name SHA-256 AES
    ask -u nobody -l authPriv -a SHA-256 -A authentication -x AES -X 'privacy pass'
    ok "a user that is not known is told" complains 'Unknown user name'
    ask -u monitor -l authPriv -a SHA-256 -A 'something else' -x AES -X 'privacy pass'
    ok "a wrong pass phrase for authentication is told" complains 'Authentication failure'
    ask -u monitor -l authPriv -a SHA-256 -A authentication -x AES -X 'something else'
    ok "and so is one for privacy" complains 'Decryption error'
    ask -u monitor -l authNoPriv -a SHA-256 -A authentication
    ok "a lower security level reads nothing" complains authorizationError
    ask -u monitor -l authPriv -a SHA-256 -A authentication -x AES -X 'privacy pass' -n vlan-99
    ok "a context that is not there is told" complains 'Bad context'
else
    skip "net-snmp's tools read it" "snmpget is not installed"
fi

# crawls DB OPTIONS...: a crawl of the whole campus.
crawls() {
    db=$1
    shift
    run --db "$db" discover --via "$via:$port" "$@" 10.255.1.1
    exits 0 && complains '^20 devices visited, 0 failed'
}
links() { "$WIREMAP" --db "$1" show links --json; }

ok "a user without privacy is served" serve_user -a SHA -A authentication -l authNoPriv
ok "and crawled" crawls signed.db -u monitor -a SHA -A authentication
ok "a user without any secret is served" serve_user -l noAuthNoPriv
ok "and crawled" crawls plain.db -u monitor -l noAuthNoPriv
echo authentication >auth.key
echo 'privacy pass' >priv.key
chmod 600 auth.key priv.key
ok "pass phrases come from files" serve_user -a SHA-256 -A @auth.key -x AES-256 -X @priv.key
ok "the campus is crawled by SNMPv3" crawls v3.db -u monitor -a SHA-256 -A @auth.key -x AES-256 -X @priv.key
ok "and by v2c" crawls v2c.db
links v3.db >links.v3
links v2c.db >links.v2c
ok "there are links" sh -c '[ "$(jq length links.v2c)" -gt 19 ]'
ok "the same ones" cmp links.v3 links.v2c
run --db wrong.db discover --via "$via:$port" -u monitor -a SHA-256 -A 'something else' 10.255.1.1
ok "a wrong pass phrase is the reason that is given" complains 'wrong digest'
ok "and the exit status says that nobody answered" exits 1
finish
