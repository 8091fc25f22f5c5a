#!/bin/sh
# A small lab of real daemons: four nodes in network namespaces, each with Debian's lldpd, snmpd (v2c and v3) and, where it
# is installed, OpenSSH's sshd, joined by five cables (a ring of four, one side of it doubled), and a management network.
# Needs root.
. "$(dirname "$0")/lib.sh"
cd "$work" || exit 2

if [ "$(id -u)" -ne 0 ] || ! unshare --net --mount --uts true 2>/dev/null; then
    skip "the lab of real daemons" "needs root and network namespaces"
    finish
fi
for program in lldpd snmpd; do
    if ! PATH=$PATH:/usr/sbin command -v $program >/dev/null; then
        skip "the lab of real daemons" "$program is not installed"
        finish
    fi
done
PATH=$PATH:/usr/sbin:/sbin
tag=wm$$
nodes="alfa bravo charlie delta"

lab_down() {
    for name in $nodes hub; do
        for pid in $(ip netns pids $tag$name 2>/dev/null); do kill "$pid" 2>/dev/null; done
    done
    sleep 0.2
    for name in $nodes hub; do
        for pid in $(ip netns pids $tag$name 2>/dev/null); do kill -9 "$pid" 2>/dev/null; done
        ip netns del $tag$name 2>/dev/null
    done
    cleanup
}
trap lab_down EXIT

cable() { # NODE PORT NODE PORT
    ip link add "$2" netns "$tag$1" type veth peer name "$4" netns "$tag$3"
    ip -n "$tag$1" link set "$2" up
    ip -n "$tag$3" link set "$4" up
}

# start_node NAME ADDRESS: its daemons, with a /run of their own.
start_node() {
    cat >"$work/$1.snmpd.conf" <<CONF
agentAddress udp:$2:161
rocommunity public
createUser netops SHA "lab-auth-phrase" AES "lab-priv-phrase"
rouser netops authpriv
sysName $1
master agentx
agentXSocket /run/agentx
CONF
    mkdir -p "$work/$1.persistent"
    [ -z "$sshd" ] || printf '%s\n' "ListenAddress $2" "HostKey $work/$1.host" "AuthorizedKeysFile $work/key.pub" \
        'StrictModes no' 'UsePAM no' 'PidFile none' 'PasswordAuthentication no' 'PermitRootLogin yes' 'PrintMotd no' \
        >"$work/$1.sshd.conf"
    ip netns exec "$tag$1" unshare --uts --mount sh -c "
        hostname $1
        mount -t tmpfs tmpfs /run && mkdir -p /run/lldpd
        [ -z '$sshd' ] || { mkdir /run/sshd && $sshd -f $work/$1.sshd.conf -E $work/$1.sshd.log; }
        SNMP_PERSISTENT_DIR=$work/$1.persistent snmpd -Lf $work/$1.snmpd.log -C -c $work/$1.snmpd.conf -p /run/snmpd.pid
        exec lldpd -d -x -X /run/agentx -I 'eth*' -C 'eth*' -m '$2' -S 'lab node $1'
    " >"$work/$1.lldpd.log" 2>&1 &
    pids="$pids $!"
}

sshd=$(command -v sshd || :)
if [ -n "$sshd" ] && command -v ssh-keygen >/dev/null; then
    for name in key alfa.host bravo.host charlie.host delta.host; do
        ssh-keygen -q -t ed25519 -N '' -f $name
    done
else
    sshd=
fi
ip netns add ${tag}hub
ip -n ${tag}hub link add br0 type bridge
ip -n ${tag}hub addr add 10.250.0.254/24 dev br0
ip -n ${tag}hub link set br0 up
number=0
for name in $nodes; do
    number=$((number + 1))
    ip netns add $tag$name
    ip -n $tag$name link set lo up
    ip link add mgmt0 netns $tag$name type veth peer name m$number netns ${tag}hub
    ip -n ${tag}hub link set m$number master br0 up
    ip -n $tag$name addr add 10.250.0.$number/24 dev mgmt0
    ip -n $tag$name link set mgmt0 up
done
cable alfa eth1 bravo eth1
cable bravo eth2 charlie eth2
cable charlie eth3 delta eth3
cable delta eth4 alfa eth4
cable alfa eth5 bravo eth5
number=0
for name in $nodes; do
    number=$((number + 1))
    start_node $name 10.250.0.$number
done
sleep 0.5
for name in $nodes; do # send at once, then every second
    ip netns exec $tag$name nsenter -t "$(ip netns pids $tag$name | head -n 1)" --mount --uts \
        lldpcli configure lldp tx-interval 1 >/dev/null 2>&1
done

in_hub() { ip netns exec ${tag}hub "$@"; }
neighbors_known() {
    for number in 1 2 3 4; do
        in_hub snmpwalk -v2c -c public -r0 -t1 -On -m '' 10.250.0.$number 1.0.8802.1.1.2.1.4.1.1.9 2>/dev/null |
            grep -c STRING | grep -qE '^[23]$' || return 1
    done
}
ok "the daemons have met" wait_for 40 neighbors_known

truth='[["alfa","eth1","bravo","eth1"],["alfa","eth4","delta","eth4"],["alfa","eth5","bravo","eth5"],["bravo","eth2","charlie","eth2"],["charlie","eth3","delta","eth3"]]'
cables='[.[] | select(.layer == "physical") | [.a.device, .a.port, .b.device, .b.port]] | sort'

in_hub "$WIREMAP" --db v2.db discover 10.250.0.1 >out 2>err
status=$?
ok "the lab is crawled from one seed" exits 0
run --db v2.db show links --json
ok "all cables are found, parallel ones too" answers "$cables" "$truth"
ok "all are confirmed" answers '[.[] | select(.layer == "physical") | .certainty] | unique' '["confirmed"]'
run --db v2.db show devices --json
ok "four devices, no fifth" answers 'map(.name)' '["alfa","bravo","charlie","delta"]'

printf '[credential v3]\nversion = 3\nuser = netops\nauth-protocol = SHA\nauth-pass-phrase = lab-auth-phrase\npriv-protocol = AES\npriv-pass-phrase = lab-priv-phrase\n' >v3.conf
chmod 600 v3.conf
in_hub "$WIREMAP" --config v3.conf --db v3.db discover 10.250.0.3 >out 2>err
status=$?
ok "the same over SNMPv3 authPriv" exits 0
run --db v3.db show links --json
ok "with the same cables" answers "$cables" "$truth"

printf '[credential bad]\nversion = 3\nuser = netops\nauth-protocol = SHA\nauth-pass-phrase = not-the-phrase\npriv-protocol = AES\npriv-pass-phrase = lab-priv-phrase\n' >bad.conf
chmod 600 bad.conf
in_hub "$WIREMAP" --config bad.conf --db bad.db discover 10.250.0.3 >out 2>err
status=$?
ok "a wrong pass phrase opens nothing" exits 1
ok "and the digest is blamed" complains 'digest'
ok "and no pass phrase is printed" sh -c "! grep -q -e not-the-phrase -e lab-priv out err"

by_ssh() { # DB OPTIONS...
    to=$1
    shift
    in_hub env -u SSH_AUTH_SOCK "$WIREMAP" --db "$to" discover --ssh-user root --ssh-key key --known-hosts known "$@" \
        >out 2>err
    status=$?
}
ends='[.[] | [.device, .port, .remote_device]] | sort'
if [ -z "$sshd" ]; then
    skip "the lab over SSH" "sshd is not installed"
else
    by_ssh refused.db --ssh 10.250.0.2
    ok "over SSH an unknown node is not logged in to" exits 1
    by_ssh ssh.db --ssh --accept-new-host-keys --record cli 10.250.0.2
    ok "the lab is crawled by SSH alone" exits 0
    run --db ssh.db show links --json
    ok "with the same cables as by SNMP" answers "$cables" "$truth"
    ok "all of them confirmed" answers '[.[] | select(.layer == "physical") | .certainty] | unique' '["confirmed"]'
    run --db ssh.db show devices --json
    ok "and the same four devices" answers 'map([.name, .via])' \
        '[["alfa","ssh"],["bravo","ssh"],["charlie","ssh"],["delta","ssh"]]'
    run --db v2.db show neighbors --json
    neighbors=$(jq -c "$ends" out)
    run --db ssh.db show neighbors --json
    ok "each with the same neighbors" answers "$ends" "$neighbors"
    ok "a host key is kept for each" test "$(wc -l <known)" -eq 4

    run --db replayed.db discover --replay cli
    run --db replayed.db show links --json
    ok "what was recorded of it has the cables, too" answers "$cables" "$truth"

    by_ssh both.db --all-ways -c public 10.250.0.1
    ok "the lab is asked both ways" exits 0
    run --db both.db show links --json
    ok "which makes the same cables" answers "$cables" "$truth"
    run --db v2.db show interfaces --json
    interfaces=$(jq length out)
    run --db both.db show interfaces --json
    ok "and an interface of both ways one interface" answers length "$interfaces"
fi

ip -n ${tag}charlie link set eth3 down
ip netns pids ${tag}delta | xargs -r kill -9 2>/dev/null
sleep 0.3
in_hub "$WIREMAP" --db v2.db discover --timeout 0.3 --retries 0 10.250.0.1 >out 2>err
status=$?
ok "a dead node does not stop the crawl" exits 0
ok "it is named" complains '10.250.0.4'
run --db v2.db show devices --json
ok "and keeps what it said before" answers 'map(select(.visited)) | length' 4
finish
