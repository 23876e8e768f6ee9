#include "reports/history.hpp"
#include "reports/json.hpp"
#include "reports/sha256.hpp"
#include "reports/store_impl.hpp"
#include "reports/text.hpp"
#include "reports/unit.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace reports {
namespace {

namespace sql {
constexpr const char* next_nth = "SELECT coalesce(max(nth), 0) + 1 FROM run WHERE serial = ?";
constexpr const char* add_run =
    "INSERT INTO run (id, serial, nth, procedure, slot, simulated, began, folder) VALUES (?, ?, ?, ?, ?, ?, "
    "?, ?)";
constexpr const char* last_sequence = "SELECT coalesce(max(sequence), 0) FROM event WHERE run = ?";
constexpr const char* add_event =
    "INSERT INTO event (run, sequence, at, since_start, kind, body) VALUES (?, ?, ?, ?, ?, ?)";
constexpr const char* add_serial = "INSERT OR IGNORE INTO serial_read (run, serial) VALUES (?, ?)";
constexpr const char* last_record = "SELECT sha256 FROM record ORDER BY number DESC LIMIT 1";
constexpr const char* add_record =
    "INSERT INTO record (run, json, sha256, previous_sha256, sealed_at, verdict, model) VALUES (?, ?, ?, ?, "
    "?, ?, ?)";
constexpr const char* add_step_time =
    "INSERT INTO step_time (run, place, procedure, action, simulated, duration) VALUES (?, ?, ?, ?, ?, ?)";
constexpr const char* unsealed =
    "SELECT id FROM run WHERE NOT EXISTS (SELECT 1 FROM record WHERE run = run.number) ORDER BY number";
constexpr const char* copies =
    "SELECT run.folder, record.run FROM record JOIN run ON run.number = record.run";
constexpr const char* json = "SELECT json FROM record WHERE run = ?";
}  // namespace sql

template <class... Values>
void execute(SQLite::Database& database, const char* text, const Values&... values) {
    bound(database, text, values...).exec();
}

/// The chassis serial number that the unit itself told in this event, made safe for a file name; empty when it told none.
std::string serial_told(const Happening& what) {
    if (const auto* facts = std::get_if<Identified>(&what)) return file_safe(unit_of(facts->facts_json).serial);
    const auto* measured = std::get_if<Measured>(&what);
    if (measured == nullptr || !is_serial_told_by_unit(measured->measurement)) return {};
    const auto* serial = std::get_if<std::string>(&measured->measurement.value);
    return serial == nullptr ? std::string{} : file_safe(*serial);
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
        if (const auto serial = serial_told(event.what); !serial.empty())
            execute(database, sql::add_serial, run, serial);
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

/// A pass that its own run could not seal is none: whoever was there may have been told that the record cannot be written.
bool has_end(const std::vector<Event>& journal) {
    return std::ranges::any_of(journal, [](const Event& e) {
        const auto* ended = std::get_if<RunEnded>(&e.what);
        return (ended != nullptr && ended->verdict != Verdict::pass) || std::holds_alternative<RunInterrupted>(e.what);
    });
}

}  // namespace

Store::Store(const std::filesystem::path& folder) : impl_{std::make_unique<Impl>(folder)} {}
Store::Store(std::unique_ptr<Impl> impl) : impl_{std::move(impl)} {}
Store::Store(Store&&) noexcept = default;
Store::~Store() = default;

Store Store::to_read(const std::filesystem::path& folder) {
    const auto whole = std::filesystem::absolute(folder);
    return Store{std::make_unique<Impl>(whole, open_database_to_read(whole / "records.sqlite"))};
}

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
        auto lock = FileLock::take(FileLock::of_run(impl_->folder / name));
        if (!lock) throw std::logic_error(fmt::format("{}: somebody holds this new folder", name.string()));
        execute(db, sql::add_run, id, serial, nth, clean(started.procedure), clean(started.slot),
                started.simulated ? 1 : 0, ms(at), name.string());
        add_events(db, db.getLastInsertRowid(), {{.at = at, .what = started}});
        transaction.commit();
        impl_->held.emplace(id, std::move(*lock));
        return id;
    });
}

void Store::append(const std::string& id, std::vector<Event> events) {
    impl_->writing([&id, &events](SQLite::Database& db, SQLite::Transaction& transaction) {
        const StoredRun run = find_run(db, id);
        if (run.sealed) throw std::logic_error(fmt::format("run {} is sealed", id));
        add_events(db, run.number, events);
        transaction.commit();
    });
}

SealedRecord Store::Impl::seal(SQLite::Database& db, SQLite::Transaction& transaction, const std::string& id,
                               Time at) {
    const StoredRun run = find_run(db, id);
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
    WholeFile copy{copy_of(run.folder), sealed.json};
    transaction.commit();
    try {
        copy.commit();
    } catch (const std::runtime_error&) {
        // The record is sealed, and nobody is told otherwise: the next start makes its copy (restore_copies).
    }
    return sealed;
}

void Store::Impl::remember_times(SQLite::Database& db, std::int64_t run, const Record& record) {
    int place = 0;
    for (const StepRecord& step : record.steps)
        if (++place; step.verdict == Verdict::pass)
            execute(db, sql::add_step_time, run, place, record.run.procedure, step.started.action,
                    record.run.simulated ? 1 : 0, std::int64_t{step.duration.count()});
}

SealedRecord Store::seal(const std::string& id, Time at, const std::vector<Event>& end) {
    return impl_->writing([this, &id, at, &end](SQLite::Database& db, SQLite::Transaction& transaction) {
        const StoredRun run = find_run(db, id);
        if (!run.sealed) add_events(db, run.number, end);
        SealedRecord sealed = impl_->seal(db, transaction, id, at);
        impl_->held.erase(id);
        return sealed;
    });
}

/// A kill between the commit and the file's last name leaves a sealed record without its copy.
void Store::Impl::restore_copies() {
    with_database([this](SQLite::Database& db) {
        for (auto row = bound(db, sql::copies); row.executeStep();) {
            const auto copy = copy_of(row.getColumn(0).getString());
            if (std::filesystem::exists(copy)) continue;
            auto record = bound(db, sql::json, row.getColumn(1).getInt64());
            record.executeStep();
            make_folder(copy.parent_path());
            write_whole(copy, record.getColumn(0).getString());
        }
    });
}

std::vector<std::string> Store::close_interrupted(Time at) {
    impl_->restore_copies();
    const auto unsealed = impl_->with_database([](SQLite::Database& db) {
        std::vector<std::string> ids;
        for (auto row = bound(db, sql::unsealed); row.executeStep();)
            ids.push_back(row.getColumn(0).getString());
        return ids;
    });
    const auto close = [this, at](const std::string& id) {
        return impl_->writing([this, &id, at](SQLite::Database& db, SQLite::Transaction& transaction) {
            const StoredRun run = find_run(db, id);
            make_folder(impl_->folder / run.folder);
            const auto lock = FileLock::take(FileLock::of_run(impl_->folder / run.folder));
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

}  // namespace reports
