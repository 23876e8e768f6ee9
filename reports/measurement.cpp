#include "reports/measurement.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

namespace reports {
namespace {

std::string with_unit(std::string text, std::string_view unit) {
    if (unit.empty()) return text;
    return text + (unit == "%" ? "" : " ") + std::string{unit};
}

std::string number(double value, std::string_view unit) {
    return with_unit(fmt::format("{}", value), unit);
}

constexpr int most_decimals = 6;

/// Decimals of the number in `raw` that is this value; -1 when none is.
int decimals_in(std::string_view raw, double value) {
    for (std::size_t i = 0; i < raw.size();) {
        double read = 0;
        const auto [end, failure] =
            std::from_chars(raw.data() + i, raw.data() + raw.size(), read, std::chars_format::fixed);
        if (failure != std::errc{}) {
            ++i;
            continue;
        }
        const std::string_view digits{raw.data() + i, end};
        if (std::abs(read - value) <= 1e-9 * std::max(1.0, std::abs(value))) {
            const auto point = digits.find('.');
            return point == std::string_view::npos ? 0 : static_cast<int>(digits.size() - point - 1);
        }
        i += digits.size();
    }
    return -1;
}

int decimals_that_count(double value) {
    if (value == std::floor(value)) return 0;
    const int digits = 2 - static_cast<int>(std::floor(std::log10(std::abs(value))));
    return std::clamp(digits, 0, most_decimals);
}

bool bounded(const Limits& limits) {
    return limits.at_least || limits.at_most || limits.marginal_above || limits.marginal_below;
}

Measurement failed(Measurement measurement, std::string reason) {
    measurement.verdict = Verdict::fail;
    measurement.marginal = false;
    measurement.reason = std::move(reason);
    return measurement;
}

bool within(const Limits& limits, double value) {
    return (!limits.at_least || value >= *limits.at_least) && (!limits.at_most || value <= *limits.at_most);
}

bool beyond_margin(const Limits& limits, double value) {
    return (limits.marginal_above && value > *limits.marginal_above) ||
           (limits.marginal_below && value < *limits.marginal_below);
}

}  // namespace

bool Limits::any() const {
    return bounded(*this) || !one_of.empty();
}

std::string Limits::words(std::string_view unit) const {
    std::string text;
    if (at_least && at_most)
        text = fmt::format("{} to {}", *at_least, number(*at_most, unit));
    else if (at_least)
        text = "at least " + number(*at_least, unit);
    else if (at_most)
        text = "at most " + number(*at_most, unit);
    if (!one_of.empty()) text += (text.empty() ? "" : ", ") + fmt::format("{}", fmt::join(one_of, " or "));
    return text;
}

std::string rounded(double value, std::string_view raw, const Limits& limits) {
    if (!std::isfinite(value)) return fmt::format("{}", value);
    const int shown = decimals_in(raw, value);
    for (int decimals = shown < 0 ? decimals_that_count(value) : std::min(shown, most_decimals);
         decimals < 17; ++decimals) {
        std::string text = fmt::format("{:.{}f}", value, decimals);
        const double said = std::stod(text);
        const bool alike = within(limits, said) == within(limits, value) &&
                           beyond_margin(limits, said) == beyond_margin(limits, value);
        if (alike && (said != 0 || value == 0)) return text;
    }
    return fmt::format("{}", value);
}

std::string words(const Value& value) {
    if (const double* number = std::get_if<double>(&value)) return fmt::format("{}", *number);
    if (const std::string* text = std::get_if<std::string>(&value)) return *text;
    if (const bool* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
    return {};
}

Measurement judged(Measurement measurement) {
    const double* value = std::get_if<double>(&measurement.value);
    if (value != nullptr && !std::isfinite(*value)) {
        if (measurement.raw.empty()) measurement.raw = fmt::format("{}", *value);
        measurement.value = std::monostate{};
        value = nullptr;
    }
    const Limits limits = measurement.limits;
    measurement.verdict = Verdict::none;
    measurement.marginal = false;
    measurement.reason.clear();
    if (!limits.any()) return measurement;

    const std::string shown = words(measurement.value);
    if (std::holds_alternative<std::monostate>(measurement.value))
        return failed(std::move(measurement), "the unit did not show this value");
    if (bounded(limits) && value == nullptr)
        return failed(std::move(measurement), fmt::format("\"{}\" is no number", shown));
    const std::string allowed = limits.words(measurement.unit);
    if (!limits.one_of.empty() && std::ranges::find(limits.one_of, shown) == limits.one_of.end())
        return failed(std::move(measurement), fmt::format("\"{}\", allowed is {}", shown, allowed));
    if (value != nullptr && !within(limits, *value)) {
        const std::string seen = with_unit(rounded(*value, measurement.raw, limits), measurement.unit);
        return failed(std::move(measurement), fmt::format("{}, allowed is {}", seen, allowed));
    }
    measurement.verdict = Verdict::pass;
    measurement.marginal = value != nullptr && beyond_margin(limits, *value);
    if (measurement.marginal)
        measurement.reason = with_unit(rounded(*value, measurement.raw, limits), measurement.unit) +
                             " is within its limits, but near them";
    return measurement;
}

}  // namespace reports
