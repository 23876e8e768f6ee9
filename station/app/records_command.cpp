#include "drivers/transcript.hpp"
#include "reports/exports.hpp"
#include "reports/sha256.hpp"
#include "reports/store.hpp"
#include "station/app/commands.hpp"
#include "station/app/places.hpp"
#include "station/app/replay.hpp"

#include <fstream>
#include <iostream>
#include <stdexcept>

namespace station {
namespace {

reports::Store open(const RecordsOptions& options) {
    if (!std::filesystem::is_directory(options.records))
        throw std::runtime_error{options.records.string() + " is no folder of records; name it with --records"};
    return reports::Store::to_read(options.records);
}

reports::SealedRecord find(const reports::Store& store, const RecordsOptions& options) {
    if (auto record = store.sealed(options.id)) return *record;
    throw std::runtime_error{"no sealed record \"" + options.id + "\" in " + options.records.string() + "; `station records list` shows them"};
}

std::string exported(const reports::SealedRecord& record, const std::string& format) {
    if (format == "json") return reports::export_json(record);
    const std::vector<reports::Record> one{reports::record_from_json(record.json)};
    return format == "measurements" ? reports::measurements_csv(one) : reports::parts_csv(one);
}

std::vector<reports::EvidenceKept> transcripts_of(const reports::Record& record) {
    std::vector<reports::EvidenceKept> kept;
    for (const auto& evidence : record.evidence)
        if (std::filesystem::path{evidence.file}.extension() == ".transcript") kept.push_back(evidence);
    return kept;
}

std::string name_of(const reports::EvidenceKept& transcript) { return std::filesystem::path{transcript.file}.stem().string(); }

}  // namespace

int records_list_command(const RecordsOptions& options) {
    std::cout << reports::list_text(open(options).list());
    return exit_code::pass;
}

int records_show_command(const RecordsOptions& options) {
    const auto store = open(options);
    std::cout << reports::show_text(find(store, options), store.history(options.id));
    return exit_code::pass;
}

int records_export_command(const RecordsOptions& options) {
    const auto store = open(options);
    const auto record = find(store, options);
    const auto text = exported(record, options.format);
    if (options.out.empty()) {
        std::cout << text;
        return exit_code::pass;
    }
    std::ofstream file{options.out, std::ios::binary};
    if (!(file << text) || !file.flush()) throw std::runtime_error{options.out.string() + " cannot be written"};
    return exit_code::pass;
}

int records_replay_command(const RecordsOptions& options) {
    const auto store = open(options);
    const auto transcripts = transcripts_of(reports::record_from_json(find(store, options).json));
    if (options.transcript.empty()) {
        for (const auto& transcript : transcripts) std::cout << name_of(transcript) << "  " << transcript.bytes << " bytes\n";
        return exit_code::pass;
    }
    for (const auto& transcript : transcripts) {
        if (name_of(transcript) != options.transcript) continue;
        const auto file = store.folder(options.id) / transcript.file;
        if (reports::sha256_of_file(file) != transcript.sha256) throw std::runtime_error{file.string() + " is not the file that was sealed"};
        std::cout << replay_text(drivers::read_transcript(file));
        return exit_code::pass;
    }
    throw std::runtime_error{"record " + options.id + " has no transcript \"" + options.transcript + "\"; `station records replay " + options.id + "` lists them"};
}

int records_verify_command(const RecordsOptions& options) {
    const auto store = open(options);
    const auto damage = store.damage();
    for (const auto& line : damage) std::cerr << line << "\n";
    if (!damage.empty()) return exit_code::error;
    std::cout << store.list().size() << " records, all as they were sealed\n";
    return exit_code::pass;
}

}  // namespace station
