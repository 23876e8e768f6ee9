#include "reports/store.hpp"

#include "reports/database.hpp"
#include "reports/json.hpp"
#include "reports/run_folder.hpp"
#include "reports/sha256.hpp"
#include "reports/text.hpp"
#include "reports/unit.hpp"

#include <fmt/format.h>
#include <SQLiteCpp/SQLiteCpp.h>
#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <ranges>
#include <stdexcept>

namespace reports {
namespace {

namespace sql {
constexpr const char* next_nth = "SELECT coalesce(max(nth), 0) + 1 FROM run WHERE serial = ?";
constexpr const char* add_run =
    "INSERT INTO run (id, serial, nth, procedure, slot, simulated, began, folder) VALUES (?, ?, ?, ?, ?, ?, "
    "?, ?)";
constexpr const char* find_run =
    "SELECT number, folder, EXISTS (SELECT 1 FROM record WHERE run = run.number) FROM run WHERE id = ?";
constexpr const char* last_sequence = "SELECT coalesce(max(sequence), 0) FROM event WHERE run = ?";
constexpr const char* add_event =
    "INSERT INTO event (run, sequence, at, since_start, kind, body) VALUES (?, ?, ?, ?, ?, ?)";
constexpr const char* events =
    "SELECT sequence, at, since_start, kind, body FROM event WHERE run = ? ORDER BY sequence";
constexpr const char* last_record = "SELECT sha256 FROM record ORDER BY number DESC LIMIT 1";
constexpr const char* add_record =
    "INSERT INTO record (run, json, sha256, previous_sha256, sealed_at, verdict, model) VALUES (?, ?, ?, ?, "
    "?, ?, ?)";
constexpr const char* add_step_time =
    "INSERT INTO step_time (run, place, procedure, action, simulated, duration) VALUES (?, ?, ?, ?, ?, ?)";
constexpr const char* unsealed =
    "SELECT id FROM run WHERE NOT EXISTS (SELECT 1 FROM record WHERE run = run.number) ORDER BY number";
constexpr const char* list =
    "SELECT run.id, run.serial, coalesce(record.model, ''), run.procedure, run.slot, "
    "coalesce(record.verdict, 'none'), run.began,"
    " record.run IS NOT NULL FROM run LEFT JOIN record ON record.run = run.number ORDER BY run.number DESC";
constexpr const char* sealed =
    "SELECT json, sha256, previous_sha256, sealed_at FROM record JOIN run ON run.number = record.run WHERE "
    "run.id = ?";
constexpr const char* chain =
    "SELECT run.id, run.folder, json, sha256, previous_sha256 FROM record JOIN run ON run.number = "
    "record.run ORDER BY record.number";
constexpr const char* times =
    "SELECT duration FROM step_time WHERE procedure = ? AND action = ? AND simulated = ? ORDER BY duration";
}  // namespace sql

struct Run {
    std::int64_t number = 0;
    std::string folder;
    bool sealed = false;
};

std::int64_t ms(Time time) {
    return std::chrono::floor<std::chrono::milliseconds>(time).time_since_epoch() /
           std::chrono::milliseconds{1};
}
Time from_ms(std::int64_t ms) {
    return Time{std::chrono::milliseconds{ms}};
}

template <class... Values>
SQLite::Statement bound(SQLite::Database& database, const char* text, const Values&... values) {
    SQLite::Statement statement{database, text};
    int place = 0;
    (statement.bind(++place, values), ...);
    return statement;
}

template <class... Values>
void execute(SQLite::Database& database, const char* text, const Values&... values) {
    bound(database, text, values...).exec();
}

Run find_run(SQLite::Database& database, const std::string& id) {
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

void add_events(SQLite::Database& database, std::int64_t run, const std::vector<Event>& events) {
    auto last = bound(database, sql::last_sequence, run);
    last.executeStep();
    std::int64_t sequence = last.getColumn(0).getInt64();
    for (const Event& event : events) {
        const auto* facts = std::get_if<Identified>(&event.what);
        if (facts != nullptr && !nlohmann::json::parse(facts->facts_json, nullptr, false).is_object())
            throw std::logic_error("a facts document is a JSON object, this is none: " +
                                   clean(facts->facts_json.substr(0, 80)));
        const auto [kind, body] = event_text(event.what);
        execute(database, sql::add_event, run, ++sequence, ms(event.at),
                std::int64_t{event.since_start.count()}, kind, body);
    }
}

/// "2026/11/22/JN1249018AFB-1"
std::string folder_name(const std::string& id, Time at) {
    std::string day = timestamp(at).substr(0, 10);
    std::ranges::replace(day, '-', '/');
    return day + "/" + id;
}

RunInterrupted interruption(const std::vector<Event>& journal) {
    RunInterrupted what;
    for (const Event& event : journal) {
        if (const auto* started = std::get_if<StepStarted>(&event.what))
            what = {.during_step = started->step, .destructive = started->destructive};
        if (std::holds_alternative<StepEnded>(event.what)) what = {};
    }
    return what;
}

bool has_end(const std::vector<Event>& journal) {
    return std::ranges::any_of(journal, [](const Event& e) {
        return std::holds_alternative<RunEnded>(e.what) || std::holds_alternative<RunInterrupted>(e.what);
    });
}

}  // namespace

struct Store::Impl {
    explicit Impl(const std::filesystem::path& where)
        : folder{(make_folder(where), std::filesystem::absolute(where))},
          file{folder / "records.sqlite"},
          database{open_database(file)} {}

    /// Runs one use case: alone, and with the file's name in what SQLite complains about.
    template <class UseCase>
    auto with_database(UseCase use_case) {
        const std::lock_guard alone{mutex};
        try {
            return use_case(database);
        } catch (const SQLite::Exception& e) {
            throw std::runtime_error(fmt::format("{}: {}", file.string(), e.what()));
        }
    }
    /// The same in a transaction that has the store's only pen from its first statement on.
    template <class UseCase>
    auto writing(UseCase use_case) {
        return with_database([&use_case](SQLite::Database& db) {
            SQLite::Transaction transaction{db, SQLite::TransactionBehavior::IMMEDIATE};
            return use_case(db, transaction);
        });
    }
    SealedRecord seal(SQLite::Database& db, SQLite::Transaction& transaction, const std::string& id, Time at);
    void remember_times(SQLite::Database& db, std::int64_t run, const Record& record);
    std::filesystem::path new_folder(SQLite::Database& db, const std::string& serial, Time at,
                                     std::int64_t& nth) const;

    std::filesystem::path folder, file;
    std::mutex
        mutex;  // the connection has one transaction at a time, the pool that calls has several threads
    SQLite::Database database;
    std::map<std::string, RunLock> held;  // runs of this process that are not sealed
};

Store::Store(const std::filesystem::path& folder) : impl_{std::make_unique<Impl>(folder)} {}
Store::~Store() = default;

/// Never an old folder, even if the database was lost and counts from one again.
std::filesystem::path Store::Impl::new_folder(SQLite::Database& db, const std::string& serial, Time at,
                                              std::int64_t& nth) const {
    auto next = bound(db, sql::next_nth, serial);
    next.executeStep();
    for (nth = next.getColumn(0).getInt64();; ++nth) {
        const auto name = folder_name(fmt::format("{}-{}", serial, nth), at);
        if (std::filesystem::exists(folder / name)) continue;
        make_folder(folder / name);
        return name;
    }
}

std::string Store::begin(const RunStarted& started, Time at) {
    return impl_->writing([this, &started, at](SQLite::Database& db, SQLite::Transaction& transaction) {
        const std::string serial = file_safe(started.scanned_serial);
        std::int64_t nth = 0;
        const auto name = impl_->new_folder(db, serial, at, nth);
        const std::string id = fmt::format("{}-{}", serial, nth);
        auto lock = RunLock::take(impl_->folder / name);
        if (!lock) throw std::logic_error(fmt::format("{}: somebody holds this new folder", name.string()));
        execute(db, sql::add_run, id, serial, nth, clean(started.procedure), clean(started.slot),
                started.simulated ? 1 : 0, ms(at), name.string());
        add_events(db, db.getLastInsertRowid(), {{.at = at, .what = started}});
        transaction.commit();
        impl_->held.emplace(id, std::move(*lock));
        return id;
    });
}

std::filesystem::path Store::folder(const std::string& id) const {
    return impl_->with_database(
        [this, &id](SQLite::Database& db) { return impl_->folder / find_run(db, id).folder; });
}

void Store::append(const std::string& id, std::vector<Event> events) {
    impl_->writing([&id, &events](SQLite::Database& db, SQLite::Transaction& transaction) {
        const Run run = find_run(db, id);
        if (run.sealed) throw std::logic_error(fmt::format("run {} is sealed", id));
        add_events(db, run.number, events);
        transaction.commit();
    });
}

std::vector<Event> Store::journal(const std::string& id) const {
    return impl_->with_database(
        [&id](SQLite::Database& db) { return events_of(db, find_run(db, id).number); });
}

SealedRecord Store::Impl::seal(SQLite::Database& db, SQLite::Transaction& transaction, const std::string& id,
                               Time at) {
    const Run run = find_run(db, id);
    if (run.sealed) throw std::logic_error(fmt::format("run {} is sealed already", id));
    Record record = fold(id, events_of(db, run.number));
    record.sealed_at = from_ms(ms(at));
    if (auto last = bound(db, sql::last_record); last.executeStep())
        record.previous_sha256 = last.getColumn(0).getString();

    SealedRecord sealed{.id = id,
                        .json = canonical_json(record),
                        .previous_sha256 = record.previous_sha256,
                        .sealed_at = record.sealed_at};
    sealed.sha256 = sha256(sealed.json);
    execute(db, sql::add_record, run.number, sealed.json, sealed.sha256, sealed.previous_sha256, ms(at),
            std::string{name(record.verdict)}, unit_of(record.facts_json).model);
    remember_times(db, run.number, record);
    WholeFile copy{folder / run.folder / "record.json", sealed.json};
    transaction.commit();
    copy.commit();
    return sealed;
}

void Store::Impl::remember_times(SQLite::Database& db, std::int64_t run, const Record& record) {
    int place = 0;
    for (const StepRecord& step : record.steps)
        if (++place; step.verdict == Verdict::pass)
            execute(db, sql::add_step_time, run, place, record.run.procedure, step.started.action,
                    record.run.simulated ? 1 : 0, std::int64_t{step.duration.count()});
}

SealedRecord Store::seal(const std::string& id, Time at) {
    return impl_->writing([this, &id, at](SQLite::Database& db, SQLite::Transaction& transaction) {
        SealedRecord sealed = impl_->seal(db, transaction, id, at);
        impl_->held.erase(id);
        return sealed;
    });
}

std::vector<std::string> Store::close_interrupted(Time at) {
    const auto unsealed = impl_->with_database([](SQLite::Database& db) {
        std::vector<std::string> ids;
        for (auto row = bound(db, sql::unsealed); row.executeStep();)
            ids.push_back(row.getColumn(0).getString());
        return ids;
    });
    const auto close = [this, at](const std::string& id) {
        return impl_->writing([this, &id, at](SQLite::Database& db, SQLite::Transaction& transaction) {
            const Run run = find_run(db, id);
            make_folder(impl_->folder / run.folder);
            const auto lock = RunLock::take(impl_->folder / run.folder);
            if (!lock || run.sealed) return false;  // somebody lives, or another start was faster
            const auto journal = events_of(db, run.number);
            const auto since_start =
                journal.empty() ? std::chrono::microseconds{} : journal.back().since_start;
            if (!has_end(journal))
                add_events(db, run.number,
                           {{.at = at, .since_start = since_start, .what = interruption(journal)}});
            impl_->seal(db, transaction, id, at);
            return true;
        });
    };
    std::vector<std::string> closed;
    for (const std::string& id : unsealed)
        if (close(id)) closed.push_back(id);
    return closed;
}

std::vector<RecordLine> Store::list() const {
    return impl_->with_database([](SQLite::Database& db) {
        std::vector<RecordLine> lines;
        for (auto row = bound(db, sql::list); row.executeStep();)
            lines.push_back({.id = row.getColumn(0).getString(),
                             .serial = row.getColumn(1).getString(),
                             .model = row.getColumn(2).getString(),
                             .procedure = row.getColumn(3).getString(),
                             .slot = row.getColumn(4).getString(),
                             .verdict = verdict_named(row.getColumn(5).getString()).value_or(Verdict::none),
                             .began = from_ms(row.getColumn(6).getInt64()),
                             .sealed = row.getColumn(7).getInt() != 0});
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

std::vector<std::string> Store::damage() const {
    return impl_->with_database([this](SQLite::Database& db) {
        std::vector<std::string> found;
        std::string previous;
        for (auto row = bound(db, sql::chain); row.executeStep();) {
            const std::string id = row.getColumn(0).getString(), json = row.getColumn(2).getString(),
                              hash = row.getColumn(3).getString();
            const auto copy = impl_->folder / row.getColumn(1).getString() / "record.json";
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
