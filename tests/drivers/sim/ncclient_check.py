#!/usr/bin/env python3
"""An independent NETCONF client is content with a simulated unit: hello, inventory, command, lock, load, commit, errors, discard, close.

Usage: ncclient_check.py PORT SERIAL. Prints what it checked; any exception is a failure.
"""
import sys
import xml.etree.ElementTree as ElementTree

from ncclient import manager
from ncclient.operations import RPCError
from ncclient.xml_ import new_ele, to_ele


def local(tag):
    return tag.rsplit("}", 1)[-1]


def texts(reply, name):
    """The texts of all elements of that local name, read by Python's own parser."""
    root = ElementTree.fromstring(str(reply).encode())
    return [(e.text or "").strip() for e in root.iter() if local(e.tag) == name]


def main(port, serial):
    unit = manager.connect(host="127.0.0.1", port=port, username="root", password="juniper", hostkey_verify=False, allow_agent=False,
                           look_for_keys=False, timeout=30, device_params={"name": "junos"})
    capabilities = list(unit.server_capabilities)
    assert "urn:ietf:params:netconf:base:1.0" in capabilities, capabilities
    assert not any("base:1.1" in c for c in capabilities), capabilities
    assert "http://xml.juniper.net/netconf/junos/1.0" in capabilities, capabilities

    inventory = unit.rpc(new_ele("get-chassis-inventory"))
    assert texts(inventory, "serial-number")[0] == serial, str(inventory)[:400]
    modules = [e for e in ElementTree.fromstring(str(inventory).encode()).iter() if local(e.tag) == "chassis-module"]
    assert len(modules) >= 2, str(inventory)[:400]

    shown = unit.command("show version", format="text")
    assert "Model: " in str(shown), str(shown)
    assert texts(unit.command("show version"), "product-model"), "xml by default"

    unit.lock("candidate")
    unit.load_configuration(action="set", config=["set system domain-name bench.example"])
    unit.load_configuration(config=to_ele("<snmp><location>bench 3</location></snmp>"), format="xml")
    unit.commit()
    assert texts(unit.get_configuration(format="xml"), "domain-name") == ["bench.example"]
    assert texts(unit.get_config("running"), "location") == ["bench 3"]

    unit.edit_config(target="candidate", config="<config><configuration><snmp><contact>nobody</contact></snmp></configuration></config>")
    unit.discard_changes()
    assert texts(unit.get_config("candidate"), "contact") == []
    unit.unlock("candidate")

    for bad in ("get-nonsense", "request-vmhost-nonsense"):
        try:
            unit.rpc(new_ele(bad))
            raise AssertionError(bad + " was accepted")
        except RPCError as error:
            assert "syntax error" in error.message, error
    try:
        unit.load_configuration(action="set", config=["set system nonsense 1"])
        raise AssertionError("a bad statement was accepted")
    except RPCError as error:
        assert "syntax error" in error.message, error
    unit.discard_changes()
    unit.close_session()
    print("content: hello, inventory, command, lock, load, commit, discard, errors, close")


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
