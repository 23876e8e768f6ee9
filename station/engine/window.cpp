#include "station/engine/window.hpp"

#include "station/engine/text.hpp"

namespace station {

std::optional<Outcome> outside_window(const std::optional<Window>& window, drivers::Clock::time_point now, std::optional<std::chrono::seconds> usual) {
    if (!window || now + usual.value_or(std::chrono::seconds{0}) < window->end) return std::nullopt;
    const auto left = std::chrono::duration_cast<std::chrono::seconds>(window->end - now);
    const auto why = now >= window->end ? std::string{"the window of the planned change is over"}
                                        : "it usually takes " + clock_text(*usual) + ", and the window of the planned change ends in " + clock_text(left);
    return Outcome{reports::Verdict::error, "window-over", "not begun: " + why, "look at the unit as it is now, and begin a new run with a new window"};
}

}  // namespace station
