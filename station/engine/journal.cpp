#include "station/engine/journal.hpp"

#include <utility>

namespace station {

using drivers::Task;

Journal::Journal(reports::Store& store, drivers::Worker& worker, Watcher& watcher)
    : store_{store}, worker_{worker}, watcher_{watcher} {}

Task<> Journal::begin(reports::RunStarted started) {
    start_ = std::chrono::steady_clock::now();
    procedure_ = started.procedure;
    simulated_ = started.simulated;
    const auto now = std::chrono::system_clock::now();
    auto open = [this, &started, now] { return store_.begin(started, now); };
    run_ = co_await worker_.run(open);
    auto find = [this] { return store_.folder(run_); };
    folder_ = co_await worker_.run(find);
    watcher_.happened(run_, {.sequence = 1, .at = now, .since_start = {}, .what = std::move(started)});
}

Task<> Journal::record(reports::Happening happening) {
    std::vector<reports::Happening> one;
    one.push_back(std::move(happening));
    co_await record(std::move(one));
}

Task<> Journal::record(std::vector<reports::Happening> happenings) {
    const auto now = std::chrono::system_clock::now();
    const auto since = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - start_);
    std::vector<reports::Event> events;
    for (auto& happening : happenings)
        events.push_back({.sequence = 0, .at = now, .since_start = since, .what = std::move(happening)});
    auto append = [this, &events] { store_.append(run_, events); };
    co_await worker_.run(append);
    for (const auto& event : events) watcher_.happened(run_, event);
}

Task<reports::SealedRecord> Journal::seal(reports::RunEnded ended) {
    const auto now = std::chrono::system_clock::now();
    const auto since = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - start_);
    const std::vector<reports::Event> end{{.sequence = 0, .at = now, .since_start = since, .what = std::move(ended)}};
    auto seal_it = [this, &end, now] { return store_.seal(run_, now, end); };
    auto sealed = co_await worker_.run(seal_it);
    watcher_.happened(run_, end.front());
    co_return sealed;
}

Task<reports::Record> Journal::so_far() {
    auto look = [this] { return reports::fold(run_, store_.journal(run_)); };
    co_return co_await worker_.run(look);
}

Task<std::string> Journal::planned_change_since(std::string serial, reports::Time since) {
    auto look = [this, &serial, since]() -> std::string {
        for (const auto& line : store_.list()) {  // newest first
            if (line.began < since) break;
            if (!line.sealed || line.serial != serial) continue;
            if (!reports::record_from_json(store_.sealed(line.id)->json).changes.empty()) return line.id;
        }
        return {};
    };
    co_return co_await worker_.run(look);
}

Task<std::optional<std::chrono::seconds>> Journal::usual_duration(std::string action) {
    auto look_up = [this, &action] { return store_.usual_duration(action, procedure_, simulated_); };
    co_return co_await worker_.run(look_up);
}

void Journal::progress(const std::string& text, double fraction) { watcher_.progressed(run_, text, fraction); }

}  // namespace station
