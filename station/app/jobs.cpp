#include "station/app/jobs.hpp"

#include "drivers/worker.hpp"
#include "reports/files.hpp"
#include "station/app/places.hpp"

#include <boost/asio/signal_set.hpp>

#include <algorithm>
#include <csignal>
#include <memory>

namespace station {
namespace {

using drivers::Task;
using drivers::asio::io_context;
using namespace std::chrono_literals;

class Shift {
  public:
    Shift(const Floor& floor, Live& live, Person& person, std::size_t units) : floor_{floor}, live_{live}, person_{person}, worker_{units + 2} {}

    JobResults work(const std::vector<Job>& jobs);

  private:
    Task<> one(Run& run, const Job& job, JobResult& result);
    Task<> redraw();
    Task<> listen();
    void interrupted(int times);

    const Floor& floor_;
    Live& live_;
    Person& person_;
    io_context io_{1};
    drivers::Worker store_worker_{1};
    drivers::Worker worker_;  ///< an upload holds a thread for as long as the unit takes: one for each unit, and two for what is short
    boost::asio::signal_set signals_{io_, SIGINT, SIGTERM};
    boost::asio::steady_timer refresh_{io_};
    Pulse pulse_{io_.get_executor()};
    std::vector<std::unique_ptr<Run>> runs_;
    std::size_t left_ = 0;
    std::exception_ptr failure_;
};

bool is_ignored(int signal) {
    struct sigaction now {};
    return ::sigaction(signal, nullptr, &now) == 0 && now.sa_handler == SIG_IGN;
}

// In the background of a shell, a program is frozen for reading from or drawing on its terminal; this one must not be while a unit is wiped.
void stay_awake_in_the_background() {
    std::signal(SIGTTIN, SIG_IGN);
    std::signal(SIGTTOU, SIG_IGN);
}

reports::Paper paper_of(const Bench& bench) {
    reports::Paper paper;
    paper.laboratory = bench.laboratory.name;
    paper.address = bench.laboratory.address;
    paper.facility_appointment = bench.laboratory.facility_appointment;
    return paper;
}

Task<> Shift::one(Run& run, const Job& job, JobResult& result) {
    result.slot = job.slot->name;
    auto finished = co_await run.go();
    result.verdict = finished.verdict;
    result.record = std::move(finished.record);
    result.way_in = std::move(finished.way_in);
    try {
        auto print = [this, &result] {
            return reports::write_papers(floor_.store.folder(result.record.id), result.record, paper_of(floor_.bench), floor_.store.history(result.record.id), floor_.pdf);
        };
        const auto papers = co_await worker_.run(print);
        result.papers.push_back(papers.html);
        if (papers.pdf) result.papers.push_back(*papers.pdf);
        result.trouble = papers.why_no_pdf;
    } catch (const std::exception& unprinted) {
        result.trouble = unprinted.what();
    }
}

Task<> Shift::redraw() {
    while (left_ > 0) {
        live_.tick();
        refresh_.expires_after(250ms);
        boost::system::error_code ignored;
        co_await refresh_.async_wait(drivers::asio::redirect_error(drivers::asio::use_awaitable, ignored));
    }
}

// A terminal that is closed sends several signals at once, none of which is somebody's second thought: only presses and kills are counted.
Task<> Shift::listen() {
    for (const int more : {SIGQUIT, SIGTSTP, SIGHUP})
        if (!is_ignored(more)) signals_.add(more);  // somebody who said nohup means it
    for (int times = 0;;) {
        boost::system::error_code stopped;
        const auto signal = co_await signals_.async_wait(drivers::asio::redirect_error(drivers::asio::use_awaitable, stopped));
        if (stopped) co_return;
        if (signal == SIGTSTP)
            live_.say("Ctrl-Z is not taken: a unit must not be left in the middle of something. Ctrl-C stops.");
        else
            interrupted(signal == SIGHUP ? std::max(times, 1) : ++times);
    }
}

void Shift::interrupted(int times) {
    if (times >= 3) {  // every event is on the disk already; the next start closes the journals
        person_.leave();
        std::_Exit(exit_code::aborted);
    }
    for (auto& run : runs_) live_.say(run->stop());
    if (times == 2) live_.say("Ctrl-C once more leaves at once: what is being wiped or installed may then not boot, and its record ends as interrupted.");
}

JobResults Shift::work(const std::vector<Job>& jobs) {
    stay_awake_in_the_background();
    JobResults results;
    results.units.resize(jobs.size());
    left_ = jobs.size();
    for (std::size_t i = 0; i < jobs.size(); ++i) {
        runs_.push_back(std::make_unique<Run>(Station{.bench = floor_.bench,
                                                      .families = floor_.families,
                                                      .catalogue = floor_.catalogue,
                                                      .schema = floor_.schema,
                                                      .store = floor_.store,
                                                      .store_worker = store_worker_,
                                                      .worker = worker_,
                                                      .watcher = live_,
                                                      .person = person_},
                                              *jobs[i].slot, *jobs[i].procedure, jobs[i].intake));
        drivers::asio::co_spawn(io_, one(*runs_[i], jobs[i], results.units[i]), [this](std::exception_ptr failure) {
            if (failure && !failure_) failure_ = failure;
            if (--left_ > 0) return;
            signals_.cancel();
            refresh_.cancel();
            pulse_.stop();
        });
    }
    const auto keep = [this](std::exception_ptr failure) {
        if (failure && !failure_) failure_ = failure;
    };
    drivers::asio::co_spawn(io_, redraw(), keep);
    drivers::asio::co_spawn(io_, listen(), keep);
    drivers::asio::co_spawn(io_, pulse_.run(), keep);
    io_.run();
    live_.finish();
    if (failure_) std::rethrow_exception(failure_);
    results.stalls = pulse_.stalls();
    return results;
}

}  // namespace

JobResults run_jobs(const Floor& floor, const std::vector<Job>& jobs, Live& live, Person& person) {
    return Shift{floor, live, person, jobs.size()}.work(jobs);
}

}  // namespace station
