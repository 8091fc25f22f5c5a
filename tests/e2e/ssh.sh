#!/bin/sh
# Devices behind OpenSSH's sshd, which this test starts on ports of the loopback: answers, refusals, and everything
# that a device can do to a crawl. The devices are tests/support/ssh_device.py; logins are by key.
. "$(dirname "$0")/lib.sh"
cd "$work" || exit 2
PATH=$PATH:/usr/sbin:/sbin
for program in sshd ssh-keygen ssh-agent; do
    if ! command -v $program >/dev/null; then
        skip "devices behind sshd" "$program is not installed"
        finish
    fi
done
device=$root/tests/support/ssh_device.py
sshd=$(command -v sshd)
user=$(id -un)
unset SSH_AUTH_SOCK SSH_AGENT_PID

free_tcp_port() {
    python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

# start_sshd NAME COMMAND [LINES]: an sshd whose logins all run that command; its port is in $port.
start_sshd() {
    port=$(free_tcp_port)
    {
        printf 'Port %s\nListenAddress 127.0.0.1\nHostKey %s/host\n' "$port" "$work"
        printf 'AuthorizedKeysFile %s/key.pub\nStrictModes no\nUsePAM no\nPidFile none\n' "$work"
        printf 'PasswordAuthentication no\nPermitRootLogin yes\nMaxStartups 300\n%s\n' "${3:-}"
        [ -z "$2" ] || printf 'ForceCommand %s\n' "$2"
    } >"$1.conf"
    if [ "$(id -u)" -eq 0 ]; then # sshd wants /run/sshd then: it gets one of its own
        unshare --mount sh -c "mount -t tmpfs tmpfs /run && mkdir /run/sshd && exec $sshd -D -e -f $work/$1.conf" \
            >"$1.log" 2>&1 &
    else
        "$sshd" -D -e -f "$work/$1.conf" >"$1.log" 2>&1 &
    fi
    pids="$pids $!"
    wait_for 10 grep -q listening "$1.log"
}

ssh-keygen -q -t ed25519 -N '' -f host
ssh-keygen -q -t ed25519 -N '' -f key
ssh-keygen -q -t ed25519 -N '' -f other
ssh-keygen -q -t ed25519 -N 'sesame' -f locked
mkdir sw-1 net
cat >sw-1/show_version <<'TEXT'
Cisco IOS Software, C2960X Software (C2960X-UNIVERSALK9-M), Version 15.2(4)E, RELEASE SOFTWARE (fc1)
ROM: Bootstrap program is C2960X boot loader

sw-1 uptime is 1 week, 2 days, 3 hours, 4 minutes
System image file is "flash:/c2960x.bin"

cisco WS-C2960X-24TS-L (APM86XXX) processor (revision A0) with 524288K bytes of memory.
Processor board ID FOC0000X0XX
Configuration register is 0xF
TEXT
cat >sw-1/show_lldp_neighbors_detail <<'TEXT'
------------------------------------------------
Local Intf: Gi0/1
Chassis id: 0200.5e00.0002
Port id: Gi0/24
Port Description: GigabitEthernet0/24
System Name: sw-2

System Description: 
Cisco IOS Software

Time remaining: 112 seconds
System Capabilities: B,R
Enabled Capabilities: B
Management Addresses:
    IP: 192.0.2.2
Auto Negotiation - supported, enabled
Physical media capabilities:
    1000baseT(FD)
Media Attachment Unit type: 30
Vlan ID: 1


Total entries displayed: 1
TEXT
cat >sw-1/show_interfaces <<'TEXT'
GigabitEthernet0/1 is up, line protocol is up (connected) 
  Hardware is Gigabit Ethernet, address is 0200.5e00.0001 (bia 0200.5e00.0001)
  MTU 1500 bytes, BW 1000000 Kbit/sec, DLY 10 usec, 
TEXT
if ! start_sshd ios "exec python3 $device $work/sw-1"; then
    skip "devices behind sshd" "sshd does not start here: $(tail -n 1 ios.log)"
    finish
fi
ios=$port
crawl() { # PORT OPTIONS...
    to=$1
    shift
    rm -f x.db
    run --db x.db discover --ssh --ssh-user "$user" --ssh-key key --known-hosts known --ssh-port "$to" --ssh-timeout 2 \
        "$@" 127.0.0.1
}

crawl "$ios"
ok "an unknown host key opens nothing" exits 1
ok "its fingerprint is shown" complains "host key is not known: it is ssh-ed25519 SHA256:"
ok "and what can be done" complains -e "--accept-new-host-keys"
ok "known_hosts is left alone" test ! -s known

crawl "$ios" --accept-new-host-keys
ok "with --accept-new-host-keys it is accepted" exits 0
ok "and kept" grep -q "127.0.0.1.:$ios ssh-ed25519" known
run --db x.db show devices --json
ok "the device is what it says" answers '.[] | select(.visited) | [.name, .vendor, .version, .via]' '["sw-1","Cisco","15.2(4)E","ssh"]'
run --db x.db show neighbors --json
ok "so is its neighbor, behind a pager" answers '.[0] | [.port, .protocol, .remote_name, .remote_port_id]' '["GigabitEthernet0/1","lldp","sw-2","Gi0/24"]'

crawl "$ios"
ok "a host key that is known is taken" exits 0

crawl "$ios" --record net
ok "it is recorded" exits 0
ok "with a file for each command" test -s net/127.0.0.1.cli/show_lldp_neighbors_detail.txt
ok "and a line of the manifest" grep -q '^127.0.0.1 127.0.0.1.cli$' net/manifest.txt
ok "no page is in it" sh -c '! grep -r -e More -e sesame net'
run --db r.db discover --replay net
ok "the recording is replayed" exits 0
run --db r.db show neighbors --json
ok "with the same answer" answers '.[0] | [.port, .remote_name, .remote_port_id]' '["GigabitEthernet0/1","sw-2","Gi0/24"]'

sed -i "s/ssh-ed25519 .*/$(cut -d' ' -f1,2 other.pub | sed 's,/,\\/,g')/" known
crawl "$ios" --accept-new-host-keys
ok "a changed host key is refused all the same" exits 1
ok "in clear words" complains "HOST KEY HAS CHANGED"
rm known

run --db y.db discover --ssh --ssh-user "$user" --ssh-key other --known-hosts known --accept-new-host-keys \
    --ssh-port "$ios" 127.0.0.1
ok "a key that the device does not take opens nothing" exits 1
ok "and it is said what was tried" complains "refuses user $user (tried: key other"
WIREMAP_SSH_PASSWORD=not-this-one run --db y.db discover --ssh --ssh-user "$user" --ssh-password @/dev/null \
    --known-hosts known --ssh-port "$ios" 127.0.0.1
ok "no password is printed" sh -c '! grep -q not-this-one out err'

printf '[credential ssh]\nprotocol = ssh\nuser = %s\nkey-file = locked\nkey-pass-phrase = wrong\n' "$user" >c.conf
chmod 600 c.conf
run --config c.conf --db y.db discover --known-hosts known --ssh-port "$ios" 127.0.0.1
ok "a key with another pass phrase is named" complains "locked cannot be read"
printf '[credential ssh]\nprotocol = ssh\nuser = %s\nkey-file = key\n' "$user" >c.conf
run --config c.conf --db y.db discover --known-hosts known --ssh-port "$ios" 127.0.0.1
ok "a credential of the configuration is enough" exits 0

agent_socket=$work/agent
ssh-agent -D -a "$agent_socket" >/dev/null 2>&1 &
pids="$pids $!"
wait_for 5 test -S "$agent_socket"
SSH_AUTH_SOCK=$agent_socket ssh-add -q key 2>/dev/null
SSH_AUTH_SOCK=$agent_socket "$WIREMAP" --db y.db discover --ssh --known-hosts known --ssh-port "$ios" 127.0.0.1 >out 2>err
status=$?
ok "a key of the agent opens it" exits 0

# What ~/.ssh/config says, given as a file: ssh itself does not look at $HOME.
start_sshd jump "" "AllowTcpForwarding yes"
jump=$port
cat >jump.config <<TEXT
Host jump
    HostName 127.0.0.1
    Port $jump
    User $user
    IdentityFile $work/key
    UserKnownHostsFile $work/known.jump
    StrictHostKeyChecking accept-new
Host 127.0.0.*
    ProxyJump jump
    Port $ios
    User $user
    IdentityFile $work/key
    HostKeyAlias core
    UserKnownHostsFile $work/known.alias
TEXT
run --db y.db discover --ssh --ssh-config jump.config --accept-new-host-keys 127.0.0.1
if grep -q "ssh: command not found" err; then
    skip "a jump host" "ssh is not installed"
else
    ok "a device behind a jump host is reached" exits 0
    ok "and its key is known by its alias" grep -q '^core ssh-ed25519' known.alias
fi

for behavior in hang drop mute; do
    start_sshd $behavior "exec python3 $device $work/sw-1 $behavior"
    crawl "$port" --accept-new-host-keys
    eval "${behavior}_status=$status"
    cp err "err.$behavior"
    run --db x.db show devices --json
    cp out "out.$behavior"
done
status=$hang_status
ok "a shell that hangs costs only itself" exits 0
run --db x.db show devices --json
cp out.hang out
ok "and what came before is kept" answers '.[] | select(.visited) | .version' '"15.2(4)E"'
status=$drop_status
ok "a connection that is lost in the middle of a command keeps what came before" exits 0
cp err.mute err
status=$mute_status
ok "a shell without a prompt opens nothing" exits 1
ok "which is said" complains "no prompt"

start_sshd big "exec python3 $device $work/sw-1 big"
crawl "$port" --accept-new-host-keys
ok "an answer of ten million octets is taken" exits 0
start_sshd flood "exec python3 $device $work/sw-1 flood"
crawl "$port" --accept-new-host-keys --max-bytes 3000000
ok "one without end is cut off" exits 0
run --db x.db show devices --json
ok "and what came before is kept, too" answers '.[] | select(.visited) | .version' '"15.2(4)E"'

start_sshd slow "exec python3 $device $work/sw-1 mute"
"$WIREMAP" --db y.db discover --ssh --ssh-user "$user" --ssh-key key --known-hosts known --accept-new-host-keys \
    --ssh-port "$port" 127.0.0.1 >out 2>err &
crawl_pid=$!
sleep 1
kill -INT $crawl_pid
before=$(date +%s)
wait $crawl_pid
ok "an interrupt ends the visit at once" test $(($(date +%s) - before)) -le 3

ok "a port that is none is refused" fails 2 'no number' discover --ssh --ssh-port x 127.0.0.1
ok "so is a configuration of ssh that is not there" fails 3 'nowhere' --db z.db discover --ssh --ssh-config nowhere 127.0.0.1
finish
