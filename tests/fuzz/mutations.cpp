#include "tests/fuzz/mutations.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <string_view>

namespace support {
namespace {

// What matters to the adapter, to be dropped in anywhere.
constexpr std::array<std::string_view, 36> tokens{
    "]]>]]>",
    "]]>",
    "]]",
    "\n##\n",
    "\n#12\n",
    "\n#1\n",
    "\n#99999999999\n",
    "\n#",
    "<",
    ">",
    "</",
    "/>",
    "<!--",
    "-->",
    "<![CDATA[",
    "<?",
    "<rpc-reply>",
    "</rpc-reply>",
    "<rpc-reply message-id=\"7\"/>",
    "<nc:rpc-reply",
    "<rpc-error>",
    "</rpc-error>",
    "<error-message>",
    "<xnm:error xmlns:xnm=\"http://xml.juniper.net/xnm/1.1/xnm\"><message>",
    "</xnm:error>",
    "<ok/>",
    "<cli>",
    "<hello><session-id>7",
    "<rpc>",
    "\"",
    "'",
    "&",
    "&#0;",
    "&#x1f600;",
    "\xf0\x9f",
    "\r\n\aMessage from root@r1 on ttyu0\r\n"};

constexpr std::string_view fallback =
    "<rpc-reply xmlns=\"urn:ietf:params:xml:ns:netconf:base:1.0\" "
    "message-id=\"7\"><load-configuration-results><rpc-error><error-type>protocol"
    "</error-type><error-tag>x</error-tag><error-severity>warning</error-severity><error-message>\na &amp; "
    "b\n</error-message></rpc-error><ok/>"
    "</load-configuration-results></"
    "rpc-reply>\n]]>]]>\n<hello><capabilities><capability>urn:ietf:params:netconf:base:1.1</capability>"
    "</capabilities><session-id>7</session-id></hello>]]>]]>\n#4\n<ok>\n##\n";

}  // namespace

Mutations::Mutations(std::uint32_t seed) : random_{seed}, originals_{std::string{fallback}} {}

void Mutations::learn(const std::filesystem::path& folder) {
    if (!std::filesystem::exists(folder)) return;
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator{folder})
        if (entry.path().extension() == ".xml" && entry.file_size() < 20'000) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    for (const auto& file : files) {
        std::ifstream stream{file};
        originals_.emplace_back(std::istreambuf_iterator<char>{stream}, std::istreambuf_iterator<char>{});
    }
}

std::string Mutations::next() {
    std::string bytes;
    bytes += static_cast<char>(below(2));
    bytes += static_cast<char>(below(256));
    std::string body = originals_[below(originals_.size())];
    const auto begin = below(body.size());
    body = body.substr(below(3) ? 0 : begin, 1 + below(4000));
    if (bytes[0])
        body = "\n#" + std::to_string(body.size()) + "\n" + body + "\n##\n";
    else
        body += "]]>]]>";
    for (auto times = below(12); times > 0; --times) damage(body);
    return bytes + body;
}

void Mutations::damage(std::string& bytes) {
    const auto at = below(bytes.size() + 1);
    const auto length = below(std::min<std::size_t>(bytes.size() - at, 1 + below(60)) + 1);
    switch (below(5)) {
        case 0:
            bytes.insert(at, tokens[below(tokens.size())]);
            break;
        case 1:
            bytes.erase(at, length);
            break;
        case 2:
            bytes.insert(below(bytes.size() + 1), bytes.substr(at, length));
            break;
        case 3:
            if (at < bytes.size()) bytes[at] = static_cast<char>(below(256));
            break;
        default:
            bytes.replace(at, length, tokens[below(tokens.size())]);
            break;
    }
}

}  // namespace support
