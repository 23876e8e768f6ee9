#include "reports/database.hpp"

#include "reports/embedded.hpp"

#include <fmt/format.h>
#include <SQLiteCpp/SQLiteCpp.h>
#include <stdlib.h>
#include <algorithm>
#include <cctype>
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

int newest_version() {
    int newest = 0;
    for (const auto& file : embedded_files())
        if (file.name.ends_with(".sql")) newest = std::max(newest, number_of(file.name));
    return newest;
}

void refuse_newer(int found, int newest) {
    if (found > newest)
        throw std::runtime_error(fmt::format(
            "its tables are of version {}, this station knows {}: use the newer station", found, newest));
}

void migrate(SQLite::Database& database) {
    const int newest = newest_version();
    if (version(database) == newest) return;
    SQLite::Transaction transaction{
        database, SQLite::TransactionBehavior::IMMEDIATE};  // one process migrates, the others wait
    const int found = version(database);
    refuse_newer(found, newest);
    for (const auto& file : embedded_files())
        if (file.name.ends_with(".sql") && number_of(file.name) > found)
            database.exec(std::string{file.text});
    database.exec(fmt::format("PRAGMA user_version = {}", newest));
    transaction.commit();
}

/// A URI of SQLite's (RFC 3986): what is not plain is escaped.
std::string uri_of(const std::filesystem::path& file, const char* options) {
    std::string uri = "file:";
    for (const char c : std::filesystem::absolute(file).string()) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain = std::isalnum(byte) != 0 || c == '/' || c == '.' || c == '-' || c == '_';
        uri += plain ? std::string{c} : fmt::format("%{:02X}", byte);
    }
    return uri + options;
}

SQLite::Database open_unchanging(const std::filesystem::path& file) {
    return {uri_of(file, "?immutable=1"), SQLite::OPEN_READONLY | SQLite::OPEN_URI};
}

std::filesystem::path log_of(const std::filesystem::path& file) {
    return file.string() + "-wal";
}

bool has_log(const std::filesystem::path& file) {
    std::error_code none;
    const auto size = std::filesystem::file_size(log_of(file), none);
    return !none && size > 0;
}

/// A copy that takes in what stands in the file's log and has the tables of today; it has no name any more when this
/// returns.
SQLite::Database open_copy(const std::filesystem::path& file) {
    std::string folder = (std::filesystem::temp_directory_path() / "records-XXXXXX").string();
    if (::mkdtemp(folder.data()) == nullptr) throw std::runtime_error("no room for a copy in " + folder);
    const auto copy = std::filesystem::path{folder} / "records.sqlite";
    try {
        std::filesystem::copy_file(file, copy);
        std::filesystem::permissions(copy, std::filesystem::perms::owner_all);
        if (has_log(file)) {
            std::filesystem::copy_file(log_of(file), log_of(copy));
            std::filesystem::permissions(log_of(copy), std::filesystem::perms::owner_all);
        }
        {
            SQLite::Database whole{copy, SQLite::OPEN_READWRITE, busy_ms};
            migrate(whole);
            whole.exec("PRAGMA wal_checkpoint(TRUNCATE)");
        }
        auto database = open_unchanging(copy);
        version(database);
        std::filesystem::remove_all(folder);
        return database;
    } catch (...) {
        std::error_code ignored;
        std::filesystem::remove_all(folder, ignored);
        throw;
    }
}

SQLite::Database open_somehow(const std::filesystem::path& file) {
    if (!std::filesystem::exists(file)) throw std::runtime_error("there is no such file");
    try {
        SQLite::Database database{file, SQLite::OPEN_READONLY, busy_ms};
        version(database);  // here it shows whether its log can be read
        return database;
    } catch (const SQLite::Exception&) {
        // What keeps a log (WAL) needs a file beside it, which cannot be made where nobody may write.
    }
    return has_log(file) ? open_copy(file) : open_unchanging(file);
}

}  // namespace

SQLite::Database open_database_to_read(const std::filesystem::path& file) try {
    auto database = open_somehow(file);
    const int found = version(database), newest = newest_version();
    refuse_newer(found, newest);
    if (found < newest) return open_copy(file);
    return database;
} catch (const std::exception& e) {
    throw std::runtime_error(fmt::format("{}: {}", file.string(), e.what()));
}

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
