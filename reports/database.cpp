#include "reports/database.hpp"

#include "reports/embedded.hpp"

#include <fmt/format.h>
#include <SQLiteCpp/SQLiteCpp.h>
#include <stdexcept>

namespace reports {
namespace {

constexpr int busy_ms = 15'000;

/// Migrations are numbered by their names, "001-runs.sql", and never change once they were shipped.
int number_of(std::string_view name) {
    return std::stoi(std::string{name.substr(0, 3)});
}

int version(SQLite::Database& database) {
    return database.execAndGet("PRAGMA user_version").getInt();
}

void migrate(SQLite::Database& database) {
    int newest = 0;
    for (const auto& file : embedded_files())
        if (file.name.ends_with(".sql")) newest = std::max(newest, number_of(file.name));
    if (version(database) == newest) return;
    SQLite::Transaction transaction{
        database, SQLite::TransactionBehavior::IMMEDIATE};  // one process migrates, the others wait
    const int found = version(database);
    if (found > newest)
        throw std::runtime_error(fmt::format(
            "its tables are of version {}, this station knows {}: use the newer station", found, newest));
    for (const auto& file : embedded_files())
        if (file.name.ends_with(".sql") && number_of(file.name) > found)
            database.exec(std::string{file.text});
    database.exec(fmt::format("PRAGMA user_version = {}", newest));
    transaction.commit();
}

}  // namespace

SQLite::Database open_database(const std::filesystem::path& file) try {
    SQLite::Database database{file, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, busy_ms};
    database.exec("PRAGMA journal_mode = WAL");
    database.exec("PRAGMA synchronous = FULL");
    database.exec("PRAGMA foreign_keys = ON");
    migrate(database);
    return database;
} catch (const std::exception& e) {
    throw std::runtime_error(fmt::format("{}: {}", file.string(), e.what()));
}

}  // namespace reports
