#include "drivers/sim/files.hpp"

#include <openssl/evp.h>

#include <fmt/format.h>
#include <fnmatch.h>

#include <algorithm>
#include <array>
#include <memory>

namespace drivers::sim {
namespace {

using Hash = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;

Hash copy_of(const Hash& other) {
    Hash hash{EVP_MD_CTX_new(), EVP_MD_CTX_free};
    EVP_MD_CTX_copy_ex(hash.get(), other.get());
    return hash;
}

Hash start(const EVP_MD* kind) {
    Hash hash{EVP_MD_CTX_new(), EVP_MD_CTX_free};
    EVP_DigestInit_ex(hash.get(), kind, nullptr);
    return hash;
}

std::string finish(const Hash& hash) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    EVP_DigestFinal_ex(hash.get(), digest.data(), &size);
    std::string hex;
    for (unsigned i = 0; i < size; ++i) hex += fmt::format("{:02x}", digest[i]);
    return hex;
}

constexpr std::array<std::string_view, 12> standing{
    "/",       "/var",  "/var/tmp", "/var/log",   "/var/home", "/var/db",
    "/config", "/root", "/tmp",     "/var/crash", "/var/core", "/var/db/scripts"};

}  // namespace

struct FileSink::Hashes {
    Hash md5 = start(EVP_md5()), sha1 = start(EVP_sha1()), sha256 = start(EVP_sha256());
};

FileSink::FileSink() : hashes_{std::make_unique<Hashes>()} {}
FileSink::~FileSink() = default;

void FileSink::take(std::string_view bytes) {
    for (const Hash* hash : {&hashes_->md5, &hashes_->sha1, &hashes_->sha256})
        EVP_DigestUpdate(hash->get(), bytes.data(), bytes.size());
    file_.bytes += bytes.size();
    if (file_.head.size() < File::head_limit)
        file_.head += bytes.substr(0, File::head_limit - file_.head.size());
}

File FileSink::finish() {
    file_.md5 = sim::finish(hashes_->md5);
    file_.sha1 = sim::finish(hashes_->sha1);
    file_.sha256 = sim::finish(hashes_->sha256);
    file_.changed = WallClock::now();
    return std::move(file_);
}

File FileSink::with(std::string_view bytes) const {
    FileSink copy;
    copy.file_ = file_;
    *copy.hashes_ = {copy_of(hashes_->md5), copy_of(hashes_->sha1), copy_of(hashes_->sha256)};
    copy.take(bytes);
    return copy.finish();
}

bool GrowingFile::write(std::uint64_t offset, std::string_view bytes) {
    constexpr std::size_t most_held = 16 << 20, held = 8 << 20;
    if (offset < hashed_ || offset > size()) return false;
    const auto at = static_cast<std::size_t>(offset - hashed_);
    tail_.replace(at, std::min(bytes.size(), tail_.size() - at), bytes);
    if (tail_.size() <= most_held) return true;
    const std::size_t gone = tail_.size() - held;
    sink_.take(std::string_view{tail_}.substr(0, gone));
    tail_.erase(0, gone);
    hashed_ += gone;
    return true;
}

Digests digests_of(std::string_view content) {
    FileSink sink;
    sink.take(content);
    const File file = sink.finish();
    return {file.md5, file.sha1, file.sha256};
}

void Files::put_text(const std::string& path, std::string_view content, std::uint64_t bytes) {
    FileSink sink;
    sink.take(content);
    File file = sink.finish();
    file.bytes = std::max<std::uint64_t>(file.bytes, bytes);
    put(path, std::move(file));
}

const File* Files::find(const std::string& path) const {
    const auto found = files_.find(path);
    return found == files_.end() ? nullptr : &found->second;
}

std::size_t Files::remove_below(std::string_view prefix) {
    return std::erase_if(
        files_, [prefix](const auto& entry) { return std::string_view{entry.first}.starts_with(prefix); });
}

std::vector<std::string> Files::matching(std::string_view pattern) const {
    std::vector<std::string> found;
    const std::string glob{pattern};
    const std::string directory = glob.ends_with('/') ? glob : glob + "/";
    for (const auto& [path, file] : files_)
        if (path == glob || path.starts_with(directory) ||
            fnmatch(glob.c_str(), path.c_str(), FNM_PATHNAME) == 0)
            found.push_back(path);
    return found;
}

bool Files::is_directory(std::string_view path) const {
    while (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
    if (std::find(standing.begin(), standing.end(), path) != standing.end()) return true;
    const std::string below = std::string{path} + "/";
    const auto next = files_.lower_bound(below);
    return next != files_.end() && next->first.starts_with(below);
}

std::map<std::string, WallClock::time_point> Files::folders() const {
    std::map<std::string, WallClock::time_point> all;
    for (const auto& [path, file] : files_)
        for (std::size_t at = path.rfind('/'); at != path.npos && at > 0; at = path.rfind('/', at - 1)) {
            WallClock::time_point& changed = all[path.substr(0, at)];
            changed = std::max(changed, file.changed);
        }
    constexpr WallClock::time_point made = std::chrono::sys_days{std::chrono::year{2019} / 3 / 1};
    for (const std::string_view path : standing) all[std::string{path}] = made;
    return all;
}

std::uint64_t Files::bytes_below(std::string_view prefix) const {
    std::uint64_t sum = 0;
    for (const auto& [path, file] : files_)
        if (std::string_view{path}.starts_with(prefix)) sum += file.bytes;
    return sum;
}

}  // namespace drivers::sim
