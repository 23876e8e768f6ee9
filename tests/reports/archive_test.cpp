// Records that are read where nobody may write.

#include "reports/store.hpp"
#include "tests/reports/fixtures.hpp"
#include "tests/support/temp_folder.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cstdio>

using namespace reports;
using fixtures::noon;
using support::TempFolder;

namespace {

std::string failed_run(Store& store) {
    const auto journal = fixtures::failed();
    const std::string id = store.begin(std::get<RunStarted>(journal.front().what), journal.front().at);
    store.append(id, {journal.begin() + 1, journal.end()});
    store.seal(id, noon());
    return id;
}

template <class Call>
std::string error_of(Call call) {
    try {
        call();
    } catch (const std::exception& e) {
        return e.what();
    }
    return "no error";
}

/// Ends a child of this test with 0 when everything of the store can be read by somebody who may write
/// nowhere in it.
void read_and_exit(const std::filesystem::path& folder, const std::string& id, std::size_t records) {
    if (::geteuid() == 0 && ::setresuid(65534, 65534, 65534) != 0) ::_exit(2);
    try {
        const Store store = Store::to_read(folder);
        const bool whole = store.list().size() == records && store.sealed(id) && store.damage().empty() &&
                           !store.journal(id).empty();
        ::_exit(whole ? 0 : 3);
    } catch (const std::exception& e) {
        std::fprintf(stderr, "%s\n", e.what());
        ::_exit(4);
    }
}

int read_by_nobody(const std::filesystem::path& folder, const std::string& id, std::size_t records) {
    const pid_t child = ::fork();
    if (child == 0) read_and_exit(folder, id, records);
    int status = -1;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

void forbid_writing(const std::filesystem::path& folder) {
    using std::filesystem::perms;
    for (const auto& entry : std::filesystem::recursive_directory_iterator{folder})
        std::filesystem::permissions(entry, entry.is_directory() ? perms{0555} : perms{0444});
    std::filesystem::permissions(folder, perms{0555});
}

void allow_writing(const std::filesystem::path& folder) {
    using std::filesystem::perms;
    std::filesystem::permissions(folder, perms{0755});
    for (const auto& entry : std::filesystem::recursive_directory_iterator{folder})
        if (entry.is_directory()) std::filesystem::permissions(entry, perms{0755});
}

}  // namespace

TEST(Archive, IsReadWithoutWriteAccess) {
    const TempFolder folder;
    std::string id;
    {
        Store store{folder.path()};
        id = failed_run(store);
    }
    forbid_writing(folder.path());
    EXPECT_EQ(read_by_nobody(folder.path(), id, 1), 0);
    allow_writing(folder.path());
}

TEST(Archive, IsReadWithoutWriteAccessWhatAWriterLeftInItsLog) {
    const TempFolder folder, archive;
    std::string id;
    {
        Store store{folder.path()};
        id = failed_run(store);
        std::filesystem::copy(
            folder.path(), archive.path() / "a",
            std::filesystem::copy_options::recursive);  // with the log, as a power cut leaves it
    }
    std::filesystem::remove(archive.path() / "a" / "records.sqlite-shm");
    ASSERT_GT(std::filesystem::file_size(archive.path() / "a" / "records.sqlite-wal"), 0U);
    std::filesystem::permissions(archive.path(), std::filesystem::perms{0755});
    forbid_writing(archive.path() / "a");
    EXPECT_EQ(read_by_nobody(archive.path() / "a", id, 1), 0);
    allow_writing(archive.path() / "a");
}

TEST(Archive, OfAnOlderStationIsReadAsItIs) {
    const TempFolder folder;
    std::string earlier, later;
    {
        Store store{folder.path()};
        const auto journal = fixtures::failed();
        auto started = std::get<RunStarted>(journal.front().what);
        const std::string serial = started.scanned_serial;
        started.scanned_serial = "LABEL1";
        earlier = store.begin(started, noon());
        const Measured told{.step = "verify-serial", .measurement = {.name = "serial/cli", .value = serial}};
        store.append(earlier, {{.at = noon(), .what = told}});
        later = failed_run(store);
    }
    const auto file = (folder.path() / "records.sqlite").string();
    SQLite::Database{file, SQLite::OPEN_READWRITE}.exec("DROP TABLE serial_read; PRAGMA user_version = 1");
    forbid_writing(folder.path());
    EXPECT_EQ(read_by_nobody(folder.path(), later, 2), 0);
    const History before = Store::to_read(folder.path()).history(later);
    ASSERT_EQ(before.size(), 1U) << "the serial numbers that were told are taken from the journals";
    EXPECT_EQ(before[0].id, earlier);
    EXPECT_EQ(SQLite::Database(file).execAndGet("PRAGMA user_version").getInt(), 1);
    allow_writing(folder.path());
}

TEST(Archive, OpenedToReadWritesNothing) {
    const TempFolder folder;
    EXPECT_THAT(error_of([&folder] { Store::to_read(folder.path()); }),
                testing::HasSubstr("there is no such file"));
    EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
    { Store{folder.path()}.begin(fixtures::started(), noon()); }
    Store store = Store::to_read(folder.path());
    EXPECT_EQ(store.list().size(), 1U);
    EXPECT_THAT(error_of([&store] { store.begin(fixtures::started(), noon()); }),
                testing::HasSubstr("readonly"));
}
