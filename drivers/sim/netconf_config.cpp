// The configuration rpcs of NETCONF and of Junos's own protocol.
#include "drivers/sim/netconf_session.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

namespace drivers::sim {
namespace {

const std::string ok = "<ok/>\n";

std::string xml_text(const pugi::xml_node& node) {
    std::ostringstream out;
    node.print(out, "", pugi::format_raw);
    return out.str();
}

pugi::xml_node child(const pugi::xml_node& parent, std::string_view name) {
    for (const pugi::xml_node node : parent.children())
        if (node.type() == pugi::node_element && local_name(node) == name) return node;
    return {};
}

pugi::xml_node first_element(const pugi::xml_node& parent) {
    for (const pugi::xml_node node : parent.children())
        if (node.type() == pugi::node_element) return node;
    return {};
}

/// Prunes `tree` to what a subtree filter selects: containers by name, entries by their <name>. RFC 6241
/// section 6, as far as benches use it.
bool select(Element& tree, const pugi::xml_node& filter) {
    if (!first_element(filter)) return true;
    for (auto it = tree.children.begin(); it != tree.children.end();) {
        bool keep = it->name == "name";
        for (const pugi::xml_node wanted : filter.children()) {
            if (wanted.type() != pugi::node_element || local_name(wanted) != it->name) continue;
            const pugi::xml_node name = child(wanted, "name");
            const bool named = name && *name.text().get();
            const bool matches =
                !named || std::any_of(it->children.begin(), it->children.end(), [&](const Element& e) {
                    return e.name == "name" && e.text == trimmed(name.text().get());
                });
            if (matches) keep = keep || select(*it, wanted);
        }
        it = keep ? std::next(it) : tree.children.erase(it);
    }
    return std::any_of(tree.children.begin(), tree.children.end(),
                       [](const Element& e) { return e.name != "name"; });
}

}  // namespace

bool NetconfSession::configuration_rpc(const pugi::xml_node& request, std::string& body) {
    const std::string name = local_name(request);
    if (name == "get-config")
        get_config(request, body);
    else if (name == "get-configuration")
        get_configuration(request, body);
    else if (name == "edit-config")
        edit(request, body);
    else if (name == "load-configuration")
        load(request, body);
    else if (name == "commit")
        commit(request, body, false);
    else if (name == "commit-configuration")
        commit(request, body, static_cast<bool>(child(request, "check")));
    else if (name == "validate")
        commit(request, body, true);
    else if (name == "lock" || name == "lock-configuration")
        lock(body);
    else if (name == "unlock" || name == "unlock-configuration" || name == "close-configuration") {
        store().leave(presence_.id());
        if (own_ && name == "unlock")
            body += rpc_error({.message = "Configuration database is not open"});
        else
            body += ok;
        own_.reset();
    } else if (name == "open-configuration") {
        if (child(request, "private")) own_ = store().active();
        body +=
            rpc_error({.severity = "warning", .message = "uncommitted changes will be discarded on exit"}) +
            ok;
    } else if (name == "discard-changes") {
        config() = store().active();
        body += ok;
    } else if (name == "kill-session") {
        body += ok;
    } else {
        return false;
    }
    return true;
}

void NetconfSession::lock(std::string& body) {
    if (const Editor* holder = store().exclusive_holder(presence_.id())) {
        body += rpc_error(
            {.message = fmt::format(
                 "configuration database locked by:\n  {} terminal {} (pid {}) on since {}\n      exclusive",
                 holder->user, holder->terminal, holder->id, date_time(holder->since)),
             .bad_element = "lock-configuration"});
        return;
    }
    if (store().modified()) {
        body +=
            rpc_error({.message = "configuration database modified", .bad_element = "lock-configuration"});
        return;
    }
    store().editors().push_back({presence_.id(), seat_.user, seat_.wire->terminal, WallClock::now(), true});
    body += ok;
}

bool NetconfSession::may_change(std::string& body) {
    if (!seat_.may_change()) {
        body += rpc_error({.message = "permission denied"});
        return false;
    }
    const Editor* holder = own_ ? nullptr : store().exclusive_holder(presence_.id());
    if (!holder) return true;
    body += rpc_error(
        {.message = fmt::format(
             "configuration database locked by:\n  {} terminal {} (pid {}) on since {}\n      exclusive",
             holder->user, holder->terminal, holder->id, date_time(holder->since))});
    return false;
}

void NetconfSession::get_config(const pugi::xml_node& request, std::string& body) {
    const bool candidate = static_cast<bool>(child(child(request, "source"), "candidate"));
    Element tree = (candidate ? config() : store().active()).xml();
    if (const pugi::xml_node filter = child(request, "filter"))
        if (const pugi::xml_node wanted = child(filter, "configuration")) select(tree, wanted);
    tree.with("xmlns", "http://xml.juniper.net/xnm/1.1/xnm")
        .with("junos:changed-seconds", seconds_text(store().history().front().when));
    Element data{"data", "", {}, {}};
    data.children.push_back(std::move(tree));
    body += print(data, Layout::packed);
}

void NetconfSession::get_configuration(const pugi::xml_node& request, std::string& body) {
    const std::string format = request.attribute("format").as_string("xml"),
                      database = request.attribute("database").as_string("candidate");
    const Config& shown = database == "committed" ? store().active() : config();
    const Commit& last = store().history().front();
    if (format == "text") {
        body += "<configuration-text xmlns=\"http://xml.juniper.net/xnm/1.1/xnm\">\n" +
                escape("## Last changed: " + date_time(last.when) + "\nversion " +
                       seat_.engine.software.running + ";\n" + shown.text()) +
                "</configuration-text>\n";
        return;
    }
    if (format == "set") {
        body += "<configuration-set>\n" + escape(shown.set_commands()) + "</configuration-set>\n";
        return;
    }
    Element tree = shown.xml();
    if (const pugi::xml_node wanted = child(request, "configuration")) select(tree, wanted);
    tree.children.push_front(Element{"version", seat_.engine.software.running, {}, {}});
    tree.with("xmlns", "http://xml.juniper.net/xnm/1.1/xnm")
        .with("junos:commit-seconds", seconds_text(last.when));
    tree.with("junos:commit-localtime", date_time(last.when)).with("junos:commit-user", last.user);
    body += print(tree, Layout::packed);
}

void NetconfSession::report(const LoadResult& result, bool wrapped, std::string& body) {
    std::string inner;
    for (std::size_t i = 0; i < result.errors.size(); ++i)
        inner += rpc_error({.message = "syntax error", .bad_element = result.bad_words[i]});
    for (const std::string& warning : result.warnings)
        inner += rpc_error({.severity = "warning", .message = warning});
    if (result.errors.empty()) inner += ok;
    body += wrapped ? "<load-configuration-results>\n" + inner + "</load-configuration-results>\n" : inner;
}

void NetconfSession::edit(const pugi::xml_node& request, std::string& body) {
    if (!may_change(body)) return;
    if (child(child(request, "target"), "running")) {
        body += rpc_error({.message = "syntax error", .bad_element = "running"});
        return;
    }
    if (std::string_view{child(request, "default-operation").text().get()} == "replace") config() = Config{};
    if (const pugi::xml_node text = child(child(request, "config-text"), "configuration-text")) {
        report(load_hierarchical(config(), text.text().get(), "netconf"), false, body);
        return;
    }
    report(load_xml(config(), xml_text(first_element(child(request, "config")))), false, body);
}

void NetconfSession::load(const pugi::xml_node& request, std::string& body) {
    if (!may_change(body)) return;
    const std::string action = request.attribute("action").as_string("merge");
    if (const pugi::xml_attribute number = request.attribute("rollback")) {
        const auto n = static_cast<std::size_t>(number.as_int());
        if (n < store().history().size()) config() = store().history()[n].config;
        report({}, true, body);
        return;
    }
    if (action == "override" || action == "update") config() = Config{};
    LoadResult result;
    if (const pugi::xml_node set = child(request, "configuration-set"))
        result = load_set_commands(config(), set.text().get(), "netconf");
    else if (const pugi::xml_node text = child(request, "configuration-text"))
        result = load_hierarchical(config(), text.text().get(), "netconf");
    else if (const pugi::xml_node tree = child(request, "configuration"))
        result = load_xml(config(), xml_text(tree));
    report(result, true, body);
}

void NetconfSession::commit(const pugi::xml_node& request, std::string& body, bool check_only) {
    if (!may_change(body)) return;
    if (const auto problem = store().check(config())) {
        body += rpc_error({.path = problem->path, .message = problem->message, .bad_element = "system"});
        body += rpc_error({.message = check_only
                                          ? "configuration check-out failed: (missing mandatory statements)"
                                          : "commit failed: (missing mandatory statements)"});
        return;
    }
    const bool results = local_name(request) == "commit-configuration";
    const std::string done = check_only ? "<commit-check-success/>\n" : "<commit-success/>\n";
    if (results)
        body += "<commit-results>\n<routing-engine junos:style=\"normal\">\n<name>" + seat_.engine.name() +
                "</name>\n" + done + "</routing-engine>\n</commit-results>\n";
    if (check_only) {
        body += ok;
        return;
    }
    const Config before = store().active();
    const bool synchronize = child(request, "synchronize") || config().has("system commit synchronize");
    store().commit(config(), seat_.user, "netconf", child(request, "log").text().get());
    if (own_) own_ = store().active();
    Engine* other = seat_.unit.other(seat_.engine);
    if (synchronize && other && other->phase == Phase::up)
        other->config.commit(store().active(), seat_.user, "other", "");
    if (!synchronize && other && store().active().has("chassis redundancy graceful-switchover"))
        body += rpc_error({.severity = "warning",
                           .message = "graceful-switchover is enabled, commit synchronize should be used"});
    if (child(request, "confirmed")) {
        const std::string given = child(request, "confirm-timeout").text().get();
        // RFC 6241 counts the time-out of <commit> in seconds, Junos that of <commit-configuration> in
        // minutes.
        const int n = given.empty() ? 600 : std::atoi(given.c_str()) * (results ? 60 : 1);
        seat_.unit.roll_back_later(seat_.engine, before, std::chrono::seconds{n});
    } else {
        seat_.unit.confirm_commit(seat_.engine);
    }
    body += ok;
    seat_.unit.services_changed();
}

}  // namespace drivers::sim
