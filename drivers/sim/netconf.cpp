// NETCONF as a Junos unit speaks it: framing, session, and where each rpc goes.
#include "drivers/sim/netconf_session.hpp"

#include "drivers/sim/commands.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace drivers::sim {
namespace {

constexpr std::string_view trailer = "]]>]]>";

/// Input leaves as words: <fpc-slot>1</fpc-slot><detail/> is "fpc-slot 1 detail".
Arguments arguments_of(const pugi::xml_node& rpc) {
    Arguments arguments;
    for (const pugi::xml_node child : rpc.children()) {
        if (child.type() != pugi::node_element) continue;
        arguments.words.push_back(local_name(child));
        const std::string value = trimmed(child.text().get());
        if (!value.empty()) arguments.words.push_back(value);
    }
    return arguments;
}

class RpcOutlet : public Outlet {
  public:
    RpcOutlet(Wire& wire, std::string& body) : wire_{wire}, body_{body} {}
    ~RpcOutlet() override { flush(); }
    RpcOutlet(const RpcOutlet&) = delete;
    RpcOutlet& operator=(const RpcOutlet&) = delete;

    void output(std::string_view text) override { text_ += text; }
    void warning(std::string_view text) override {
        flush();
        body_ += fmt::format(
            "<rpc-error>\n<error-severity>warning</error-severity>\n<error-message>\n{}\n</error-message>\n</"
            "rpc-error>\n",
            escape(text));
    }
    void error(std::string_view text) override {
        flush();
        body_ += rpc_error({.message = std::string{text}});
    }
    void result(int package_result) override {
        flush();
        body_ += fmt::format("<package-result>\n{}\n</package-result>\n", package_result);
    }
    bool structured() const override { return true; }
    void reply(Element element) override {
        flush();
        body_ += print(element, Layout::packed);
    }
    Task<bool> confirm(std::string question) override {  // an rpc never waits: the question is data
        if (question.find("Reboot the system") != question.npos || question.find("Halt") != question.npos) {
            Element rpc{"rpc", "", {{"junos:tag-type", "confirm-choice"}}, {}};
            Element& choice = rpc.add("select-choice");
            choice.add("default", "no");
            choice.add("prompt", question);
            reply(std::move(rpc));
        }
        co_return true;
    }
    Task<> pause(std::chrono::nanoseconds length) override { co_await wire_.pause(length); }

  private:
    void flush() {
        if (!text_.empty()) body_ += "<output>\n" + escape(text_) + "</output>\n";
        text_.clear();
    }
    Wire& wire_;
    std::string& body_;
    std::string text_;
};

/// Takes the next document from what came; empty: it is not whole yet. On a console the end of the rpc is its end: no trailer is waited for
/// (py-junos-eznc's tty_netconf sends none), and one that follows is passed over.
std::string next_document(std::string& inbox, bool tty) {
    constexpr std::string_view closing = "</rpc>";
    for (;;) {
        inbox.erase(0, std::min(inbox.find_first_not_of(" \t\r\n"), inbox.size()));
        if (!inbox.starts_with(trailer)) break;
        inbox.erase(0, trailer.size());
    }
    const std::size_t end = inbox.find(trailer);
    const std::size_t closed = tty ? inbox.find(closing) : inbox.npos;
    if (closed < end) {
        std::string document = inbox.substr(0, closed + closing.size());
        inbox.erase(0, closed + closing.size());
        return document;
    }
    if (end == inbox.npos) return {};
    std::string document = inbox.substr(0, end);
    inbox.erase(0, end + trailer.size());
    return document;
}

std::string hello(std::uint32_t session, const std::string& user) {
    std::string out = fmt::format(
        "<!-- No zombies were killed during the creation of this user interface -->\n<!-- user {}, class "
        "super-user -->\n",
        user);
    out += "<hello xmlns=\"urn:ietf:params:xml:ns:netconf:base:1.0\">\n  <capabilities>\n";
    for (const char* space : {"urn:ietf:params:netconf", "urn:ietf:params:xml:ns:netconf"}) {
        const bool old = std::string_view{space}.find("xml:ns") != std::string_view::npos;
        out += fmt::format("    <capability>{}:base:1.0</capability>\n", space);
        for (const char* capability : {"candidate:1.0", "confirmed-commit:1.0", "validate:1.0"})
            out += fmt::format("    <capability>{}:capability:{}</capability>\n", space, capability);
        out += fmt::format("    <capability>{}:capability:url:1.0?{}=http,ftp,file</capability>\n", space,
                           old ? "protocol" : "scheme");
    }
    out +=
        "    <capability>http://xml.juniper.net/netconf/junos/1.0</capability>\n    "
        "<capability>http://xml.juniper.net/dmi/system/1.0</capability>\n";
    return out +
           fmt::format("  </capabilities>\n  <session-id>{}</session-id>\n</hello>\n{}\n", session, trailer);
}

}  // namespace

std::string local_name(const pugi::xml_node& node) {
    const std::string_view name = node.name();
    const std::size_t colon = name.find(':');
    return std::string{colon == name.npos ? name : name.substr(colon + 1)};
}

namespace {

NetconfSession::Format format_of(const pugi::xml_node& request) {
    const std::string_view said = request.attribute("format").value();
    return said == "text" ? NetconfSession::Format::text : said == "json" ? NetconfSession::Format::json : NetconfSession::Format::xml;
}

/// JSON inside XML keeps its quotes.
std::string escape_markup(std::string_view text) {
    std::string out;
    for (const char c : text) out += c == '<' ? "&lt;" : c == '&' ? "&amp;" : std::string{c};
    return out;
}

}  // namespace

std::string rpc_error(const RpcProblem& problem) {
    std::string out =
        "<rpc-error>\n<error-type>protocol</error-type>\n<error-tag>operation-failed</"
        "error-tag>\n<error-severity>" +
        problem.severity + "</error-severity>\n";
    if (!problem.path.empty()) out += "<error-path>\n" + escape(problem.path) + "\n</error-path>\n";
    out += "<error-message>\n" + escape(problem.message) + "\n</error-message>\n";
    if (!problem.bad_element.empty())
        out +=
            "<error-info>\n<bad-element>" + escape(problem.bad_element) + "</bad-element>\n</error-info>\n";
    return out + "</rpc-error>\n";
}

NetconfSession::NetconfSession(Seat seat) : seat_{std::move(seat)}, presence_{seat_} {}

Task<> NetconfSession::run() {
    Wire& wire = *seat_.wire;
    wire.send(hello(presence_.id(), seat_.user));
    std::string inbox;
    while (!over_) {
        const std::string bytes = co_await wire.read();
        inbox += bytes;
        while (!over_) {
            const std::string document = next_document(inbox, wire.tty());
            if (document.empty()) break;
            co_await take(document);
        }
    }
    wire.send("<!-- session end at " + date_time(WallClock::now()) + " -->\n");
}

Task<> NetconfSession::take(std::string text) {
    pugi::xml_document document;
    const auto parsed = document.load_buffer(text.data(), text.size());
    const pugi::xml_node rpc = document.document_element();
    if (parsed && local_name(rpc) == "hello") co_return;
    std::string attributes;
    for (const pugi::xml_attribute a : rpc.attributes())
        if (std::string_view{a.name()} != "xmlns" && std::string_view{a.name()} != "xmlns:junos")
            attributes += fmt::format(" {}=\"{}\"", a.name(), escape(a.value()));
    const View view{seat_.unit, seat_.engine};
    const std::string start =
        fmt::format("<rpc-reply xmlns=\"urn:ietf:params:xml:ns:netconf:base:1.0\" xmlns:junos=\"{}\"{}>\n",
                    view.ns("junos"), attributes);
    std::string body;
    if (!parsed || local_name(rpc) != "rpc") {
        body = rpc_error({.message = "syntax error", .bad_element = local_name(rpc)});
        over_ = !parsed;
    } else {
        for (const pugi::xml_node request : rpc.children()) {
            if (request.type() != pugi::node_element) continue;
            if (local_name(request).find("zeroize") != std::string::npos && seat_.wire->tty())
                seat_.wire->send(start);
            co_await call(request, body);
        }
    }
    if (unfinished_) {  // over a console nothing ends this reply: the unit goes down in the middle of it
        seat_.wire->send(body);
        co_return;
    }
    if (seat_.unit.faults.strike("netconf-drops")) {
        const std::string half = start + body;
        seat_.wire->send(half.substr(0, half.size() / 2));
        over_ = true;
        if (!seat_.wire->tty()) throw Hangup{};
        co_return;
    }
    seat_.wire->send(start + body + "</rpc-reply>\n" + std::string{trailer} + "\n");
}

Task<> NetconfSession::call(pugi::xml_node request, std::string& body) {
    const std::string name = local_name(request);
    if (name == "close-session" || name == "request-end-session") {
        body += "<ok/>\n";
        over_ = true;
    } else if (name == "command") {
        co_await command(request, body);
    } else if (!configuration_rpc(request, body)) {
        Found found = find_rpc(seat_.unit, name);
        if (found) found.arguments = arguments_of(request);
        if (name == "request-vmhost-reboot" && found.arguments.after("routing-engine") == "both")
            found.arguments.words.emplace_back("both");
        co_await execute(std::move(found), name, format_of(request), body);
    }
    const double pace = std::chrono::duration<double>(seat_.unit.personality().times.commit).count();
    if (name.starts_with("commit"))
        co_await seat_.wire->pause(seat_.unit.scaled(std::chrono::duration<double>{pace}));
}

Task<> NetconfSession::execute(Found found, std::string name, Format format, std::string& body) {
    if (!found) {
        body += rpc_error({.message = "syntax error", .bad_element = name});
    } else if (found.action) {
        {
            RpcOutlet outlet{*seat_.wire, body};
            Operation operation{seat_.unit, seat_.engine, found.arguments, outlet, seat_.user, seat_.client};
            co_await found.action->run(std::move(operation));
        }
        if (body.empty()) body += "<ok/>\n";
        unfinished_ = name.find("zeroize") != name.npos && seat_.wire->tty();
    } else {
        const Answer reply = answer(*found.query, {seat_.unit, seat_.engine}, found.arguments);
        if (!reply.error.empty())
            body += rpc_error({.message = reply.error});
        else if (format == Format::text)
            body += "<output>\n" + escape(reply.text) + "</output>\n";
        else if (format == Format::json)
            body += escape_markup("{\n" + print_json({reply.xml.begin(), reply.xml.end()}, 1) + "\n}\n");
        else
            for (const Element& element : reply.xml) body += print(element, Layout::packed);
    }
}

Task<> NetconfSession::command(pugi::xml_node request, std::string& body) {
    const CommandLine line =
        split_pipes(trimmed(request.text().get()));  // what stands after a | is ignored here
    const std::vector<std::string> words = words_of(line.command);
    const Format format = line.has("display", "json") ? Format::json : format_of(request);
    const bool as_text = format == Format::text;
    if (words.size() >= 2 && words[0] == "show" && words[1] == "configuration") {
        const Config& config = seat_.engine.config.active();
        if (as_text || line.has("display", "set"))
            body += "<configuration-information>\n<configuration-output>\n" +
                    escape(line.has("display", "set") ? config.set_commands()
                                                      : config.text({words.begin() + 2, words.end()})) +
                    "</configuration-output>\n</configuration-information>\n";
        else
            body += print(config.xml(), Layout::packed);
        co_return;
    }
    if (words.size() >= 2 && words[0] == "set" && words[1] == "cli") co_return;
    const std::string bad = words.empty() ? "" : words.back();
    co_await execute(find_command(seat_.unit, words), bad, format, body);
}

Task<> netconf(Seat seat) {
    if (!seat.engine.answers) co_return;
    NetconfSession session{std::move(seat)};
    co_await session.run();
}

}  // namespace drivers::sim
