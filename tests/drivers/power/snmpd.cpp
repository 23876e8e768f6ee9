#include "tests/drivers/power/snmpd.hpp"

#include <fstream>

namespace support {
namespace {

// The pass_persist protocol of snmpd.conf(5). (What plain pass says snmpd keeps for half a minute.)
constexpr auto outlets = R"sh(#!/bin/sh
cd "$(dirname "$0")"
read_outlet() {
  state=outlet.${1##*.}
  [ -e "$state" ] || { echo NONE; return; }
  left=$(cat "$state.slow" 2>/dev/null || echo 0)
  if [ "$left" -gt 0 ] && [ -e "$state.was" ]; then echo $((left - 1)) >"$state.slow"; state=$state.was; fi
  echo "$1"; echo integer; cat "$state"
}
write_outlet() {
  state=outlet.${1##*.}
  [ -e "$state" ] || { echo not-writable; return; }
  if [ ! -e "$state.stuck" ]; then
    [ -e "$state.slow" ] && cp "$state" "$state.was"
    case "$2" in 1) echo 2 >"$state";; 2) echo 1 >"$state";; *) echo wrong-value; return;; esac
  fi
  echo DONE
}
while read -r verb; do case "$verb" in
  PING) echo PONG;;
  get) read -r oid; read_outlet "$oid";;
  getnext) read -r oid; echo NONE;;
  set) read -r oid; read -r type value; write_outlet "$oid" "$value";;
esac; done
)sh";

}  // namespace

Snmpd::Snmpd() {
    write("outlets", outlets);
    for (int outlet = 1; outlet <= 4; ++outlet) set(outlet, true);
    write("community", "community switches\n");
    write("user", "user technician\nauthentication long enough\nprivacy quite private\n");
    write("wrong", "community public\n");
    write("wrong-user", "user technician\nauthentication not the one\nprivacy quite private\n");
    write("snmpd.conf",
          "rwcommunity switches 127.0.0.1\ncreateUser technician SHA \"long enough\" AES \"quite private\"\nrwuser technician priv\n"
          "pass_persist .1.3.6.1.4.1.318.1.1.26.9.2 /bin/sh " + (folder_ / "outlets").string() + "\n");
    const auto command = [this](unsigned port) -> std::vector<std::string> {
        return {"/usr/bin/env",
                "MIBS=",
                "SNMP_PERSISTENT_DIR=" + (folder_ / "state").string(),
                "/usr/sbin/snmpd", "-f", "-Lo", "-C", "-c", (folder_ / "snmpd.conf").string(),
                "udp:127.0.0.1:" + std::to_string(port)};
    };
    server_ = serve(free_udp_port, command, folder_ / "log");
}

std::string Snmpd::endpoint(const std::string& outlets_wanted, const std::string& keys) const {
    return "snmp://127.0.0.1:" + std::to_string(server_.port) + "/apc-rpdu2?outlet=" + outlets_wanted + "&keys=" + (folder_ / keys).string();
}

bool Snmpd::outlet_is_on(int outlet) const { return contents_of(folder_ / ("outlet." + std::to_string(outlet))) == "2\n"; }
void Snmpd::set(int outlet, bool on) const { write("outlet." + std::to_string(outlet), on ? "2\n" : "1\n"); }
void Snmpd::make_stuck(int outlet) const { write("outlet." + std::to_string(outlet) + ".stuck", ""); }
void Snmpd::make_slow(int outlet, int readings) const {
    write("outlet." + std::to_string(outlet) + ".slow", std::to_string(readings) + "\n");
}
void Snmpd::stop() { server_.child.reset(); }
void Snmpd::write(const std::string& name, const std::string& text) const { std::ofstream{folder_ / name} << text; }

}  // namespace support
