#include "tests/support/cli_rows.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct cli_rows_case allied_telesis_and_ocnos_tell_ports_and_tables_cases[] = {
    {"allied_telesis_awplus", "show system",
     "System Status                                           Sun Feb 18 18:44:30 2024\n"
     "Stack member 1\n"
     "Board      ID   Bay     Board Name                        Rev   Serial number\n"
     "--------------------------------------------------------------------------------\n"
     "Base       569  Base    AT-LAB-52GTX                      B-1   LAB0000B1\n"
     "PSU        570  PSU1    AT-PWR                            B-1   LAB0000P1\n"
     "Stack member 2\n"
     "Base       569  Base    AT-LAB-52GTX                      B-1   LAB0000B2\n"
     "Current software   : LAB-5.5.3-0.1.rel\n"
     "Software version   : 5.5.3-0.1\n"
     "System Name\n"
     " lab-aw\n"
     "System Contact\n"
     " noc\n"
     "System Location\n"
     " rack 11\n",
     "name=lab-aw; model=AT-LAB-52GTX AT-LAB-52GTX; version=LAB-5.5.3-0.1.rel; serial=LAB0000B1 LAB0000B2; "
     "location=rack 11; contact=noc"},
    {"allied_telesis_awplus", "show interface",
     "Interface port1.0.1\n"
     "  Link is UP, administrative state is UP\n"
     "  Hardware is Ethernet, address is 0200.5e00.0b01\n"
     "  Description: to core\n"
     "  index 5001 metric 1 mru 1500\n"
     "  current duplex full, current speed 1000, current polarity mdi\n"
     "  configured duplex auto, configured speed auto, configured polarity auto\n"
     "Interface port1.0.2\n"
     "  Link is DOWN, administrative state is DOWN\n"
     "  index 5002 metric 1 mru 1500\n"
     "  configured duplex auto, configured speed auto, configured polarity auto\n"
     "Interface vlan1\n"
     "  Link is UP, administrative state is UP\n"
     "  Hardware is VLAN, address is 0200.5e00.0b00\n"
     "  IPv4 address 192.0.2.1/24 broadcast 192.0.2.255\n"
     "  index 301 metric 1 mtu 1500\n"
     "  VRF Binding: Associated with VRF01\n",
     "name=port1.0.1; description=to core; admin_status=UP; link_status=UP; speed=1000; duplex=full; "
     "mtu=1500; mac=0200.5e00.0b01; if_index=5001\n"
     "name=port1.0.2; admin_status=DOWN; link_status=DOWN; mtu=1500; if_index=5002\n"
     "name=vlan1; admin_status=UP; link_status=UP; mtu=1500; mac=0200.5e00.0b00; addresses=192.0.2.1/24; "
     "if_index=301; vrf=VRF01"},
    {"allied_telesis_awplus", "show ip interface",
     "Interface             IP-Address         Status                Protocol\n"
     "port1.0.1             unassigned         admin up              running\n"
     "vlan1                 192.0.2.1/24       admin up              running\n",
     "name=port1.0.1; admin_status=up; link_status=running\n"
     "name=vlan1; admin_status=up; link_status=running; addresses=192.0.2.1/24"},
    {"allied_telesis_awplus", "show mac address-table",
     "VLAN port             mac            fwd\n"
     "900  sa1          0200.5e00.0001   forward   dynamic\n",
     "mac=0200.5e00.0001; vlan=900; ports=sa1; type=dynamic"},
    {"allied_telesis_awplus", "show arp",
     " IP Address      MAC Address     Interface    Port        Type\n"
     "192.0.2.251     0200.5e00.0001  vlan954      sa1         dynamic\n",
     "address=192.0.2.251; mac=0200.5e00.0001; interface=vlan954; state=dynamic"},
    {"ipinfusion_ocnos", "show version",
     " Software Product: OcNOS-SP, Version: 6.3.2\n"
     " Hardware Model: Invented AS9999-26XB\n",
     "model=Invented AS9999-26XB; version=6.3.2"},
    {"ipinfusion_ocnos", "show interface",
     "Interface xe1\n"
     "  Hardware is ETH  Current HW addr: 0200.5e00.0c01\n"
     "  Description: to core\n"
     "  Interface index: 5001\n"
     "  Metric 1 mtu 1500 duplex-full link-speed 10g\n"
     "  <UP,BROADCAST,RUNNING,MULTICAST>\n"
     "  VRF Binding: Not bound\n"
     "  inet 192.0.2.1/24 broadcast 192.0.2.255\n"
     "Interface xe2\n"
     "  Interface index: 5002\n"
     "  <UP,BROADCAST,MULTICAST>\n",
     "name=xe1; description=to core; admin_status=UP; speed=10g; duplex=full; mtu=1500; mac=0200.5e00.0c01; "
     "addresses=192.0.2.1/24; if_index=5001; running=RUNNING\n"
     "name=xe2; admin_status=UP; if_index=5002"},
    {"ipinfusion_ocnos", "show arp",
     "Address         Age        MAC Address     Interface     State\n"
     "192.0.2.63      00:02:04   0200.5e00.0012  eth0          STALE\n",
     "address=192.0.2.63; mac=0200.5e00.0012; interface=eth0; state=STALE"},
    {"ipinfusion_ocnos", "show clns neighbors",
     "System Id      Interface   SNPA                State  Holdtime  Type Protocol\n"
     "lab-b          xe1         0200.5e00.0901      Up     26        L2   IS-IS\n",
     "neighbor_id=lab-b; interface=xe1; state=Up; mac=0200.5e00.0901; type=L2"},
    {"ipinfusion_ocnos", "show lldp neighbors detail",
     "Nearest bridge Neighbors\n"
     "Mandatory TLVs\n"
     "Interface Name          : xe1\n"
     "Chassis id type         : MAC address [0200.5e00.0901]\n"
     "Port id type            : Interface name [xe7]\n"
     "Time to live            : 121\n"
     "Basic Management TLVs\n"
     "System Name             : lab-b\n"
     "System Description      : An invented router\n"
     "Port Description        : to xe1\n"
     "Enabled Capabilities    : Bridge Router\n"
     "Management Address      : IP Address [192.0.2.9]\n",
     "local_port=xe1; remote_chassis_id=0200.5e00.0901; remote_chassis_id_type=MAC address; remote_port=xe7; "
     "remote_port_type=Interface name; remote_port_descr=to xe1; remote_name=lab-b; remote_descr=An invented "
     "router; remote_mgmt_addresses=192.0.2.9; capabilities=Bridge Router"},
};

static void allied_telesis_and_ocnos_tell_ports_and_tables(void **state)
{
    (void)state;
    assert_cli_rows(allied_telesis_and_ocnos_tell_ports_and_tables_cases,
                    G_N_ELEMENTS(allied_telesis_and_ocnos_tell_ports_and_tables_cases));
}

static const struct cli_rows_case ciena_saos_tells_ports_and_tables_cases[] = {
    {"ciena_saos", "software show",
     "+------------------------------------------------------------------------------+\n"
     "| Installed Package   : saos-06-19-00-0009                                     |\n"
     "| Running Package     : saos-06-17-00-0001                                     |\n"
     "| Bank package version: saos-06-15-00-0001                                     |\n"
     "+------------------------------------------------------------------------------+\n",
     "version=saos-06-17-00-0001"},
    {"ciena_saos", "port show",
     "| Port    | Port    |    |  Link State  |    |   |       |Auto|    |       |Auto|\n"
     "| Name    | Type    |Link|   Duration   |XCVR|STP| Mode  |Neg |Link| Mode  |Neg |\n"
     "|---------+---------+----+--------------+----+---+-------+----+----+-------+----|\n"
     "| 1.11    |100/G    | Up |   1d 2h 3m 4s|Ena |Dis|1000/FD| On |Ena |Auto/FD| On |\n"
     "| 4       | G/10Gig |Down|   0d 0h 0m 0s|    |Dis|       |    |Dis |Auto/FD| On |\n",
     "name=1.11; admin_status=Ena; link_status=Up; speed=1000; duplex=FD; type=100/G\n"
     "name=4; admin_status=Dis; link_status=Down; type=G/10Gig"},
    {"ciena_saos", "port show status",
     "|    |                               |    |Link State|    |   |Speed/ |MTU  |Flow |\n"
     "| ## | Description                   |Link|Duration  |XCVR|STP|Duplex |Size |Ctrl |\n"
     "+----+-------------------------------+----+----------+----+---+-------+-----+-----+\n"
     "|4   |                               |Down|  0h 0m 0s|    |Dis|       | 9100|     |\n"
     "|5   |to core                        | Up | 1d 2h 3m|Ena |FWD|1000/FD| 9216|off  |\n",
     "name=4; link_status=Down; mtu=9100\n"
     "name=5; description=to core; link_status=Up; speed=1000; duplex=FD; mtu=9216"},
};

static void ciena_saos_tells_ports_and_tables(void **state)
{
    (void)state;
    assert_cli_rows(ciena_saos_tells_ports_and_tables_cases,
                    G_N_ELEMENTS(ciena_saos_tells_ports_and_tables_cases));
}

static const struct cli_rows_case zte_and_ericsson_tell_ports_and_tables_cases[] = {
    {"zte_zxros", "show version",
     "ZXCTN LAB-9\n"
     "ZTE ZXCTN Software, Version: LAB-9 V5.10.00.01, Release software\n",
     "model=LAB-9; version=LAB-9 V5.10.00.01"},
    {"zte_zxros", "show interface brief",
     "Interface               Attribute  Mode         BW    Admin Phy   Prot  Description\n"
     "xgei-1/1/0/1            optical    Duplex/full  1G    up    up    down  to core A\n"
     "xgei-1/1/0/5            optical    Duplex/full  10G   down  down  down\n",
     "name=xgei-1/1/0/1; description=to core A; admin_status=up; link_status=up; protocol_status=down; "
     "speed=1G; duplex=Duplex/full\n"
     "name=xgei-1/1/0/5; admin_status=down; link_status=down; protocol_status=down; speed=10G; "
     "duplex=Duplex/full"},
    {"zte_zxros", "show interface",
     "xxvgei-1/1/0/24 is up, ifindex: 8225\n"
     "  Description: to lab-b;by:none\n"
     "  Line protocol is up, IPv4 protocol is up, IPv6 protocol is down,\n"
     "  Hardware is XXVGigabit Ethernet, address is 0200.5e00.0d24\n"
     "  Internet address is 198.51.100.2/31\n"
     "  BW 10 Gbit/s\n"
     "  IP MTU 9178 bytes\n"
     "  MTU 9192 bytes\n",
     "name=xxvgei-1/1/0/24; description=to lab-b;by:none; link_status=up; protocol_status=up; bandwidth=10 "
     "Gbit/s; mtu=9192; mac=0200.5e00.0d24; addresses=198.51.100.2/31; if_index=8225"},
    {"zte_zxros", "show arp",
     "IP                       Hardware                    Exter  Inter  Sub\n"
     "Address         Age      Address        Interface    VlanID VlanID Interface\n"
     "--------------------------------------------------------------------------------\n"
     "192.0.2.1      H        0200.5e00.0d00 xgei-1/1/0/1 201    N/A    N/A\n"
     "                                        .201\n"
     "192.0.2.5      00:14:17 0200.5e00.0005 xxvgei-1/1/0 N/A    N/A    N/A\n"
     "                                        /20\n",
     "address=192.0.2.1; mac=0200.5e00.0d00; interface=xgei-1/1/0/1.201; vlan=201\n"
     "address=192.0.2.5; mac=0200.5e00.0005; interface=xxvgei-1/1/0/20"},
    {"zte_zxros", "show isis adjacency",
     "Process ID: 0\n"
     "Interface         System id        State     Lev     Holds       SNPA(802.2)    Pri     MT   NSF       "
     "AF\n"
     "xxvgei-1/1/0/24   lab-b            UP        L2      22          PPP            -            Disable   "
     "IPv4\n",
     "neighbor_id=lab-b; interface=xxvgei-1/1/0/24; state=UP; mac=PPP; type=L2"},
    {"ericsson_ipos", "show version",
     "Ericsson IPOS Version IPOS-v20.1.2.3.4-Release\n"
     "Operating System version is Linux 3.14.65-mvista\n",
     "version=20.1.2.3.4; software=IPOS"},
    {"ericsson_ipos", "show ip interface brief",
     "Name              Address                   MTU   State    Bindings\n"
     "to-lab-b          198.51.100.1/30           1500  Up       ethernet 1/26\n",
     "name=to-lab-b; link_status=Up; mtu=1500; addresses=198.51.100.1/30"},
    {"ericsson_ipos", "show arp",
     "Host              Hardware address    Ttl    Type  Circuit\n"
     "192.0.2.33        02:00:5e:00:00:33   -      ARPA  1/5 vlan-id 211\n",
     "address=192.0.2.33; mac=02:00:5e:00:00:33; interface=1/5 vlan-id 211"},
    {"ericsson_ipos", "show isis adjacency",
     "SystemId        Interface          L  MT   Stat Hold   SNPA            Uptime\n"
     "lab-b           Virtual_Interface_ 2p U    Up   29     0200.5e00.0901  01d02h03\n",
     "neighbor_id=lab-b; interface=Virtual_Interface_; state=Up; mac=0200.5e00.0901; type=2p"},
    {"ericsson_ipos", "show ospf neighbor",
     "NeighborID      NeighborAddress Pri State   DR-State IntfAddress     TimeLeft\n"
     "192.0.2.9       198.51.100.2    1   Full    DR       198.51.100.1    38\n",
     "neighbor_id=192.0.2.9; address=198.51.100.2; state=Full; local_address=198.51.100.1"},
};

static void zte_and_ericsson_tell_ports_and_tables(void **state)
{
    (void)state;
    assert_cli_rows(zte_and_ericsson_tell_ports_and_tables_cases,
                    G_N_ELEMENTS(zte_and_ericsson_tell_ports_and_tables_cases));
}

static const struct cli_rows_case ubiquiti_and_fortinet_tell_ports_and_tables_cases[] = {
    {"ubiquiti_edgerouter", "show version",
     "Version:      v2.0.9\n"
     "HW model:     EdgeRouter LAB\n"
     "HW S/N:       LAB0000E\n",
     "model=EdgeRouter LAB; version=v2.0.9; serial=LAB0000E"},
    {"ubiquiti_edgerouter", "show interfaces",
     "Codes: S - State, L - Link, u - Up, D - Down, A - Admin Down\n"
     "Interface    IP Address                        S/L  Description\n"
     "---------    ----------                        ---  -----------\n"
     "eth0         -                                 A/D  spare\n"
     "eth1         192.0.2.1/24                      u/u  to core\n"
     "             2001:db8::1/64\n",
     "name=eth0; description=spare; admin_status=A; link_status=D\n"
     "name=eth1; description=to core; admin_status=u; link_status=u; addresses=192.0.2.1/24 2001:db8::1/64"},
    {"ubiquiti_edgerouter", "show arp",
     "Address                  HWtype  HWaddress           Flags Mask            Iface\n"
     "192.0.2.10               ether   02:00:5e:00:00:10   C                     eth1\n"
     "192.0.2.127                      (incomplete)                              switch0.1\n",
     "address=192.0.2.10; mac=02:00:5e:00:00:10; interface=eth1\n"
     "address=192.0.2.127; interface=switch0.1"},
    {"ubiquiti_edgerouter", "show ipv6 neighbors",
     "fe80::2 dev eth0 lladdr 02:00:5e:00:00:02 router STALE\n"
     "2001:db8::12 lladdr 02:00:5e:00:00:12 STALE\n",
     "address=fe80::2; mac=02:00:5e:00:00:02; interface=eth0; state=STALE\n"
     "address=2001:db8::12; mac=02:00:5e:00:00:12; state=STALE"},
    {"fortinet", "get system status",
     "Version: FortiGate-LAB v7.4.1,build0001,230101 (GA.F)\n"
     "Serial-Number: LAB0000F\n"
     "Hostname: lab-fw\n",
     "name=lab-fw; model=FortiGate-LAB; version=7.4.1; serial=LAB0000F"},
    {"fortinet", "fnsysctl ifconfig",
     "wan1    Link encap:Ethernet  HWaddr 02:00:5E:00:0F:01\n"
     "        inet addr:192.0.2.63  Bcast:192.0.2.255  Mask:255.255.255.0\n"
     "        link-local6: fe80::5eff:fe00:f01 prefixlen 64\n"
     "        UP BROADCAST RUNNING ALLMULTI MULTICAST  MTU:1500  Metric:1\n",
     "name=wan1; admin_status=UP; mtu=1500; mac=02:00:5E:00:0F:01; addresses=192.0.2.63 fe80::5eff:fe00:f01; "
     "netmasks=255.255.255.0; running=RUNNING"},
    {"watchguard_firebox", "show arp",
     "-- ARP Table\n"
     "? (192.0.2.6) at 02:00:5e:00:00:06 [ether]  on vlan1\n"
     "? (192.0.2.8) at <incomplete>  on vlan4\n",
     "address=192.0.2.6; mac=02:00:5e:00:00:06; interface=vlan1\n"
     "address=192.0.2.8; interface=vlan4"},
};

static void ubiquiti_and_fortinet_tell_ports_and_tables(void **state)
{
    (void)state;
    assert_cli_rows(ubiquiti_and_fortinet_tell_ports_and_tables_cases,
                    G_N_ELEMENTS(ubiquiti_and_fortinet_tell_ports_and_tables_cases));
}

static const struct cli_rows_case zte_and_alaxala_tell_neighbors_cases[] = {
    {"zte_zxros", "show lldp neighbor brief",
     "Scope codes:\n"
     "    NB    = Nearest Bridge\n"
     "    NTPMR = Nearest non-TPMR Bridge\n"
     "Total neighbors: 2\n"
     "Local Interface  Scope  Chassis ID      Port ID         Holdtime  System Name\n"
     "--------------------------------------------------------------------------------\n"
     "mgmt_eth         NB     0200.5e00.0901  gei-0/1/1/16    99        lab-b-with-a-lo\n"
     "                                                                  ng-name\n"
     "xgei-1/1/0/6     NB     0200.5e00.0902  xgei-1/1/0/6    93        lab-c\n",
     "local_port=mgmt_eth; remote_chassis_id=0200.5e00.0901; remote_port=gei-0/1/1/16; "
     "remote_name=lab-b-with-a-long-name\n"
     "local_port=xgei-1/1/0/6; remote_chassis_id=0200.5e00.0902; remote_port=xgei-1/1/0/6; "
     "remote_name=lab-c"},
    {"zte_zxros", "show lldp neighbor brief",
     "Local Interface      Chassis ID         Port ID              System Name\n"
     "gei-0/1/0/1          0200.5e00.0901     gei-0/1/0/2          lab-b\n",
     "local_port=gei-0/1/0/1; remote_chassis_id=0200.5e00.0901; remote_port=gei-0/1/0/2; remote_name=lab-b"},
    {"zte_zxros", "show interface brief",
     "Interface      Portattribute  Mode  BW(Mbps)  Admin Phy   Prot  Description\n"
     "gei-1/1/0/1    electric   Duplex/full  100    up    up    up\n"
     "smartgroup101  N/A        N/A          N/A    up    up    up    to lab-b with a l\n"
     "                                                                ong name\n",
     "name=gei-1/1/0/1; admin_status=up; link_status=up; protocol_status=up; speed=100; duplex=Duplex/full\n"
     "name=smartgroup101; description=to lab-b with a long name; admin_status=up; link_status=up; "
     "protocol_status=up"},
    {"alaxala_ax36s", "show version",
     "Date 2023/01/01 00:00:00 UTC\n"
     "Model: AX9999S-24T\n"
     "S/W: OS-L3L Ver. 11.14 (Build:01)\n",
     "model=AX9999S-24T; version=11.14"},
    {"alaxala_ax36s", "show lldp detail",
     "Status: Enabled  Chassis ID: Type=MAC         Info=0200.5e00.0e00\n"
     "Interval Time: 30   Hold Count: 4   TTL: 120\n"
     "Port Counts=1\n"
     "Port 0/1\n"
     " Link: Up    PortEnabled: TRUE   Neighbor Counts: 2\n"
     " Port ID: Type=MAC         Info=0200.5e00.0e01\n"
     " Port Description: GigabitEther 0/1\n"
     " IPv4 Address: Tagged: 10   192.0.2.1\n"
     " 1  TTL: 110   Chassis ID: Type=MAC         Info=0200.5e00.0901\n"
     "    System Name: lab-b\n"
     "    System Description: An invented switch\n"
     "    Port ID: Type=MAC         Info=0200.5e00.0902\n"
     "    Port Description: GigabitEther 0/5\n"
     "    IPv4 Address: Tagged: 10   192.0.2.9\n"
     " 2  TTL: 100   Chassis ID: Type=MAC         Info=0200.5e00.0911\n"
     "    Port ID: Type=MAC         Info=0200.5e00.0912\n",
     "local_port=0/1; remote_chassis_id=0200.5e00.0901; remote_chassis_id_type=MAC; "
     "remote_port=0200.5e00.0902; remote_port_type=MAC; remote_port_descr=GigabitEther 0/5; "
     "remote_name=lab-b; remote_descr=An invented switch; remote_mgmt_addresses=192.0.2.9\n"
     "local_port=0/1; remote_chassis_id=0200.5e00.0911; remote_chassis_id_type=MAC; "
     "remote_port=0200.5e00.0912; remote_port_type=MAC"},
    {"alaxala_ax36s", "show mac-address-table",
     " MAC address      VLAN    Type    Port-list\n"
     " 0200.5e00.0001      1    Dynamic 0/1\n",
     "mac=0200.5e00.0001; vlan=1; ports=0/1; type=Dynamic"},
    {"allied_telesis_awplus", "show etherchannel summary",
     "Aggregator po7 (IfIndex: 4607)\n"
     " Admin Key: 0007 - Oper Key 0007\n"
     "  Link: port1.0.7 (IfIndex: 5007) synchronized\n"
     "  Link: port1.0.8 (IfIndex: 5008) synchronized\n",
     "name=po7; members=port1.0.7 port1.0.8"},
    {"allied_telesis_awplus", "show static-channel-group",
     "% LAG Maximum        : 128\n"
     "% Static Aggregator: sa1\n"
     "% Member:\n"
     "   port1.1.1\n"
     "   port1.1.2\n",
     "name=sa1; members=port1.1.1 port1.1.2"},
};

static void zte_and_alaxala_tell_neighbors(void **state)
{
    (void)state;
    assert_cli_rows(zte_and_alaxala_tell_neighbors_cases, G_N_ELEMENTS(zte_and_alaxala_tell_neighbors_cases));
}

static const struct cli_rows_case allied_telesis_tells_its_build_cases[] = {
    {"allied_telesis_awplus", "show version",
     "AlliedWare Plus (TM) 5.5.3 01/01/23 00:00:00\n"
     "\n"
     "Application Build name : LAB-5.5.3-0.1.rel\n",
     "version=LAB-5.5.3-0.1.rel"},
};

static void allied_telesis_tells_its_build(void **state)
{
    (void)state;
    assert_cli_rows(allied_telesis_tells_its_build_cases, G_N_ELEMENTS(allied_telesis_tells_its_build_cases));
}

static const struct cli_rows_case systems_of_one_origin_tell_routing_neighbors_cases[] = {
    {"ipinfusion_ocnos", "show ip bgp summary",
     "BGP router identifier 192.0.2.1, local AS number 65001\n"
     "Neighbor                 V   AS   MsgRcv    MsgSen TblVer   InQ   OutQ    Up/Down   State/PfxRcd\n"
     "198.51.100.2             4   65002 32        35       1      0      0  00:13:29               5\n",
     "neighbor_id=198.51.100.2; state=5; remote_as=65002; local_as=65001"},
};

static void systems_of_one_origin_tell_routing_neighbors(void **state)
{
    (void)state;
    assert_cli_rows(systems_of_one_origin_tell_routing_neighbors_cases,
                    G_N_ELEMENTS(systems_of_one_origin_tell_routing_neighbors_cases));
}

static const struct cli_rows_case ipinfusion_ocnos_tells_the_members_of_aggregates_cases[] = {
    {"ipinfusion_ocnos", "show etherchannel summary",
     "Aggregator po1 100001\n"
     "Aggregator Type: Layer2\n"
     " Admin Key: 0001 - Oper Key 0001\n"
     "  Link: xe1 (5001) sync: 1\n"
     "  Link: xe2 (5002) sync: 1\n",
     "name=po1; members=xe1 xe2"},
};

static void ipinfusion_ocnos_tells_the_members_of_aggregates(void **state)
{
    (void)state;
    assert_cli_rows(ipinfusion_ocnos_tells_the_members_of_aggregates_cases,
                    G_N_ELEMENTS(ipinfusion_ocnos_tells_the_members_of_aggregates_cases));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(allied_telesis_and_ocnos_tell_ports_and_tables),
        cmocka_unit_test(ciena_saos_tells_ports_and_tables),
        cmocka_unit_test(zte_and_ericsson_tell_ports_and_tables),
        cmocka_unit_test(ubiquiti_and_fortinet_tell_ports_and_tables),
        cmocka_unit_test(zte_and_alaxala_tell_neighbors),
        cmocka_unit_test(allied_telesis_tells_its_build),
        cmocka_unit_test(systems_of_one_origin_tell_routing_neighbors),
        cmocka_unit_test(ipinfusion_ocnos_tells_the_members_of_aggregates),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
