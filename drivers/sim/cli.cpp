// The operational mode of the CLI.
#include "drivers/sim/commands.hpp"
#include "drivers/sim/seat.hpp"

#include <fmt/format.h>

namespace drivers::sim {
namespace {

class CliOutlet : public Outlet {
  public:
    explicit CliOutlet(Seat& seat) : seat_{seat} {}
    void output(std::string_view text) override { seat_.wire->send(text); }
    void warning(std::string_view text) override { seat_.wire->send(fmt::format("warning: {}\n", text)); }
    void error(std::string_view text) override { seat_.wire->send(fmt::format("error: {}\n", text)); }
    void result(int) override {}
    bool structured() const override { return false; }
    void reply(Element) override {}
    Task<bool> confirm(std::string question) override {
        const auto answer = co_await read_line(*seat_.wire, std::move(question));
        seat_.wire->send("\n");
        co_return answer && !answer->empty() && std::string_view{"yes"}.starts_with(*answer);
    }
    Task<> pause(std::chrono::nanoseconds length) override { co_await seat_.wire->pause(length); }

  private:
    Seat& seat_;
};

std::string prompt(const Seat& seat) {
    const std::string banner = role(seat);
    return (banner.empty() ? "\n" : "\n" + banner + "\n") + whoami(seat) + (seat.unit.personality().fips ? ":fips> " : "> ");
}

/// A caret under the word that was not understood, and what is wrong.
void complain(Seat& seat, const std::string& line, const std::vector<std::string>& words, std::size_t bad) {
    if (seat.alone) {
        seat.wire->send(
            fmt::format("\nerror: syntax error, expecting <command>: {}\n", bad < words.size() ? words[bad]
                                                                            : words.empty()    ? ""
                                                                                            : words.back()));
        return;
    }
    std::size_t at = 0;
    for (std::size_t i = 0; i < bad && i < words.size(); ++i) at = line.find(words[i], at) + words[i].size();
    if (bad < words.size()) at = line.find(words[bad], at);
    seat.wire->send(std::string(whoami(seat).size() + 2 + at, ' ') + "^\n" +
                    (bad == 0 ? "unknown command.\n" : "syntax error, expecting <command>.\n"));
}

std::string display_json(const std::vector<Element>& elements) { return "{\n" + print_json({elements.begin(), elements.end()}, 1) + "\n}\n"; }

std::string display_xml(const Seat& seat, const std::vector<Element>& elements) {
    const View view{seat.unit, seat.engine};
    Element reply{"rpc-reply", "", {{"xmlns:junos", view.ns("junos")}}, {}};
    for (const Element& element : elements) reply.children.push_back(element);
    reply.add("cli").add("banner", role(seat));
    return print(reply, Layout::indented);
}

Task<> show_configuration(Seat& seat, const CommandLine& line, std::vector<std::string> path) {
    const Config& config = seat.engine.config.active();
    const Commit& last = seat.engine.config.history().front();
    std::string text;
    if (line.has("display", "xml")) {
        text = display_xml(seat, {config.xml()});
    } else if (line.has("display", "json")) {
        text = display_json({config.xml()});
    } else if (line.has("display", "set")) {
        std::string start = "set";
        for (const std::string& word : path) start += " " + word;
        if (path.empty()) text = "set version " + seat.engine.software.running + "\n";
        for (const std::string& set : lines_of(config.set_commands()))
            if (set == start || set.starts_with(start + " ")) text += set + "\n";
    } else {
        if (path.empty())
            text = "## Last commit: " + date_time(last.when) + " by " + last.user + "\nversion " +
                   seat.engine.software.running + ";\n";
        text += config.text(path);
    }
    co_await page(seat, apply_pipes(line.pipes, text), line.has("no-more"));
}

void set_cli(Seat& seat, const std::vector<std::string>& words) {
    const std::string what = words.size() > 2 ? words[2] : "", value = words.size() > 3 ? words[3] : "";
    if (what == "screen-length") {
        seat.wire->rows = std::atoi(value.c_str());
        seat.wire->send("Screen length set to " + value + "\n");
    } else if (what == "screen-width") {
        seat.wire->send("Screen width set to " + value + "\n");
    } else if (what == "complete-on-space") {
        seat.wire->send(value == "off" ? "Disabling complete-on-space\n" : "Enabling complete-on-space\n");
    } else if (what == "timestamp") {
        seat.wire->send(value == "disable" ? "CLI timestamp disabled\n"
                                           : "CLI timestamp set to: " + value + "\n");
    } else if (what == "idle-timeout") {
        seat.wire->send(value == "0" ? "Idle timeout disabled\n"
                                     : "Idle timeout set to " + value + " minutes\n");
    } else {
        complain(seat, "set cli " + what, words, 2);
    }
}

Task<> other_engine(Seat& seat) {
    Engine* other = seat.unit.other(seat.engine);
    if (!other || other->phase != Phase::up) {
        seat.wire->send("error: could not connect to other-routing-engine : No route to host\n");
        co_return;
    }
    seat.wire->send(fmt::format("\n--- JUNOS {} Kernel 64-bit\n", other->software.running));
    Seat there{seat.unit, *other, seat.wire, seat.user, seat.client, false};
    co_await cli(there);
    seat.wire->send("rlogin: connection closed\n");
}

/// Commands that are neither a query nor an action. False when `words` is none of them.
Task<bool> built_in(Seat& seat, const CommandLine& line, const std::vector<std::string>& words) {
    const auto is = [&words](std::string_view command) {
        const std::vector<std::string> wanted = words_of(command);
        if (words.size() < wanted.size()) return false;
        for (std::size_t i = 0; i < wanted.size(); ++i)
            if (!wanted[i].starts_with(words[i]) || words[i].size() < 2) return false;
        return true;
    };
    if (is("set cli")) {
        set_cli(seat, words);
    } else if ((is("configure") || is("edit")) && !seat.may_change()) {
        complain(seat, line.command, words, 0);  // a class without the permission does not know the word
    } else if (is("configure") || is("edit")) {
        const std::string how = words.size() > 1 ? words[1] : "";
        co_await configure(seat, how == "exclusive" ? Access::exclusive
                                 : how == "private" ? Access::private_copy
                                                    : Access::shared);
    } else if (is("start shell")) {
        co_await unix_shell(seat);
    } else if (is("show configuration")) {
        co_await show_configuration(seat, line, {words.begin() + 2, words.end()});
    } else if (is("show cli")) {
        seat.wire->send(fmt::format(
            "CLI complete-on-space set to off\nCLI screen-length set to {}\nCLI screen-width set to 80\n",
            seat.wire->rows));
    } else if (is("junoscript netconf") || is("xml-mode netconf")) {
        co_await netconf(seat);
    } else if (is("request routing-engine login") && seat.unit.redundant()) {
        co_await other_engine(seat);
    } else {
        co_return false;
    }
    co_return true;
}

}  // namespace

Task<> cli_command(Seat& seat, std::string text) {
    const CommandLine line = split_pipes(text);
    const std::vector<std::string> words = words_of(line.command);
    if (words.empty() || co_await built_in(seat, line, words)) co_return;
    const Found found = find_command(seat.unit, words);
    if (!found) {
        complain(seat, line.command, words, found.bad_word);
        co_return;
    }
    if (found.action) {
        CliOutlet outlet{seat};
        Operation operation{seat.unit, seat.engine, found.arguments, outlet, seat.user, seat.client};
        co_await found.action->run(std::move(operation));
        co_return;
    }
    const Answer reply = answer(*found.query, {seat.unit, seat.engine}, found.arguments);
    if (!reply.error.empty()) {
        seat.wire->send("error: " + reply.error + "\n");
        co_return;
    }
    const std::string shown = apply_pipes(line.pipes, line.has("display", "xml")    ? display_xml(seat, reply.xml)
                                                      : line.has("display", "json") ? display_json(reply.xml)
                                                                                    : reply.text);
    co_await page(seat, shown, line.has("no-more"));
}

Task<> cli(Seat seat) {
    if (!seat.engine.answers) {  // a login prompt shows long before mgd is usable
        seat.wire->send("error: remote side unexpectedly closed connection\n");
        co_return;
    }
    const Presence presence{seat};
    if (!seat.engine.master && seat.unit.personality().is_virtual_chassis())
        seat.wire->send(
            "warning: This chassis is operating in a non-master role as part of a virtual-chassis (VC) "
            "system.\n");
    for (;;) {
        const auto line = co_await read_line(*seat.wire, prompt(seat));
        if (!line) break;
        const std::string command = trimmed(*line);
        if (command == "exit" || command == "quit") break;
        co_await cli_command(seat, command);
    }
    seat.wire->send("\n");
}

}  // namespace drivers::sim
