#include "reports/sheet.hpp"
#include "reports/shown.hpp"
#include "reports/titles.hpp"
#include "reports/words.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace reports {
namespace {

void add_software(data& sheet, const SheetOf& of) {
    data software = list(), found = list();
    for (const SoftwareLoaded& s : of.record.software)
        software << row({{"engine", s.routing_engine},
                         {"before", s.before},
                         {"after", s.after},
                         {"package", s.package.empty() ? "nothing was loaded: it ran already" : s.package},
                         {"sha256", s.sha256}});
    for (const Software& s : of.unit.software) found << row({{"engine", s.where}, {"version", s.version}});
    set_list(sheet, "software", std::move(software));
    set_list(sheet, "found", std::move(found));
}

void add_media(data& sheet, const SheetOf& of) {
    data media = list();
    for (const MediumShown& m : media_once(of.record)) {
        const bool shown = m.level != "none";
        const std::string proof = of.for_customers ? "a line of the console, kept in the record" : m.proof;
        media << verdict_cell(row({{"engine", m.engine},
                                   {"medium", m.medium},
                                   {"media_model", m.model},
                                   {"media_serial", m.serial},
                                   {"method", fmt::format("{}", fmt::join(m.methods, "; "))},
                                   {"proof", shown ? proof : "nothing said what was done"},
                                   {"level", shown ? m.level : "none shown"}}),
                              shown ? Verdict::pass : Verdict::error);
    }
    set_list(sheet, "media", std::move(media));
    sheet.set("level", sanitisation_words(of.record));
}

std::string found_words(const ProofShown& proof) {
    std::vector<std::string> looks;
    for (const auto& [step, m] : proof.looks) looks.push_back(value_words(*m) + " (" + step + ")");
    bool alike = looks.size() > 1;
    for (const auto& [step, m] : proof.looks) alike = alike && m->value == proof.last().value;
    if (alike)
        return value_words(proof.last()) +
               (looks.size() == 2 ? ", twice" : fmt::format(", {} times", looks.size()));
    return looks.size() == 1 ? value_words(proof.last()) : fmt::format("{}", fmt::join(looks, ", "));
}

/// What failed stands on the first page, with the unit's own words.
void add_proofs(data& sheet, const SheetOf& of) {
    data proofs = list(), open = list();
    for (const ProofShown& proof : proofs_once(of.record)) {
        const Measurement& last = proof.last();
        if (last.verdict == Verdict::fail) continue;
        const bool verified = is_verified(last);
        data one = verdict_cell(row({{"engine", proof.engine},
                                     {"title", proof.title},
                                     {"found", found_words(proof)},
                                     {"source", proof.source},
                                     {"raw", of.for_customers ? "" : last.raw}}),
                                verified ? last.verdict : Verdict::error);
        if (!verified) one.set("word", "not verified");
        proofs << one;
    }
    for (const std::string& title : unverified(of.record)) open << row({{"line", title}});
    set_list(sheet, "proofs", std::move(proofs));
    set_list(sheet, "open", std::move(open));
}

void add_parts(data& sheet, const SheetOf& of) {
    data parts = list();
    for (const Part& part : of.unit.parts)
        parts << row({{"where", part.where},
                      {"part_number", part.part_number},
                      {"serial", part.serial},
                      {"version", part.version},
                      {"description", part.description.empty() ? part.name : part.description},
                      {"part_model", part.model}});
    set_list(sheet, "parts", std::move(parts));
}

}  // namespace

void add_work(data& sheet, const SheetOf& of) {
    add_software(sheet, of);
    add_media(sheet, of);
    add_proofs(sheet, of);
    add_parts(sheet, of);
}

}  // namespace reports
