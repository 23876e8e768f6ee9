// Uploads to a real sshd and its scp.
#include "drivers/ssh/scp.hpp"

#include "tests/drivers/ssh/sshd.hpp"
#include "tests/support/run.hpp"

#include <gmock/gmock.h>

#include <fstream>
#include <optional>
#include <random>

namespace {

using namespace std::chrono_literals;
using namespace drivers;
using testing::HasSubstr;

void write_random(const std::filesystem::path& path, std::size_t size) {
    std::mt19937_64 random{42};
    std::string content(size, '\0');
    for (auto& c : content) c = static_cast<char>(random());
    std::ofstream{path, std::ios::binary} << content;
}

struct Outcome {
    std::optional<Fault> fault;
    std::string text;
    Uploaded uploaded;
    bool legacy = false;
};

Task<Outcome> try_upload(const support::Sshd& sshd, Worker& worker, std::string file, std::string remote,
                         Begin begin, Progress progress) {
    Outcome outcome;
    const auto host = co_await sshd.open(worker);
    try {
        outcome.uploaded = co_await host->upload(file, remote, begin, std::move(progress), within(60s, "upload"));
    } catch (const LinkError& error) {
        outcome.fault = error.fault();
        outcome.text = error.what();
    }
    // Whatever became of the upload, the connection it stood beside is unharmed.
    if (sshd.runs_commands()) {
        const auto ran = co_await host->exec("echo unharmed", within(20s, "echo"));
        EXPECT_EQ(ran.output, "unharmed\n");
    }
    outcome.legacy = host->legacy();
    co_return outcome;
}

class SshUpload : public testing::Test {
  protected:
    explicit SshUpload(support::Era era = support::Era::today, const std::string& more = {}) : sshd{era, more} {}
    Outcome upload(const std::string& remote, Progress progress = {}, Begin begin = Begin::at_start) {
        return support::run(try_upload(sshd, worker, file.string(), remote, begin, std::move(progress)));
    }
    std::string sha256_of(const std::filesystem::path& path) {
        return support::output_of("sha256sum < '" + path.string() + "'").substr(0, 64);
    }

    support::Sshd sshd;
    Worker worker{2};
    std::filesystem::path file = sshd.folder() / "image.tgz";
};

TEST_F(SshUpload, ArrivesByteExactWithItsDigest) {
    write_random(file, (5 << 20) + 1234);
    const auto target = sshd.folder() / "arrived.tgz";
    std::vector<std::uint64_t> steps;
    const auto outcome = upload(target.string(), [&steps](std::uint64_t done, std::uint64_t total) {
        EXPECT_EQ(total, (5u << 20) + 1234);
        steps.push_back(done);
    });
    EXPECT_EQ(outcome.fault, std::nullopt) << outcome.text;
    EXPECT_EQ(outcome.uploaded.bytes, (5u << 20) + 1234);
    EXPECT_EQ(outcome.uploaded.sha256, sha256_of(target));
    EXPECT_EQ(outcome.uploaded.sha256, sha256_of(file));
    EXPECT_TRUE(std::is_sorted(steps.begin(), steps.end()));
    EXPECT_EQ(steps.back(), (5u << 20) + 1234);
}

TEST_F(SshUpload, EmptyFileArrivesToo) {
    std::ofstream{file};
    const auto outcome = upload((sshd.folder() / "empty").string());
    EXPECT_EQ(outcome.fault, std::nullopt) << outcome.text;
    EXPECT_EQ(outcome.uploaded.sha256, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_TRUE(std::filesystem::exists(sshd.folder() / "empty"));
}

TEST_F(SshUpload, AFolderTakesTheFilesName) {
    write_random(file, 1000);
    std::filesystem::create_directory(sshd.folder() / "tmp");
    const auto outcome = upload((sshd.folder() / "tmp/").string());
    EXPECT_EQ(outcome.fault, std::nullopt) << outcome.text;
    EXPECT_EQ(sha256_of(sshd.folder() / "tmp" / "image.tgz"), outcome.uploaded.sha256);
}

TEST_F(SshUpload, PathsAreQuotedForTheShell) {
    write_random(file, 1000);
    const auto target = sshd.folder() / "it's $HOME;touch x";
    const auto outcome = upload(target.string());
    EXPECT_EQ(outcome.fault, std::nullopt) << outcome.text;
    EXPECT_EQ(sha256_of(file), outcome.uploaded.sha256);
    EXPECT_TRUE(std::filesystem::exists(target));
}

TEST_F(SshUpload, AFullDiskIsToldInTheUnitsWords) {
    write_random(file, 3 << 20);
    const auto outcome = upload("/dev/full");
    EXPECT_EQ(outcome.fault, Fault::refused);
    EXPECT_THAT(outcome.text, HasSubstr("/dev/full: No space left on device"));
}

TEST_F(SshUpload, AForbiddenPathIsToldInTheUnitsWords) {
    write_random(file, 1000);
    const auto outcome = upload("/nonexistent/folder/image.tgz");
    EXPECT_EQ(outcome.fault, Fault::refused);
    EXPECT_THAT(outcome.text, HasSubstr("/nonexistent/folder/image.tgz: No such file or directory"));
}

TEST_F(SshUpload, AMissingFileIsNamedBeforeAnythingIsSent) {
    try {
        upload("/tmp/x");
        FAIL() << "uploaded a file that is not there";
    } catch (const std::system_error& error) {
        EXPECT_THAT(error.what(), HasSubstr(file.string()));
    }
}

TEST_F(SshUpload, BeginsAnewWhereTheUnitCannotGoOn) {
    write_random(file, 5 << 20);
    const auto target = sshd.folder() / "half";
    std::filesystem::copy_file(file, target);
    std::filesystem::resize_file(target, 4 << 20);
    const auto outcome = upload(target.string(), {}, Begin::where_it_broke);
    EXPECT_EQ(outcome.fault, std::nullopt) << outcome.text;
    EXPECT_EQ(outcome.uploaded.by, "scp");
    EXPECT_EQ(outcome.uploaded.resumed_at, 0u);
    EXPECT_EQ(sha256_of(target), sha256_of(file));
}

class OldSshUpload : public SshUpload {
  protected:
    OldSshUpload() : SshUpload{support::Era::old} {}
};

TEST_F(OldSshUpload, WorksAndIsShownAsLegacy) {
    write_random(file, 3 << 20);
    const auto target = sshd.folder() / "arrived.tgz";
    const auto outcome = upload(target.string());
    EXPECT_EQ(outcome.fault, std::nullopt) << outcome.text;
    EXPECT_TRUE(outcome.legacy);
    EXPECT_EQ(outcome.uploaded.sha256, sha256_of(target));
}

/// A unit that offers SFTP and nothing else.
class SftpUpload : public SshUpload {
  protected:
    SftpUpload() : SshUpload{support::Era::today, "Subsystem sftp internal-sftp\nForceCommand internal-sftp\n"} {}
};

TEST_F(SftpUpload, ArrivesByteExactWithItsDigest) {
    write_random(file, (5 << 20) + 1234);
    const auto target = sshd.folder() / "arrived.tgz";
    std::vector<std::uint64_t> steps;
    const auto outcome = upload(target.string(), [&steps](std::uint64_t done, std::uint64_t total) {
        EXPECT_EQ(total, (5u << 20) + 1234);
        steps.push_back(done);
    });
    EXPECT_EQ(outcome.fault, std::nullopt) << outcome.text;
    EXPECT_EQ(outcome.uploaded.by, "sftp");
    EXPECT_EQ(outcome.uploaded.bytes, (5u << 20) + 1234);
    EXPECT_EQ(outcome.uploaded.sha256, sha256_of(target));
    EXPECT_EQ(outcome.uploaded.sha256, sha256_of(file));
    EXPECT_TRUE(std::is_sorted(steps.begin(), steps.end()));
    EXPECT_EQ(steps.back(), (5u << 20) + 1234);
}

TEST_F(SftpUpload, EmptyFileArrivesToo) {
    std::ofstream{file};
    const auto outcome = upload((sshd.folder() / "empty").string());
    EXPECT_EQ(outcome.fault, std::nullopt) << outcome.text;
    EXPECT_EQ(outcome.uploaded.sha256, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_TRUE(std::filesystem::exists(sshd.folder() / "empty"));
}

TEST_F(SftpUpload, AFolderTakesTheFilesNameAndALongerFileThereIsReplaced) {
    write_random(file, 1000);
    std::filesystem::create_directory(sshd.folder() / "tmp");
    std::ofstream{sshd.folder() / "tmp" / "image.tgz"} << std::string(5000, 'x');
    const auto outcome = upload((sshd.folder() / "tmp/").string());
    EXPECT_EQ(outcome.fault, std::nullopt) << outcome.text;
    EXPECT_EQ(sha256_of(sshd.folder() / "tmp" / "image.tgz"), outcome.uploaded.sha256);
}

TEST_F(SftpUpload, GoesOnWhereItBroke) {
    write_random(file, 9 << 20);
    const auto target = sshd.folder() / "half";
    std::filesystem::copy_file(file, target);
    std::filesystem::resize_file(target, (6 << 20) + 77);
    // What was in flight when it broke may be a hole: it is sent again.
    std::fstream there{target};
    there.seekp((6 << 20) - 100000).write("hole", 4);
    there.close();
    const auto outcome = upload(target.string(), {}, Begin::where_it_broke);
    EXPECT_EQ(outcome.fault, std::nullopt) << outcome.text;
    EXPECT_EQ(outcome.uploaded.resumed_at, (4u << 20) + 77);
    EXPECT_EQ(outcome.uploaded.sha256, sha256_of(file));
    EXPECT_EQ(outcome.uploaded.sha256, sha256_of(target));
}

TEST_F(SftpUpload, BeginsAnewWhereWhatIsThereIsLonger) {
    write_random(file, 1 << 20);
    const auto target = sshd.folder() / "longer";
    std::ofstream{target} << std::string(2 << 20, 'x');
    const auto outcome = upload(target.string(), {}, Begin::where_it_broke);
    EXPECT_EQ(outcome.fault, std::nullopt) << outcome.text;
    EXPECT_EQ(outcome.uploaded.resumed_at, 0u);
    EXPECT_EQ(outcome.uploaded.sha256, sha256_of(target));
}

TEST_F(SftpUpload, AForbiddenPathAndAFullDiskAreToldInTheUnitsWords) {
    write_random(file, 3 << 20);
    auto outcome = upload("/nonexistent/folder/image.tgz");
    EXPECT_EQ(outcome.fault, Fault::refused);
    EXPECT_THAT(outcome.text, HasSubstr("/nonexistent/folder/image.tgz: No such file"));
    outcome = upload("/dev/full");
    EXPECT_EQ(outcome.fault, Fault::refused);
    EXPECT_THAT(outcome.text, HasSubstr("Failure"));
}

/// A unit that offers neither.
class NoUpload : public SshUpload {
  protected:
    NoUpload() : SshUpload{support::Era::today, "ForceCommand echo 'error: unknown command: scp'; exit 1\n"} {}
};

TEST_F(NoUpload, IsToldInTheUnitsWords) {
    write_random(file, 1000);
    const auto outcome = upload("/tmp/x");
    EXPECT_EQ(outcome.fault, Fault::refused);
    EXPECT_THAT(outcome.text, HasSubstr("error: unknown command: scp; it has no SFTP"));
}

TEST(ScpCommand, QuotesOnlyWhatAShellWouldTouch) {
    EXPECT_EQ(ssh::scp_command("/var/tmp/junos-23.4R1.10.tgz"), "scp -t /var/tmp/junos-23.4R1.10.tgz");
    EXPECT_EQ(ssh::scp_command("/var/tmp/a b"), "scp -t '/var/tmp/a b'");
    EXPECT_EQ(ssh::scp_command("/var/tmp/it's"), "scp -t '/var/tmp/it'\\''s'");
}

TEST(ScpCommand, RefusesPathsThatMeanNothingOnAUnit) {
    for (const auto* path : {"", "relative", "-r", "/var/tmp/a\nb"})
        EXPECT_THROW(ssh::scp_command(path), std::invalid_argument) << path;
}

}  // namespace
