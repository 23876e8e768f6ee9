#include "station/loading/transfer.hpp"

#include "drivers/console.hpp"
#include "drivers/lines.hpp"
#include "station/engine/access.hpp"
#include "station/engine/occupant.hpp"
#include "station/engine/text.hpp"
#include "station/loading/fetch.hpp"
#include "station/software/rate.hpp"

#include <algorithm>
#include <cmath>

namespace station {
namespace {

using drivers::Fault;
using drivers::LinkError;
using drivers::Task;
using drivers::within;
using reports::Verdict;
using namespace std::chrono_literals;

Task<> measured(Context& context, std::string name, double value, std::string unit) {
    std::vector<reports::Measurement> one;
    one.push_back(reports::judged({.name = std::move(name), .value = value, .unit = std::move(unit), .limits = {}, .raw = {}, .source = "the station's clock"}));
    co_await context.measured(std::move(one));
}

drivers::Progress progress_of(Context& context, std::string name, Rate rate) {
    return [&context, name = std::move(name), rate](std::uint64_t done, std::uint64_t total) {
        const auto words = rate.words(done, total, drivers::Clock::now());
        context.progress("upload of " + name + (words.empty() ? "" : "  " + words), total ? static_cast<double>(done) / static_cast<double>(total) : 1);
    };
}

bool is_of_the_network(const LinkError& error) {
    return error.fault() == Fault::closed || error.fault() == Fault::timeout || error.fault() == Fault::unreachable || error.fault() == Fault::protocol;
}

std::string how_it_went_on(const drivers::Uploaded& sent) {
    if (sent.resumed_at == 0) return "the upload was begun anew, by " + sent.by;
    return "the upload went on at byte " + std::to_string(sent.resumed_at) + " of " + std::to_string(sent.bytes) + ", by " + sent.by;
}

// A copy that is refused in the words that the family's installer has for a full storage.
bool is_of_its_storage(const drivers::Package& package, const LinkError& error) {
    const auto full = [&error](const drivers::InstallTrouble& trouble) {
        return trouble.blame == drivers::InstallTrouble::Blame::room && drivers::TextPattern{trouble.text}.found_in(error.what());
    };
    return error.fault() == Fault::refused && std::any_of(package.troubles.begin(), package.troubles.end(), full);
}

// One try. Throws LinkError when it broke.
Task<drivers::Uploaded> copy(Context& context, const Staged& image, drivers::Begin begin, drivers::Deadline deadline) {
    auto* host = co_await context.host();
    if (!host) throw LinkError{Fault::unreachable, context.slot().name, "no way over the network to bring an image to the unit"};
    const auto began = drivers::Clock::now();
    auto progress = progress_of(context, image.name(), Rate{began});
    const auto sent = co_await host->upload(image.file, image.remote_path, begin, std::move(progress), deadline);
    if (sent.sha256 != image.sha256)
        throw std::runtime_error{image.file.string() + " is not what was added to the images: SHA-256 is " + sent.sha256 + ", was " + image.sha256};
    const auto rate = Rate{began}.megabytes_per_second(sent.bytes - sent.resumed_at, drivers::Clock::now());
    if (rate > 0) co_await measured(context, "rate/upload", std::max(std::round(rate * 10) / 10, 0.1), "MBy/s");
    co_return sent;
}

// What broke is taken up on a new connection, at the byte that the unit holds where it can go on there. Whether what it held was good is for the
// digest to show.
Task<> copy_until_whole(Context& context, const Staged& image, int attempts) {
    const auto deadline = within(2h, "end of the upload");
    if (may_fetch(context, image)) {
        auto progress = progress_of(context, image.name(), Rate{drivers::Clock::now()});
        const auto trouble = co_await fetch(context, image, std::move(progress), deadline);
        if (trouble.empty()) co_return;
        co_await context.note("the unit did not fetch the image (" + trouble + "); it is copied over SSH");
    }
    for (int attempt = 1;; ++attempt) {
        std::optional<LinkError> broke;
        try {
            const auto sent = co_await copy(context, image, attempt > 1 ? drivers::Begin::where_it_broke : drivers::Begin::at_start, deadline);
            if (attempt > 1) co_await context.note(how_it_went_on(sent));
            co_return;
        } catch (const LinkError& error) {
            broke = error;
        }
        if (!is_of_the_network(*broke) || attempt >= attempts || deadline.passed()) throw *broke;
        co_await context.note("the upload broke (" + std::string{broke->what()} + "), " + std::to_string(attempts - attempt) + " tries left");
        context.access().drop_rpc();
        co_await context.access().await_host(within(2min, "SSH connection after the upload broke"));
    }
}

Task<std::string> digest_on_unit(Context& context, const Staged& image) {
    auto* console = co_await context.access().console();
    const auto command = drivers::filled(image.package->checksum, image.values());
    const auto began = drivers::Clock::now();
    auto said = co_await console->command(command, within(image.package->checksum_within, "digest of the image"));
    co_await took(context, "digest", began);
    co_return said;
}

Outcome storage_full(const Staged& image, const std::string& said) {
    return {Verdict::fail, "storage-full", "there is no room for " + image.name() + " on the unit: " + said, "free its storage by hand, or install from USB, which formats it"};
}

}  // namespace

Task<> took(Context& context, std::string what, drivers::Clock::time_point since) {
    const auto seconds = std::chrono::duration<double>(drivers::Clock::now() - since).count();
    co_await measured(context, "duration/" + what, std::max(std::round(seconds * 1000) / 1000, 0.001), "s");
}

Task<> make_room(Context& context, const drivers::Package& package) {
    const auto began = drivers::Clock::now();
    for (const auto& command : package.space) {
        context.progress("making room on the unit");
        auto permit = co_await read_permit(context, 0);
        auto* console = co_await spend(context, std::move(permit));
        std::string refused;
        try {
            auto answers = package.answers;
            co_await console->dialogue(command, std::move(answers), "", within(package.space_within, "end of: " + command));
        } catch (const LinkError& error) {
            if (error.fault() != Fault::protocol) throw;  // it asked something that nobody expected, and was told no
            refused = error.what();
        }
        if (!refused.empty()) co_await context.note("no room was made by \"" + command + "\": " + refused);
    }
    if (!package.space.empty()) co_await took(context, "space", began);
}

Task<std::optional<Outcome>> bring(Context& context, const Staged& image, int attempts) {
    std::string said;
    for (int attempt = 1; attempt <= attempts; ++attempt) {
        std::optional<LinkError> full;
        try {
            co_await copy_until_whole(context, image, attempts);
        } catch (const LinkError& error) {
            if (!is_of_its_storage(*image.package, error)) throw;
            full = error;
        }
        if (full && attempt == attempts) co_return storage_full(image, full->what());
        if (full) {
            co_await context.note("no room for the image: " + std::string{full->what()});
            co_await make_room(context, *image.package);
            continue;
        }
        said = co_await digest_on_unit(context, image);
        if (said.find(image.sha256) != std::string::npos) {
            co_await context.note(image.name() + ", SHA-256 " + image.sha256 + ", same on the unit" + (image.as_published ? ", as its maker published" : ""));
            co_return std::nullopt;
        }
        co_await context.note("the unit's copy is not what was sent: \"" + said.substr(0, 120) + "\"" + (attempt < attempts ? "; sent again" : ""));
    }
    co_return Outcome{Verdict::fail, "digest-mismatch", "the unit's copy of " + image.name() + " is not what was sent, " + std::to_string(attempts) + " times over",
                      "its storage or network port is suspect"};
}

Task<std::optional<Outcome>> take_away(Context& context, const Staged& image) {
    if (image.package->remove.empty()) co_return std::nullopt;
    auto permit = co_await read_permit(context, 0);
    auto* console = co_await spend(context, std::move(permit));
    const auto values = image.values();
    const auto remove = drivers::filled(image.package->remove, values), list = drivers::filled(image.package->list, values);
    const auto began = drivers::Clock::now();
    auto answers = image.package->answers;
    co_await console->dialogue(remove, std::move(answers), "", within(image.package->checksum_within, "end of: " + remove));
    co_await took(context, "remove", began);
    if (list.empty()) co_return std::nullopt;
    const auto said = co_await console->command(list, within(1min, "answer to: " + list));
    if (drivers::line_with(drivers::TextPattern{image.package->absent}, said)) co_return std::nullopt;
    co_return Outcome{Verdict::fail, "image-stays", image.remote_path + " cannot be deleted: \"" + said.substr(0, 120) + "\"", "delete it by hand; its storage is suspect"};
}

}  // namespace station
