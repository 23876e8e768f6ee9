#include "drivers/junos/inspect.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <ostream>

#include "drivers/junos/documents.hpp"
#include "drivers/junos/facts_json.hpp"
#include "drivers/junos/join.hpp"
#include "drivers/junos/repair.hpp"
#include "drivers/junos/reply.hpp"

namespace drivers::junos {
namespace {

Reading read(const Piece& piece) {
    switch (piece.kind) {
        case Piece::Kind::xml:
            return read_xml(piece.bytes);
        case Piece::Kind::json:
            return read_json(piece.bytes);
        case Piece::Kind::text:
            break;
    }
    auto reading = read_text(piece.bytes);
    // A last line without its end may be half a line. Nothing is missing where its end would change nothing.
    if (reading.cut && !piece.bytes.ends_with('\n'))
        reading.cut = reading.facts != read_text(std::string{piece.bytes} + "\n").facts;
    return reading;
}

const char* word(Piece::Kind kind) {
    return kind == Piece::Kind::xml ? "xml" : kind == Piece::Kind::json ? "json" : "text";
}

/// The format of what was understood; of all there is when nothing was.
std::string format_of(const std::vector<std::pair<Piece::Kind, bool>>& pieces) {
    std::string format;
    const bool any =
        std::any_of(pieces.begin(), pieces.end(), [](const auto& piece) { return piece.second; });
    for (const auto& [kind, understood] : pieces) {
        if (any && !understood) continue;
        if (!format.empty() && format != word(kind)) return "mixed";
        format = word(kind);
    }
    return format.empty() ? "text" : format;
}

/// Why the file cannot be read; empty when it was.
std::string read_file(const std::filesystem::path& path, std::string& bytes) {
    std::error_code error;
    if (std::filesystem::is_directory(path, error)) return "it is a folder";
    errno = 0;
    std::ifstream file{path, std::ios::binary};
    if (!file) return std::strerror(errno ? errno : EIO);
    bytes.assign(std::istreambuf_iterator<char>{file}, {});
    return file.bad() ? "the reading broke off" : "";
}

}  // namespace

Inspection inspect(std::string_view bytes) {
    Inspection inspection;
    const auto clean = without_noise(bytes);
    std::vector<std::pair<Piece::Kind, bool>> pieces;
    for (const auto& piece : pieces_of(clean)) {
        auto reading = read(piece);
        pieces.emplace_back(piece.kind, !reading.facts.empty());
        inspection.damaged = inspection.damaged || reading.damaged;
        inspection.cut = inspection.cut || reading.cut;
        std::move(reading.mended.begin(), reading.mended.end(), std::back_inserter(inspection.mended));
        join(inspection.facts, std::move(reading.facts));
        std::move(reading.unread.begin(), reading.unread.end(), std::back_inserter(inspection.unread));
    }
    const bool json = std::any_of(pieces.begin(), pieces.end(), [](const auto& piece) { return piece.first == Piece::Kind::json; });
    if (json && has_control_bytes(bytes)) {  // of a terminal or of a damaged value: nobody can tell
        inspection.mended.emplace_back("control characters");
        inspection.damaged = true;
    }
    inspection.format = format_of(pieces);
    return inspection;
}

std::string refusal(const Inspection& inspection) {
    if (inspection.understood()) return {};
    auto seen = inspection.unread;
    if (seen.size() > 4) seen.resize(4);
    return fmt::format(
        "nothing here that I can read; seen: {}; expected: replies or CLI text of show version, show system "
        "information, show chassis "
        "hardware, environment, alarms, routing-engine, fpc or power, show system storage, show interfaces "
        "diagnostics optics, "
        "show virtual-chassis, show chassis cluster status, or firmware of chassis or system, or an error",
        seen.empty() ? "nothing" : fmt::format("{}", fmt::join(seen, ", ")));
}

int inspect_files(const std::vector<std::filesystem::path>& files, std::ostream& out, std::ostream& err) {
    int code = 0;
    for (const auto& path : files) {
        std::string bytes;
        if (const auto trouble = read_file(path, bytes); !trouble.empty()) {
            err << path.string() << ": cannot be read: " << trouble << '\n';
            code = 2;
            continue;
        }
        const auto inspection = inspect(bytes);
        if (!inspection.understood()) {
            err << path.string() << ": " << refusal(inspection) << '\n';
            code = 2;
            continue;
        }
        if (!inspection.mended.empty()) err << path.string() << fmt::format(": not well-formed; mended: {}\n", fmt::join(inspection.mended, ", "));
        if (inspection.cut) {
            err << path.string() << ": not whole: it breaks off, or is damaged so that nobody can tell what belongs where; read as far as it goes\n";
            code = 2;
        } else if (inspection.format == "text" && inspection.damaged && !bytes.ends_with('\n')) {
            err << path.string() << ": the last line has no end; if the file was cut there, a text on it may be short\n";
        }
        out << to_json(inspection.facts, path.string(), inspection.format) << '\n';
    }
    return code;
}

}  // namespace drivers::junos
