#include "drivers/error.hpp"

#include "drivers/limits.hpp"

namespace drivers {
namespace {

std::string sentence(const std::string& where, const std::string& what_failed, const std::string& last_seen) {
    auto text = where + ": " + what_failed;
    if (!last_seen.empty()) text += "; last seen: \"" + last_seen + "\"";
    return text;
}

}  // namespace

std::string_view name(Fault fault) {
    switch (fault) {
        case Fault::timeout: return "timeout";
        case Fault::closed: return "closed";
        case Fault::refused: return "refused";
        case Fault::unreachable: return "unreachable";
        case Fault::protocol: return "protocol";
        case Fault::aborted: return "aborted";
        case Fault::flood: return "unit-floods";
    }
    return "unknown";
}

LinkError::LinkError(Fault fault, std::string where, std::string what_failed, std::string last_seen)
    : std::runtime_error{sentence(where, what_failed, last_seen)}, fault_{fault}, where_{std::move(where)}, last_seen_{std::move(last_seen)} {}

LinkError flood(const std::string& where, const std::string& what, std::uint64_t most, std::string last_seen) {
    return {Fault::flood, where, "the unit sent more than " + std::to_string(most) + " bytes of " + what, std::move(last_seen)};
}

}  // namespace drivers
