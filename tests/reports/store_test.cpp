#include "reports/store.hpp"

#include "reports/sha256.hpp"
#include "tests/reports/fixtures.hpp"
#include "tests/support/temp_folder.hpp"
#include "yang/schema.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <SQLiteCpp/SQLiteCpp.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <csignal>
#include <fstream>
#include <iterator>
#include <mutex>
#include <set>
#include <thread>

using namespace reports;
using fixtures::noon;
using support::TempFolder;

namespace {

std::string bytes_of(const std::filesystem::path& file) {
    std::ifstream in{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

/// Everything of a journal but its RunStarted, which begin() writes.
std::vector<Event> rest_of(const fixtures::Journal& journal) {
    return {journal.begin() + 1, journal.end()};
}

std::string run(Store& store, const fixtures::Journal& journal) {
    const std::string id = store.begin(std::get<RunStarted>(journal.front().what), journal.front().at);
    store.append(id, rest_of(journal));
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

}  // namespace

TEST(Store, KeepsAJournalAsItWasWritten) {
    const TempFolder folder;
    std::string id;
    {
        Store store{folder.path()};
        id = run(store, fixtures::passed());
    }
    EXPECT_EQ(Store{folder.path()}.journal(id), fixtures::passed());
}

TEST(Store, TakesAFolderByItsBareName) {
    const TempFolder folder;
    std::filesystem::current_path(folder.path());
    const Store store{"records"};
    EXPECT_TRUE(store.list().empty());
    EXPECT_TRUE(std::filesystem::is_directory(folder.path() / "records"));
    std::filesystem::current_path("/");
}

TEST(Store, GivesEachRunOfASerialItsNumberAndFolder) {
    const TempFolder folder;
    Store store{folder.path()};
    EXPECT_EQ(store.begin(fixtures::started(), noon()), "TEST12345AFC-1");
    EXPECT_EQ(store.begin(fixtures::started(), noon()), "TEST12345AFC-2");
    EXPECT_EQ(store.folder("TEST12345AFC-2"), folder.path() / "2026/11/22/TEST12345AFC-2");
    EXPECT_TRUE(std::filesystem::is_directory(store.folder("TEST12345AFC-2")));
}

TEST(Store, AHostileSerialStaysInsideTheFolder) {
    const TempFolder folder;
    Store store{folder.path()};
    for (const std::string& serial : {std::string{"../../../tmp/x"}, std::string(4000, '/'),
                                      std::string{"a\0/b", 4}, std::string{"\x1b]0;x\x07"}}) {
        RunStarted started = fixtures::started();
        started.scanned_serial = serial;
        const std::string id = store.begin(started, noon());
        EXPECT_EQ(store.folder(id).parent_path(), folder.path() / "2026/11/22") << id;
        EXPECT_TRUE(std::filesystem::is_directory(store.folder(id))) << id;
    }
}

TEST(Store, SealsTheRecordWithItsHashInAChain) {
    const TempFolder folder;
    Store store{folder.path()};
    const std::string first = run(store, fixtures::passed()), second = run(store, fixtures::failed());
    const SealedRecord a = store.seal(first, noon()), b = store.seal(second, noon());
    EXPECT_EQ(a.sha256, sha256(a.json));
    EXPECT_EQ(a.previous_sha256, "");
    EXPECT_EQ(b.previous_sha256, a.sha256);
    EXPECT_EQ(record_from_json(b.json).previous_sha256, a.sha256) << "the link is within what is hashed";
    EXPECT_EQ(record_from_json(a.json).verdict, Verdict::pass);
    EXPECT_EQ(bytes_of(store.folder(first) / "record.json"), a.json);
    EXPECT_EQ(store.sealed(first)->json, a.json);
    EXPECT_TRUE(store.damage().empty());
    EXPECT_NO_THROW(
        yang::Schema{std::string{STATION_SOURCE_DIR} + "/yang"}.read(store.folder(second) / "record.json"));
}

TEST(Store, ASealedRunIsClosed) {
    const TempFolder folder;
    Store store{folder.path()};
    const std::string id = run(store, fixtures::passed());
    store.seal(id, noon());
    EXPECT_THROW(store.seal(id, noon()), std::logic_error);
    EXPECT_THROW(store.append(id, {{.at = noon(), .what = Noted{.text = "late"}}}), std::logic_error);
    EXPECT_THROW(store.append("NOBODY-1", {}), std::logic_error);
}

TEST(Store, AFactsDocumentIsAnObject) {
    const TempFolder folder;
    Store store{folder.path()};
    const std::string id = store.begin(fixtures::started(), noon());
    EXPECT_THROW(store.append(id, {{.at = noon(), .what = Noted{.text = "x"}},
                                   {.at = noon(), .what = Identified{.facts_json = "[1"}}}),
                 std::logic_error);
    EXPECT_EQ(store.journal(id).size(), 1U) << "all of an append, or nothing of it";
}

TEST(Store, NobodyEditsWhatIsSealed) {
    const TempFolder folder;
    {
        Store store{folder.path()};
        store.seal(run(store, fixtures::failed()), noon());
    }
    SQLite::Database database{(folder.path() / "records.sqlite").string(), SQLite::OPEN_READWRITE};
    for (const char* edit :
         {"UPDATE record SET verdict = 'pass'", "DELETE FROM record", "UPDATE event SET body = '{}'",
          "DELETE FROM event", "INSERT INTO event VALUES (1, 999, 0, 0, 'noted', '{}')"})
        EXPECT_THROW(database.exec(edit), SQLite::Exception) << edit;
}

TEST(Store, SeesWhatWasEditedAllTheSame) {
    const TempFolder folder;
    {
        Store store{folder.path()};
        store.seal(run(store, fixtures::failed()), noon());
        store.seal(run(store, fixtures::passed()), noon());
        std::ofstream{store.folder("TEST12345AFC-2") / "record.json"} << "{}";
    }
    SQLite::Database database{(folder.path() / "records.sqlite").string(), SQLite::OPEN_READWRITE};
    database.exec("DROP TRIGGER record_is_sealed_u");
    database.exec("UPDATE record SET json = replace(json, 'fail', 'pass'), sha256 = 'feed' WHERE number = 1");
    const auto damage = Store{folder.path()}.damage();
    ASSERT_EQ(damage.size(), 4U);
    EXPECT_EQ(damage[0], "TEST12345AFC-1: the record is not the one that was sealed");
    EXPECT_EQ(damage[2], "TEST12345AFC-2: the chain is broken before this record");
}

TEST(Store, LeavesALivingRunAloneAndClosesADeadOne) {
    const TempFolder folder;
    Store living{folder.path()};
    const std::string mine = living.begin(fixtures::started(), noon());
    std::string dead;
    {
        Store gone{folder.path()};
        dead = gone.begin(fixtures::started(), noon());
        gone.append(dead, {{.at = noon(),
                            .what = StepStarted{.step = "reset", .action = "reset", .destructive = true}}});
    }
    Store next{folder.path()};
    EXPECT_EQ(next.close_interrupted(noon()), std::vector{dead});
    EXPECT_EQ(next.close_interrupted(noon()), std::vector<std::string>{});
    EXPECT_FALSE(next.sealed(mine));
    const Record record = record_from_json(next.sealed(dead)->json);
    EXPECT_EQ(record.reason, "interrupted");
    EXPECT_EQ(record.steps.at(0).started.step, "reset");
}

TEST(Store, ARunThatEndedBeforeItsProcessDiedKeepsItsEnd) {
    const TempFolder folder;
    std::string id;
    {
        Store store{folder.path()};
        id = run(store, fixtures::failed());
    }
    Store next{folder.path()};
    EXPECT_EQ(next.close_interrupted(noon()), std::vector{id});
    EXPECT_EQ(record_from_json(next.sealed(id)->json).verdict, Verdict::fail);
}

TEST(Store, AnUnfinishedCopyIsFinishedAtTheNextStart) {
    const TempFolder folder;
    Store store{folder.path()};
    const SealedRecord record = store.seal(run(store, fixtures::failed()), noon());
    std::filesystem::remove_all(store.folder(record.id));
    EXPECT_EQ(store.damage().size(), 1U);
    EXPECT_TRUE(store.close_interrupted(noon()).empty());
    EXPECT_EQ(bytes_of(store.folder(record.id) / "record.json"), record.json);
    EXPECT_TRUE(store.damage().empty());
}

TEST(Store, ListsNewestFirst) {
    const TempFolder folder;
    Store store{folder.path()};
    store.seal(run(store, fixtures::failed()), noon());
    run(store, fixtures::simulated());
    const auto lines = store.list();
    ASSERT_EQ(lines.size(), 2U);
    EXPECT_EQ(lines[0].id, "SIM0000042AFC-1");
    EXPECT_FALSE(lines[0].sealed);
    EXPECT_EQ(lines[1].model, "MX240");
    EXPECT_EQ(lines[1].verdict, Verdict::fail);
    EXPECT_EQ(lines[1].began, noon());
}

TEST(Store, LearnsHowLongStepsUsuallyTake) {
    const TempFolder folder;
    Store store{folder.path()};
    EXPECT_FALSE(store.usual_duration("load-software", "cpo-mx"));
    store.seal(run(store, fixtures::passed()), noon());
    EXPECT_EQ(store.usual_duration("load-software", "cpo-mx"), std::chrono::seconds{1861});
    EXPECT_FALSE(store.usual_duration("load-software", "tmip"));
    EXPECT_FALSE(store.usual_duration("load-software", "cpo-mx", true))
        << "simulated units are no measure for real ones";
}

TEST(Store, ManyThreadsAndStoresWriteAtOnce) {
    const TempFolder folder;
    Store shared{folder.path()};
    std::vector<std::jthread> threads;
    std::set<std::string> ids;
    std::mutex mutex;
    for (int i = 0; i < 6; ++i)
        threads.emplace_back([&shared, &folder, &ids, &mutex, i] {
            Store own{folder.path()};
            Store& store = i % 2 == 0 ? shared : own;
            const std::string id = run(store, fixtures::passed());
            store.seal(id, noon());
            const std::lock_guard lock{mutex};
            ids.insert(id);
        });
    threads.clear();
    EXPECT_EQ(ids.size(), 6U);
    EXPECT_EQ(shared.damage(), std::vector<std::string>{});
}

// What goes wrong with disks.

TEST(StoreErrors, AFolderThatCannotBeMade) {
    const TempFolder folder;
    std::ofstream{folder.path() / "file"} << "x";
    EXPECT_THAT(error_of([&] { Store{folder.path() / "file" / "records"}; }),
                testing::HasSubstr("file/records: Not a directory"));
}

TEST(StoreErrors, AFileThatIsNoDatabase) {
    const TempFolder folder;
    std::ofstream{folder.path() / "records.sqlite"} << std::string(8192, 'x');
    EXPECT_THAT(error_of([&] { Store{folder.path()}; }),
                testing::HasSubstr("records.sqlite: file is not a database"));
}

TEST(StoreErrors, ADamagedDatabase) {
    const TempFolder folder;
    {
        Store store{folder.path()};
        for (int i = 0; i < 5; ++i) run(store, fixtures::passed());
    }
    {
        std::fstream file{folder.path() / "records.sqlite", std::ios::in | std::ios::out | std::ios::binary};
        file.seekp(4096);
        file << std::string(
            static_cast<std::size_t>(std::filesystem::file_size(folder.path() / "records.sqlite")) - 4096,
            '\xAA');
    }
    const std::string error = error_of([&] { Store{folder.path()}.journal("TEST12345AFC-1"); });
    EXPECT_THAT(error, testing::HasSubstr("records.sqlite: "));
    EXPECT_THAT(error, testing::HasSubstr("malformed"));
}

TEST(StoreErrors, AStoreOfANewerStation) {
    const TempFolder folder;
    { Store{folder.path()}; }
    SQLite::Database{(folder.path() / "records.sqlite").string(), SQLite::OPEN_READWRITE}.exec(
        "PRAGMA user_version = 99");
    EXPECT_THAT(error_of([&] { Store{folder.path()}; }), testing::HasSubstr("use the newer station"));
}

/// While it lives no file of this process may grow beyond so many bytes: as on a full disk, mid-write.
class SmallFiles {
  public:
    explicit SmallFiles(rlim_t most) {
        ::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &old_);
        const rlimit small{.rlim_cur = most, .rlim_max = old_.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &small);
    }
    ~SmallFiles() { ::setrlimit(RLIMIT_FSIZE, &old_); }
    SmallFiles(const SmallFiles&) = delete;
    SmallFiles& operator=(const SmallFiles&) = delete;

  private:
    rlimit old_{};
};

// Whoever saw that the record cannot be written is not told later that the unit passed.
TEST(StoreErrors, ARunWhoseEndCannotBeWrittenIsInterruptedForEver) {
    auto journal = fixtures::passed();
    const std::vector<Event> end{journal.back()};
    journal.pop_back();
    for (const rlim_t most : {1U, 4096U, 40'000U, 60'000U, 80'000U}) {
        const TempFolder folder;
        std::string id, error;
        {
            Store store{folder.path()};
            id = run(store, journal);
            {
                const SmallFiles small{most};
                error = error_of([&] { store.seal(id, noon(), end); });
            }
            if (error.empty()) continue;
            EXPECT_EQ(store.journal(id), journal) << "it has not ended";
        }
        Store next{folder.path()};
        EXPECT_EQ(next.close_interrupted(noon()), std::vector{id});
        EXPECT_EQ(record_from_json(next.sealed(id)->json).reason, "interrupted");
        EXPECT_TRUE(next.list().at(0).interrupted);
    }
}

TEST(StoreErrors, APassThatWasNotSealedByItsOwnRunIsNone) {
    const TempFolder folder;
    std::string id;
    {
        Store store{folder.path()};
        id = run(store, fixtures::passed());
    }
    Store next{folder.path()};
    EXPECT_TRUE(next.list().at(0).interrupted) << "nobody works on it, and it is not sealed";
    next.close_interrupted(noon());
    EXPECT_EQ(record_from_json(next.sealed(id)->json).reason, "interrupted");
}

TEST(StoreErrors, ARecordThatIsSealedIsNoErrorForWantOfItsCopy) {
    const TempFolder folder;
    Store store{folder.path()};
    const std::string id = run(store, fixtures::passed());
    std::filesystem::create_directories(store.folder(id) / "record.json" / "in-the-way");
    EXPECT_EQ(record_from_json(store.seal(id, noon()).json).verdict, Verdict::pass);
}

TEST(StoreErrors, AFullDiskSealsNothingAndLosesNothing) {
    const TempFolder folder;
    Store store{folder.path()};
    const std::string id = run(store, fixtures::passed());
    const auto before = store.journal(id);
    ::signal(SIGXFSZ, SIG_IGN);
    rlimit old{};
    ::getrlimit(RLIMIT_FSIZE, &old);
    const rlimit small{
        .rlim_cur = 4096,
        .rlim_max = old.rlim_max};  // no file may grow beyond this: as a full disk does, mid-write
    ::setrlimit(RLIMIT_FSIZE, &small);
    const std::string error = error_of([&] { store.seal(id, noon()); });
    ::setrlimit(RLIMIT_FSIZE, &old);
    EXPECT_THAT(error, testing::HasSubstr(folder.path().string()));
    EXPECT_FALSE(store.sealed(id));
    EXPECT_EQ(store.journal(id), before);
    EXPECT_EQ(record_from_json(store.seal(id, noon()).json).verdict, Verdict::pass)
        << "when there is room again";
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator{store.folder(id)}, {}), 2)
        << "no draft is left behind";
}
