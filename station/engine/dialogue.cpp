#include "station/engine/dialogue.hpp"

#include "station/engine/text.hpp"

namespace station {

using drivers::Task;
using drivers::within;
using namespace std::chrono_literals;

namespace {

constexpr auto usual = std::chrono::minutes{1};  ///< for a line that says nothing of its own

}  // namespace

Task<std::optional<std::string>> hold(drivers::Console& console, const drivers::Dialogue& dialogue, std::map<std::string, std::string> values) {
    for (const auto& line : dialogue.lines) {
        auto answers = line.answers;
        for (auto& answer : answers) answer.reply = drivers::filled(answer.reply, values);
        const auto command = drivers::filled(line.command, values);
        const auto span = line.within > drivers::Clock::duration::zero() ? line.within : drivers::Clock::duration{usual};
        const auto said = co_await console.dialogue(command, std::move(answers), line.done, within(span, "end of \"" + line.command + "\""));
        if (!line.done.empty() && line_matching(drivers::TextPattern{line.done}, said).empty())
            co_return "\"" + line.command + "\": \"" + last_line_of(said) + "\"";
    }
    co_return std::nullopt;
}

}  // namespace station
