#pragma once
// What there is to say against loading the release a catalogue names: how old its row is, whether its train has ended, what holes are known of.
// Pure; the day is the caller's.

#include "station/software/catalogue.hpp"
#include "station/software/day.hpp"

namespace station {

struct Judgement {
    enum class Grade { good, warn, refuse };  ///< refuse: no unit that is to be certified is loaded with it
    Grade grade = Grade::good;
    std::vector<std::string> words;  ///< one sentence each
    bool operator==(const Judgement&) const = default;

    void say(Grade grade, std::string words);
};

Judgement judge(const Catalogue& catalogue, const Target& target, std::string_view model, Day today);

/// Why a row may not be taken to say that its release is the latest for a model: it was not looked at lately, is not verified, only an
/// example, below a known hole, or of a train that has ended and nobody says why it is right all the same. Empty: it may.
std::vector<std::string> against_latest(const Catalogue& catalogue, const Target& target, std::string_view model, Day today);

/// What the floors say against a release on a model: one sentence for each hole. Empty: nothing.
std::vector<std::string> holes(const Catalogue& catalogue, std::string_view release, std::string_view model);

/// The same for floors of some platforms only, where no model is known: those of a family's line, "on MX: ...".
std::vector<std::string> holes_on_some(const Catalogue& catalogue, std::string_view release, std::string_view family);

}  // namespace station
