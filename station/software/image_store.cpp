#include "station/software/image_store.hpp"

#include "reports/run_folder.hpp"
#include "station/software/digests.hpp"
#include "yang/schema.hpp"

#include <nlohmann/json.hpp>

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <system_error>

namespace station {
namespace {

constexpr auto index_name = "images.json";
constexpr auto lock_name = ".images.lock";

std::pair<std::uint64_t, std::int64_t> size_and_time(const std::filesystem::path& file) {
    struct stat about {};
    if (::stat(file.c_str(), &about) != 0) throw std::system_error{errno, std::generic_category(), file.string()};
    return {static_cast<std::uint64_t>(about.st_size), static_cast<std::int64_t>(about.st_mtim.tv_sec) * 1'000'000'000 + about.st_mtim.tv_nsec};
}

bool is_ours(const std::string& name) {
    return name == index_name || name.starts_with('.') || name.ends_with(".sha256") || name.ends_with(".sha1") || name.ends_with(".md5");
}

void expect(const Published& maker, const std::map<std::string, std::string>& digests, const std::string& file) {
    const auto& is = digests.at(maker.method);
    if (is != maker.digest)
        throw std::runtime_error{file + " is not what its maker published: " + maker.method + " is " + is + ", published (" + maker.source + ") is " + maker.digest};
}

std::set<std::string> methods_for(const std::optional<Published>& maker) {
    std::set<std::string> methods{"sha256"};
    if (maker) methods.insert(maker->method);
    return methods;
}

}  // namespace

ImageStore::ImageStore(const yang::Schema& schema, std::filesystem::path folder) : schema_{schema}, folder_{std::move(folder)} { read_index(); }

void ImageStore::read_index() {
    images_.clear();
    const auto file = folder_ / index_name;
    std::ifstream in{file, std::ios::binary};
    if (!in) return;
    const auto document = schema_.parse_json(std::string{std::istreambuf_iterator<char>{in}, {}}, file.string());
    for (const auto& row : document.root().all("image")) {
        Image image{row["file"].text(), std::stoull(row["bytes"].text()), std::stoll(row["modified"].text()), row["sha256"].text(), row["added"].text(), {}};
        if (const auto maker = row["published"]) image.maker = Published{maker["method"].text(), maker["digest"].text(), maker["source"].text()};
        images_[image.file] = std::move(image);
    }
}

void ImageStore::write_index() const {
    auto rows = nlohmann::json::array();
    for (const auto& [name, image] : images_) {
        // 64-bit numbers are text in JSON (RFC 7951 section 6.1)
        nlohmann::json row{{"file", image.file}, {"bytes", std::to_string(image.bytes)}, {"modified", std::to_string(image.modified)},
                           {"sha256", image.sha256}, {"added", image.added}};
        if (image.maker) row["published"] = {{"method", image.maker->method}, {"digest", image.maker->digest}, {"source", image.maker->source}};
        rows.push_back(std::move(row));
    }
    const nlohmann::json document{{"station-images:images", {{"image", std::move(rows)}}}};
    reports::write_whole(folder_ / index_name, document.dump(2) + "\n");
}

void ImageStore::list(Image image) {
    const auto lock = reports::FileLock::await(folder_ / lock_name);  // the index is read, changed and written by one process at a time
    read_index();
    const auto name = image.file;
    images_[name] = std::move(image);
    write_index();
}

bool ImageStore::has(const std::string& name) const { return std::filesystem::is_regular_file(path_of(name)); }

std::vector<std::string> ImageStore::unlisted() const {
    std::vector<std::string> names;
    std::error_code none;
    for (const auto& entry : std::filesystem::directory_iterator{folder_, none}) {
        auto name = entry.path().filename().string();
        if (entry.is_regular_file() && !images_.contains(name) && !is_ours(name)) names.push_back(std::move(name));
    }
    std::sort(names.begin(), names.end());
    return names;
}

Image ImageStore::described(const std::string& name) const {
    const auto [bytes, modified] = size_and_time(path_of(name));
    return {name, bytes, modified, "", "", {}};
}

const Image& ImageStore::add(const std::filesystem::path& file, std::optional<Published> maker, const std::string& now) {
    if (!std::filesystem::is_regular_file(file)) throw std::runtime_error{file.string() + " is no file"};
    reports::make_folder(folder_);
    if (!maker) maker = published_beside(file);
    const auto name = file.filename().string();
    const auto draft = folder_ / ("." + name + ".part");
    std::error_code none;
    const bool lies_there = std::filesystem::equivalent(file, path_of(name), none);
    std::map<std::string, std::string> digests;
    try {
        digests = digests_of_file(file, methods_for(maker), lies_there ? std::filesystem::path{} : draft);
        if (maker) expect(*maker, digests, file.string());
    } catch (...) {  // whatever it was: no piece of the image stays
        std::filesystem::remove(draft, none);
        throw;
    }
    if (!lies_there) std::filesystem::rename(draft, path_of(name));
    auto image = described(name);
    image.sha256 = digests.at("sha256");
    image.added = now;
    image.maker = std::move(maker);
    list(std::move(image));
    return images_.at(name);
}

const Image& ImageStore::checked(const std::string& name, const std::string& now) {
    if (!has(name)) throw std::runtime_error{"there is no image " + path_of(name).string()};
    const auto known = images_.find(name);
    if (known == images_.end()) return add(path_of(name), std::nullopt, now);
    auto found = described(name);
    if (found.bytes == known->second.bytes && found.modified == known->second.modified) return known->second;
    if (auto wrong = damage(name); !wrong.empty()) throw std::runtime_error{wrong};
    found.sha256 = known->second.sha256;
    found.added = known->second.added;
    found.maker = known->second.maker;
    list(std::move(found));
    return images_.at(name);
}

std::string ImageStore::damage(const std::string& name) const {
    const auto& known = images_.at(name);
    if (!has(name)) return name + " is listed, but no longer in " + folder_.string();
    const auto digests = digests_of_file(path_of(name), methods_for(known.maker));
    if (digests.at("sha256") == known.sha256) return {};
    return name + " is not what was added on " + known.added.substr(0, 10) + ": SHA-256 is " + digests.at("sha256") + ", was " + known.sha256;
}

void ImageStore::remove(const std::string& name) {
    const auto lock = reports::FileLock::await(folder_ / lock_name);  // the index is read, changed and written by one process at a time
    read_index();
    const bool lies_there = name.find('/') == std::string::npos && !is_ours(name) && has(name);
    if (images_.erase(name) == 0 && !lies_there) throw std::invalid_argument{"there is no image \"" + name + "\" in " + folder_.string()};
    std::filesystem::remove(path_of(name));
    write_index();
}

}  // namespace station
