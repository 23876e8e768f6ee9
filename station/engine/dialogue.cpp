#include "station/engine/dialogue.hpp"

#include "drivers/lines.hpp"
#include "station/engine/text.hpp"

#include <stdexcept>

namespace station {

using drivers::Task;
using drivers::within;
using namespace std::chrono_literals;

namespace {

constexpr auto usual = std::chrono::minutes{1};  ///< for a line that says nothing of its own

}  // namespace

const drivers::Dialogue& dialogue_of(const drivers::Family& family, const std::string& name) {
    if (const auto* dialogue = family.dialogue(name)) return *dialogue;
    throw std::runtime_error{"family " + family.name + " has no dialogue \"" + name + "\""};
}

Task<std::optional<std::string>> hold(drivers::Console& console, const drivers::Dialogue& dialogue, std::map<std::string, std::string> values) {
    for (const auto& line : dialogue.lines) {
        auto answers = line.answers;
        for (auto& answer : answers) answer.reply = drivers::filled(answer.reply, values);
        const auto command = drivers::filled(line.command, values);
        const auto span = line.within > drivers::Clock::duration::zero() ? line.within : drivers::Clock::duration{usual};
        const auto said = co_await console.dialogue(command, std::move(answers), line.done, within(span, "end of \"" + line.command + "\""));
        if (!line.done.empty() && !drivers::line_with(drivers::TextPattern{line.done}, said))
            co_return "\"" + line.command + "\": \"" + last_line_of(said) + "\"";
    }
    co_return std::nullopt;
}

Task<std::optional<std::string>> hold(drivers::Console& console, const drivers::Dialogue& dialogue) {
    return hold(console, dialogue, std::map<std::string, std::string>{});
}

}  // namespace station
