#include "station/engine/context.hpp"

#include "drivers/console.hpp"
#include "drivers/family.hpp"
#include "drivers/junos/identity.hpp"
#include "drivers/junos/reply.hpp"
#include "station/engine/access.hpp"
#include "station/engine/journal.hpp"
#include "station/engine/occupant.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

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

// Structured first: NETCONF over the network, then over the console; then the CLI's XML, then its text.
Task<Answer> Context::ask_unit(std::string name) {
    const auto& query = query_of(access().family(), name);
    if (!query.rpc.empty()) {
        if (auto answer = co_await by_rpc(query.rpc, within(query.within, "reply to " + query.name))) co_return std::move(*answer);
    }
    Answer answer{{}, "CLI " + access().where(0)};
    const auto text = co_await cli(query.cli + " | display xml", within(query.within, "reply to " + query.name));
    answer.facts = drivers::junos::read_xml(text).facts;
    if (answer.facts.units.empty())
        answer.facts = drivers::junos::read_text(co_await cli(query.cli, within(query.within, "reply to " + query.name))).facts;
    co_await vouch(*this, 0, "the answer to " + query.name);  // a prompt looks alike on many units
    co_return answer;
}

Task<Facts> Context::query(std::string name) {
    auto answer = co_await ask_unit(std::move(name));
    co_return std::move(answer.facts);
}

Task<std::string> Context::cli(std::string command, drivers::Deadline deadline, std::size_t index) {
    for (bool again = false;; again = true) {
        std::optional<drivers::LinkError> failure;
        try {
            auto* console = co_await access().console(index);
            co_return co_await console->command(command + " | no-more", deadline);
        } catch (const drivers::LinkError& error) {
            failure = error;
        }
        auto* console = co_await access().open(index);
        const bool asks_who = console->seen().kind == drivers::ModeKind::password;  // what was typed went to a login prompt, as a name
        if (again || (failure->fault() != drivers::Fault::closed && !asks_who)) throw *failure;
        cut_off(index);
        co_await note("the conversation at the CLI ended, and is begun again: " + std::string{failure->what()});
        access().logged_out(index);
        deadline = within(deadline.span, deadline.what);
    }
}

// A conversation that ends in the middle of a reply is begun anew, once. On a console nothing says that it ended: it only falls silent.
Task<std::optional<Answer>> Context::by_rpc(std::string request, drivers::Deadline deadline) {
    for (bool again = false;; again = true) {
        std::optional<drivers::LinkError> failure;
        try {
            auto* rpc = co_await this->rpc();
            if (!rpc) co_return std::nullopt;
            const auto reply = co_await rpc->call(request, deadline);
            co_return Answer{drivers::junos::read_xml(reply.envelope).facts, "NETCONF " + rpc->where()};
        } catch (const drivers::LinkError& error) {
            failure = error;
        }
        const bool ended = failure->fault() == drivers::Fault::closed || failure->fault() == drivers::Fault::timeout;
        if (again || !ended) throw *failure;
        co_await note("NETCONF ended and is opened again: " + std::string{failure->what()});
        access().drop_rpc();
        deadline = within(deadline.span, deadline.what);
    }
}

std::string Context::wire_serial() const {
    const auto first = occupants_.find(0);
    return first != occupants_.end() && !first->second.serial.empty() ? first->second.serial : drivers::junos::chassis_serial(facts_, first_place());
}

std::string Context::model() const { return drivers::junos::model(facts_); }

std::size_t Context::engines() const { return drivers::junos::engines(facts_); }

std::string Context::engine_count() const {
    const auto count = engines();
    return std::to_string(count) + (engine_name(0).starts_with("re") ? " RE" : count == 1 ? " member" : " members");
}

std::size_t Context::engine_number(std::size_t index) const { return drivers::junos::engine_number(facts_, index); }

std::string Context::engine_name(std::size_t index) const { return drivers::junos::engine_name(facts_, index); }

void Context::defective(const drivers::Defect& defect, const std::string& engine) {
    auto& state = defects_.emplace(engine + " " + defect.name, Defective::being_mended).first->second;
    const bool is_new = std::exchange(state, Defective::counts) == Defective::being_mended;
    if (!is_new || defect_) return;
    defect_ = Outcome{reports::Verdict::fail, "defect-" + defect.name, engine + ": " + defect.means, defect.advice};
}

void Context::cut_off(std::size_t index) {
    std::vector<drivers::MarkSeen> marks;
    for (auto& name : access().heard_since(index)) marks.push_back({std::move(name), drivers::Clock::now()});
    for (const auto* defect : access().family().defects_of(marks)) defective(*defect, engine_name(index));
}

void Context::being_mended(const drivers::Defect& defect, const std::string& engine) {
    defects_.emplace(engine + " " + defect.name, Defective::being_mended);
}

Task<> Context::was_mended(const drivers::Defect& defect, std::string engine, std::string how) {
    defects_[engine + " " + defect.name] = Defective::mended;
    co_await note("defect of " + engine + ", mended (" + how + "): " + defect.means + "; " + defect.advice);
}

std::optional<bool> Context::mended(const drivers::Defect& defect, const std::string& engine) const {
    const auto found = defects_.find(engine + " " + defect.name);
    return found == defects_.end() ? std::optional<bool>{} : found->second == Defective::mended;
}

std::optional<Outcome> Context::take_defect() { return std::exchange(defect_, std::nullopt); }

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

std::optional<std::uintmax_t> Context::free_bytes() const {
    std::error_code failure;
    const auto space = std::filesystem::space(parts_.journal.folder(), failure);
    return failure ? std::nullopt : std::optional{space.available};
}

Task<reports::Record> Context::so_far() { co_return co_await parts_.journal.so_far(); }

Task<std::string> Context::planned_change_today() {
    const auto since = std::chrono::system_clock::now() - std::chrono::hours{24};
    co_return co_await parts_.journal.planned_change_since(parts_.scanned_serial, since);
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
    auto reply = co_await ask_person(std::move(question));
    if (!reply) co_return std::nullopt;
    co_return std::move(reply->answer);
}

Task<std::optional<Reply>> Context::ask_person(Question question) {
    if (const auto given = replies_.extract(question.text)) {
        co_await answered(question, given.mapped());
        co_return given.mapped();
    }
    auto questions = std::exchange(together_, {});
    if (questions.empty() || questions.front().text != question.text) questions = {question};
    auto& run = parts_.journal.run();
    stop().throw_if_questions_end();
    const Stop::Interrupts interrupts{stop(), [this, &run] { parts_.person.withdraw(run); }, Stop::Reach::questions};
    auto replies = co_await parts_.person.ask(run, questions);
    stop().throw_if_questions_end();
    if (!replies || replies->empty()) co_return std::nullopt;
    for (std::size_t i = 1; i < std::min(replies->size(), questions.size()); ++i) replies_[questions[i].text] = std::move((*replies)[i]);
    co_await answered(question, replies->front());
    co_return std::move(replies->front());
}

Task<> Context::answered(Question question, Reply reply) {
    reports::Answered answered{step_, question.key.empty() ? question.text : question.key, reply.answer, parts_.person.name(), reply.comment};
    co_await record(std::move(answered));
}

void Context::progress(const std::string& text, double fraction) { parts_.journal.progress(text, fraction); }

}  // namespace station
