#include "discover/os/fields.h"
#include "discover/os/os.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* What a command printed, all of it invented, and the records that come of it: "key=value" joined by blanks,
 * the items of a list by commas, a row a line. */
struct sample {
    const char *os, *command, *text, *records;
};

static void append_row(GString *out, struct field_reader *reader, size_t row, enum answer_kind kind)
{
    size_t count;
    const struct answer_field *fields = fields_of_kind(kind, &count);
    const char *separator = "";
    for (size_t i = 0; i < count; i++) {
        g_auto(GStrv) items = field_list(reader, row, i);
        if (items[0] == NULL)
            continue;
        g_autofree char *text = g_strjoinv(",", items);
        g_string_append_printf(out, "%s%s=%s", separator, fields[i].key, text);
        separator = " ";
    }
    g_string_append_c(out, '\n');
}

static void check(const struct sample *sample)
{
    GError *error = NULL;
    struct template_set *set = template_set_new(NULL, NULL);
    const struct os *os = os_find(sample->os);
    if (os == NULL)
        fail_msg("there is no OS %s", sample->os);
    struct cli_table *table = os_parse(set, os, sample->command, sample->text, strlen(sample->text), &error);
    if (table == NULL)
        fail_msg("%s: %s: %s", sample->os, sample->command, error->message);
    enum answer_kind kind = os_answer_kind(os, sample->command);
    struct field_reader *reader = field_reader_new(kind, table);
    GString *records = g_string_new(NULL);
    for (size_t i = 0; i < table->rows->len; i++)
        append_row(records, reader, i, kind);
    if (strcmp(records->str, sample->records) != 0)
        fail_msg("%s: %s:\n%sinstead of\n%s", sample->os, sample->command, records->str, sample->records);
    g_string_free(records, TRUE);
    field_reader_free(reader);
    cli_table_free(table);
    template_set_free(set);
}

static void check_all(const struct sample *samples, size_t count)
{
    for (size_t i = 0; i < count; i++)
        check(&samples[i]);
}

static void huawei_vrp_is_read(void **state)
{
    (void)state;
    static const struct sample samples[] = {
        {"huawei_vrp", "display version",
         "Huawei Versatile Routing Platform Software\n"
         "VRP (R) software, Version 5.170 (S9999 V200R001C00SPC001)\n"
         "HUAWEI S9999-48T Router uptime is 3 days, 1 hour, 0 minutes\n"
         "MPU 7(Master)  : uptime is 1 day\n",
         "model=S9999-48T version=5.170\n"},
        {"huawei_vrp", "dis device",
         "Slot  Card   Type         Online   Power Register     Alarm     Primary\n"
         "1     -      CE9999-48S   Present  On    Registered   Normal    Master\n"
         "      FAN1   FAN-99A      Present  On    Registered   Normal    NA\n",
         "name=1 model=CE9999-48S\nname=FAN1 model=FAN-99A\n"},
        {"huawei_vrp", "display interface",
         "GE0/0/1 current state : UP (ifindex: 7)\n"
         "Line protocol current state : UP\n"
         "Description:to lab-sw2\n"
         "Route Port,The Maximum Transmit Unit is 1500\n"
         "Internet Address is allocated by DHCP, 192.0.2.5/24\n"
         "IP Sending Frames' Format is PKTFMT_ETHNT_2, Hardware address is 0200-5e00-0001\n"
         "Speed : 1000,  Loopback: NONE\n"
         "Duplex: FULL,  Negotiation: ENABLE\n"
         "Eth-Trunk3 current state : Administratively DOWN\n"
         "Description:\n",
         "name=GE0/0/1 description=to lab-sw2 link_status=UP protocol_status=UP speed=1000 duplex=FULL "
         "mtu=1500 "
         "mac=0200-5e00-0001 addresses=192.0.2.5/24 if_index=7\n"
         "name=Eth-Trunk3 link_status=Administratively DOWN\n"},
        {"huawei_vrp", "display eth-trunk",
         "Eth-Trunk3's state information is:\n"
         "PortName                      Status      Weight\n"
         "GigabitEthernet0/0/27         Up          1\n",
         "name=GigabitEthernet0/0/27 link_status=Up aggregate=Eth-Trunk3\n"},
        {"huawei_vrp", "display interface brief",
         "*down: administratively down\n"
         "Interface                   PHY   Protocol  InUti OutUti   inErrors  outErrors\n"
         "Eth-Trunk3                  up    up        0.01%  0.38%          0          0\n"
         "  GigabitEthernet8/1/16(10G) *down down         0%     0%          0          0\n",
         "name=Eth-Trunk3 link_status=up protocol_status=up\n"
         "name=GigabitEthernet8/1/16 link_status=*down protocol_status=down\n"},
        {"huawei_vrp", "display arp all",
         "192.0.2.1       0200-5e00-0001            I -         Vlanif10\n"
         "192.0.2.2       0200-5e00-0002  17        D-0         XGE0/0/1\n"
         "                                            10/-\n"
         "192.0.2.3       0200-5e00-0003  17        D-0         GE0/0/2          LAB_VPN\n",
         "address=192.0.2.1 mac=0200-5e00-0001 interface=Vlanif10 state=I -\n"
         "address=192.0.2.2 mac=0200-5e00-0002 interface=XGE0/0/1 vlan=10 state=D-0\n"
         "address=192.0.2.3 mac=0200-5e00-0003 interface=GE0/0/2 state=D-0 vrf=LAB_VPN\n"},
        {"huawei_vrp", "display mac-address",
         "0200-5e00-0001 10/-/-                 XGE0/0/1            dynamic\n"
         "0200-5e00-0002 20          -      -      Eth-Trunk1      static   0/-\n",
         "mac=0200-5e00-0001 vlan=10 ports=XGE0/0/1 type=dynamic\n"
         "mac=0200-5e00-0002 vlan=20 ports=Eth-Trunk1 type=static\n"},
        {"huawei_vrp", "display isis peer",
         "  System Id     Interface          Circuit Id        State HoldTime Type     PRI\n"
         "LAB-ROUTER-WITH GE0/2/0            0000000006         Up   28s      L2       --\n"
         "-A-LONG-NAME*\n"
         "0200.0000.0001* GE0/2/1            0200.0000.0001.01  Up   8s       L1       64\n"
         "\n"
         "Total Peer(s): 2\n",
         "neighbor_id=LAB-ROUTER-WITH-A-LONG-NAME interface=GE0/2/0 state=Up type=L2\n"
         "neighbor_id=0200.0000.0001 interface=GE0/2/1 state=Up type=L1\n"},
        {"huawei_vrp", "display bgp peer",
         " Local AS number : 64500\n"
         "  192.0.2.2    4   64501        0        0     0 00:00:07        Idle       0\n"
         "  2001:DB8::2\n"
         "               4   64502       32       35     0 00:17:49 Established       0\n",
         "neighbor_id=192.0.2.2 state=Idle remote_as=64501 local_as=64500\n"
         "neighbor_id=2001:DB8::2 state=Established remote_as=64502 local_as=64500\n"},
        {"huawei_vrp", "display ospf peer",
         "          OSPF Process 1 with Router ID 198.51.100.1\n"
         " Area 0.0.0.0 interface 192.0.2.1(Vlanif10)'s neighbors\n"
         " Router ID: 198.51.100.2       Address: 192.0.2.2\n"
         "   State: Full  Mode:Nbr is  Master  Priority: 1\n",
         "neighbor_id=198.51.100.2 address=192.0.2.2 interface=Vlanif10 state=Full area=0.0.0.0\n"},
        {"huawei_smartax", "display version",
         "  VERSION : MA9999V001\n  PATCH   : SPC1\n  PRODUCT : MA9999T\n",
         "model=MA9999T version=MA9999V001\n"},
    };
    check_all(samples, G_N_ELEMENTS(samples));
}

static void comware_is_read(void **state)
{
    (void)state;
    static const struct sample samples[] = {
        {"hp_comware", "display version",
         "H3C Comware Software, Version 7.1.070, Release 9999P01\n"
         "H3C S9999-54C uptime is 0 weeks, 1 day, 2 hours, 3 minutes\n",
         "model=S9999-54C version=7.1.070\n"},
        {"hp_comware", "display device manuinfo",
         "Slot 1 CPU 0:\n"
         "DEVICE_NAME          : S9999-54C\n"
         "DEVICE_SERIAL_NUMBER : LAB0000001\n"
         "MAC_ADDRESS          : 0200-5E00-0001\n"
         "Fan 1:\n"
         "The operation is not supported on the specified fan.\n"
         "Power 1:\n"
         "DEVICE_NAME          : LAB-PSU\n"
         "DEVICE_SERIAL_NUMBER : LAB0000002\n",
         "name=Slot 1 CPU 0 model=S9999-54C serial=LAB0000001\nname=Power 1 model=LAB-PSU "
         "serial=LAB0000002\n"},
        {"hp_comware", "display device manuinfo",
         "DEVICE_NAME:LAB-A\nDEVICE_SERIAL_NUMBER:LAB01\nSlot 2:\nDEVICE_NAME:LAB-B\n\nDEVICE_NAME:LAB-C\n",
         "model=LAB-A serial=LAB01\nname=Slot 2 model=LAB-B\nmodel=LAB-C\n"},
        {"hp_comware", "display interface",
         "Ten-GigabitEthernet1/0/1\n"
         "Current state: UP\n"
         "Line protocol state: UP\n"
         "IP packet frame type: Ethernet II, hardware address: 0200-5e00-0001\n"
         "Description: to lab-sw2\n"
         "Bandwidth: 10000000 kbps\n"
         "10Gbps-speed mode, full-duplex mode\n"
         "Maximum frame length: 9216\n"
         " Vlan-interface5 current state: DOWN ( Administratively )\n"
         " The Maximum Transmit Unit is 1500\n"
         " Internet Address is 192.0.2.1/24 Primary\n",
         "name=Ten-GigabitEthernet1/0/1 description=to lab-sw2 link_status=UP protocol_status=UP "
         "speed=10Gbps "
         "bandwidth=10000000 kbps duplex=full mtu=9216 mac=0200-5e00-0001\n"
         "name=Vlan-interface5 link_status=DOWN ( Administratively ) mtu=1500 addresses=192.0.2.1/24\n"},
        {"hp_comware", "display interface brief",
         "GE0/0                ADM  DOWN     --              not used\n"
         "Vlan1                UP   UP(s)    192.0.2.9\n"
         "GE3/0                UP   1G(a)     F(a)   A    7\n",
         "name=GE0/0 description=not used link_status=ADM protocol_status=DOWN\n"
         "name=Vlan1 link_status=UP protocol_status=UP(s) addresses=192.0.2.9\n"
         "name=GE3/0 link_status=UP speed=1G(a) duplex=F(a) vlan=7\n"},
        {"hp_comware", "display link-aggregation verbose",
         "Aggregate Interface: Bridge-Aggregation9\n"
         "Local:\n"
         "  XGE1/0/1(R)         S        32768    1        1                      {ACDEF}\n"
         "Remote:\n"
         "  XGE1/0/1            32768    47       9        0x8000, 0200-5e00-00e8 {ACDEF}\n",
         "name=XGE1/0/1 link_status=S aggregate=Bridge-Aggregation9\n"},
        {"hp_comware", "display arp",
         "192.0.2.2      0200-5e00-0002 N/A      M-GE0/0/0                16    D\n"
         "192.0.2.3      0200-5e00-0003 7        XGE1/0/47                16    D\n",
         "address=192.0.2.2 mac=0200-5e00-0002 interface=M-GE0/0/0 state=D\n"
         "address=192.0.2.3 mac=0200-5e00-0003 interface=XGE1/0/47 vlan=7 state=D\n"},
        {"hp_comware", "display bgp peer ipv4",
         " Local AS number: 64500\n"
         "  192.0.2.2            64501   101225   113460    0       1 0286h47m Established\n",
         "neighbor_id=192.0.2.2 state=Established remote_as=64501 local_as=64500\n"},
        {"hp_comware", "display ospf peer",
         " Area: 0.0.0.0\n"
         " Router ID       Address         Pri Dead-Time  State             Interface\n"
         " 198.51.100.2    192.0.2.2       1   38         Full/DR           Vlan10\n",
         "neighbor_id=198.51.100.2 address=192.0.2.2 interface=Vlan10 state=Full/DR area=0.0.0.0\n"},
        {"hp_comware", "display isis peer",
         "  System ID: 0200.0000.0003\n"
         "  Interface: Vlan10                Circuit Id: 0200.0000.0003.01\n"
         "  State: Up     HoldTime: 6s           Type: L1           PRI: 64\n",
         "neighbor_id=0200.0000.0003 interface=Vlan10 state=Up type=L1\n"},
    };
    check_all(samples, G_N_ELEMENTS(samples));
}

static void the_switches_of_hpe_are_read(void **state)
{
    (void)state;
    static const struct sample samples[] = {
        {"hp_procurve", "show system",
         "  System Name        : lab-sw1\n"
         "  System Location    : cellar\n"
         "  Software revision  : WC.99.01.0001         Base MAC Addr      : 02005e-000001\n"
         "  ROM Version        : WC.99.01              Serial Number      : LAB0000001\n",
         "name=lab-sw1 version=WC.99.01.0001 serial=LAB0000001 mac=02005e-000001 location=cellar\n"},
        {"hp_procurve", "show version",
         "Image stamp:    /ws/build\n                Mar 26 2018 23:16:08\n                WC.99.05.0007\n"
         "                570\n",
         "version=WC.99.05.0007\n"},
        {"hp_procurve", "show interfaces brief",
         "  Port  Type       | Alert     Enabled Status Mode       Mode Ctrl\n"
         "  1/28-Trk1    SFP+SR     | No        Yes     Up     10GigFD    NA   off  0\n"
         "  A1*                     | No        No      Down   .               off  0\n",
         "name=1/28 admin_status=Yes link_status=Up speed=10GigFD type=SFP+SR aggregate=Trk1\n"
         "name=A1 admin_status=No link_status=Down\n"},
        {"hp_procurve", "show ip",
         "  VLAN                 | IP Config  IP Address      Subnet Mask\n"
         "  -------------------- + ---------- --------------- ---------------\n"
         "  DEFAULT_VLAN         | Disabled\n"
         "  LAB                  | Manual     192.0.2.1       255.255.255.0\n",
         "name=DEFAULT_VLAN\nname=LAB addresses=192.0.2.1 netmasks=255.255.255.0\n"},
        {"hp_procurve", "show mac-address",
         "  02005e-000001     Trk1                            17\n  02005e-000002 10\n",
         "mac=02005e-000001 vlan=17 ports=Trk1\nmac=02005e-000002 ports=10\n"},
        {"aruba_aoscx", "show system",
         "Hostname           : lab-cx\nVendor             : Aruba\n"
         "Product Name       : JL999A 9300M\nChassis Serial Nbr : LAB0000001\n"
         "Base MAC Address   : 02005e-000001\nArubaOS-CX Version : FL.99.01.0001\n",
         "name=lab-cx model=JL999A 9300M version=FL.99.01.0001 serial=LAB0000001 vendor=Aruba "
         "mac=02005e-000001\n"},
        {"aruba_aoscx", "show interface",
         "Interface 1/1/1 is up\n Admin state is up\n Description: to lab-sw2\n"
         " Hardware: Ethernet, MAC Address: 02:00:5e:00:00:01\n MTU 1500\n Full-duplex\n Speed 1000 Mb/s\n"
         " IPv4 address 192.0.2.1/24\n"
         "Aggregate lag1 is down\n Admin state is down\n Aggregated-interfaces       : 1/1/51 1/1/52\n"
         " Speed                       : 0 Mb/s\n",
         "name=1/1/1 description=to lab-sw2 admin_status=up link_status=up speed=1000 Mb/s duplex=Full "
         "mtu=1500 "
         "mac=02:00:5e:00:00:01 addresses=192.0.2.1/24\n"
         "name=lag1 admin_status=down link_status=down speed=0 Mb/s members=1/1/51,1/1/52\n"},
        {"aruba_aoscx", "show arp all-vrfs",
         "192.0.2.2        02:00:5e:00:00:02  vlan7        1/1/28       reachable  default\n",
         "address=192.0.2.2 mac=02:00:5e:00:00:02 interface=vlan7 state=reachable vrf=default\n"},
        {"aruba_aoscx", "show bgp all-vrf all summary",
         "VRF : lab\n Local AS               : 64500   BGP Router Identifier  : 198.51.100.1\n"
         "Address-family : IPv4 Unicast\n"
         " 192.0.2.2       64501       0       0       00h:00m:00s  Idle          Up\n",
         "neighbor_id=192.0.2.2 state=Idle remote_as=64501 local_as=64500 vrf=lab\n"},
        {"aruba_os", "show ip interface brief",
         "Interface                   IP Address / IP Netmask        Admin   Protocol\n"
         "vlan 93                    192.0.2.4 / 255.255.255.192   up      up\n"
         "vlan 1                      unassigned / unassigned        up      down\n",
         "name=vlan 93 admin_status=up protocol_status=up addresses=192.0.2.4 netmasks=255.255.255.192\n"
         "name=vlan 1 admin_status=up protocol_status=down\n"},
        {"aruba_os", "show lldp neighbor",
         "Local Intf  Chassis ID         Capability  Remote Intf   Expiry-Time (Secs)  System name\n"
         "----------  ----------         ----------  -----------   ------------------  -----------\n"
         "GE0/0/1     02:00:5e:00:00:02  B:R         GE1/0/24        105   lab-sw2\n",
         "local_port=GE0/0/1 remote_chassis_id=02:00:5e:00:00:02 remote_port=GE1/0/24 remote_name=lab-sw2 "
         "capabilities=B:R\n"},
    };
    check_all(samples, G_N_ELEMENTS(samples));
}

static void junos_is_read(void **state)
{
    (void)state;
    static const struct sample samples[] = {
        {"juniper_junos", "show version",
         "fpc0:\nHostname: lab-r1\nModel: ex9999\nJUNOS EX  Software Suite [99.2X51-D35.3]\n"
         "fpc1:\nHostname: lab-r1\nModel: ex8888\nJUNOS EX  Software Suite [99.2X51-D35.3]\n",
         "name=lab-r1 model=ex9999 version=99.2X51-D35.3\n"},
        {"juniper_junos", "show chassis hardware",
         "Item             Version  Part number  Serial number     Description\n"
         "Chassis                                LAB01             MX9999\n"
         "Routing Engine 0 REV 03   740-000001   LAB02             RE-S-9999\n"
         "FPC 0                     BUILTIN      BUILTIN           MPC BUILTIN\n"
         "Fan Tray 0                                               Fan Tray, Front to Back\n",
         "name=Chassis description=MX9999 serial=LAB01\n"
         "name=Routing Engine 0 description=RE-S-9999 model=740-000001 hardware=REV 03 serial=LAB02\n"
         "name=FPC 0 description=MPC BUILTIN model=BUILTIN serial=BUILTIN\n"
         "name=Fan Tray 0 description=Fan Tray, Front to Back\n"},
        {"juniper_junos", "show interfaces",
         "Physical interface: ge-0/0/0, Administratively down, Physical link is Down\n"
         "  Interface index: 134, SNMP ifIndex: 502\n"
         "  Description: to lab-r2\n"
         "  Link-level type: Ethernet, MTU: 1514, Link-mode: Full-duplex, Speed: 1000mbps, Loopback: "
         "Disabled\n"
         "  Current address: 02:00:5e:00:00:01, Hardware address: 02:00:5e:00:00:01\n"
         "\n"
         "  Logical interface ge-0/0/0.7 (Index 74) (SNMP ifIndex 535)\n"
         "    Flags: Up SNMP-Traps 0x0 Encapsulation: ENET2\n"
         "    Protocol inet, MTU: 1500\n"
         "        Destination: 192.0.2.0/24, Local: 192.0.2.1, Broadcast: 192.0.2.255\n",
         "name=ge-0/0/0 description=to lab-r2 admin_status=Administratively down link_status=Down "
         "speed=1000mbps "
         "duplex=Full mtu=1514 mac=02:00:5e:00:00:01 if_index=502\n"
         "name=ge-0/0/0.7 link_status=Up mtu=1500 addresses=192.0.2.1 prefix_lengths=24 if_index=535\n"},
        {"juniper_junos", "show interfaces terse",
         "Interface               Admin Link Proto    Local                 Remote\n"
         "xe-0/0/0.0              up    up   aenet    --> ae3.0\n"
         "irb.7                   up    down inet     192.0.2.1/24\n"
         "                                   inet6    2001:db8::1/64\n",
         "name=xe-0/0/0.0 admin_status=up link_status=up aggregate=ae3\n"
         "name=irb.7 admin_status=up link_status=down addresses=192.0.2.1/24,2001:db8::1/64\n"},
        {"juniper_junos", "show lacp interfaces",
         "Aggregated interface: ae3\n"
         "    LACP state:       Role   Exp   Def  Dist  Col  Syn  Aggr  Timeout  Activity\n"
         "      xe-0/0/0       Actor    No    No   Yes  Yes  Yes   Yes     Fast    Active\n"
         "    LACP protocol:        Receive State  Transmit State          Mux State\n"
         "      xe-0/0/0                  Current   Slow periodic Collecting distributing\n",
         "name=xe-0/0/0 aggregate=ae3\n"},
        {"juniper_junos", "show arp no-resolve",
         "02:00:5e:00:00:02 192.0.2.2       irb.7 [ge-0/0/3.0]        none\nTotal entries: 1\n",
         "address=192.0.2.2 mac=02:00:5e:00:00:02 interface=irb.7\n"},
        {"juniper_junos", "show ethernet-switching table",
         "    lab7                02:00:5e:00:00:02   DL            -   ae3.0                  0         0\n",
         "mac=02:00:5e:00:00:02 vlan=lab7 ports=ae3.0 type=DL\n"},
        {"juniper_junos", "show ospf neighbor detail",
         "Address          Interface              State     ID               Pri  Dead\n"
         "192.0.2.2        ge-0/0/2.0             Full      198.51.100.2       1    37\n"
         "  Area 0.0.0.7, opt 0x52, DR 192.0.2.2, BDR 192.0.2.1\n",
         "neighbor_id=198.51.100.2 address=192.0.2.2 interface=ge-0/0/2.0 state=Full area=0.0.0.7\n"},
        {"juniper_junos", "show isis adjacency",
         "Interface             System         L State        Hold (secs) SNPA\n"
         "ge-0/0/2.0            lab-r2         2  Up                   25  2:0:5e:0:0:1\n"
         "ge-0/0/3.0            lab-r3         3  Up                   25\n",
         "neighbor_id=lab-r2 interface=ge-0/0/2.0 state=Up mac=2:0:5e:0:0:1 type=2\n"
         "neighbor_id=lab-r3 interface=ge-0/0/3.0 state=Up type=3\n"},
        {"juniper_junos", "show bgp summary",
         "Peer                     AS      InPkt     OutPkt    OutQ   Flaps Last Up/Dwn State|#Active\n"
         "192.0.2.2             64501    1165670    1238837       0       1 9w2d 5:23:37 Establ\n"
         "  inet.0: 23/224/224/0\n"
         "192.0.2.3             64502         70         37       0       0          22 Active\n",
         "neighbor_id=192.0.2.2 state=Establ remote_as=64501\nneighbor_id=192.0.2.3 state=Active "
         "remote_as=64502\n"},
        {"juniper_junos", "show bgp neighbor",
         "Peer: 192.0.2.2+179 AS 64501  Local: 192.0.2.1+51000 AS 64500\n"
         "  Description: lab-r2\n"
         "  Group: lab                   Routing-Instance: blue\n"
         "  Type: External    State: Established    Flags: <Sync>\n"
         "  Peer ID: 198.51.100.2    Local ID: 198.51.100.1      Active Holdtime: 90\n",
         "neighbor_id=192.0.2.2 state=Established remote_as=64501 local_as=64500 router_id=198.51.100.2 "
         "local_address=192.0.2.1 vrf=blue description=lab-r2\n"},
        {"juniper_junos", "show system information | display json | no-more",
         "{\"system-information\" : [{\"hardware-model\" : [{\"data\" : \"qfx9999\"}],"
         "\"os-version\" : [{\"data\" : \"99.1\"}], \"host-name\" : [{\"data\" : \"lab-r1\"}]}]}",
         "name=lab-r1 model=qfx9999 version=99.1\n"},
        {"juniper_junos", "show interfaces | display json",
         "{\"interface-information\":[{\"physical-interface\":[{\"name\":[{\"data\":\"ge-0/0/0\"}],"
         "\"admin-status\":[{\"data\":\"up\"}],\"oper-status\":[{\"data\":\"down\"}],"
         "\"speed\":[{\"data\":\"1000mbps\"}],\"snmp-index\":[{\"data\":\"502\"}],"
         "\"logical-interface\":[{\"name\":[{\"data\":\"ge-0/0/0.7\"}],\"address-family\":[{"
         "\"interface-address\":[{\"ifa-local\":[{\"data\":\"192.0.2.1\"}],"
         "\"ifa-destination\":[{\"data\":\"192.0.2/24\"}]}]}]}]}]}]}",
         "name=ge-0/0/0 admin_status=up link_status=down speed=1000mbps if_index=502\n"
         "name=ge-0/0/0.7 addresses=192.0.2.1 prefix_lengths=192.0.2/24\n"},
        {"juniper_junos", "show chassis hardware | display json",
         "{\"chassis-inventory\":[{\"chassis\":[{\"name\":[{\"data\":\"Chassis\"}],"
         "\"serial-number\":[{\"data\":\"LAB01\"}],\"description\":[{\"data\":\"MX9999\"}],"
         "\"chassis-module\":[{\"name\":[{\"data\":\"FPC "
         "0\"}],\"serial-number\":[{\"data\":\"LAB02\"}]}]}]}]}",
         "name=Chassis description=MX9999 serial=LAB01\nname=FPC 0 serial=LAB02\n"},
        {"juniper_junos", "show bgp neighbor | display json | no-more",
         "{\"bgp-information\":[{\"bgp-peer\":[{\"peer-address\":[{\"data\":\"192.0.2.2+179\"}],"
         "\"peer-as\":[{\"data\":\"64501\"}],\"peer-state\":[{\"data\":\"Active\"}]}]}]}",
         "neighbor_id=192.0.2.2 state=Active remote_as=64501\n"},
    };
    check_all(samples, G_N_ELEMENTS(samples));
}

static void the_routers_of_nokia_are_read(void **state)
{
    (void)state;
    static const struct sample samples[] = {
        {"alcatel_sros", "show version",
         "TiMOS-C-99.10.R1 cpm/hops64 Nokia 9950 SR Copyright (c) 2000-2020 Nokia.\n",
         "model=9950 SR version=C-99.10.R1\n"},
        {"alcatel_sros", "show system lldp neighbor",
         "Lcl Port      Scope Remote Chassis ID  Index  Remote Port     Remote Sys Name\n"
         "-------------------------------------------------------------------------------\n"
         "1/1/c1/1      NB    02:00:5E:00:00:02  1      3/2/c5/1, 100-* lab-r2\n"
         "1/1/c2/1      NB    02:00:5E:00:00:03  2      ge-0/0/0        lab with bl*\n",
         "local_port=1/1/c1/1 remote_chassis_id=02:00:5E:00:00:02 remote_port=3/2/c5/1 "
         "remote_port_descr=100- "
         "remote_name=lab-r2\n"
         "local_port=1/1/c2/1 remote_chassis_id=02:00:5E:00:00:03 remote_port=ge-0/0/0 remote_name=lab with "
         "bl\n"},
        {"alcatel_sros", "show port",
         "1/1/1         Up    Yes  Up      9212 9212    1 netw null xcme   GIGE-SX\n"
         "1/1/c3        Down       Down                             conn\n"
         "esat-9/1/c65/u1\n"
         "              Up    Yes  Up      9212 9212    - accs dotq cgige\n",
         "name=1/1/1 admin_status=Up link_status=Up mtu=9212 type=xcme\n"
         "name=1/1/c3 admin_status=Down link_status=Down\n"
         "name=esat-9/1/c65/u1 admin_status=Up link_status=Up mtu=9212 type=cgige\n"},
        {"alcatel_sros", "show router interface",
         "Interface-Name                   Adm       Opr(v4/v6)  Mode    Port/SapId\n"
         "   IP-Address                                                  PfxState\n"
         "-------------------------------------------------------------------------------\n"
         "to-lab-r2                        Up        Up/Down     Network 1/1/1\n"
         "   192.0.2.1/31                                                n/a\n"
         "-------------------------------------------------------------------------------\n"
         "Interfaces : 1\n",
         "name=to-lab-r2 admin_status=Up link_status=Up addresses=192.0.2.1/31\n"},
        {"alcatel_sros", "show router ospf neighbor",
         "to-lab-r2                        198.51.100.2    Full       1    0       37\n"
         "   0.0.0.0\n",
         "neighbor_id=198.51.100.2 interface=to-lab-r2 state=Full area=0.0.0.0\n"},
        {"alcatel_sros", "show router isis adjacency",
         "lab-r2                   L2    Up    27   to-lab-r2                     0,2\n",
         "neighbor_id=lab-r2 interface=to-lab-r2 state=Up type=L2\n"},
        {"alcatel_sros", "show router bgp summary",
         " BGP Router ID:198.51.100.1       AS:64500       Local AS:64500\n"
         "Neighbor\nDescription\n"
         "                   AS PktRcvd InQ  Up/Down   State|Rcv/Act/Sent (Addr Family)\n"
         "                      PktSent OutQ\n"
         "-------------------------------------------------------------------------------\n"
         "192.0.2.2\nuplink\n"
         "                64501      28    0 00h11m19s 2/2/1 (IPv4)\n"
         "                           29    0           0/0/0 (IPv6)\n"
         "192.0.2.3\n"
         "Def. Inst       64502       0    0 00h00m05s Connect\n"
         "                            0    0\n",
         "neighbor_id=192.0.2.2 state=2/2/1 remote_as=64501 local_as=64500 description=uplink\n"
         "neighbor_id=192.0.2.3 state=Connect remote_as=64502 local_as=64500\n"},
        {"alcatel_sros", "show router arp", "192.0.2.2       02:00:5e:00:00:02 03h59m44s Dyn[I] to-lab-r2\n",
         "address=192.0.2.2 mac=02:00:5e:00:00:02 interface=to-lab-r2 state=Dyn[I]\n"},
        {"nokia_srl", "show version",
         "Hostname             : lab-srl\nChassis Type         : 9220 IXR-D2\nSerial Number        : LAB01\n"
         "System HW MAC Address: 02:00:5E:00:00:01\nSoftware Version     : v99.6.1\n",
         "name=lab-srl model=9220 IXR-D2 version=v99.6.1 serial=LAB01 mac=02:00:5E:00:00:01\n"},
        {"nokia_srl", "show system lldp neighbor",
         "|     Name     |     Neighbor      | Neighbor System Name | Neighbor Chassis ID | First | Last | "
         "Port |\n"
         "| ethernet-1/1 | 02:00:5E:00:00:02 | lab-r2               | 02:00:5E:00:00:02   | 47 s  | 2 s  | "
         "523  |\n",
         "local_port=ethernet-1/1 remote_chassis_id=02:00:5E:00:00:02 remote_port=523 remote_name=lab-r2\n"},
        {"nokia_srl", "info from state system lldp | as json",
         "{\"system\":{\"lldp\":{\"interface\":[{\"name\":\"ethernet-1/1\",\"neighbor\":["
         "{\"id\":\"1\",\"system-name\":\"lab-r2\",\"chassis-id\":\"02:00:5E:00:00:02\","
         "\"port-id\":\"ge-0/0/1\",\"capability\":[{\"name\":\"MAC_BRIDGE\",\"enabled\":true},"
         "{\"name\":\"ROUTER\",\"enabled\":false}]},"
         "{\"id\":\"2\",\"system-name\":\"lab-r3\",\"port-id\":\"1\"}]}]}}}",
         "local_port=ethernet-1/1 remote_chassis_id=02:00:5E:00:00:02 remote_port=ge-0/0/1 "
         "remote_name=lab-r2 "
         "capabilities=MAC_BRIDGE\n"
         "local_port=ethernet-1/1 remote_port=1 remote_name=lab-r3\n"},
        {"nokia_srl", "show version | as json",
         "{\"basic system info\":{\"Hostname\":\"lab-srl\",\"Chassis Type\":\"9220 IXR-D2\","
         "\"Software Version\":\"v99.6.1\"}}",
         "name=lab-srl model=9220 IXR-D2 version=v99.6.1\n"},
        {"nokia_srl", "show interface",
         "ethernet-1/1 is up, speed 25G, type None\n"
         "  ethernet-1/1.0 is up\n"
         "    IPv4 addr    : 192.0.2.1/30 (static, preferred, primary)\n"
         "ethernet-1/2 is down, reason port-admin-disabled\n",
         "name=ethernet-1/1 link_status=up speed=25G\n"
         "name=ethernet-1/1.0 link_status=up addresses=192.0.2.1/30\n"
         "name=ethernet-1/2 link_status=down\n"},
    };
    check_all(samples, G_N_ELEMENTS(samples));
}

static void omniswitch_and_routeros_are_read(void **state)
{
    (void)state;
    static const struct sample samples[] = {
        {"alcatel_aos", "show system",
         "System:\n  Description:  Alcatel-Lucent Enterprise OS9350-P24 9.7.1.001.R01 GA, January 01, "
         "2000.,\n"
         "  Name:         lab-os,\n  Location:     cellar,\n",
         "name=lab-os model=OS9350-P24 version=9.7.1.001.R01 description=Alcatel-Lucent Enterprise "
         "OS9350-P24 "
         "9.7.1.001.R01 GA, January 01, 2000. location=cellar\n"},
        {"alcatel_aos", "show interfaces port",
         " *1/1    enable      up        none           300         10          0 \"to lab\"\n",
         "name=1/1 description=to lab admin_status=enable link_status=up\n"},
        {"alcatel_aos", "show interfaces",
         "Slot/Port  1/1  :\n  Operational Status     : up, \"\"\n"
         "  MAC address            : 02:00:5e:00:00:01,\n"
         "  BandWidth (Megabits)   :     1000,            Duplex           : Full,\n",
         "name=1/1 link_status=up speed=1000 duplex=Full mac=02:00:5e:00:00:01\n"},
        {"alcatel_aos", "show mac-address-table",
         "      VLAN                        7   02:00:5e:00:00:01            dynamic     bridging       "
         "1/1/1\n"
         "   * 8    02:00:5e:00:00:02      permanent         ---      bridging      1/2\n",
         "mac=02:00:5e:00:00:01 vlan=7 ports=1/1/1 type=dynamic\n"
         "mac=02:00:5e:00:00:02 vlan=8 ports=1/2 type=permanent\n"},
        {"mikrotik_routeros", "/system resource print",
         "                  version: 99.12.2 (stable)\n               board-name: LAB2004\n",
         "model=LAB2004 version=99.12.2\n"},
        {"mikrotik_routeros", "/interface print detail without-paging",
         "Flags: D - dynamic; X - disabled, R - running; S - slave\n"
         " 0  R   ;;; to lab\n"
         "        name=\"ether1\" default-name=\"ether1\" type=\"ether\" mtu=1500 actual-mtu=1500 "
         "mac-address=02:00:5E:00:00:01\n"
         "\n"
         " 1  XS  name=\"ether 2\" default-name=\"ether2\" type=\"ether\" mtu=auto actual-mtu=9000\n",
         "name=ether1 description=to lab mtu=1500 mac=02:00:5E:00:00:01 type=ether running=R\n"
         "name=ether 2 admin_status=X mtu=9000 type=ether\n"},
        {"mikrotik_routeros", "/interface print terse without-paging",
         " 0  R  comment=to lab name=ether3 x default-name=ether3 type=ether mtu=1500\n",
         "name=ether3 x description=to lab mtu=1500 type=ether running=R\n"},
        {"mikrotik_routeros", "/interface bonding print detail",
         " 0  R name=\"bond1\" mtu=1500 slaves=ether7,ether8 mode=802.3ad\n",
         "name=bond1 mtu=1500 running=R members=ether7,ether8\n"},
        {"mikrotik_routeros", "/ip address print",
         ";;; uplink\n 0   192.0.2.1/24       192.0.2.0       vlan7@bond1\n 1 D address=192.0.2.9/32 "
         "network=192.0.2.9 interface=ppp1\n",
         "name=vlan7@bond1 addresses=192.0.2.1/24\nname=ppp1 addresses=192.0.2.9/32\n"},
        {"mikrotik_routeros", "/ip arp print",
         " 0 DC 192.0.2.2    02:00:5E:00:00:02 ether2\n 1 DC address=192.0.2.3 "
         "mac-address=02:00:5E:00:00:03 interface=ether3 published=no\n",
         "address=192.0.2.2 mac=02:00:5E:00:00:02 interface=ether2\n"
         "address=192.0.2.3 mac=02:00:5E:00:00:03 interface=ether3\n"},
        {"mikrotik_routeros", "/interface bridge host print terse",
         "0 D E  mac-address=02:00:5E:00:00:02 vid=7 interface=ether4 bridge=b on-interface=ether5\n"
         "1 DL   mac-address=02:00:5E:00:00:01 interface=ether4 bridge=b\n",
         "mac=02:00:5E:00:00:02 vlan=7 ports=ether5\nmac=02:00:5E:00:00:01 ports=ether4 type=L\n"},
        {"mikrotik_routeros", "/routing bgp session print",
         "Flags: E - established\n 0 E name=\"lab-1\"\n     remote.address=192.0.2.2@main .as=64501 "
         ".id=198.51.100.2 .capabilities=mp\n     local.role=ebgp .address=192.0.2.1@main .as=64500\n",
         "neighbor_id=192.0.2.2 state=E remote_as=64501 local_as=64500 router_id=198.51.100.2 "
         "local_address=192.0.2.1 description=lab-1\n"},
        {"mikrotik_routeros", "/routing ospf neighbor print",
         " 0 instance=default router-id=198.51.100.2 address=192.0.2.2 interface=vlan7 priority=128\n"
         "   state=\"Full\" state-changes=5\n",
         "neighbor_id=198.51.100.2 address=192.0.2.2 interface=vlan7 state=Full\n"},
    };
    check_all(samples, G_N_ELEMENTS(samples));
}

static void nxos_is_read(void **state)
{
    (void)state;
    static const struct sample samples[] = {
        {"cisco_nxos", "show interface",
         "Ethernet1/1 is down (SFP not inserted)\nadmin state is down, Dedicated Interface\n  Belongs to "
         "Po7\n"
         "  Hardware: 1000/10000 Ethernet, address: 0200.5e00.0001 (bia 0200.5e00.0001)\n"
         "  Description: to lab-sw2\n  MTU 9216 bytes, BW 10000000 Kbit, DLY 10 usec\n"
         "  full-duplex, 10 Gb/s, media type is 10G\n"
         "Vlan7 is down (Administratively down), line protocol is down, autostate enabled\n"
         "  Internet Address is 192.0.2.1/24\n",
         "name=Ethernet1/1 description=to lab-sw2 admin_status=down link_status=down (SFP not inserted) "
         "speed=10 Gb/s "
         "bandwidth=10000000 Kbit duplex=full-duplex mtu=9216 mac=0200.5e00.0001 type=1000/10000 Ethernet "
         "aggregate=Po7\n"
         "name=Vlan7 link_status=down (Administratively down) protocol_status=down addresses=192.0.2.1/24\n"},
        {"cisco_nxos", "show interface brief",
         "mgmt0  --           up     192.0.2.9                               1000     1500\n"
         "Eth1/1        7       eth  access down    Link not connected         auto(D) --\n"
         "Eth1/2        1       eth  trunk  up      none                        10G(D) 19\n"
         "Interface Secondary VLAN(Type)                    Status Reason\n"
         "Vlan7     --                                      up     --\n"
         "Interface     Status     Description\n"
         "Lo0           up         --\n",
         "name=mgmt0 link_status=up speed=1000 mtu=1500 addresses=192.0.2.9\n"
         "name=Eth1/1 link_status=down speed=auto(D) type=eth vlan=7\n"
         "name=Eth1/2 link_status=up speed=10G(D) type=eth aggregate=19 vlan=1\n"
         "name=Vlan7 link_status=up\nname=Lo0 link_status=up\n"},
        {"cisco_nxos", "show interface snmp-ifindex", "mgmt0           83886080   (0x5000000 )\n",
         "name=mgmt0 if_index=83886080\n"},
        {"cisco_nxos", "show port-channel summary",
         "7     Po7(SU)     Eth      LACP      Eth1/1(P)    Eth1/2(D)\n"
         "                                     Eth1/3(P)\n"
         "8     Po8(SD)     Eth      NONE      --\n",
         "name=Po7 members=Eth1/1,Eth1/2,Eth1/3\nname=Po8\n"},
        {"cisco_ios", "show etherchannel summary", "7      Po7(SU)         LACP      Gi0/1(P)   Gi0/2(P)\n",
         "name=Po7 members=Gi0/1,Gi0/2\n"},
        {"cisco_nxos", "show ip interface vrf all",
         "IP Interface Status for VRF \"blue\"\n"
         "Vlan7, Interface status: protocol-up/link-up/admin-up, iod: 92,\n"
         "  IP address: 192.0.2.1, IP subnet: 192.0.2.0/24 route-preference: 0, tag: 0\n"
         "  IP MTU: 1500 bytes (using link MTU)\n",
         "name=Vlan7 admin_status=up link_status=up protocol_status=up mtu=1500 addresses=192.0.2.1 "
         "prefix_lengths=24 vrf=blue\n"},
        {"cisco_nxos", "show ip arp detail vrf all",
         "Address         Age       MAC Address     Interface        Physical Interface  Flags    VRF Name\n"
         "192.0.2.2       00:14:04  0200.5e00.0002  Vlan7            Ethernet1/9         +        blue\n"
         "192.0.2.3       -         0200.5e00.0003  Vlan7            -\n",
         "address=192.0.2.2 mac=0200.5e00.0002 interface=Vlan7 vrf=blue\n"
         "address=192.0.2.3 mac=0200.5e00.0003 interface=Vlan7\n"},
        {"cisco_nxos", "show isis adjacency vrf all",
         "IS-IS process: lab VRF: default\nIS-IS adjacency database:\n"
         "System ID       SNPA            Level  State  Hold Time  Interface\n"
         "lab-r2          N/A             1      UP     00:00:22   Ethernet1/1\n",
         "neighbor_id=lab-r2 interface=Ethernet1/1 state=UP type=1 vrf=default\n"},
        {"cisco_nxos", "show isis adjacency vrf all | json native",
         "{\"TABLE_process_tag\":{\"ROW_process_tag\":{\"TABLE_vrf\":{\"ROW_vrf\":{\"vrf-name-out\":"
         "\"default\","
         "\"TABLE_process_adj\":{\"ROW_process_adj\":[{\"adj-sys-name-out\":\"lab-r2\",\"adj-usage-out\":"
         "\"2\","
         "\"adj-state-out\":\"UP\",\"adj-intf-name-out\":\"Ethernet1/1\"}]}}}}}}",
         "neighbor_id=lab-r2 interface=Ethernet1/1 state=UP type=2 vrf=default\n"},
        {"cisco_nxos", "show ip ospf neighbor",
         " 198.51.100.2     1 FULL/ -          1d 192.0.2.2       Eth1/1\n",
         "neighbor_id=198.51.100.2 address=192.0.2.2 interface=Eth1/1 state=FULL/ -\n"},
    };
    check_all(samples, G_N_ELEMENTS(samples));
}

static void what_remains_is_read(void **state)
{
    (void)state;
    static const struct sample samples[] = {
        {"arista_eos", "show ip bgp summary vrf all",
         "BGP summary information for VRF blue\nRouter identifier 198.51.100.1, local AS number 64500\n"
         "  Description    Neighbor         V  AS           MsgRcvd   MsgSent  InQ OutQ  Up/Down State   "
         "PfxRcd PfxAcc\n"
         "  to lab r2      192.0.2.2        4  64501            149       152    0    0 02:25:23 Estab   1   "
         "   1\n"
         "  192.0.2.3      4 64502          0         0    0    0   79d05h Idle(NoIf)\n",
         "neighbor_id=192.0.2.2 state=Estab remote_as=64501 local_as=64500 vrf=blue description=to lab r2\n"
         "neighbor_id=192.0.2.3 state=Idle(NoIf) remote_as=64502 local_as=64500 vrf=blue\n"},
        {"arista_eos", "show inventory",
         "System information\n    Model                    Description\n    ------------ -------\n"
         "    DCS-9150S-52             52-port\n\n    HW Version  Serial Number  Mfg Date\n    ----- ----- "
         "----\n"
         "    02.00       LAB01          2013-03-27\n\nSystem has 2 power supply slots\n"
         "    Slot Model            Serial Number\n    ---- ---------------- ----------------\n"
         "    1    PWR-LAB          LAB02\nSystem has 53 ports\n    Type   Count\n    Switched   52\n",
         "description=System model=DCS-9150S-52 hardware=02.00 serial=LAB01\n"
         "name=1 description=power supply model=PWR-LAB serial=LAB02\n"},
        {"cisco_ios", "show interfaces status",
         "Fa0/1     *** connected to U notconnect   150          auto   auto 10/100BaseTX\n"
         "Et2       lab                connected    in Po49      full   10G  10GBASE-SR\n",
         "name=Fa0/1 description=*** connected to U link_status=notconnect speed=auto duplex=auto "
         "type=10/100BaseTX "
         "vlan=150\n"
         "name=Et2 description=lab link_status=connected speed=10G duplex=full type=10GBASE-SR "
         "aggregate=Po49\n"},
        {"cisco_xr", "show interface brief",
         "                Lo5          up  admin-down           Loopback  1500          0\n",
         "name=Lo5 link_status=up protocol_status=admin-down mtu=1500 type=Loopback\n"},
        {"paloalto_panos", "show interface all",
         "name                    id    speed/duplex/state            mac address\n"
         "ethernet1/1             16    1000/full/up                  02:00:5e:00:00:01\n"
         "ae1                     64    [n/a]/[n/a]/up/[n/a]          02:00:5e:00:00:40\n"
         "aggregation groups: 1\n"
         "ae1 members:\n"
         "  ethernet1/1 ethernet1/2\n"
         "total configured logical interfaces: 1\n"
         "ethernet1/9             23    3    LAB              vr:lab                   0      192.0.2.1/28\n",
         "name=ethernet1/1 link_status=up speed=1000 duplex=full mac=02:00:5e:00:00:01 if_index=16\n"
         "name=ae1 link_status=up mac=02:00:5e:00:00:40 if_index=64 members=ethernet1/1,ethernet1/2\n"
         "name=ethernet1/9 addresses=192.0.2.1/28 if_index=23\n"},
        {"paloalto_panos", "show interface management",
         "Name: Management Interface\n  Runtime link speed/duplex/state: 1000/full/up\n"
         "  Port MAC address 02:00:5e:00:00:01\nIp address: 192.0.2.5\nNetmask: 255.255.255.0\n",
         "name=Management Interface link_status=up speed=1000 duplex=full mac=02:00:5e:00:00:01 "
         "addresses=192.0.2.5 "
         "netmasks=255.255.255.0\n"},
        {"paloalto_panos", "show routing protocol ospf neighbor",
         "  virtual router:                lab\n  neighbor address:              192.0.2.2\n"
         "  status:                        full\n  neighbor router ID:            198.51.100.2\n"
         "  area id:                       0.0.0.0\n",
         "neighbor_id=198.51.100.2 address=192.0.2.2 state=full area=0.0.0.0 vrf=lab\n"},
        {"cisco_viptela", "show interface",
         "0    eth0         ipv4  192.0.2.90/24  Up      Down    -        null   transport  -    "
         "02:00:5e:00:00:02  "
         "1000   full    -       0:00:18:51  24175    21348\n",
         "name=eth0 admin_status=Up link_status=Down speed=1000 duplex=full mac=02:00:5e:00:00:02 "
         "addresses=192.0.2.90/24 type=transport vrf=0\n"},
        {"cisco_viptela", "show ospf neighbor",
         "7    192.0.2.2   ge0/4      198.51.100.2  full  1         36          0      0      0\n",
         "neighbor_id=198.51.100.2 address=192.0.2.2 interface=ge0/4 state=full vrf=7\n"},
        {"cisco_nvfis", "show version", "Cisco NFV Infrastructure Software\nVersion 9.9.1-FC3\n",
         "version=9.9.1-FC3\n"},
        {"cisco_nvfis", "show platform-detail",
         "platform-detail hardware_info Manufacturer \"Cisco Systems, Inc.\"\n"
         "platform-detail hardware_info PID ENCS9999/K9\nplatform-detail hardware_info SN LAB01\n",
         "model=ENCS9999/K9 serial=LAB01 vendor=Cisco Systems, Inc.\n"},
        {"cisco_wlc_ssh", "show arp switch", "02:00:5e:00:00:02   192.0.2.2        1     10     Host\n",
         "address=192.0.2.2 mac=02:00:5e:00:00:02 interface=1 vlan=10 state=Host\n"},
        {"frr", "show isis neighbor",
         "Area lab:\n  System Id           Interface   L  State        Holdtime SNPA\n"
         " lab-r2              eth1        2  Up           29       0200.5e00.0002\n",
         "neighbor_id=lab-r2 interface=eth1 state=Up mac=0200.5e00.0002 type=2\n"},
        {"frr", "show interface",
         "Interface eth0 is up, line protocol is up\n  Description: uplink\n  vrf: default\n"
         "  index 2 metric 0 mtu 1500 speed 10000\n  HWaddr: 02:00:5e:00:00:01\n  inet 192.0.2.1/24\n",
         "name=eth0 description=uplink link_status=up protocol_status=up speed=10000 mtu=1500 "
         "mac=02:00:5e:00:00:01 "
         "addresses=192.0.2.1/24 if_index=2 vrf=default\n"},
        {"frr", "show ip ospf vrf all neighbor detail",
         "VRF Name: blue\n Neighbor 198.51.100.2, interface address 192.0.2.2\n"
         "    In the area 0.0.0.0 via interface swp1\n"
         "    Neighbor priority is 1, State is Full, 4 state changes\n",
         "neighbor_id=198.51.100.2 address=192.0.2.2 interface=swp1 state=Full area=0.0.0.0 vrf=blue\n"},
        {"frr", "show bgp vrf all neighbors json",
         "{\"blue\":{\"vrfId\":1,\"192.0.2.2\":{\"remoteAs\":64501,\"bgpState\":\"Idle\"}}}",
         "neighbor_id=192.0.2.2 state=Idle remote_as=64501 vrf=blue\n"},
        {"linux", "ip -d address show",
         "3: eth1: <BROADCAST,MULTICAST,SLAVE,UP> mtu 9000 qdisc mq master bond0 state UP group default\n"
         "4: eth2: <BROADCAST,MULTICAST,UP> mtu 1500 qdisc mq master br0 state UP group default\n",
         "name=eth1 link_status=UP mtu=9000 if_index=3 aggregate=bond0\n"
         "name=eth2 link_status=UP mtu=1500 if_index=4\n"},
        {"vyatta_vyos", "show interfaces",
         "Interface    IP Address        MAC                VRF        MTU  S/L    Description\n"
         "eth0         192.0.2.1/24      02:00:5e:00:00:01  default   1500  u/D    lab\n",
         "name=eth0 description=lab admin_status=u link_status=D mtu=1500 mac=02:00:5e:00:00:01 "
         "addresses=192.0.2.1/24 vrf=default\n"},
    };
    check_all(samples, G_N_ELEMENTS(samples));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(huawei_vrp_is_read),
        cmocka_unit_test(comware_is_read),
        cmocka_unit_test(the_switches_of_hpe_are_read),
        cmocka_unit_test(junos_is_read),
        cmocka_unit_test(the_routers_of_nokia_are_read),
        cmocka_unit_test(omniswitch_and_routeros_are_read),
        cmocka_unit_test(nxos_is_read),
        cmocka_unit_test(what_remains_is_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
