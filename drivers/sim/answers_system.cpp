// Uptime, users, storage, commits, licences: what the operating system and mgd know.
#include "drivers/sim/answer.hpp"

#include <fmt/format.h>

namespace drivers::sim {
namespace {

std::chrono::seconds since(WallClock::time_point when) {
    return std::chrono::duration_cast<std::chrono::seconds>(WallClock::now() - when);
}

Element& add_time(Element& parent, std::string name, WallClock::time_point when) {
    return parent.add(std::move(name), date_time(when)).with("junos:seconds", seconds_text(when));
}

std::string plural(std::size_t n, std::string_view word) {
    return fmt::format("{} {}{}", n, word, n == 1 ? "" : "s");
}

std::string uptime_line(const Engine& engine) {
    const auto up = since(engine.booted_at);
    return fmt::format(
        "{}  up {}, {}, load averages: 0.21, 0.18, 0.14", right(clock_time(WallClock::now()), 7),
        up < std::chrono::hours{24} ? fmt::format("{}:{:02}", up.count() / 3600, up.count() / 60 % 60)
                                    : length_short(up),
        plural(engine.users.size(), "user"));
}

void add_uptime(Element& parent, const Engine& engine, bool with_table) {
    Element& info = parent.add("uptime-information");
    const auto now = WallClock::now();
    info.add("date-time", clock_time(now)).with("junos:seconds", seconds_text(now));
    info.add("up-time", length_short(since(engine.booted_at)))
        .with("junos:seconds", std::to_string(since(engine.booted_at).count()));
    info.add("active-user-count", std::to_string(engine.users.size()))
        .with("junos:format", plural(engine.users.size(), "user"));
    info.add("load-average-1", "0.21");
    info.add("load-average-5", "0.18");
    info.add("load-average-15", "0.14");
    Element& table = info.add("user-table");
    if (!with_table) return;
    for (const LoggedIn& user : engine.users) {
        Element& entry = table.add("user-entry");
        entry.add("user", user.user);
        entry.add("tty", user.terminal);
        entry.add("from", user.from.empty() ? "-" : user.from);
        entry.add("login-time", clock_time(user.since)).with("junos:seconds", seconds_text(user.since));
        entry.add("idle-time", "-").with("junos:seconds", "0");
        entry.add("command", "-cli (cli)");
    }
}

}  // namespace

Answer uptime(const View& view, const Arguments&) {
    const Engine& engine = view.engine;
    Answer out;
    Element info{"system-uptime-information", "", {{"xmlns", view.ns("junos")}}, {}};
    const auto now = WallClock::now();
    const auto dated = [&](std::string name, WallClock::time_point when) -> Element& {
        Element& element = info.add(std::move(name));
        add_time(element, "date-time", when);
        if (when != now)
            element.add("time-length", length_short(since(when)))
                .with("junos:seconds", std::to_string(since(when).count()));
        return element;
    };
    dated("current-time", now);
    info.add("time-source", " LOCAL CLOCK ");
    dated("system-booted-time", engine.booted_at);
    dated("protocols-started-time", engine.booted_at);
    const Commit& last = engine.config.history().front();
    dated("last-configured-time", last.when).add("user", last.user);
    add_uptime(info, engine, false);
    out.text = "Current time: " + date_time(now) + "\nTime Source:  LOCAL CLOCK\n";
    for (const auto& [what, when] :
         {std::pair{"System booted", engine.booted_at}, {"Protocols started", engine.booted_at}})
        out.text += fmt::format("{}: {} ({} ago)\n", what, date_time(when), length_short(since(when)));
    out.text += fmt::format("Last configured: {} ({} ago) by {}\n{}\n", date_time(last.when),
                            length_short(since(last.when)), last.user, uptime_line(engine));
    out.xml.push_back(std::move(info));
    return out;
}

Answer users(const View& view, const Arguments&) {
    Answer out;
    Element info{"system-users-information", "", {{"xmlns", view.ns("junos")}}, {}};
    add_uptime(info, view.engine, true);
    out.text = uptime_line(view.engine) +
               "\nUSER     TTY      FROM                              LOGIN@  IDLE WHAT\n";
    for (const LoggedIn& user : view.engine.users)
        out.text += column(user.user, 9) + column(user.terminal, 9) +
                    column(user.from.empty() ? "-" : user.from, 33) + right(clock_time(user.since), 7) +
                    "      - -cli (cli)\n";
    out.xml.push_back(std::move(info));
    return out;
}

Answer storage(const View& view, const Arguments&) {
    Answer out;
    Element info{
        "system-storage-information", "", {{"xmlns", view.ns("junos")}, {"junos:style", "brief"}}, {}};
    out.text = "Filesystem              Size       Used      Avail  Capacity   Mounted on\n";
    for (const Filesystem& fs : view.unit.personality().filesystems) {
        const std::string place =
            fs.mounted_on.starts_with("/.mount") ? fs.mounted_on.substr(7) : fs.mounted_on;
        const std::uint64_t free = view.engine.free_bytes(place + "/any");
        const std::uint64_t used = fs.bytes - std::min(free, fs.bytes);
        const unsigned percent = fs.bytes ? static_cast<unsigned>(used * 100 / fs.bytes) : 0;
        Element& item = info.add("filesystem");
        item.add("filesystem-name", fs.device);
        const auto blocks = [&item](std::string name, std::uint64_t bytes) {
            item.add(std::move(name), std::to_string(bytes / 512)).with("junos:format", human_bytes(bytes));
        };
        blocks("total-blocks", fs.bytes);
        blocks("used-blocks", used);
        blocks("available-blocks", free);
        item.add("used-percent", fmt::format("{:>3}", percent));
        item.add("mounted-on", fs.mounted_on);
        out.text += column(fs.device, 20) + right(human_bytes(fs.bytes), 8) + right(human_bytes(used), 11) +
                    right(human_bytes(free), 11) + fmt::format("{:>9}%  {}\n", percent, fs.mounted_on);
    }
    out.xml.push_back(std::move(info));
    return out;
}

Answer commits(const View& view, const Arguments&) {
    Answer out;
    Element info{"commit-information", "", {}, {}};
    std::size_t number = 0;
    for (const Commit& commit : view.engine.config.history()) {
        const std::string client = commit.client.empty() ? "other" : commit.client;  // other: what a reset put there
        Element& item = info.add("commit-history");
        item.add("sequence-number", std::to_string(number));
        item.add("user", commit.user);
        item.add("client", client);
        add_time(item, "date-time", commit.when);
        item.add_if("log", commit.log);
        out.text += fmt::format("{:<3} {} by {} via {}\n", number++, date_time(commit.when), commit.user,
                                client);
        if (!commit.log.empty()) out.text += "    " + commit.log + "\n";
    }
    out.xml.push_back(std::move(info));
    return out;
}

Answer licences(const View& view, const Arguments&) {
    Answer out;
    Element info{"license-summary-information", "", {{"xmlns", view.ns("junos-license")}}, {}};
    Element& usage = info.add("license-usage-summary").with("junos:style", "table");
    Element& installed = info.add("license-information").with("junos:style", "summary");
    out.text =
        "License usage: \n                                 Licenses     Licenses    Licenses    Expiry\n"
        "  Feature name                       used    installed      needed \n";
    if (view.engine.licences.empty()) {
        usage.add("no-feature-used");
        installed.add("no-licenses-installed");
        out.text = "License usage: \n  No features used\n\nLicenses installed: none\n";
        out.xml.push_back(std::move(info));
        return out;
    }
    std::string keys = "\nLicenses installed: \n";
    for (const Licence& licence : view.engine.licences) {
        Element& feature = usage.add("feature-summary");
        feature.add("name", licence.feature);
        feature.add("licensed", "1");
        feature.add("used-licensed", "0");
        feature.add("needed", "0");
        Element& license = installed.add("license");
        license.add("name", licence.identifier);
        license.add("license-version", "4");
        license.add("validity-type", "permanent");
        out.text += fmt::format("  {:<32} {:>8} {:>12} {:>11}    permanent\n", licence.feature, 0, 1, 0);
        keys += fmt::format(
            "  License identifier: {}\n  License version: 4\n  Features:\n    {} - {}\n      permanent\n\n",
            licence.identifier, licence.feature, licence.feature);
    }
    out.text += keys;
    out.xml.push_back(std::move(info));
    return out;
}

Answer rescue(const View& view, const Arguments&) {
    Answer out;
    const auto& saved = view.engine.config.rescue();
    if (!saved) {
        out.error = "No rescue configuration is set.";
        return out;
    }
    Element info{"rescue-information", "", {}, {}};
    info.add("configuration-text", "\n" + saved->text());
    out.text = saved->text();
    out.xml.push_back(std::move(info));
    return out;
}

Answer switchover(const View& view, const Arguments&) {
    Answer out;
    const bool graceful = view.engine.config.active().has("chassis redundancy graceful-switchover");
    Element info{"switchover-information", "", {}, {}};
    info.add("switchover-mode").add("gres-mode", graceful ? "On" : "Off");
    info.add("gresreadiness-status").add("switchover-status", graceful ? "Ready" : "Not Ready");
    out.text = fmt::format(
        "Graceful switchover: {}\nConfiguration database: Ready\nKernel database: Ready\nPeer state: Steady "
        "State\n",
        graceful ? "On" : "Off");
    out.xml.push_back(std::move(info));
    return out;
}

}  // namespace drivers::sim
