// A process that is killed in the middle of its run leaves a journal that is true and a record that claims
// nothing.
#include "reports/store.hpp"
#include "tests/reports/fixtures.hpp"
#include "tests/support/temp_folder.hpp"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>
#include <csignal>
#include <random>

using namespace reports;

namespace {

/// The child: begins a run, says its id, and appends one event after the other, saying so after each commit.
[[noreturn]] void journal_until_killed(const std::filesystem::path& folder, int said) {
    try {
        Store store{folder};
        const auto journal = fixtures::passed();
        const std::string id = store.begin(std::get<RunStarted>(journal.front().what), journal.front().at);
        (void)!::write(said, "+", 1);
        for (std::size_t i = 1; i < journal.size(); ++i) {
            store.append(id, {journal[i]});
            (void)!::write(said, "+", 1);
        }
        store.seal(id, fixtures::noon());
    } catch (...) {
        ::_exit(3);
    }
    ::pause();
    ::_exit(4);
}

/// Starts a child and kills it once it said `events` commits and some more microseconds went by. Returns how
/// many commits it had said.
std::size_t run_and_kill(const std::filesystem::path& folder, std::size_t events,
                         std::chrono::microseconds later) {
    int said[2];
    if (::pipe(said) != 0) throw std::runtime_error("pipe");
    const pid_t child = ::fork();
    if (child == 0) journal_until_killed(folder, said[1]);
    ::close(said[1]);
    std::size_t heard = 0;
    char one = 0;
    while (heard < events && ::read(said[0], &one, 1) == 1) ++heard;
    for (const auto until = std::chrono::steady_clock::now() + later;
         std::chrono::steady_clock::now() < until;) {
    }
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    while (::read(said[0], &one, 1) == 1) ++heard;
    ::close(said[0]);
    EXPECT_TRUE(WIFSIGNALED(status)) << "the child ended by itself";
    return heard;
}

}  // namespace

TEST(KillMinusNine, TheJournalIsAPrefixAndNothingClaimsAPass) {
    const support::TempFolder folder;
    { Store{folder.path()}; }
    const auto whole = fixtures::passed();
    std::mt19937 random{20261122};
    for (int round = 0; round < 25; ++round) {
        const std::size_t events = 1 + random() % (whole.size() - 2);
        const std::size_t heard =
            run_and_kill(folder.path(), events, std::chrono::microseconds{random() % 3000});

        Store store{folder.path()};
        const auto closed = store.close_interrupted(fixtures::noon());
        ASSERT_LE(closed.size(), 1U);
        if (closed.empty()) {  // it was faster than the signal: sealed, and all of it was there
            ASSERT_GE(heard, whole.size());
            continue;
        }
        auto journal = store.journal(closed.front());
        const Record record = record_from_json(store.sealed(closed.front())->json);
        if (std::holds_alternative<RunInterrupted>(journal.back().what)) {
            journal.pop_back();
            EXPECT_EQ(record.verdict, Verdict::error);
            EXPECT_EQ(record.reason, "interrupted");
        } else {
            EXPECT_EQ(journal, whole) << "only a whole journal has another end";
        }
        EXPECT_GE(journal.size(), heard) << "what was said to be on the disk is on the disk";
        ASSERT_LE(journal.size(), whole.size());
        EXPECT_TRUE(std::equal(journal.begin(), journal.end(), whole.begin()));
        EXPECT_EQ(store.damage(), std::vector<std::string>{});
    }
}
