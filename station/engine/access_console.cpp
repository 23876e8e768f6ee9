#include "drivers/family.hpp"
#include "station/engine/access.hpp"
#include "station/engine/journal.hpp"
#include "station/engine/line.hpp"

// The unit over its consoles.

namespace station {

using drivers::Console;
using drivers::Fault;
using drivers::LinkError;
using drivers::Seen;
using drivers::Task;
using drivers::Terminal;
using drivers::within;
using namespace std::chrono_literals;

namespace {

constexpr int most_losses = 3;  ///< of a port during one thing that is done there
constexpr auto moment = 200ms;  ///< what was said already is read within this
constexpr auto glance = 2s;     ///< how often somebody who waits for a port looks whether the run was stopped

// Whether nothing asks there and nothing boots: messages may have come, and typed nothing for it.
Task<bool> is_still_netconf(Console& console) {
    std::vector<std::string> modes;
    for (const auto& mode : console.family().modes)
        if (mode.kind != drivers::ModeKind::elsewhere) modes.push_back(mode.name);
    std::string sign;
    try {
        sign = co_await console.watch(console.family().marks, std::move(modes), within(moment, "what stands on the console"));
    } catch (const LinkError& error) {
        if (error.fault() != Fault::timeout) throw;
    }
    co_return sign.empty();
}

}  // namespace

const drivers::Endpoint& Access::endpoint(std::size_t index) const {
    return index == 0 ? parts_.slot.console : parts_.slot.other_consoles.at(index - 1);
}

Task<Access::Line*> Access::line(std::size_t index) {
    auto& line = lines_.at(index);
    if (line && !line->console.lost()) co_return line.get();
    line.reset();  // a port has one owner
    auto& transcript = this->transcript(index == 0 ? "console" : "console-" + std::to_string(index), endpoint(index));
    auto opening = was_open_[index] ? return_of(index, transcript) : terminal(index, transcript);
    auto terminal = co_await std::move(opening);
    was_open_[index] = true;
    ++openings_[index];
    line = std::make_unique<Line>(std::move(terminal), *family_, transcript, parts_.bench.limits, parts_.stop);
    co_return line.get();
}

Task<std::unique_ptr<Terminal>> Access::terminal(std::size_t index, drivers::Transcript& transcript) {
    const auto& endpoint = this->endpoint(index);
    auto links = context(transcript);
    // A terminal server behind a login has a user and a host key of its own, which are not the unit's.
    const auto server_key = std::make_shared<std::string>();
    if (!endpoint.user.empty()) {
        for (const auto& credentials : parts_.bench.credentials)
            if (credentials.user == endpoint.user) links.credentials = credentials;
        links.host_key.first = [server_key](const std::string& fingerprint) {
            *server_key = fingerprint;
            return true;
        };
    }
    auto opening = was_open_[index] ? drivers::await_terminal(endpoint, std::move(links), within(glance, "console"))
                                    : drivers::open_terminal(endpoint, std::move(links), within(30s, "console"));
    auto terminal = co_await std::move(opening);
    if (!server_key->empty())
        co_await note("terminal server " + endpoint.text + " has host key " + *server_key + ", taken at first sight; ?host-key= in the bench file pins it");
    co_return terminal;
}

// Somebody at the bench may have to put it back: they are told which.
Task<std::unique_ptr<Terminal>> Access::return_of(std::size_t index, drivers::Transcript& transcript) {
    const auto& where = endpoint(index).text;
    const auto since = drivers::Clock::now();
    const auto until = within(parts_.slot.console_patience, "console port");
    co_await note("the port of console " + where + " is gone");
    for (;;) {
        parts_.journal.progress("console " + where + " is gone: look at its adapter and its cable");
        std::optional<LinkError> failure;
        try {
            auto terminal = co_await this->terminal(index, transcript);
            const auto away = std::chrono::ceil<std::chrono::seconds>(drivers::Clock::now() - since);
            co_await note("console " + where + " is back after " + std::to_string(away.count()) + " s; what the unit printed meanwhile was not seen");
            co_return terminal;
        } catch (const LinkError& error) {
            failure = error;
        }
        if (drivers::is_final(failure->fault())) throw *failure;
        if (until.passed()) throw LinkError{Fault::unreachable, where, "the port vanished and did not come back: look at its adapter and its cable"};
    }
}

Task<Console*> Access::open(std::size_t index) {
    auto* line = co_await this->line(index);
    co_await take_back(*line);
    co_return &lines_.at(index)->console;
}

Task<Seen> Access::look(std::size_t index) {
    for (int losses = 0;; ++losses) {
        auto* console = co_await open(index);
        std::optional<LinkError> failure;
        try {
            auto seen = co_await console->identify(within(10s, "sign of life on the console"));
            const bool wrong = seen.mode.empty() && !console->readable() && !lines_.at(index)->sought;
            lines_.at(index)->sought = true;
            const bool found = wrong && co_await retune(index, drivers::Typing::line_ends);
            const bool woken = !found && co_await ended_netconf(index, seen);
            if (found || woken) seen = co_await console->identify(within(10s, "sign of life on the console"));
            co_return seen;
        } catch (const LinkError& error) {
            failure = error;
        }
        if (!console->lost() || losses == most_losses) throw *failure;
    }
}

Task<Seen> Access::wake_from_netconf(std::size_t index) {
    may_be_in_netconf_[index] = true;
    co_return co_await look(index);
}

// The words that end NETCONF, once, at a console that says nothing at all.
Task<bool> Access::ended_netconf(std::size_t index, const Seen& seen) {
    const bool may_be = may_be_in_netconf_[index];
    may_be_in_netconf_[index] = false;
    const auto* netconf = family_->mode("netconf");
    if (!may_be || !seen.silent || !netconf || netconf->moves.empty()) co_return false;
    co_await lines_.at(index)->console.press(netconf->moves.front().send, within(10s, "end of NETCONF on the console"));
    co_return true;
}

Task<bool> Access::retune(std::size_t index, drivers::Typing typing) {
    auto& console = lines_.at(index)->console;
    const auto search = co_await console.find_speed(typing, within(1min, "speed of the console"));
    if (!search.is_new()) co_return false;
    ++openings_[index];
    const auto& endpoint = this->endpoint(index);
    const auto former = std::to_string(search.former);
    const bool is_the_files = former == endpoint.option("baud", endpoint.scheme == "serial" ? "9600" : "");
    co_await note("console " + endpoint.text + " answers at " + std::to_string(*search.baud) + " bits a second, " +
                  (is_the_files ? "the bench file says " : "no more at ") + former);
    co_return true;
}

Task<Console*> Access::console(std::size_t index) {
    for (int losses = 0;; ++losses) {
        co_await open(index);
        if (!lines_.at(index)->sought) co_await look(index);
        auto& line = *lines_.at(index);
        std::optional<LinkError> failure;
        try {
            co_await log_in(line);
            co_return &line.console;
        } catch (const LinkError& error) {
            failure = error;
        }
        if (!line.console.lost() || losses == most_losses) throw *failure;
    }
}

Task<> Access::log_in(Line& line) {
    if (line.logged_in)
        co_await line.console.enter("cli", credentials_, within(90s, "operational CLI prompt"));
    else
        co_await try_credentials(line);
}

// Whoever is believed to be let in: the factory's user after a wipe, the one that worked before, then the bench's in turn.
Task<> Access::try_credentials(Line& line) {
    std::vector<drivers::Credentials> tries;
    if (factory_) tries.push_back({.user = family_->factory.user, .password = "", .private_key = {}});
    if (!credentials_.user.empty()) tries.push_back(credentials_);
    const auto known = known_credentials();
    if (!factory_) tries.insert(tries.end(), known.begin(), known.end());
    std::exception_ptr refusal;
    for (const auto& credentials : tries) {
        try {
            co_await line.console.enter("cli", credentials, within(90s, "operational CLI prompt"));
            credentials_ = credentials;
            line.logged_in = true;
            co_return;
        } catch (const LinkError& error) {
            if (error.fault() != Fault::refused) throw;
            refusal = std::current_exception();
        }
    }
    if (refusal) std::rethrow_exception(refusal);
    throw LinkError{Fault::refused, line.console.where(), "the bench file names no credentials to log in with"};
}

// The consoles that a stop hung up are opened anew for it. Where NETCONF was spoken, what stands there now says how to leave: its closing words
// are no words for a login prompt.
Task<> Access::log_out(bool cut_off) {
    for (std::size_t index = 0; index < lines_.size(); ++index) {
        if (!is_logged_in(index)) continue;
        std::string why;
        try {
            if (cut_off) lines_[index].reset();
            if (auto& line = lines_[index]; line && line->rpc) {
                line->console.take_back(line->rpc->release());
                line->rpc.reset();
            }
            co_await log_out_of(index);
        } catch (const std::exception& failure) {
            why = failure.what();
        }
        if (!why.empty()) parts_.journal.progress("console " + endpoint(index).text + " was not logged out: " + why);
    }
}

Task<> Access::log_out_of(std::size_t index) {
    if (!lines_[index]) {
        auto& transcript = this->transcript(index == 0 ? "console" : "console-" + std::to_string(index), endpoint(index));
        auto opened = co_await terminal(index, transcript);
        lines_[index] = std::make_unique<Line>(std::move(opened), *family_, transcript, parts_.bench.limits, parts_.stop);
    }
    const drivers::Credentials nobody;
    co_await lines_[index]->console.enter("login", nobody, within(15s, "login prompt after the run"));
    lines_[index]->logged_in = false;
}

// The words that end NETCONF are typed only where it stands: at a login prompt they are somebody's name. Where it does not, or does not answer,
// the console has its stream back and sees what is there, by line ends alone.
Task<> Access::take_back(Line& line) {
    if (!line.rpc) co_return;
    auto rpc = std::move(line.rpc);
    bool interrupted = false;
    try {
        co_await rpc->close(within(15s, "end of NETCONF on the console"));
    } catch (const LinkError& error) {
        if (drivers::is_final(error.fault())) throw;
        interrupted = error.fault() == Fault::refused;
        may_be_in_netconf_.front() = true;
    }
    line.console.take_back(rpc->release());
    rpc.reset();
    const auto* ending = family_->mode("netconf");
    if (!interrupted || !ending || ending->moves.empty()) co_return;
    const bool stands = co_await is_still_netconf(line.console);
    if (stands) co_await line.console.press(ending->moves.front().send, within(10s, "end of NETCONF on the console"));
}

Task<drivers::Rpc*> Access::console_rpc() {
    if (const auto& line = lines_.front(); line && line->rpc) co_return line->rpc.get();
    if (no_console_rpc_ || family_->console.netconf.empty()) co_return nullptr;
    auto* console = co_await this->console(0);
    auto& line = *lines_.front();
    std::string why;
    try {
        co_await console->press(family_->console.netconf + "<enter>", within(10s, "NETCONF on the console"));
        auto stream = console->release();
        line.lent = stream.get();
        line.rpc = co_await drivers::open_rpc(std::move(stream), parts_.worker, within(30s, "NETCONF hello on the console"), parts_.bench.limits);
        line.lent = nullptr;
        co_return line.rpc.get();
    } catch (const LinkError& error) {
        if (drivers::is_final(error.fault())) throw;
        why = error.what();
    }
    lines_.front().reset();  // its stream went with the attempt
    no_console_rpc_ = true;
    co_await note("no NETCONF on the console: " + why);
    co_return nullptr;
}

}  // namespace station
