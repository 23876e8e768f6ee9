#include "reports/measurement.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <algorithm>
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
        const std::string seen = number(*value, measurement.unit);
        return failed(std::move(measurement), fmt::format("{}, allowed is {}", seen, allowed));
    }
    measurement.verdict = Verdict::pass;
    measurement.marginal = value != nullptr && beyond_margin(limits, *value);
    if (measurement.marginal)
        measurement.reason = number(*value, measurement.unit) + " is within its limits, but near them";
    return measurement;
}

}  // namespace reports
