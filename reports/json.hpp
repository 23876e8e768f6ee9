#pragma once
// Events as JSON, for the journal. The record document itself is in record.hpp.

#include "reports/event.hpp"

#include <string>
#include <string_view>

namespace reports {

struct EventText {
    std::string kind;  ///< "step-started"
    std::string body;  ///< its members, with the names of yang/station-record.yang
};

EventText event_text(const Happening& what);
/// Throws std::runtime_error when the kind is unknown or the body is not what its kind says.
Happening happening(std::string_view kind, std::string_view body);

}  // namespace reports
