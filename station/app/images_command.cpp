#include "drivers/family.hpp"
#include "reports/text.hpp"
#include "station/app/commands.hpp"
#include "station/app/places.hpp"
#include "station/bench/bench.hpp"
#include "station/software/image_store.hpp"
#include "station/software/package_name.hpp"
#include "yang/schema.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <iostream>
#include <stdexcept>

namespace station {
namespace {

std::filesystem::path folder_of(const ImagesOptions& options, const yang::Schema& schema) {
    if (!options.folder.empty()) return options.folder;
    if (options.bench.empty()) throw std::invalid_argument{"say which images: --bench FILE, or --images FOLDER"};
    return read_bench(schema, options.bench).images;
}

std::string now() { return reports::timestamp(std::chrono::system_clock::now()); }

std::string what_for(const drivers::Families& families, const std::string& name) {
    std::string text, release;
    for (const auto& one : packages_named(families, name)) {
        text += (text.empty() ? "" : ", ") + one.family->title;
        release = one.release;
    }
    return text.empty() ? why_no_package(families, name) : release + " for " + text;
}

std::string line_of(const Image& image, const drivers::Families& families) {
    return fmt::format("{}\n  {}\n  {:.1f} MB, SHA-256 {}, {}\n", image.file, what_for(families, image.file), static_cast<double>(image.bytes) / 1e6, image.sha256,
                       image.maker ? "as its maker published (" + image.maker->source + ")" : "not compared with its maker's digest");
}

}  // namespace

int images_add_command(const ImagesOptions& options) {
    const auto schema = load_schema();
    const auto families = load_families(*schema);
    ImageStore store{*schema, folder_of(options, *schema)};
    if (!options.digest.empty() && options.files.size() != 1) throw std::invalid_argument{"--digest is one image's: add them one by one"};
    int code = exit_code::pass;
    for (const std::filesystem::path file : options.files) {
        const auto name = file.filename().string();
        if (packages_named(families, name).empty()) {
            std::cerr << "station: " << name << " " << why_no_package(families, name) << "\n";
            code = exit_code::error;
            continue;
        }
        auto maker = options.digest.empty() ? std::nullopt : std::optional{published(options.digest, "--digest")};
        const auto known = store.images().find(name);
        const auto was = known == store.images().end() ? std::string{} : known->second.sha256;
        const auto& image = store.add(file, std::move(maker), now());
        if (!was.empty() && was != image.sha256) std::cout << name << " was here already, and another: SHA-256 " << was << " is replaced\n";
        std::cout << line_of(image, families);
    }
    return code;
}

int images_list_command(const ImagesOptions& options) {
    const auto schema = load_schema();
    const auto families = load_families(*schema);
    const ImageStore store{*schema, folder_of(options, *schema)};
    for (const auto& [name, image] : store.images())
        if (store.has(name))
            std::cout << line_of(image, families);
        else
            std::cout << name << "\n  listed, but no longer in " << store.folder().string() << "\n";
    for (const auto& name : store.unlisted()) std::cout << name << "\n  " << what_for(families, name) << "; lies there, but was never added\n";
    return exit_code::pass;
}

int images_verify_command(const ImagesOptions& options) {
    const auto schema = load_schema();
    const ImageStore store{*schema, folder_of(options, *schema)};
    int code = exit_code::pass;
    for (const auto& [name, image] : store.images()) {
        const bool wanted = options.files.empty() || std::find(options.files.begin(), options.files.end(), name) != options.files.end();
        if (!wanted) continue;
        const auto wrong = store.damage(name);
        (wrong.empty() ? std::cout : std::cerr) << (wrong.empty() ? name + ": as it was added" : "station: " + wrong) << "\n";
        if (!wrong.empty()) code = exit_code::error;
    }
    for (const auto& name : options.files)
        if (!store.images().contains(name)) {
            std::cerr << "station: there is no image \"" << name << "\" on the list of " << store.folder().string() << "\n";
            code = exit_code::error;
        }
    return code;
}

int images_remove_command(const ImagesOptions& options) {
    const auto schema = load_schema();
    ImageStore store{*schema, folder_of(options, *schema)};
    for (const auto& name : options.files) {
        store.remove(name);
        std::cout << name << ": removed\n";
    }
    return exit_code::pass;
}

}  // namespace station
