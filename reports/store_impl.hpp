#pragma once
// The inside of Store, for store.cpp (what writes) and store_queries.cpp (what reads). Nobody else includes
// it.

#include "reports/database.hpp"
#include "reports/run_folder.hpp"
#include "reports/store.hpp"

#include <fmt/format.h>
#include <SQLiteCpp/SQLiteCpp.h>
#include <cstdint>
#include <map>
#include <mutex>
#include <stdexcept>

namespace reports {

struct StoredRun {
    std::int64_t number = 0;
    std::string folder;
    bool sealed = false;
};

StoredRun find_run(SQLite::Database& database,
                   const std::string& id);  ///< throws std::logic_error when there is none
std::vector<Event> events_of(SQLite::Database& database, std::int64_t run);

inline std::int64_t ms(Time time) {
    return std::chrono::floor<std::chrono::milliseconds>(time).time_since_epoch() /
           std::chrono::milliseconds{1};
}
inline Time from_ms(std::int64_t ms) {
    return Time{std::chrono::milliseconds{ms}};
}

template <class... Values>
SQLite::Statement bound(SQLite::Database& database, const char* text, const Values&... values) {
    SQLite::Statement statement{database, text};
    int place = 0;
    (statement.bind(++place, values), ...);
    return statement;
}

struct Store::Impl {
    explicit Impl(const std::filesystem::path& where)
        : folder{made(where)}, file{folder / "records.sqlite"}, database{open_database(file)} {}
    Impl(const std::filesystem::path& where, SQLite::Database opened)
        : folder{where}, file{folder / "records.sqlite"}, database{std::move(opened)} {}

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
    static std::filesystem::path made(const std::filesystem::path& folder) {
        make_folder(folder);
        return std::filesystem::absolute(folder);
    }
    std::filesystem::path copy_of(const std::string& run_folder) const {
        return folder / run_folder / "record.json";
    }
    void restore_copies();
    SealedRecord seal(SQLite::Database& db, SQLite::Transaction& transaction, const std::string& id, Time at);
    void remember_times(SQLite::Database& db, std::int64_t run, const Record& record);
    std::filesystem::path new_folder(SQLite::Database& db, const std::string& serial, Time at,
                                     std::int64_t& nth) const;

    std::filesystem::path folder, file;
    std::mutex
        mutex;  // the connection has one transaction at a time, the pool that calls has several threads
    SQLite::Database database;
    std::map<std::string, FileLock> held;  // runs of this process that are not sealed
};

}  // namespace reports
