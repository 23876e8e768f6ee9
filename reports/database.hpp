#pragma once
// Opens a SQLite file the way the store needs it and brings its tables up to date. Only reports/*.cpp include
// this.

#include <filesystem>
#include <string>

namespace SQLite {
class Database;
}

namespace reports {

/// WAL, synchronous=FULL (what a commit returned from survives a power cut), foreign keys, and a wait of some
/// seconds for other processes. Throws std::runtime_error with file and reason; so does a file made by a
/// newer station.
SQLite::Database open_database(const std::filesystem::path& file);

/// Opens a file that need not be writable, nor the folder it is in. What a writer that died left beside it is read too. Throws
/// std::runtime_error with file and reason; so does a file that is not there, or one of other tables than this station's.
SQLite::Database open_database_to_read(const std::filesystem::path& file);

}  // namespace reports
