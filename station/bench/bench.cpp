#include "station/bench/bench.hpp"

#include "drivers/secret_file.hpp"
#include "station/bench/wiring.hpp"
#include "yang/schema.hpp"

#include <cctype>
#include <fstream>
#include <stdexcept>

namespace station {
namespace {

drivers::Endpoint endpoint_at(const yang::Document& document, const yang::Node& node, drivers::Use use) {
    try {
        return drivers::check_endpoint(node.text(), use);
    } catch (const std::invalid_argument& wrong) {
        throw document.error(node, wrong.what());
    }
}

Slot read_slot(const yang::Document& document, const yang::Node& node) {
    Slot slot;
    slot.name = node["name"].text();
    slot.console = endpoint_at(document, node["console"], drivers::Use::terminal);
    for (const auto& other : node.all("other-consoles"))
        slot.other_consoles.push_back(endpoint_at(document, other, drivers::Use::terminal));
    if (const auto management = node["management"])
        slot.management = Management{.address = management["address"].text(),
                                     .gateway = management["gateway"].text_or(""),
                                     .ssh_port = static_cast<unsigned>(management["ssh"].integer())};
    if (const auto power = node["power"]) slot.power = endpoint_at(document, power, drivers::Use::power);
    slot.console_patience = drivers::duration(node["console-patience"].text());
    slot.power_pause = drivers::duration(node["power-pause"].text());
    slot.allow_legacy_crypto = node["allow-legacy-crypto"].flag();
    return slot;
}

// One user:password a line; '#' begins a comment line. The words never leave this function but in Credentials.
std::vector<drivers::Credentials> read_credentials(const yang::Document& document, const yang::Node& node,
                                                   const std::filesystem::path& file) {
    if (const auto wrong = drivers::trouble_with_secret_file(file); !wrong.empty())
        throw document.error(node, wrong + "; expected a file with one user:password a line, for this user alone (mode 0600)");
    std::ifstream in{file};
    std::vector<drivers::Credentials> all;
    int number = 0;
    for (std::string line; std::getline(in, line);) {
        ++number;
        if (line.ends_with('\r')) line.pop_back();
        if (line.empty() || line.starts_with('#')) continue;
        const auto colon = line.find(':');
        if (colon == std::string::npos || colon == 0)
            throw yang::DocumentError{file.string() + ":" + std::to_string(number) + ": expected user:password"};
        all.push_back({.user = line.substr(0, colon), .password = line.substr(colon + 1), .private_key = {}});
    }
    return all;
}

// Another person, or the backup is none (names differ in more than capitals and blanks).
Contacts read_contacts(const yang::Document& document, const yang::Node& node) {
    const auto plain = [](const std::string& name) {
        std::string letters;
        for (const unsigned char c : name)
            if (!std::isspace(c)) letters += static_cast<char>(std::tolower(c));
        return letters;
    };
    Contacts contacts{node["technical"].text_or(""), node["backup"].text_or("")};
    if (!contacts.backup.empty() && plain(contacts.technical) == plain(contacts.backup))
        throw document.error(node["backup"], "\"" + contacts.backup + "\" is the technical contact too; expected another person");
    return contacts;
}

// What the bench brings along has to be there.
OwnData read_own(const yang::Document& document, const yang::Node& root, const std::filesystem::path& folder) {
    const auto place = [&](const char* what, bool is_folder) -> std::filesystem::path {
        const auto node = root[what];
        if (!node) return {};
        const auto path = folder / node.text();
        const bool there = is_folder ? std::filesystem::is_directory(path) : std::filesystem::is_regular_file(path);
        if (!there) throw document.error(node, "there is no " + std::string{is_folder ? "folder" : "file"} + " \"" + path.string() + "\"");
        return path;
    };
    OwnData own;
    yang::Complaints wrong;
    wrong.gather([&] { own.catalogue = place("catalogue", false); });
    wrong.gather([&] { own.families = place("families", true); });
    wrong.gather([&] { own.procedures = place("procedures", true); });
    wrong.tell();
    return own;
}

// "64MB", as the schema lets through.
std::uint64_t bytes_in(const std::string& size) {
    const auto digits = size.find_first_not_of("0123456789");
    std::uint64_t bytes = std::stoull(size.substr(0, digits));
    const auto unit = size.substr(std::min(digits, size.size()));
    for (const char* each : {"kB", "MB", "GB"}) {
        bytes *= 1000;
        if (unit == each) return bytes;
    }
    throw std::invalid_argument{"\"" + size + "\" is no size"};
}

}  // namespace

const Slot& Bench::slot(const std::string& wanted) const {
    std::vector<std::string> names;
    std::string known;
    for (const auto& slot : slots) {
        if (slot.name == wanted) return slot;
        names.push_back(slot.name);
        known += (known.empty() ? "" : ", ") + slot.name;
    }
    const auto near = yang::nearest(wanted, names);
    throw std::invalid_argument{"bench " + name + " has no slot \"" + wanted + "\" (it has " + known + ")" +
                                (near.empty() ? "" : "; did you mean " + near + "?")};
}

Bench read_bench(const yang::Schema& schema, const std::filesystem::path& file) {
    const auto document = schema.read_yaml(file);
    const auto root = document.root();
    if (root.name() != "bench") throw document.error(root, "is a " + root.name() + ", expected a bench");
    yang::Complaints wrong;
    check_wiring(document, root, wrong);
    Bench bench;
    bench.name = root["bench"].text();
    bench.location = root["location"].text_or("");
    bench.operator_name = root["operator"].text_or("");
    const auto laboratory = root["laboratory"];
    bench.laboratory = {.name = laboratory["name"].text_or(""),
                        .address = laboratory["address"].text_or(""),
                        .facility_appointment = laboratory["facility-appointment"].text_or("")};
    if (const auto contacts = root["contacts"]) wrong.gather([&] { bench.contacts = read_contacts(document, contacts); });
    if (const auto credentials = root["credentials"]) {
        bench.credentials_file = file.parent_path() / credentials.text();
        wrong.gather([&] { bench.credentials = read_credentials(document, credentials, bench.credentials_file); });
    }
    bench.images = file.parent_path() / root["images"].text();
    if (root["images-address"]) bench.images_address = root["images-address"].text();
    bench.records_space = static_cast<std::uintmax_t>(root["records-space"].integer()) * 1'000'000;
    wrong.gather([&] { bench.own = read_own(document, root, file.parent_path()); });
    bench.simulated = root["simulated"].flag();
    const auto limits = root["limits"];
    bench.limits = {.reply = bytes_in(limits["reply"].text()), .line = bytes_in(limits["line"].text()), .transcript = bytes_in(limits["transcript"].text())};
    for (const auto& slot : root.all("slots")) wrong.gather([&] { bench.slots.push_back(read_slot(document, slot)); });
    wrong.tell();
    return bench;
}

}  // namespace station
