#pragma once
// Text for an XML document that the station writes: the one spelling, so that what has to be masked is found as it was sent.

#include <string>
#include <string_view>

namespace drivers {

/// `text` as the content of an element (XML 1.0 section 2.4). Not for attributes: quotes stay as they are.
std::string xml_text(std::string_view text);

}  // namespace drivers
