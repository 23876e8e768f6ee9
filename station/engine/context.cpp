#include "station/engine/context.hpp"

#include "drivers/console.hpp"
#include "drivers/junos/identity.hpp"
#include "drivers/junos/reply.hpp"
#include "station/engine/access.hpp"
#include "station/engine/journal.hpp"

#include <algorithm>
#include <stdexcept>

namespace station {

using drivers::Task;
using drivers::within;
using drivers::junos::Facts;

namespace {

const drivers::Query& query_of(const drivers::Family& family, const std::string& name) {
    if (const auto* query = family.query(name)) return *query;
    throw std::runtime_error{"family " + family.name + " has no query \"" + name + "\"; add it to its file in drivers/families"};
}

}  // namespace

Task<Facts> Context::query(std::string name) {
    const auto& query = query_of(access().family(), name);
    const auto deadline = within(query.within, "reply to " + query.name);
    if (!query.rpc.empty()) {
        if (auto* rpc = co_await access().rpc()) {
            auto reply = co_await rpc->call(query.rpc, deadline);
            co_return drivers::junos::read_xml(reply.envelope).facts;
        }
    }
    auto* console = co_await access().console();
    const auto text = co_await console->command(query.cli + " | display xml | no-more", deadline);
    auto facts = drivers::junos::read_xml(text).facts;
    if (!facts.units.empty()) co_return facts;
    co_return drivers::junos::read_text(co_await console->command(query.cli + " | no-more", deadline)).facts;
}

std::string Context::wire_serial() const { return drivers::junos::chassis_serial(facts_); }

std::string Context::model() const { return drivers::junos::model(facts_); }

std::size_t Context::engines() const { return std::max<std::size_t>(drivers::junos::routing_engine_modules(facts_).size(), 1); }

std::optional<Outcome> Context::interlock() const {
    const auto wire = wire_serial();
    const auto error = [](std::string why, std::string advice) {
        return Outcome{reports::Verdict::error, "interlock", "nothing was destroyed: " + std::move(why), std::move(advice)};
    };
    if (parts_.scanned_serial.empty()) return error("no label was scanned at intake", "scan the chassis label and run again");
    if (wire.empty()) return error("the unit's serial was not read over the wire", "put identify before this step");
    if (wire != parts_.scanned_serial)
        return Outcome{reports::Verdict::fail, "serial-mismatch",
                       "nothing was destroyed: the label says " + parts_.scanned_serial + ", the wire says " + wire,
                       "put the unit in quarantine, or scan the label again"};
    if (parts_.owner_release.empty()) return error("the owner's release is not on file", "run again with --owner-release and its reference");
    return std::nullopt;
}

namespace {

// The member `step` of whichever happening it is.
struct SetStep {
    const std::string& step;
    template <class T>
    void operator()(T& happening) const {
        if constexpr (requires { happening.step; }) happening.step = step;
    }
};

}  // namespace

Task<> Context::record(reports::Happening happening) {
    std::visit(SetStep{step_}, happening);
    parts_.access.flush();  // what was heard is in the file before anything is claimed of it
    co_await parts_.journal.record(std::move(happening));
}

Task<> Context::note(std::string text) {
    reports::Noted noted{step_, std::move(text)};
    co_await record(std::move(noted));
}

Task<> Context::measured(std::vector<reports::Measurement> measurements) {
    std::vector<reports::Happening> happenings;
    for (auto& measurement : measurements) happenings.emplace_back(reports::Measured{step_, std::move(measurement)});
    if (!happenings.empty()) co_await parts_.journal.record(std::move(happenings));
}

Task<std::optional<std::string>> Context::ask(Question question) {
    const auto recorded = question.key.empty() ? question.text : question.key;
    auto answer = co_await parts_.person.ask(parts_.journal.run(), std::move(question));
    if (answer) {
        reports::Answered answered{step_, recorded, *answer, parts_.person.name()};
        co_await record(std::move(answered));
    }
    co_return answer;
}

void Context::progress(const std::string& text, double fraction) { parts_.journal.progress(text, fraction); }

}  // namespace station
