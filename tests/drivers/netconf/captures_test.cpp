// Every XML reply of the captured units through the adapter, judged by an XML parser that knows nothing of
// it.
#include "drivers/netconf/framing.hpp"
#include "drivers/netconf/reply.hpp"

#include <gtest/gtest.h>
#include <pugixml.hpp>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

using namespace drivers;

namespace {

std::vector<std::filesystem::path> captures() {
    std::vector<std::filesystem::path> files;
    if (!std::filesystem::exists(STATION_CAPTURES_DIR)) return files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator{STATION_CAPTURES_DIR})
        if (entry.path().extension() == ".xml" && entry.path().filename() != "_session.raw.xml")
            files.push_back(entry.path());
    return files;
}

std::string local(const pugi::xml_node& node) {
    const std::string name = node.name();
    const auto colon = name.find(':');
    return colon == std::string::npos ? name : name.substr(colon + 1);
}

pugi::xml_node reply_in(const pugi::xml_document& document) {
    for (auto node = document.first_child(); node; node = node.next_sibling())
        if (local(node) == "rpc-reply") return node;
    return {};
}

/// The capture as a unit would have sent it: a reply, wrapped where the capture holds only what was inside.
std::string as_reply(const std::filesystem::path& file) {
    std::stringstream text;
    text << std::ifstream{file}.rdbuf();
    pugi::xml_document document;
    document.load_string(text.str().c_str());
    if (reply_in(document)) return text.str();
    auto body = text.str();
    if (const auto end = body.starts_with("<?xml") ? body.find("?>") : std::string::npos;
        end != std::string::npos)
        body.erase(0, end + 2);
    return "<rpc-reply message-id=\"1\" xmlns=\"urn:ietf:params:xml:ns:netconf:base:1.0\">" + body +
           "</rpc-reply>";
}

/// What is no data by its name and namespace alone: ok, the prompt, complaints.
bool aside(const pugi::xml_node& node) {
    const auto name = local(node);
    const std::string full = node.name();
    const bool xnm = full.starts_with("xnm:") ||
                     std::string{node.attribute("xmlns").value()}.find("/xnm") != std::string::npos;
    return node.type() != pugi::node_element || name == "ok" || name == "cli" || name == "rpc-error" ||
           (xnm && (name == "error" || name == "warning"));
}

std::vector<std::string> data_names(const pugi::xml_node& parent) {
    std::vector<std::string> names;
    for (const auto& node : parent.children())
        if (!aside(node)) names.push_back(local(node));
    return names;
}

class Capture : public testing::TestWithParam<std::filesystem::path> {};

}  // namespace

TEST_P(Capture, ComesOutAsAParserSeesIt) {
    const auto sent = as_reply(GetParam());
    pugi::xml_document truth;
    if (!truth.load_string(sent.c_str())) GTEST_SKIP() << "not well-formed itself";
    const auto reply = netconf::read_reply(sent);
    ASSERT_TRUE(reply);
    EXPECT_TRUE(reply->closed);
    const auto errors = truth.select_nodes(
        "//*[local-name()='rpc-error' or ((local-name()='error' or local-name()='warning') and "
        "contains(namespace-uri(), '/xnm'))]");
    EXPECT_EQ(reply->content.messages.size(), errors.size());

    pugi::xml_document seen;
    ASSERT_TRUE(seen.load_string(("<all>" + std::string{reply->content.payload} + "</all>").c_str()));
    EXPECT_EQ(data_names(seen.first_child()), data_names(reply_in(truth)));
    std::ostringstream seen_text, true_text;
    for (const auto& node : seen.first_child().children())
        if (!aside(node)) node.print(seen_text, "");
    for (const auto& node : reply_in(truth).children())
        if (!aside(node)) node.print(true_text, "");
    EXPECT_EQ(seen_text.str(), true_text.str());
}

TEST_P(Capture, ArrivesInPiecesThroughBothFramings) {
    const auto sent = as_reply(GetParam());
    for (const auto framing : {netconf::Framing::end_marker, netconf::Framing::chunked}) {
        const auto wire = netconf::framed(sent, framing) + "\n" + netconf::framed("<rpc-reply/>", framing);
        for (const std::size_t piece : {1, 7, 61, 1024, 4093, 32768}) {
            netconf::Deframer deframer;
            deframer.expect(framing);
            std::vector<std::string> messages;
            for (std::size_t at = 0; at < wire.size(); at += piece) {
                deframer.feed(wire.substr(at, piece));
                while (auto message = deframer.next()) messages.push_back(std::move(*message));
            }
            ASSERT_EQ(messages.size(), 2U) << piece;
            EXPECT_EQ(
                messages[0],
                sent.substr(framing == netconf::Framing::end_marker ? sent.find_first_not_of(" \r\n\t") : 0))
                << piece;
        }
    }
}

// What a lost connection leaves is never taken for a reply, and never brings the adapter down.
TEST_P(Capture, CutAtEveryTenthByteIsNoReply) {
    const auto sent = as_reply(GetParam());
    const auto end = sent.rfind("</");
    const auto step = std::max<std::size_t>(10, end / 200 / 10 * 10);  // large ones at some 200 places
    for (std::size_t size = 0; size < end; size += step) {
        netconf::Deframer deframer;
        deframer.feed(sent.substr(0, size));
        EXPECT_FALSE(deframer.next()) << size;
        if (const auto reply = netconf::read_reply(sent.substr(0, size))) {
            EXPECT_FALSE(reply->closed) << size;
        }
    }
}

INSTANTIATE_TEST_SUITE_P(All, Capture, testing::ValuesIn(captures()), [](const auto& each) {
    auto name = std::filesystem::relative(each.param, STATION_CAPTURES_DIR).string();
    for (auto& c : name)
        if (!std::isalnum(static_cast<unsigned char>(c))) c = '_';
    return name;
});
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(Capture);

TEST(Captures, AreThere) {
    if (captures().empty()) GTEST_SKIP() << "no captures at " << STATION_CAPTURES_DIR;
}
