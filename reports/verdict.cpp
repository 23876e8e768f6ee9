#include "reports/verdict.hpp"

#include <array>
#include <utility>

namespace reports {
namespace {

constexpr std::array<std::pair<Verdict, std::string_view>, 5> names{{{Verdict::none, "none"},
                                                                     {Verdict::pass, "pass"},
                                                                     {Verdict::fail, "fail"},
                                                                     {Verdict::aborted, "aborted"},
                                                                     {Verdict::error, "error"}}};

}  // namespace

std::string_view name(Verdict verdict) {
    for (const auto& [value, text] : names)
        if (value == verdict) return text;
    return "none";
}

std::optional<Verdict> verdict_named(std::string_view name) {
    for (const auto& [value, text] : names)
        if (text == name) return value;
    return std::nullopt;
}

}  // namespace reports
