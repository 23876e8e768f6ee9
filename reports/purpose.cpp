#include "reports/purpose.hpp"

#include <array>
#include <utility>

namespace reports {
namespace {

constexpr std::array<std::pair<Purpose, std::string_view>, 6> names{{{Purpose::none, "none"},
                                                                     {Purpose::intake, "intake"},
                                                                     {Purpose::test, "test"},
                                                                     {Purpose::load, "load"},
                                                                     {Purpose::wipe, "wipe"},
                                                                     {Purpose::certify, "certify"}}};

}  // namespace

std::string_view name(Purpose purpose) {
    for (const auto& [value, text] : names)
        if (value == purpose) return text;
    return "none";
}

std::optional<Purpose> purpose_named(std::string_view name) {
    for (const auto& [value, text] : names)
        if (text == name) return value;
    return std::nullopt;
}

bool covers(Purpose purpose, Purpose other) {
    if (purpose == Purpose::none) return false;
    return purpose == Purpose::certify || purpose == other || other == Purpose::intake;
}

}  // namespace reports
