#include "station/engine/needs.hpp"

#include "station/bench/bench.hpp"

#include <algorithm>

namespace station {
namespace {

class Inventory {
  public:
    Inventory(const std::string& step, const Around& around) : step_{step}, around_{around} {}

    std::vector<Lack> of(const Needs& needs) {
        if (needs.every_console) look_at_consoles();
        if (needs.room) look_at_room();
        if (needs.mains) look_at_mains();
        if (needs.credentials && around_.bench.credentials.empty())
            told("no-credentials", "the bench names no credentials: a unit that has a password lets nobody in", "name a file of user:password lines (credentials)");
        if (needs.contacts) look_at_contacts();
        for (const auto& question : needs.questions)
            if (!around_.somebody_there) told("nobody-there", "nobody is there to answer \"" + question + "\", which stays open", "run it from a terminal, where somebody can answer");
        return std::move(lacks_);
    }

  private:
    void stops(std::string reason, std::string what, std::string advice) { lacks_.push_back({std::move(reason), std::move(what), std::move(advice), true, step_}); }
    void told(std::string reason, std::string what, std::string advice) { lacks_.push_back({std::move(reason), std::move(what), std::move(advice), false, step_}); }

    void look_at_consoles() {
        const auto& slot = around_.slot;
        const auto wired = 1 + slot.other_consoles.size();
        if (around_.engines > wired)
            stops("console-missing", "the unit has " + std::to_string(around_.engines) + " routing engines or members, slot " + slot.name + " has " +
                                         std::to_string(wired) + (wired == 1 ? " console" : " consoles"),
                  "wire the others (other-consoles), or what is done to them cannot be proven");
        look_at_login(slot.console);
        for (const auto& other : slot.other_consoles) look_at_login(other);
    }

    // A terminal server that asks who comes wants one of the bench's words.
    void look_at_login(const drivers::Endpoint& console) {
        const auto& known = around_.bench.credentials;
        if (console.user.empty() || std::any_of(known.begin(), known.end(), [&](const auto& each) { return each.user == console.user; })) return;
        stops("no-credentials", "the terminal server of " + console.text + " wants " + console.user + "'s password, which the credentials file does not have",
              "add a line " + console.user + ":PASSWORD to it");
    }

    void look_at_room() {
        if (!around_.free_bytes || *around_.free_bytes >= around_.bench.records_space) return;
        stops("no-room", "the folder of records has " + std::to_string(*around_.free_bytes / 1'000'000) + " MB free, and needs " +
                             std::to_string(around_.bench.records_space / 1'000'000) + " MB to keep what is done",
              "make room on the station's disk, or name another folder (--records)");
    }

    void look_at_mains() {
        const auto& power = around_.slot.power;
        if (around_.somebody_there || (power && power->scheme != "manual")) return;
        told("no-mains", std::string{power ? "its mains are switched by hand" : "the slot has no power switch"} +
                             " and nobody is there: a unit that lets nobody in cannot be recovered",
             "name a switch (power), or run it from a terminal, where somebody can pull the cords");
    }

    void look_at_contacts() {
        const auto& contacts = around_.bench.contacts;
        if (!contacts.technical.empty() && !contacts.backup.empty()) return;
        told("no-contacts", std::string{"the bench names no "} + (contacts.technical.empty() ? "technical" : "backup") + " contact for the planned change",
             "name two persons (contacts)");
    }

    const std::string& step_;
    const Around& around_;
    std::vector<Lack> lacks_;
};

}  // namespace

std::vector<Lack> lacking(const std::string& step, const Needs& needs, const Around& around) { return Inventory{step, around}.of(needs); }

std::string lacks_text(const std::vector<Lack>& lacks) {
    std::string text;
    for (const bool stops : {true, false})
        for (const auto& lack : lacks)
            if (lack.stops == stops) text += (stops ? "  LACKING " : "  open    ") + lack.step + ": " + lack.what + (lack.advice.empty() ? "" : "; " + lack.advice) + "\n";
    return text;
}

}  // namespace station
