#include "tests/support/cli_rows.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct cli_rows_case extreme_exos_tells_ports_addresses_and_tables_cases[] = {
    {"extreme_exos", "show version",
     "Switch      : 800999-00-01 LAB-00001 Rev 01 IMG: 31.7.1.4\n"
     "PSU-1       : LAB PSU 1\n"
     "\n"
     "Image   : ExtremeXOS version 31.7.1.4 by release-manager\n"
     "          on Tue May 2 11:25:12 EDT 2023\n",
     "version=31.7.1.4; serial=LAB-00001"},
    {"extreme_exos", "show switch",
     "SysName:          lab-exos\n"
     "SysLocation:      rack 4\n"
     "SysContact:       noc@example.net\n"
     "System MAC:       02:00:5E:00:04:01\n"
     "System Type:      LAB-48x (Stack)\n"
     "\n"
     "Image Selected:   primary\n"
     "Image Booted:     secondary\n"
     "Primary ver:      30.1.0.37\n"
     "Secondary ver:    31.7.1.4\n",
     "name=lab-exos; model=LAB-48x; version=31.7.1.4; mac=02:00:5E:00:04:01; location=rack 4; "
     "contact=noc@example.net"},
    {"extreme_exos", "show ports configuration no-refresh",
     "Port Configuration\n"
     "Port     Virtual    Port  Link  Auto   Speed      Duplex   Flow  Load   Media\n"
     "         router     State State Neg  Cfg Actual Cfg Actual Cntrl Master Pri Red\n"
     "================================================================================\n"
     "1:1      VR-Default E       A   ON  AUTO 1000   AUTO FULL  SY/ASYM      UTP\n"
     "1:2      VR-Default D       R   ON  AUTO        AUTO                    UTP\n"
     "1:3                 E       NP  OFF 10000       FULL                    NONE\n",
     "name=1:1; admin_status=E; link_status=A; speed=1000; duplex=FULL\n"
     "name=1:2; admin_status=D; link_status=R\n"
     "name=1:3; admin_status=E; link_status=NP"},
    {"extreme_exos", "show ports information detail",
     "Port:\t1:1\n"
     "\tDescription String: \"to core: A\"\n"
     "\tType:\t\tUTP\n"
     "\tAdmin state:\tEnabled with  auto-speed sensing  auto-duplex\n"
     "\tLink State:\tActive, 1Gbps, full-duplex\n"
     "Port:\t1:2\n"
     "\tType:\t\tNONE\n"
     "\tAdmin state:\tDisabled with  10G full-duplex\n"
     "\tLink State:\tReady (local fault)\n",
     "name=1:1; description=to core: A; admin_status=Enabled; link_status=Active; speed=1Gbps; "
     "duplex=full-duplex; type=UTP\n"
     "name=1:2; admin_status=Disabled; link_status=Ready"},
    {"extreme_exos", "show ports information",
     "Port      Flags               Link      ELSM Link Num Num  Num   Jumbo QOS     Load\n"
     "                              State     /OAM UPS  STP VLAN Proto Size  profile Master\n"
     "=====================================================================================\n"
     "1         Dmj-----e--f-B---x- ready     - / -  0    1    7   1   1522  none    1 a\n"
     "5         Em------e--f-B---x- active    - / -  4    1    9   1   1522  none\n",
     "name=1; admin_status=D; link_status=ready\n"
     "name=5; admin_status=E; link_status=active"},
    {"extreme_exos", "show ports description",
     "Port   Display String        Description String\n"
     "=====  ====================  ==================================================\n"
     "1                            to core\n"
     "2      uplink                lab-b - 1:2\n"
     "3\n"
     "=====  ====================  ==================================================\n",
     "name=1; description=to core\n"
     "name=2; description=lab-b - 1:2\n"
     "name=3"},
    {"extreme_exos", "show ipconfig",
     "      IRDP:\n"
     "         Advertisement Address: 255.255.255.255      Maximum Interval: 600\n"
     "\n"
     "Interface    IP Address          Flags                   nSIA\n"
     "users        192.0.2.3       /24 EUf---MPuRX---------    0\n",
     "name=users; addresses=192.0.2.3; prefix_lengths=24"},
    {"extreme_exos", "show fdb",
     "MAC                                      VLAN Name( Tag)  Age  Flags          Port / Virtual Port "
     "List\n"
     "------------------------------------------------------------------------------------------------------"
     "\n"
     "02:00:5e:00:00:01                            users(0101) 0041  d m            1:2\n"
     "02:00:5e:00:00:02                            users(0101) 0041  d miM          1:3, 1:45\n"
     "02:00:5e:00:04:01                            users(0101) 0000  s m\n",
     "mac=02:00:5e:00:00:01; vlan=101; ports=1:2; type=d m\n"
     "mac=02:00:5e:00:00:02; vlan=101; ports=1:3 1:45; type=d miM\n"
     "mac=02:00:5e:00:04:01; vlan=101; type=s m"},
    {"extreme_exos", "show iparp",
     "VR            Destination      Mac                Age  Static  VLAN          VID   Port\n"
     "VR-Default    192.0.2.4        02:00:5e:00:00:04   20      NO  users         101   1:25\n"
     "VR-Default    192.0.2.3        (02:00:5e:00:04:01)  0      NO  users         101\n",
     "address=192.0.2.4; mac=02:00:5e:00:00:04; interface=1:25; vlan=101\n"
     "address=192.0.2.3; mac=02:00:5e:00:04:01; interface=users; vlan=101"},
    {"extreme_exos", "show ospf neighbor",
     "Neighbor ID     Pri State          Up/Dead Time           Address         Interface\n"
     "==========================================================================================\n"
     "192.0.2.201       1 FULL    /DR    00:01:02:03/00:00:00:09 198.51.100.2   link-a\n",
     "neighbor_id=192.0.2.201; address=198.51.100.2; interface=link-a; state=FULL"},
    {"extreme_exos", "show bgp neighbor",
     "Peer                          AS         Weight State           InMsgs  OutMsgs(InQ)  Up/Down\n"
     "------------------------------------------------------------------------------------------\n"
     "Ie--- 198.51.100.2            65002      1      ESTABLISHED      20      21    (0)     0:0:10:00\n"
     "      198.51.100.6            65003      1      ACTIVE            0       0    (0)     0:0:00:00\n",
     "neighbor_id=198.51.100.2; state=ESTABLISHED; remote_as=65002\n"
     "neighbor_id=198.51.100.6; state=ACTIVE; remote_as=65003"},
};

static void extreme_exos_tells_ports_addresses_and_tables(void **state)
{
    (void)state;
    assert_cli_rows(extreme_exos_tells_ports_addresses_and_tables_cases,
                    G_N_ELEMENTS(extreme_exos_tells_ports_addresses_and_tables_cases));
}

static const struct cli_rows_case extreme_exos_tells_neighbors_by_three_protocols_cases[] = {
    {"extreme_exos", "show lldp neighbors detailed",
     "-----------------------------------------------------------------------------\n"
     "LLDP Port 1:1 detected 2 neighbors\n"
     "  Neighbor: 02:00:5E:00:09:01/1:7, age 14 seconds\n"
     "    - Chassis ID type: MAC address (4)\n"
     "      Chassis ID     : 02:00:5E:00:09:01\n"
     "    - Port ID type: ifName (5)\n"
     "      Port ID     : \"1:7\"\n"
     "    - Time To Live: 120 seconds\n"
     "    - System Name: \"lab-b\"\n"
     "    - System Description: \"ExtremeXOS (LAB) version 31.7.1.4 \\\n"
     "                           by nobody\"\n"
     "    - System Capabilities : \"Bridge, Router\"\n"
     "      Enabled Capabilities: \"Bridge\"\n"
     "    - Management Address Subtype: IPv4 (1)\n"
     "      Management Address        : 192.0.2.9\n"
     "    - IEEE802.1 Port VLAN ID: 101\n"
     "  Neighbor: (5.1)192.0.2.77/02:00:5E:00:09:77, age 3 seconds\n"
     "    - Chassis ID type: Network address (5); Address type: IPv4 (1)\n"
     "      Chassis ID     : 192.0.2.77\n"
     "    - Port ID type: MAC address (3)\n"
     "      Port ID     : 02:00:5E:00:09:77\n"
     "    - System Name: \"phone 77\"\n"
     "      Enabled Capabilities: \"Bridge, Telephone\"\n"
     "    - MED Model Name: \"L77\"\n"
     "-----------------------------------------------------------------------------\n",
     "local_port=1:1; remote_chassis_id=02:00:5E:00:09:01; remote_chassis_id_type=MAC address; "
     "remote_port=1:7; remote_port_type=ifName; remote_name=lab-b; remote_descr=ExtremeXOS (LAB) version "
     "31.7.1.4; remote_mgmt_addresses=192.0.2.9; capabilities=Bridge; remote_vlan=101\n"
     "local_port=1:1; remote_chassis_id=192.0.2.77; remote_chassis_id_type=Network address; "
     "remote_port=02:00:5E:00:09:77; remote_port_type=MAC address; remote_name=phone 77; "
     "remote_platform=L77; capabilities=Bridge, Telephone"},
    {"extreme_exos", "show lldp neighbors",
     "        Neighbor           Neighbor                           Neighbor\n"
     "Port    Chassis ID         Port ID            TTL     Age     System Name\n"
     "===============================================================================\n"
     "1:1     02:00:5E:00:09:01  1:7                120     26      lab-b\n"
     "1:2     (5.1)192.0.2.77    02:00:5E:00:09:77  120     25\n"
     "===============================================================================\n"
     "NOTE: The Chassis ID and/or Port ID might be truncated to fit the screen.\n",
     "local_port=1:1; remote_chassis_id=02:00:5E:00:09:01; remote_port=1:7; remote_name=lab-b\n"
     "local_port=1:2; remote_chassis_id=192.0.2.77; remote_port=02:00:5E:00:09:77"},
    {"extreme_exos", "show edp ports all detail",
     "=============================================================================\n"
     "Port 1:1:  EDP is Enabled  (Tx stats: sw-pdu-tx=2 vlan-pdu-tx=1 pdu-tx-err=0)\n"
     "Time of last transmit error: None\n"
     "Remote-System:   lab-b           Age = 13\n"
     "   Remote-ID:  00:00:02:00:5e:00:09:01\n"
     "   Software version:   31.7.1.4\n"
     "   Remote-Port:  1:7\n"
     "   Remote-Vlans:\n"
     "      users(101, 192.0.2.9)\n"
     "Port 1:2:  EDP is Enabled  (Tx stats: sw-pdu-tx=2 vlan-pdu-tx=1 pdu-tx-err=0)\n",
     "local_port=1:1; remote_chassis_id=02:00:5e:00:09:01; remote_port=1:7; remote_name=lab-b; "
     "remote_descr=31.7.1.4"},
    {"extreme_exos", "show edp ports all",
     "Port  Neighbor           Neighbor-ID              Remote Age  Num\n"
     "                                                   Port        Vlans\n"
     "=============================================================================\n"
     "1:1   lab-b              00:00:02:00:5e:00:09:01    1:7   12    3\n",
     "local_port=1:1; remote_chassis_id=02:00:5e:00:09:01; remote_port=1:7; remote_name=lab-b"},
    {"extreme_exos", "show cdp neighbor detail",
     "Device ID          : lab-cisco\n"
     "Platform           : cisco LAB-24, Capabilities : Switch IGMP\n"
     "Interface          : 1:3, Port ID (outgoing port): GigabitEthernet0/9\n"
     "Holdtime           : 146\n"
     "Interface address  : 192.0.2.30\n",
     "local_port=1:3; remote_device_id=lab-cisco; remote_port=GigabitEthernet0/9; "
     "remote_mgmt_addresses=192.0.2.30; remote_platform=cisco LAB-24; capabilities=Switch IGMP"},
};

static void extreme_exos_tells_neighbors_by_three_protocols(void **state)
{
    (void)state;
    assert_cli_rows(extreme_exos_tells_neighbors_by_three_protocols_cases,
                    G_N_ELEMENTS(extreme_exos_tells_neighbors_by_three_protocols_cases));
}

static const struct cli_rows_case extreme_vsp_tells_ports_tables_and_neighbors_cases[] = {
    {"extreme_vsp", "show sys-info",
     "General Info :\n"
     "\n"
     "\tSysDescr     : VSP-LAB-48 (8.1.0.0)\n"
     "\tSysName      : lab-voss\n"
     "\tSysLocation  : rack 5\n"
     "Chassis Info:\n"
     "\tChassis            : LAB-48\n"
     "\tModelName          : VSP-LAB-48\n"
     "\tSerial#            : LAB00005\n"
     "\tBaseMacAddr        : 02:00:5e:00:05:00\n"
     "Card Info :\n"
     "\tSlot#      CardType          Serial#            Part#             Oper   Admin  Power\n"
     "\t    1  VSP-LAB-48     LAB00005               --               up      up     on\n",
     "name=lab-voss; model=VSP-LAB-48; version=8.1.0.0; serial=LAB00005; mac=02:00:5e:00:05:00; "
     "description=VSP-LAB-48 (8.1.0.0); location=rack 5"},
    {"extreme_vsp", "show software",
     "====================================================================================================\n"
     "VOSS8K.4.2.2.0.GA (Backup Release)\n"
     "VOSS8K.6.0.1.2.GA (Primary Release)\n",
     "version=6.0.1.2"},
    {"extreme_vsp", "show interfaces gigabitEthernet name",
     "PORT                                                     OPERATE  OPERATE  OPERATE\n"
     "NUM      NAME                           DESCRIPTION      STATUS   DUPLX    SPEED    VLAN\n"
     "----------------------------------------------------------------------------------------------------\n"
     "1/1      to core A                      10GbNone         up       full     10000    Access\n"
     "1/2                                     10GbNone         down     full     0        Access\n",
     "name=1/1; description=to core A; link_status=up; speed=10000; duplex=full; type=10GbNone\n"
     "name=1/2; link_status=down; speed=0; duplex=full; type=10GbNone"},
    {"extreme_vsp", "show interfaces gigabitEthernet interface",
     "PORT                            LINK  PORT           PHYSICAL          STATUS\n"
     "NUM      INDEX DESCRIPTION      TRAP  LOCK     MTU   ADDRESS           ADMIN  OPERATE\n"
     "------------------------------------------------------------------------------------------\n"
     "1/1      192   10GbNone         true  false    1950  02:00:5e:00:05:01 up     down\n",
     "name=1/1; admin_status=up; link_status=down; mtu=1950; mac=02:00:5e:00:05:01; if_index=192; "
     "type=10GbNone"},
    {"extreme_vsp", "show ip interface",
     "INTERFACE    IP             NET            BCASTADDR  REASM    VLAN  BROUTER    IPSEC\n"
     "             ADDRESS        MASK           FORMAT     MAXSIZE  ID    PORT       STATE\n"
     "----------------------------------------------------------------------------------------------------\n"
     "Clip1        192.0.2.5       255.255.255.255 ones       1500     --    false      disable\n"
     "Vlan10       198.51.100.5    255.255.255.0  ones       1500     10    false      disable\n",
     "name=Clip1; addresses=192.0.2.5; netmasks=255.255.255.255\n"
     "name=Vlan10; addresses=198.51.100.5; netmasks=255.255.255.0; vlan=10"},
    {"extreme_vsp", "show lldp neighbor",
     "====================================================================================================\n"
     "                                    LLDP Neighbor\n"
     "====================================================================================================\n"
     "Port: 1/1       Index    : 1                      Protocol : LLDP\n"
     "                ChassisId: MAC Address            02:00:5e:00:09:01\n"
     "                PortId   : IfName             1/7\n"
     "                SysName  : lab-b\n"
     "                SysCap   : Br / Br\n"
     "                PortDescr: to lab-voss\n"
     "                SysDescr : LAB (8.1.0.0)\n"
     "                Address  : 192.0.2.9\n"
     "----------------------------------------------------------------------------------------------------\n"
     "Total Neighbors : 1\n",
     "protocol=LLDP; local_port=1/1; remote_chassis_id=02:00:5e:00:09:01; remote_chassis_id_type=MAC "
     "Address; remote_port=1/7; remote_port_type=IfName; remote_port_descr=to lab-voss; remote_name=lab-b; "
     "remote_descr=LAB (8.1.0.0); remote_mgmt_addresses=192.0.2.9; capability_codes=Br"},
    {"extreme_vsp", "show vlan mac-address-entry",
     "VLAN            MAC                                 SMLT\n"
     "ID   STATUS     ADDRESS            INTERFACE        REMOTE  TUNNEL\n"
     "10   learned    02:00:5e:00:00:01  Port-1/1         false\n"
     "10   self       02:00:5e:00:05:00  Port-cpp         false\n",
     "mac=02:00:5e:00:00:01; vlan=10; ports=1/1; type=learned\n"
     "mac=02:00:5e:00:05:00; vlan=10; ports=cpp; type=self"},
    {"extreme_vsp", "show ip arp",
     "IP_ADDRESS      MAC_ADDRESS        VLAN   PORT       TYPE     TTL(10 Sec)  TUNNEL\n"
     "198.51.100.9    02:00:5e:00:09:01  10     1/1        DYNAMIC  2150\n"
     "198.51.100.5    02:00:5e:00:05:00  10     -          LOCAL    2160\n",
     "address=198.51.100.9; mac=02:00:5e:00:09:01; interface=1/1; vlan=10; state=DYNAMIC\n"
     "address=198.51.100.5; mac=02:00:5e:00:05:00; vlan=10; state=LOCAL"},
    {"extreme_vsp", "show isis adjacencies",
     "INTERFACE  L STATE  UPTIME         PRI HOLDTIME SYSID            HOST-NAME      STATUS  AREA\n"
     "Port1/1    1 UP     1d 02:03:04    127       22 0200.5e00.0901   lab-b          ACTIVE  HOME\n",
     "neighbor_id=0200.5e00.0901; interface=1/1; state=UP; type=1; description=lab-b"},
    {"extreme_vsp", "show ip ospf neighbor",
     "INTERFACE       NBRROUTERID     NBRIPADDR       PRIO_STATE       RTXQLEN PERM\n"
     "198.51.100.5    192.0.2.9       198.51.100.9    1    Full        0       Dyn\n",
     "neighbor_id=192.0.2.9; address=198.51.100.9; state=Full; local_address=198.51.100.5"},
    {"extreme_vsp", "show ip bgp summary",
     "                 BGP version - 4\n"
     "                  local-as   - 65001\n"
     "NEIGHBOR         RMTAS        STATE        HLDTM  KPALV  HLDCFG KPCFG WGHT  CONRTY ADVINT\n"
     "198.51.100.9     65002        Established  180    60     180    60    100   120    5\n",
     "neighbor_id=198.51.100.9; state=Established; remote_as=65002; local_as=65001"},
};

static void extreme_vsp_tells_ports_tables_and_neighbors(void **state)
{
    (void)state;
    assert_cli_rows(extreme_vsp_tells_ports_tables_and_neighbors_cases,
                    G_N_ELEMENTS(extreme_vsp_tells_ports_tables_and_neighbors_cases));
}

static const struct cli_rows_case avaya_ers_tells_ports_tables_and_neighbors_cases[] = {
    {"avaya_ers", "show sys-info",
     "Operation Mode:        Switch\n"
     "MAC Address:           02-00-5E-00-06-00\n"
     "sysDescr:              Ethernet Routing Switch LAB-50GTS\n"
     "                       HW:13       FW:5.8.0.3   SW:v5.10.1.039\n"
     "Serial #:              LAB00006\n"
     "Operational Software:  FW:5.8.0.3   SW:v5.10.1.039\n"
     "Installed software:    FW:5.8.0.3   SW:v5.10.2.001\n"
     "sysContact:\n"
     "sysName:               lab-ers\n"
     "sysLocation:           rack 6\n",
     "name=lab-ers; model=LAB-50GTS; version=v5.10.1.039; serial=LAB00006; mac=02-00-5E-00-06-00; "
     "description=Ethernet Routing Switch LAB-50GTS; location=rack 6"},
    {"avaya_ers", "show interfaces",
     "              Status                  Auto                         Flow\n"
     "Port Trunk Admin   Oper Link LinkTrap Negotiation  Speed   Duplex Control\n"
     "---- ----- ------- ---- ---- -------- ----------- -------- ------ -------\n"
     "1          Enable  Up   Up   Enabled  Enabled     1000Mbps Full   Disable\n"
     "2    1     Disable Down Down Enabled  Enabled\n",
     "name=1; admin_status=Enable; link_status=Up; speed=1000Mbps; duplex=Full\n"
     "name=2; admin_status=Disable; link_status=Down"},
    {"avaya_ers", "show interface name",
     "Unit/Port Name\n"
     "--------- ----------------------------------------------------------------\n"
     "1/1       to core\n"
     "1/2\n",
     "name=1/1; description=to core\n"
     "name=1/2"},
    {"avaya_ers", "show mac-address-table",
     "   MAC Address    Vid   Type       Source\n"
     "----------------- ---- ------- --------------\n"
     "02-00-5E-00-00-01   15 Dynamic Port: 7\n"
     "02-00-5E-00-00-02   15 Dynamic Port:2/10\n"
     "02-00-5E-00-06-00   15 Self\n",
     "mac=02-00-5E-00-00-01; vlan=15; ports=7; type=Dynamic\n"
     "mac=02-00-5E-00-00-02; vlan=15; ports=2/10; type=Dynamic\n"
     "mac=02-00-5E-00-06-00; vlan=15; type=Self"},
    {"avaya_ers", "show ip arp",
     "IP Address      Age (min)  MAC Address       VLAN-Unit/Port/Trunk  Flags\n"
     "-------------------------------------------------------------------------------\n"
     "192.0.2.9       0          02:00:5e:00:09:01  VLAN#15-1/48  D\n",
     "address=192.0.2.9; mac=02:00:5e:00:09:01; interface=1/48; vlan=15"},
    {"avaya_ers", "show lldp neighbor detail",
     "Port: 1/48    Index: 1                  Time: 0 days, 00:00:26\n"
     "        ChassisId: MAC address          02:00:5e:00:09:01\n"
     "        PortId:    MAC address          02:00:5e:00:09:02\n"
     "        SysName:   lab-b\n"
     "        SysCap:    rB / rB              (Supported/Enabled)\n"
     "        PortDesc:  Port 1\n"
     "        SysDescr:  An invented switch\n",
     "local_port=1/48; remote_chassis_id=02:00:5e:00:09:01; remote_chassis_id_type=MAC address; "
     "remote_port=02:00:5e:00:09:02; remote_port_type=MAC address; remote_port_descr=Port 1; "
     "remote_name=lab-b; remote_descr=An invented switch; capability_codes=rB"},
};

static void avaya_ers_tells_ports_tables_and_neighbors(void **state)
{
    (void)state;
    assert_cli_rows(avaya_ers_tells_ports_tables_and_neighbors_cases,
                    G_N_ELEMENTS(avaya_ers_tells_ports_tables_and_neighbors_cases));
}

static const struct cli_rows_case extreme_slxos_tells_ports_tables_and_neighbors_cases[] = {
    {"extreme_slxos", "show version",
     "SLX-OS Operating System Software\n"
     "SLX-OS Operating System Version: 20.1.2a\n"
     "Firmware name:      20.1.2a\n",
     "version=20.1.2a; software=SLX-OS"},
    {"extreme_slxos", "show inventory chassis",
     "NAME: Chassis           DESCR:System Chassis\n"
     "SID:LAB-9000            SwitchType:3001\n"
     "PN:LAB-01               SN:LAB00007\n",
     "model=LAB-9000; serial=LAB00007"},
    {"extreme_slxos", "show ip interface brief",
     "Flags:  I - Insight Enabled     U - Unnumbered interface\n"
     "Interface              IP-Address          Vrf                   Status                    Protocol\n"
     "==================     ==========          =================     ====================      ========\n"
     "Port-channel 250(I)    unassigned          default-vrf           up                        up\n"
     "Ethernet 0/8           198.51.100.8        default-vrf           administratively down     down\n",
     "name=Port-channel 250(I); link_status=up; protocol_status=up; vrf=default-vrf\n"
     "name=Ethernet 0/8; link_status=administratively down; protocol_status=down; addresses=198.51.100.8; "
     "vrf=default-vrf"},
    {"extreme_slxos", "show interface",
     "Ethernet 0/1 is up, line protocol is up (connected)\n"
     "Description: to lab-b\n"
     "Hardware is Ethernet, address is 0200.5e00.0701\n"
     "    Current address is 0200.5e00.0701\n"
     "Interface index (ifindex) is 201334784\n"
     "MTU 9216 bytes\n"
     "IP MTU 1500 bytes\n"
     "LineSpeed Actual     : 10000 Mbit\n"
     "LineSpeed Configured : Auto, Duplex: Full\n"
     "Ethernet 0/2 is admin down, line protocol is down (admin down)\n"
     "Hardware is Ethernet, address is 0200.5e00.0702\n",
     "name=Ethernet 0/1; description=to lab-b; link_status=up; protocol_status=up; speed=10000 Mbit; "
     "duplex=Full; mtu=9216; mac=0200.5e00.0701; if_index=201334784\n"
     "name=Ethernet 0/2; link_status=admin down; protocol_status=down; mac=0200.5e00.0702"},
    {"extreme_slxos", "show lldp neighbors detail",
     "Neighbors for Interface Eth 0/1\n"
     "\n"
     "MANDATORY TLVs\n"
     "===============\n"
     "Local Interface: Eth 0/1 (Local Interface MAC: 0200.5e00.0701)\n"
     "Remote Interface: Ethernet 0/3 (Remote Interface MAC: 0200.5e00.0903)\n"
     "Dead Interval: 120 secs\n"
     "Chassis ID: 0200.5e00.0900\n"
     "OPTIONAL TLVs\n"
     "===============\n"
     "Port Interface Description: Eth 0/3\n"
     "System Name: lab-b\n"
     "System Description: An invented router\n"
     "Management Address: 192.0.2.9 (IPv4)\n",
     "local_port=Eth 0/1; remote_chassis_id=0200.5e00.0900; remote_port=Ethernet 0/3; remote_port_descr=Eth "
     "0/3; remote_name=lab-b; remote_descr=An invented router; remote_mgmt_addresses=192.0.2.9"},
    {"extreme_slxos", "show lldp neighbors",
     "Local Port    Dead Interval  Remaining Life  Remote Port ID        Remote Port Descr     Chassis ID    "
     "    Tx           Rx           System Name\n"
     "Eth 0/1       120            104             Ethernet 0/3          Eth 0/3               "
     "0200.5e00.0900    10           11           lab-b\n",
     "local_port=Eth 0/1; remote_chassis_id=0200.5e00.0900; remote_port=Ethernet 0/3; remote_port_descr=Eth "
     "0/3; remote_name=lab-b"},
    {"extreme_slxos", "show mac-address-table",
     "VlanId   Mac-address       Type     State        Ports\n"
     "10       0200.5e00.0001    Dynamic  Active       Eth 0/1\n",
     "mac=0200.5e00.0001; vlan=10; ports=Eth 0/1; type=Dynamic"},
    {"extreme_slxos", "show arp",
     "Address            Mac-address      L3 Interface   L2 Interface   Age         Type\n"
     "198.51.100.9       0200.5e00.0901   Ve 10          Eth 0/1        00:02:03    Dynamic\n",
     "address=198.51.100.9; mac=0200.5e00.0901; interface=Ve 10; state=Dynamic"},
    {"extreme_slxos", "show ip bgp neighbors",
     "    '+': Data in InQueue '>': Data in OutQueue '-': Clearing\n"
     "1   IP Address: 198.51.100.9, AS: 65002 (EBGP), RouterID: 192.0.2.9, VRF: default-vrf\n"
     "       Description: lab-b\n"
     "    State: ESTABLISHED, Time: 13d15h52m49s, KeepAliveTime: 60, HoldTime: 180\n"
     "2   IP Address: 198.51.100.13, AS: 65003 (EBGP), RouterID: 0.0.0.0, VRF: default-vrf\n"
     "    State: IDLE, Time: 0h0m9s, KeepAliveTime: 0, HoldTime: 0\n",
     "neighbor_id=198.51.100.9; state=ESTABLISHED; remote_as=65002; router_id=192.0.2.9; vrf=default-vrf; "
     "description=lab-b\n"
     "neighbor_id=198.51.100.13; state=IDLE; remote_as=65003; router_id=0.0.0.0; vrf=default-vrf"},
    {"extreme_slxos", "show ip bgp summary",
     "  BGP4 Summary\n"
     "  Router ID: 192.0.2.7   Local AS Number: 65001\n"
     "  Neighbor Address  AS#         State     Time     Rt:Accepted Filtered Sent     ToSend\n"
     "  198.51.100.9      65002       ESTAB   13d15h52m49s  12       13       14       15\n"
     "  198.51.100.13     65003       CONN    0h0m9s         0        0        0        1\n",
     "neighbor_id=198.51.100.9; state=ESTAB; remote_as=65002; local_as=65001\n"
     "neighbor_id=198.51.100.13; state=CONN; remote_as=65003; local_as=65001"},
};

static void extreme_slxos_tells_ports_tables_and_neighbors(void **state)
{
    (void)state;
    assert_cli_rows(extreme_slxos_tells_ports_tables_and_neighbors_cases,
                    G_N_ELEMENTS(extreme_slxos_tells_ports_tables_and_neighbors_cases));
}

static const struct cli_rows_case avaya_ers_tells_the_members_of_aggregates_cases[] = {
    {"avaya_ers", "show mlt",
     "Id Name             Members                Bpdu   Mode           Status  Type\n"
     "-- ---------------- ---------------------- ------ -------------- ------- ------\n"
     "1  UPLINK           1/50,2/50              All    Basic          Enabled Trunk\n"
     "2  Trunk #2         NONE                   All    Basic          Disabled\n"
     "3  to lab-c         38-39                  All    Basic          Enabled Trunk\n",
     "name=UPLINK; members=1/50 2/50\n"
     "name=to lab-c; members=38 39"},
    {"avaya_ers", "show mlt",
     "Id: 1\n"
     "    Name:UPLINK\n"
     "    Active Members: 38-39\n"
     "    Inactive Members: NONE\n"
     "Id: 2\n"
     "    Name:Trunk #2\n"
     "    Active Members: NONE\n",
     "name=UPLINK; members=38 39"},
};

static void avaya_ers_tells_the_members_of_aggregates(void **state)
{
    (void)state;
    assert_cli_rows(avaya_ers_tells_the_members_of_aggregates_cases,
                    G_N_ELEMENTS(avaya_ers_tells_the_members_of_aggregates_cases));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(extreme_exos_tells_ports_addresses_and_tables),
        cmocka_unit_test(extreme_exos_tells_neighbors_by_three_protocols),
        cmocka_unit_test(extreme_vsp_tells_ports_tables_and_neighbors),
        cmocka_unit_test(avaya_ers_tells_ports_tables_and_neighbors),
        cmocka_unit_test(extreme_slxos_tells_ports_tables_and_neighbors),
        cmocka_unit_test(avaya_ers_tells_the_members_of_aggregates),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
