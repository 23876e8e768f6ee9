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
};

Task<Outcome> try_upload(const support::Sshd& sshd, Worker& worker, std::string file, std::string remote,
                         Progress progress) {
    Outcome outcome;
    const auto host = co_await sshd.open(worker);
    try {
        outcome.uploaded = co_await host->upload(file, remote, std::move(progress), within(60s, "upload"));
    } catch (const LinkError& error) {
        outcome.fault = error.fault();
        outcome.text = error.what();
    }
    // Whatever became of the upload, the connection it stood beside is unharmed.
    const auto ran = co_await host->exec("echo unharmed", within(20s, "echo"));
    EXPECT_EQ(ran.output, "unharmed\n");
    co_return outcome;
}

class SshUpload : public testing::Test {
  protected:
    Outcome upload(const std::string& remote, Progress progress = {}) {
        return support::run(try_upload(sshd, worker, file.string(), remote, std::move(progress)));
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
