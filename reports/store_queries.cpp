#include "reports/json.hpp"
#include "reports/sha256.hpp"
#include "reports/store_impl.hpp"
#include "reports/text.hpp"

#include <algorithm>

namespace reports {
namespace {

namespace sql {
constexpr const char* find_run =
    "SELECT number, folder, EXISTS (SELECT 1 FROM record WHERE run = run.number) FROM run WHERE id = ?";
constexpr const char* events =
    "SELECT sequence, at, since_start, kind, body FROM event WHERE run = ? ORDER BY sequence";
constexpr const char* list =
    "SELECT run.id, run.serial, coalesce(record.model, ''), run.procedure, run.slot, "
    "coalesce(record.verdict, 'none'), run.began,"
    " record.run IS NOT NULL, coalesce(json_extract(record.json, '$.\"station-record:record\".reason'), ''), run.folder FROM run LEFT JOIN record ON record.run = run.number ORDER BY run.number DESC";
// By the label that was scanned and by the serial numbers that were told: a label on the wrong unit hides no run.
constexpr const char* before =
    "WITH named (number, serial) AS (SELECT number, serial FROM run UNION ALL SELECT run, serial FROM serial_read)"
    " SELECT run.id, record.json FROM run LEFT JOIN record ON record.run = run.number"
    " WHERE run.number < ?1 AND run.number IN (SELECT number FROM named WHERE serial IN (SELECT serial FROM named"
    " WHERE number = ?1)) ORDER BY run.number";
constexpr const char* sealed =
    "SELECT json, sha256, previous_sha256, sealed_at FROM record JOIN run ON run.number = record.run WHERE "
    "run.id = ?";
constexpr const char* chain =
    "SELECT run.id, run.folder, json, sha256, previous_sha256 FROM record JOIN run ON run.number = "
    "record.run ORDER BY record.number";
constexpr const char* times =
    "SELECT duration FROM step_time WHERE procedure = ? AND action = ? AND simulated = ? ORDER BY duration";
// The newest 20: what a model took lately says more than what it took once.
constexpr const char* numbers =
    "SELECT CAST(json_extract(m.value, '$.value.number') AS REAL) FROM record JOIN run ON run.number = record.run,"
    " json_each(record.json, '$.\"station-record:record\".steps') AS s, json_each(s.value, '$.measurements') AS m"
    " WHERE record.model = ?1 AND run.simulated = ?2"
    " AND (json_extract(m.value, '$.name') = ?3 OR json_extract(m.value, '$.name') GLOB ?3 || ' *')"
    " AND json_extract(m.value, '$.value.number') IS NOT NULL ORDER BY record.number DESC LIMIT 20";
}  // namespace sql

/// Somebody living works on this run, or nobody can tell.
bool is_held(const std::filesystem::path& run_folder) {
    const auto file = FileLock::of_run(run_folder);
    if (!std::filesystem::exists(file)) return false;
    try {
        return !FileLock::take(file);
    } catch (const std::runtime_error&) {
        return true;
    }
}

}  // namespace

StoredRun find_run(SQLite::Database& database, const std::string& id) {
    auto row = bound(database, sql::find_run, id);
    if (!row.executeStep())
        throw std::logic_error(fmt::format("there is no run {} on this store", clean(id)));
    return {.number = row.getColumn(0).getInt64(),
            .folder = row.getColumn(1).getString(),
            .sealed = row.getColumn(2).getInt() != 0};
}

std::vector<Event> events_of(SQLite::Database& database, std::int64_t run) {
    std::vector<Event> events;
    auto row = bound(database, sql::events, run);
    while (row.executeStep())
        events.push_back({.sequence = static_cast<std::uint64_t>(row.getColumn(0).getInt64()),
                          .at = from_ms(row.getColumn(1).getInt64()),
                          .since_start = std::chrono::microseconds{row.getColumn(2).getInt64()},
                          .what = happening(row.getColumn(3).getString(), row.getColumn(4).getString())});
    return events;
}

std::filesystem::path Store::folder(const std::string& id) const {
    return impl_->with_database(
        [this, &id](SQLite::Database& db) { return impl_->folder / find_run(db, id).folder; });
}

std::vector<Event> Store::journal(const std::string& id) const {
    return impl_->with_database(
        [&id](SQLite::Database& db) { return events_of(db, find_run(db, id).number); });
}

std::vector<RecordLine> Store::list() const {
    return impl_->with_database([this](SQLite::Database& db) {
        std::vector<RecordLine> lines;
        for (auto row = bound(db, sql::list); row.executeStep();) {
            lines.push_back({.id = row.getColumn(0).getString(),
                             .serial = row.getColumn(1).getString(),
                             .model = row.getColumn(2).getString(),
                             .procedure = row.getColumn(3).getString(),
                             .slot = row.getColumn(4).getString(),
                             .verdict = verdict_named(row.getColumn(5).getString()).value_or(Verdict::none),
                             .began = from_ms(row.getColumn(6).getInt64()),
                             .sealed = row.getColumn(7).getInt() != 0,
                             .interrupted = row.getColumn(8).getString() == "interrupted"});
            if (!lines.back().sealed) lines.back().interrupted = !is_held(impl_->folder / row.getColumn(9).getString());
        }
        return lines;
    });
}

std::optional<SealedRecord> Store::sealed(const std::string& id) const {
    return impl_->with_database([&id](SQLite::Database& db) -> std::optional<SealedRecord> {
        auto row = bound(db, sql::sealed, id);
        if (!row.executeStep()) return std::nullopt;
        return SealedRecord{.id = id,
                            .json = row.getColumn(0).getString(),
                            .sha256 = row.getColumn(1).getString(),
                            .previous_sha256 = row.getColumn(2).getString(),
                            .sealed_at = from_ms(row.getColumn(3).getInt64())};
    });
}

History Store::history(const std::string& id) const {
    return impl_->with_database([&id](SQLite::Database& db) {
        History all;
        for (auto row = bound(db, sql::before, find_run(db, id).number); row.executeStep();) {
            if (row.getColumn(1).isNull())
                all.push_back({.id = row.getColumn(0).getString(), .steps = {}});
            else
                all.push_back(looked_back_at(record_from_json(row.getColumn(1).getString())));
        }
        return all;
    });
}

std::optional<std::chrono::seconds> Store::usual_duration(const std::string& action,
                                                          const std::string& procedure,
                                                          bool simulated) const {
    return impl_->with_database([&](SQLite::Database& db) -> std::optional<std::chrono::seconds> {
        std::vector<std::int64_t> times;
        for (auto row = bound(db, sql::times, procedure, action, simulated ? 1 : 0); row.executeStep();)
            times.push_back(row.getColumn(0).getInt64());
        if (times.empty()) return std::nullopt;
        return std::chrono::round<std::chrono::seconds>(std::chrono::microseconds{times[times.size() / 2]});
    });
}

std::optional<double> Store::usual_number(const std::string& measurement, const std::string& model,
                                          bool simulated) const {
    return impl_->with_database([&](SQLite::Database& db) -> std::optional<double> {
        std::vector<double> numbers;
        for (auto row = bound(db, sql::numbers, model, simulated ? 1 : 0, measurement); row.executeStep();)
            numbers.push_back(row.getColumn(0).getDouble());
        if (numbers.empty()) return std::nullopt;
        const auto middle = numbers.begin() + static_cast<std::ptrdiff_t>(numbers.size() / 2);
        std::nth_element(numbers.begin(), middle, numbers.end());
        return *middle;
    });
}

std::vector<std::string> Store::damage() const {
    return impl_->with_database([this](SQLite::Database& db) {
        std::vector<std::string> found;
        std::string previous;
        for (auto row = bound(db, sql::chain); row.executeStep();) {
            const std::string id = row.getColumn(0).getString(), json = row.getColumn(2).getString(),
                              hash = row.getColumn(3).getString();
            const auto copy = impl_->copy_of(row.getColumn(1).getString());
            if (sha256(json) != hash)
                found.push_back(fmt::format("{}: the record is not the one that was sealed", id));
            if (row.getColumn(4).getString() != previous)
                found.push_back(fmt::format("{}: the chain is broken before this record", id));
            if (!std::filesystem::exists(copy))
                found.push_back(fmt::format("{}: {} is missing", id, copy.string()));
            else if (sha256_of_file(copy) != hash)
                found.push_back(fmt::format("{}: {} is not the sealed record", id, copy.string()));
            previous = hash;
        }
        return found;
    });
}

}  // namespace reports
