#include "tests/reports/fixtures.hpp"

#include "reports/measurement.hpp"
#include "reports/text.hpp"

#include <nlohmann/json.hpp>
#include <string>

namespace fixtures {
namespace {

using namespace reports;
using namespace std::chrono_literals;

constexpr const char* hash_a = "3b1f0c5e9d7a4b2c8e6f1a0d9c3b7e5f2a4d6c8b0e1f3a5d7c9b2e4f6a8d0c1e";
constexpr const char* hash_b = "a94f0e2d7c6b5a49382716f5e4d3c2b1a0f9e8d7c6b5a4938271605f4e3d2c1b";

/// Writes a journal with a clock that moves by what each thing takes.
class Script {
  public:
    explicit Script(int steps = 6) : steps_{steps} {}
    Script& add(Happening what, std::chrono::milliseconds takes = 0ms) {
        clock_ += takes;
        journal_.push_back({.sequence = journal_.size() + 1,
                            .at = noon() + clock_,
                            .since_start = clock_,
                            .what = std::move(what)});
        return *this;
    }
    Script& step(std::string name, std::string action, int index, bool destructive = false) {
        name_ = name;
        return add(StepStarted{.step = std::move(name),
                               .action = std::move(action),
                               .index = index,
                               .count = steps_,
                               .destructive = destructive},
                   120ms);
    }
    Script& measured(std::string name, Value value, std::string unit, Limits limits, std::string raw,
                     std::string source) {
        return add(Measured{.step = name_,
                            .measurement = judged({.name = std::move(name),
                                                   .value = std::move(value),
                                                   .unit = std::move(unit),
                                                   .limits = std::move(limits),
                                                   .raw = std::move(raw),
                                                   .source = std::move(source)})});
    }
    Script& temperature(const std::string& where, double celsius) {
        return measured("temperatures/" + where, celsius, "Cel", {.at_most = 65, .marginal_above = 60},
                        std::to_string(static_cast<int>(celsius)) + " degrees C", "environment: " + where);
    }
    Script& fan(const std::string& where, const std::string& status) {
        return measured("fans/" + where, status, "", {.one_of = {"OK"}}, status, "environment: " + where);
    }
    Script& proof(const std::string& name, const std::string& shows, std::string raw) {
        const Limits limits{.one_of = shows == "unverifiable" ? std::vector<std::string>{} : std::vector<std::string>{"clean"}};
        return measured("wiped/" + name, shows, "", limits, std::move(raw), "file list /var/home");
    }
    Script& pass(std::string summary, std::chrono::milliseconds takes) {
        return add(StepEnded{.step = name_, .verdict = Verdict::pass, .summary = std::move(summary)}, takes);
    }
    Script& end(Verdict verdict, std::string reason, std::string summary, std::string advice,
                std::chrono::milliseconds takes) {
        return add(StepEnded{.step = name_,
                             .verdict = verdict,
                             .reason = std::move(reason),
                             .summary = std::move(summary),
                             .advice = std::move(advice)},
                   takes);
    }
    Journal done() const { return journal_; }
    const std::string& name() const { return name_; }

  private:
    Journal journal_;
    std::string name_;
    int steps_;
    std::chrono::milliseconds clock_{};
};

std::string facts(const std::string& serial, const std::string& host) {
    std::string modules;
    const auto module = [&modules](const char* path, const char* version, const char* part,
                                   const char* number, const char* description) {
        modules += std::string{modules.empty() ? "" : ","} + R"({"path":")" + path + R"(","version":")" +
                   version + R"(","part-number":")" + part + R"(","serial-number":")" + number +
                   R"(","description":")" + description + R"("})";
    };
    module("Midplane", "REV 07", "760-021404", "TEST0001", "Midplane");
    module("PEM 0", "REV 03", "740-017330", "TESTPEM0001", "AC Power Entry Module");
    module("PEM 1", "REV 03", "740-017330", "TESTPEM0002", "AC Power Entry Module");
    module("Routing Engine 0", "REV 06", "740-031116", "9009000001", "RE-S-1800x4");
    module("Routing Engine 1", "REV 06", "740-031116", "9009000002", "RE-S-1800x4");
    module("CB 0", "REV 14", "750-031391", "TEST1001", "Enhanced MX SCB");
    module("FPC 1", "REV 11", "750-028467", "TEST2001", "MPC 3D 16x 10GE");
    module("FPC 1/PIC 0", "", "BUILTIN", "BUILTIN", "4x 10GE(LAN) SFP+");
    module("FPC 1/PIC 0/Xcvr 0", "REV 01", "740-031980", "TESTOPT001", "SFP+-10G-SR");
    module("Fan Tray 0", "REV 05", "710-030216", "TEST3001", "Enhanced Fan Tray");
    const std::string text =
        R"({"station-facts:facts":{"units":[{"re-name":"re0","host-name":")" + host +
        R"(","software":{"version":"15.1F5.15","model":"mx240"},"chassis":{"model":"MX240","serial-number":")" +
        serial + R"("},"modules":[)" + modules + "]}]}}";
    return nlohmann::json::parse(text).dump();  // as a journal keeps it
}

Script begun(const RunStarted& run, const std::string& wire_serial, int steps = 6) {
    Script script{steps};
    script.add(run);
    script.step("identify", "identify", 1)
        .add(Identified{.step = "identify", .facts_json = facts(wire_serial, "core-7")}, 900ms)
        .add(EvidenceKept{.step = "identify",
                          .name = "inventory reply",
                          .file = "evidence/inventory.xml",
                          .mime = "application/xml",
                          .sha256 = hash_b,
                          .bytes = 58'613})
        .pass("MX240, 2 RE, 10 parts, Junos 15.1F5.15", 40'200ms);
    script.step("verify-serial", "verify-serial", 2)
        .measured("serial/cli", wire_serial, "", {.one_of = {run.scanned_serial}}, wire_serial,
                  "inventory: chassis")
        .measured("serial/midplane", wire_serial, "", {.one_of = {run.scanned_serial}}, wire_serial,
                  "hardware: midplane")
        .pass("label = cli = midplane", 2'300ms);
    return script;
}

Script& proofs(Script& script) {
    for (const char* re : {"re0", "re1"})
        for (const char* proof : {"no-users", "no-rescue-configuration"})
            script.proof(std::string{re} + "/" + proof, "clean", "");
    return script.proof("re1/no-core-files", "unverifiable", "the unit does not list them");
}

/// The media are wiped once more, by a command that says nothing of them.
Script& left_as_the_factory_did(Script& script) {
    script.step("leave-factory-default", "leave-factory-default", 6, true);
    int n = 0;
    for (const char* re : {"re0", "re1"})
        for (const char* medium : {"ad0 CompactFlash", "ad1 SSD"})
            script.add(MediumSanitised{.step = "leave-factory-default",
                                       .routing_engine = re,
                                       .medium = medium,
                                       .model = "Test Media 30G",
                                       .serial = "TESTDISK0" + std::to_string(++n),
                                       .method = "request system zeroize",
                                       .level = "none",
                                       .proof = ""});
    return proofs(script).pass("nothing left behind", 200'000ms);
}

Script& wiped(Script& script) {
    script.step("reset", "reset", 3, true);
    int n = 0;
    for (const char* re : {"re0", "re1"})
        for (const char* medium : {"ad0 CompactFlash", "ad1 SSD"})
            script.add(
                MediumSanitised{.step = "reset",
                                .routing_engine = re,
                                .medium = medium,
                                .model = "Test Media 30G",
                                .serial = "TESTDISK0" + std::to_string(++n),
                                .method = "request system zeroize media",
                                .level = "clear",
                                .proof = "console log line 2211: media sanitised, boot to factory default"},
                150'000ms);
    proofs(script);
    return script.add(Noted{.step = "reset", .text = "Both routing engines came back as Amnesiac."}, 30'000ms)
        .pass("both REs wiped, 4 media, nothing left behind", 50'000ms);
}

Script& loaded(Script& script) {
    script.step("load-software", "load-software", 4, true)
        .add(ReleaseWanted{.step = "load-software",
                           .release = "23.4R2-S8.13",
                           .as_of = "2026-11-20",
                           .source = "KB21476",
                           .status = "verified",
                           .against = {}});
    for (const char* re : {"re0", "re1"})
        script.add(SoftwareLoaded{.step = "load-software",
                                  .routing_engine = re,
                                  .before = "15.1F5.15",
                                  .after = "23.4R2-S8.13",
                                  .package = "junos-install-mx-x86-64-23.4R2-S8.13.tgz",
                                  .sha256 = hash_a},
                   900'000ms);
    return script.pass("23.4R2-S8.13 on both REs, every copy", 61'000ms);
}

Script& sensors(Script& script, double hottest) {
    return script.temperature("PEM 0", 38)
        .temperature("Routing Engine 0", 41)
        .temperature("FPC 1 Intake", 43.5)
        .temperature("FPC 1 Exhaust A", hottest)
        .measured("optics/xe-1/0/0 receive", -2.41, "dB[mW]",
                  {.at_least = -9.9, .at_most = 0.5, .marginal_below = -8}, "-2.41 dBm", "optics: xe-1/0/0")
        .measured("memory/re0", 16'384.0, "MiBy", {}, "16384 MB", "routing-engines: 0");
}

}  // namespace

Time noon() {
    return time_of("2026-11-22T12:00:00.000Z");
}

RunStarted started() {
    return {.procedure = "cpo-mx",
            .procedure_title = "CPO certification, MX Series",
            .procedure_sha256 = hash_a,
            .procedure_version = 3,
            .purpose = Purpose::certify,
            .bench = "bench-3",
            .slot = "A1",
            .station_host = "bench-3.example",
            .station_version = "0.1.0",
            .operator_name = "R. Tester",
            .scanned_serial = "TEST12345AFC",
            .owner_release = "REL-2026-118"};
}

Journal passed() {
    Script script = begun(started(), "TEST12345AFC", 7);
    loaded(wiped(script)).step("environment", "check", 5);
    sensors(script, 61.5)
        .fan("Top Fan", "OK")
        .fan("Bottom Fan", "OK")
        .pass("8 values within limits, 1 near its limit", 4'000ms);
    left_as_the_factory_did(script);
    script.step("packing", "ask", 7)
        .add(Answered{.step = "packing",
                      .question = "cpo/packaging",
                      .answer = "done: original carton, foam, ESD bag, accessory kit",
                      .by = "R. Tester"},
             20'000ms)
        .add(Answered{.step = "packing",
                      .question = "cpo/repair",
                      .answer = "not needed: nothing failed at intake",
                      .by = "R. Tester"},
             5'000ms)
        .pass("packed", 1'000ms);
    return script.add(RunEnded{.verdict = Verdict::pass, .summary = "every step passed"}, 10ms).done();
}

Journal failed() {
    Script script = begun(started(), "TEST12345AFC");
    loaded(wiped(script)).step("environment", "check", 5);
    sensors(script, 71).fan("Top Fan", "OK").fan("Bottom Fan", "Failed");
    script.end(
        Verdict::fail, "limit", "bottom fan failed; FPC 1 Exhaust A at 71 Cel, at most 65 Cel is allowed",
        "Replace the fan tray (710-030216), let the unit run for 10 min, then run the procedure again.",
        4'000ms);
    return script
        .add(RunEnded{.verdict = Verdict::fail,
                      .reason = "limit",
                      .summary = "bottom fan failed; FPC 1 Exhaust A is too hot"},
             10ms)
        .done();
}

Journal errored() {
    Script script;
    script.add(started()).step("identify", "identify", 1);
    script.end(Verdict::error, "no-answer",
               "telnet://ts1.bench:7002: no answer within 10 s, nothing was read",
               "Check that the terminal server ts1.bench is up, and that the cable of slot A1 is in port 2.",
               10'000ms);
    return script
        .add(RunEnded{.verdict = Verdict::error,
                      .reason = "no-answer",
                      .summary = "the console of slot A1 did not answer"},
             5ms)
        .done();
}

Journal interrupted() {
    Script script = begun(started(), "TEST12345AFC");
    script.step("reset", "reset", 3, true)
        .add(Noted{.step = "reset", .text = "request system zeroize media was sent to re0."}, 1'000ms);
    return script.add(RunInterrupted{.during_step = "reset", .destructive = true}, 3'600'000ms).done();
}

Journal aborted() {
    Script script = begun(started(), "TEST12345AFC");
    script.step("environment", "check", 5);
    script.end(Verdict::aborted, "operator", "stopped by R. Tester", "", 2'000ms);
    return script
        .add(RunEnded{.verdict = Verdict::aborted,
                      .reason = "operator",
                      .summary = "stopped by R. Tester during environment"},
             5ms)
        .done();
}

Journal simulated() {
    RunStarted run = started();
    run.simulated = true;
    run.bench = "simulated";
    run.scanned_serial = "SIM0000042AFC";
    Script script = begun(run, run.scanned_serial, 3);
    sensors(script.step("environment", "check", 3), 55).pass("6 values within limits", 4'000ms);
    return script.add(RunEnded{.verdict = Verdict::pass, .summary = "every step passed"}, 10ms).done();
}

namespace {

UnitState state(const std::string& release, const std::string& digest) {
    return {.rows = {{"software", "re0", release},
                     {"software", "re1", release},
                     {"hardware", "TEST2001", "FPC 1, 750-028467"},
                     {"hardware", "TEST3001", "Fan Tray 0, 710-030216"},
                     {"hardware", "number of parts", "10"},
                     {"configuration", "digest", digest}},
            .not_told = {}};
}

Script& change_begun(Script& script) {
    auto before = state("15.1F5.15", hash_a);
    before.rows.push_back({"alarms", "PEM 1 Not OK", "Major"});
    before.rows.push_back({"licences", "TESTLIC0001", ""});
    return script.step("begin-change", "begin-change", 3)
        .add(ChangeBegun{.step = "begin-change",
                         .goal =
                             "Nothing of the owner is left, and both routing engines run the target release.",
                         .backout = "None after the wipe; a load that fails is begun again.",
                         .plan = {"wipe", "load the target release"},
                         .contact = "C. Contact",
                         .backup_contact = "B. Backup",
                         .notice = "not applicable: own bench",
                         .window = 5h,
                         .before = std::move(before)},
             4'000ms)
        .pass("8 things noted as they are; 5:00:00 to do it in", 10ms);
}

}  // namespace

Journal changed() {
    Script script = begun(started(), "TEST12345AFC", 7);
    loaded(wiped(change_begun(script))).step("environment", "check", 6);
    sensors(script, 61.5).pass("6 values within limits, 1 near its limit", 4'000ms);
    auto after = state("23.4R2-S8.13", hash_b);
    after.not_told = {"alarms"};
    after.rows.push_back({"system-alarms", "Rescue configuration is not set", "Minor"});
    script.step("review-change", "review-change", 7)
        .add(ChangeReviewed{.step = "review-change", .after = std::move(after)}, 4'000ms)
        .pass("goal met", 10ms);
    return script.add(RunEnded{.verdict = Verdict::pass, .summary = "every step passed"}, 10ms).done();
}

Journal unreviewed() {
    Script script = begun(started(), "TEST12345AFC", 7);
    change_begun(script).step("reset", "reset", 4, true);
    script.end(Verdict::fail, "not-clean", "re0: /var/tmp still holds files", "wipe it again", 9'000ms);
    return script
        .add(RunEnded{.verdict = Verdict::fail,
                      .reason = "not-clean",
                      .summary = "re0: /var/tmp still holds files"},
             5ms)
        .done();
}

Journal hostile() {
    RunStarted run = started();
    run.scanned_serial = "../../etc/<b>\x1b[2J";
    run.operator_name = "</style><script>alert(1)</script>";
    Script script;
    script.add(run).step("identify", "identify", 1);
    script.add(Identified{.step = "identify",
                          .facts_json = facts("X\u202eY", "<script>alert('host')</script>{{{id}}}")},
               900ms);
    script.measured("temperatures/\"><img src=x>", std::string{"\x01\xff\u202etxt.exe"}, "Cel",
                    {.at_most = 65}, "\x1b]0;owned\x07", "a\0b");
    script.end(Verdict::fail, "limit", "bad \xc3\x28 bytes & <i>markup</i>",
               "see <a href=javascript:alert(1)>here</a>", 10ms);
    return script
        .add(
            RunEnded{
                .verdict = Verdict::fail, .reason = "limit", .summary = "\u2066hidden\u2069 \xed\xa0\x80"},
            5ms)
        .done();
}

std::vector<Named> all() {
    return {{"pass", passed()},     {"fail", failed()},
            {"error", errored()},   {"interrupted", interrupted()},
            {"aborted", aborted()}, {"simulated", simulated()},
            {"change", changed()},  {"unreviewed", unreviewed()},
            {"hostile", hostile()}};
}

}  // namespace fixtures
