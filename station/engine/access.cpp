#include "station/engine/access.hpp"

#include "drivers/family.hpp"
#include "drivers/worker.hpp"
#include "reports/sha256.hpp"
#include "station/engine/journal.hpp"
#include "station/engine/line.hpp"
#include "station/engine/secret.hpp"

#include <stdexcept>

// What all links share: transcripts, credentials, the family. Consoles: access_console.cpp. The network: access_network.cpp.

namespace station {

using drivers::Console;
using drivers::Task;
using drivers::within;
using namespace std::chrono_literals;

Access::Access(Parts parts)
    : parts_{std::move(parts)},
      family_{&parts_.families.base()},
      keys_{parts_.bench.credentials_file, parts_.journal.folder(), parts_.label},
      interrupts_{parts_.stop, [this] { hang_up(); }} {
    lines_.resize(1 + parts_.slot.other_consoles.size());
    was_open_.resize(lines_.size());
    may_be_in_netconf_.resize(lines_.size());
    openings_.resize(lines_.size());
}

Access::~Access() = default;

drivers::Transcript& Access::transcript(const std::string& name, const drivers::Endpoint& endpoint) {
    for (auto& kept : kept_)
        if (kept.name == name) return kept.transcript;
    const auto file = parts_.journal.folder() / "transcripts" / (name + ".transcript");
    std::filesystem::create_directories(file.parent_path());
    kept_.push_back({name, file, drivers::Transcript{file, endpoint.text, parts_.bench.limits.transcript}});
    for (const auto& secret : secrets_) kept_.back().transcript.mask(secret);
    return kept_.back().transcript;
}

drivers::LinkContext Access::context(drivers::Transcript& transcript) const {
    parts_.stop.throw_if_requested();
    drivers::LinkContext context;
    context.worker = &parts_.worker;
    context.transcript = &transcript;
    context.credentials = credentials_;
    context.limits = parts_.bench.limits;
    context.allow_legacy_crypto = parts_.slot.allow_legacy_crypto;
    context.interruptible = [&stop = parts_.stop](std::function<void()> abort) { return std::make_shared<Stop::Interrupts>(stop, std::move(abort)); };
    return context;
}

Task<> Access::note(std::string text) {
    reports::Noted noted{"", std::move(text)};
    co_await parts_.journal.record(std::move(noted));
}

const std::string& Access::where(std::size_t index) const { return endpoint(index).text; }

Tenancy Access::tenancy(std::size_t index) const {
    const auto& line = lines_.at(index);
    return {openings_.at(index), line ? line->console.arrivals() : 0};
}

bool Access::is_logged_in(std::size_t index) const { return lines_.at(index) && lines_.at(index)->logged_in; }

std::vector<std::string> Access::heard_since(std::size_t index) const {
    const auto& line = lines_.at(index);
    return line ? line->console.heard_since(family_->marks) : std::vector<std::string>{};
}

Task<Console*> Access::unwiped_console(std::size_t index) {
    factory_ = false;
    credentials_ = before_wipe_;
    co_return co_await console(index);
}

Task<std::unique_ptr<drivers::Power>> Access::power(drivers::Hands hands) {
    const auto& endpoint = parts_.slot.power;
    if (!endpoint) co_return nullptr;
    drivers::LinkContext links;  // switches say nothing that a transcript could keep
    links.worker = &parts_.worker;
    links.hands = std::move(hands);
    co_return co_await drivers::open_power(*endpoint, std::move(links), within(30s, "power switch"));
}

void Access::recognise(const std::string& model, const std::string& routing_engine) {
    const auto* family = parts_.families.by_model(model, routing_engine);
    if (!family && routing_engine.empty() && parts_.families.told_by_routing_engine(model)) return;  // its inventory will tell
    if (!family)
        throw std::runtime_error{"no family in drivers/families is for model \"" + model + "\"; add one YAML file for it"};
    family_ = family;
    for (auto& line : lines_)
        if (line) line->console.become(*family);
}

void Access::logged_out(std::size_t index) {
    if (auto& line = lines_.at(index)) line->logged_in = false;
}

void Access::going_down() {
    hang_up();
    rpc_.reset();
    host_.reset();
    no_host_ = no_rpc_ = no_console_rpc_ = false;
    may_be_in_netconf_.assign(lines_.size(), false);  // a boot ends it
    for (auto& line : lines_) {
        if (!line) continue;
        line->logged_in = line->sought = false;
        if (line->rpc) line->console.take_back(line->rpc->release());
        line->rpc.reset();
    }
}

const std::string& Access::run_password() {
    if (run_password_.empty()) {
        run_password_ = fresh_password();
        keep_secret(run_password_);
        keys_.add({.user = "root", .password = run_password_, .private_key = {}});  // before the unit hears of it: a power cut may come
    }
    password_may_be_set_ = true;
    return run_password_;
}

// Slow on purpose, as such digests are: nothing for the station thread, where sixteen units may ask at once.
Task<std::string> Access::run_password_hash() {
    if (run_password_hash_.empty()) {
        auto digest = [password = run_password()] { return password_hash(password); };
        run_password_hash_ = co_await parts_.worker.run(digest);
        keep_secret(run_password_hash_);
    }
    co_return run_password_hash_;
}

void Access::keep_secret(const std::string& secret) {
    secrets_.push_back(secret);
    for (auto& kept : kept_) kept.transcript.mask(secret);
}

void Access::has_run_password() {
    factory_ = false;
    credentials_ = {.user = "root", .password = run_password(), .private_key = {}};
    no_host_ = no_rpc_ = false;
}

void Access::wiped() {
    password_may_be_set_ = false;
    pinned_host_key_.reset();
    host_keys_.clear();
    if (!factory_) before_wipe_ = credentials_;
    factory_ = true;
    credentials_ = {};
}

void Access::flush() {
    for (auto& kept : kept_) kept.transcript.flush();
}

std::vector<drivers::Credentials> Access::known_credentials() const {
    auto all = keys_.credentials();
    all.insert(all.end(), parts_.bench.credentials.begin(), parts_.bench.credentials.end());
    return all;
}

std::string Access::way_in() const {
    if (!password_may_be_set_) return {};
    return "root's password on this unit may be the one this run made: it is in " + keys_.file().string() +
           ", which only its owner may read; the next run of this unit tries it";
}

Task<std::vector<reports::EvidenceKept>> Access::leave() {
    if (!run_password_.empty() && !password_may_be_set_) keys_.forget();
    try {
        if (rpc_) co_await rpc_->close(within(5s, "end of the NETCONF session"));
    } catch (const std::exception&) {
        // the unit may be gone or rebooting: nothing is lost by that
    }
    rpc_.reset();
    host_.reset();
    for (auto& line : lines_) line.reset();
    std::vector<reports::EvidenceKept> evidence;
    for (auto& kept : kept_) {
        kept.transcript.flush(true);
        evidence.push_back({.step = "",
                            .name = "transcript of " + kept.name,
                            .file = std::filesystem::relative(kept.file, parts_.journal.folder()).string(),
                            .mime = "application/octet-stream",
                            .sha256 = reports::sha256_of_file(kept.file),
                            .bytes = std::filesystem::file_size(kept.file)});
    }
    kept_.clear();
    co_return evidence;
}

}  // namespace station
