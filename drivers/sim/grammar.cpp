#include "drivers/sim/grammar.hpp"

#include "drivers/sim/text.hpp"

namespace drivers::sim {
namespace {

// One statement a line, indentation is hierarchy. After the name: `^` prefix, `#` keyed, `@` implied, `=`
// value, `*` values, `!` flag, `~` free; `$` secret.
constexpr std::string_view statements = R"(
version =
system
  host-name =
  domain-name =
  time-zone =
  name-server *
  management-instance !
  root-authentication
    encrypted-password =$
    plain-text-password-value =$
    ssh-rsa *
    ssh-ecdsa *
    ssh-ed25519 *
  login
    message =
    class #
      permissions *
      idle-timeout =
    user #
      full-name =
      uid =
      class =
      authentication
        encrypted-password =$
        plain-text-password-value =$
        ssh-rsa *
        ssh-ecdsa *
        ssh-ed25519 *
  services
    ssh
      root-login =
      protocol-version *
      connection-limit =
      rate-limit =
    netconf
      ssh
        connection-limit =
        rate-limit =
      rfc-compliant !
    telnet
    ftp
    web-management
      http !
      https
        system-generated-certificate !
  ports
    console ~
  syslog
    user ~
    file #
      any =
      authorization =
      interactive-commands =
    host #
      any =
  ntp
    server *
  radius-server #
    secret =$
  commit
    synchronize !
  license ~
  processes ~
  phone-home ~
chassis
  redundancy
    graceful-switchover !
    routing-engine ~
    failover ~
  alarm
    management-ethernet
      link-down =
  auto-image-upgrade !
  aggregated-devices ~
  fpc ~
interfaces
  interface @
    description =
    disable !
    mtu =
    vlan-tagging !
    gigether-options ~
    unit #
      description =
      vlan-id =
      family ^
        inet
          dhcp !
          address *
          filter ~
        inet6
          address *
        ethernet-switching
          interface-mode =
          vlan ~
        mpls !
routing-options
  router-id =
  autonomous-system =
  static
    route #
      next-hop *
      no-readvertise !
      discard !
protocols
  bgp
    group #
      type =
      local-address =
      peer-as =
      export =
      neighbor #
        description =
        peer-as =
        authentication-key =$
  ospf
    area #
      interface #
        interface-type =
        metric =
  lldp
    interface #
  rstp
    interface #
  igmp-snooping ~
policy-options
  prefix-list #
    ~ ~
  policy-statement #
    term ~
    then ~
snmp
  location =
  contact =
  community #
    authorization =
  trap-group ~
vlans
  vlan @
    vlan-id =
    l3-interface =
security ~
firewall ~
groups ~
apply-groups *
)";

Kind kind_of(std::string_view mark) {
    if (mark.starts_with('^')) return Kind::prefix;
    if (mark.starts_with('#')) return Kind::keyed;
    if (mark.starts_with('@')) return Kind::implied;
    if (mark.starts_with('=')) return Kind::value;
    if (mark.starts_with('*')) return Kind::values;
    if (mark.starts_with('!')) return Kind::flag;
    if (mark.starts_with('~')) return Kind::free;
    return Kind::group;
}

Rule read_statements() {
    Rule root{"configuration", Kind::group, false, {}};
    for (const std::string& line : lines_of(statements)) {
        const std::vector<std::string> words = words_of(line);
        if (words.empty()) continue;
        Rule* parent = &root;
        for (std::size_t depth = line.find_first_not_of(' ') / 2; depth > 0; --depth)
            parent = &parent->children.back();
        const std::string mark = words.size() > 1 ? words[1] : "";
        parent->children.push_back(Rule{words[0], kind_of(mark), mark.ends_with('$'), {}});
    }
    return root;
}

}  // namespace

const Rule& grammar() {
    static const Rule rules = read_statements();
    return rules;
}

const Rule* find_rule(const Rule& parent, std::string_view word) {
    const Rule* found = nullptr;
    for (const Rule& rule : parent.children) {
        if (rule.kind == Kind::implied || rule.name == word || rule.name == "~") return &rule;
        if (!rule.name.starts_with(word)) continue;
        if (found) return nullptr;
        found = &rule;
    }
    return found;
}

}  // namespace drivers::sim
