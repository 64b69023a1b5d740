"""The fields of a GLPI inventory, section by section, and of which kind each is.

Retyped from the format that GLPI publishes (glpi-project/inventory_format, draft-07 JSON schema, state of 1 July 2026). The
schema lets sections and fields pass that it does not name; so do we.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "number", "flag", "day", "any"]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of an inventory: one object, or a list of them."""

    is_list: bool
    fields: Mapping[str, Kind]
    required: tuple[str, ...]


def _section(*, is_list: bool, texts: str, numbers: str, flags: str, days: str, others: str, required: str) -> Section:
    kinds: tuple[tuple[str, Kind], ...] = (
        (texts, "text"),
        (numbers, "number"),
        (flags, "flag"),
        (days, "day"),
        (others, "any"),
    )
    return Section(is_list, {name: kind for names, kind in kinds for name in names.split()}, tuple(required.split()))


def one(
    *, texts: str = "", numbers: str = "", flags: str = "", days: str = "", others: str = "", required: str = ""
) -> Section:
    return _section(
        is_list=False, texts=texts, numbers=numbers, flags=flags, days=days, others=others, required=required
    )


def many(
    *, texts: str = "", numbers: str = "", flags: str = "", days: str = "", others: str = "", required: str = ""
) -> Section:
    return _section(
        is_list=True, texts=texts, numbers=numbers, flags=flags, days=days, others=others, required=required
    )


SECTIONS: dict[str, Section] = {
    "accesslog": one(texts="userid", days="logdate", required="logdate"),
    "antivirus": many(
        texts="company guid name version base_version", flags="enabled uptodate", days="expiration base_creation"
    ),
    "error": one(texts="message type", numbers="id"),
    "batteries": many(
        texts="chemistry manufacturer name serial", numbers="capacity real_capacity voltage", days="date"
    ),
    "bios": one(
        texts="assettag bmanufacturer bversion mmanufacturer mmodel msn skunumber smanufacturer smodel ssn "
        "biosserial enclosureserial secure_boot",
        days="bdate",
    ),
    "controllers": many(
        texts="caption driver manufacturer name pcisubsystemid pciclass pcislot productid rev type vendorid "
        "model serial"
    ),
    "cpus": many(
        texts="arch description familyname familynumber id manufacturer model name serial cache",
        numbers="core corecount external_clock speed stepping thread",
    ),
    "drives": many(
        texts="description letter filesystem serial type volumn createdate label encrypt_name encrypt_algo "
        "encrypt_status encrypt_type",
        numbers="free total",
        flags="systemdrive",
    ),
    "envs": many(texts="key val", required="key val"),
    "firewalls": many(texts="description ipaddress ipaddress6 profile status", required="status"),
    "hardware": one(
        texts="chassis_type datelastloggeduser defaultgateway dns lastloggeduser name uuid vmsystem workgroup "
        "type description winprodid winowner winprodkey wincompany winlang",
        numbers="memory swap",
    ),
    "inputs": many(texts="caption description type name manufacturer interface layout pointingtype"),
    "local_groups": many(texts="id name", others="members", required="id name"),
    "local_users": many(texts="home id login name shell", required="id"),
    "physical_volumes": many(
        texts="attr device format pv_uuid vg_uuid",
        numbers="free pe_size pv_pe_count size",
        required="device format free pv_pe_count pv_uuid size",
    ),
    "volume_groups": many(
        texts="attr vg_extent_size vg_name vg_uuid",
        numbers="free lv_count pv_count size",
        required="free lv_count pv_count size vg_extent_size vg_name vg_uuid",
    ),
    "logical_volumes": many(
        texts="attr lv_name lv_uuid vg_uuid vg_name", numbers="seg_count size", required="lv_name lv_uuid size"
    ),
    "memories": many(
        texts="caption description manufacturer memorycorrection serialnumber model speed type formfactor purpose",
        numbers="capacity numslots",
        flags="removable",
    ),
    "monitors": many(texts="base64 caption description manufacturer serial altserial port uuencode name type"),
    "networks": many(
        texts="description ipaddress ipaddress6 ipdhcp ipgateway ipmask ipmask6 ipsubnet ipsubnet6 mac pciid "
        "pnpdeviceid speed status type manufacturer model wwn driver firmware pcislot slaves base "
        "wifi_ssid wifi_bssid wifi_mode wifi_version",
        numbers="mtu",
        flags="management virtualdev",
        required="description",
    ),
    "operatingsystem": one(
        texts="arch dns_domain fqdn full_name hostid kernel_name kernel_version name ssh_key service_pack version",
        days="boot_time install_date",
        others="timezone",
    ),
    "ports": many(texts="caption description name type", required="type"),
    "printers": many(
        texts="description driver name port printprocessor resolution status comment errstatus servername "
        "sharename serial",
        flags="network shared",
        required="name",
    ),
    "processes": many(
        texts="cmd cpuusage mem tty user", numbers="pid virtualmemory", days="started", required="cmd pid user"
    ),
    "remote_mgmt": many(texts="id type version", required="id type"),
    "slots": many(texts="description designation name status", required="name"),
    "softwares": many(
        texts="arch comments from guid name publisher system_category uninstall_string url_info_about version "
        "folder helplink release_type version_minor version_major username userid",
        numbers="filesize",
        flags="no_remove",
        days="install_date",
        required="name",
    ),
    "sounds": many(texts="caption description manufacturer name"),
    "storages": many(
        texts="description firmware interface manufacturer model name scsi_coid scsi_lun scsi_unid scsi_chid "
        "serial type wwn encrypt_name encrypt_algo encrypt_status encrypt_type",
        numbers="disksize",
    ),
    "usbdevices": many(texts="caption class manufacturer name productid subclass vendorid serial"),
    "users": many(texts="domain login"),
    "videos": many(texts="name chipset resolution pcislot", numbers="memory"),
    "virtualmachines": many(
        texts="image name status subsystem uuid vmtype mac comment owner serial",
        numbers="memory vcpu",
        others="ipaddress operatingsystem",
        required="name",
    ),
    "licenseinfos": many(texts="name fullname key components update productid", flags="trial", days="activation_date"),
    "modems": many(texts="name description type model manufacturer serial", others="imei"),
    "firmwares": many(texts="name description type version manufacturer", days="date"),
    "simcards": many(texts="serial phone_number iccid state country operator_code operator_name subscriber_id"),
    "sensors": many(texts="name manufacturer type version"),
    "powersupplies": many(
        texts="name serialnumber manufacturer partnum model status location",
        numbers="power_max",
        flags="hotreplaceable plugged",
    ),
    "cameras": many(
        texts="lensfacing designation orientation focallength sensorsize manufacturer model",
        flags="flashunit",
        others="resolution imageformats resolutionvideo supports",
    ),
    "network_ports": many(
        texts="ifdescr ifalias iflastchange ifname mac",
        numbers="ifinerrors ifinbytes ifinternalstatus ifmtu ifnumber ifouterrors ifoutbytes ifspeed "
        "ifportduplex ifstatus iftype",
        flags="lldp trunk",
        others="connections aggregate ips vlans",
    ),
    "network_components": many(
        texts="description manufacturer model name serial type firmware mac ip",
        numbers="contained_index fru index stack_number",
    ),
    "pagecounters": one(
        numbers="total black color rectoverso scanned printtotal printblack printcolor copytotal copyblack "
        "copyblack_a3 copycolor copycolor_a3 faxtotal duplex"
    ),
    "cartridges": many(texts="name value"),
    "consumables": many(texts="type color value unit", numbers="max"),
    "versionprovider": one(
        texts="name perl_args perl_exe perl_inc perl_version program version",
        numbers="etime",
        others="comments perl_config perl_module",
    ),
    "network_device": one(
        texts="description firmware location mac model name assettag serial type uptime manufacturer contact",
        numbers="cpu memory ram credentials",
        others="ips",
        required="type",
    ),
    "databases_services": many(
        texts="type name version manufacturer path",
        numbers="port size",
        flags="is_active is_onbackup",
        days="last_boot_date last_backup_date",
        others="databases",
        required="name version",
    ),
}

ITEM_TYPES = ("Unmanaged", "Computer", "Phone", "NetworkEquipment", "Printer")
