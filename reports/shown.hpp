#pragma once
// What a record shows of the work as a whole, counted once: media, levels, proofs, and what nobody could verify.

#include "reports/record.hpp"

#include <string>
#include <vector>

namespace reports {

/// One storage medium, however often it was wiped.
struct MediumShown {
    std::string engine, medium, model, serial;
    std::vector<std::string> methods;
    std::string level, proof;  ///< the highest level that a wipe of it showed, and the line that shows it; "none"
    bool operator==(const MediumShown&) const = default;
};
std::vector<MediumShown> media_once(const Record& record);

/// "clear (4 of 4 media)"; "clear (2 of 4 media), none shown for the others"; "none shown (2 media)"; "no medium was wiped in this run".
std::string sanitisation_words(const Record& record);

/// How to reach a level where this run showed none for a medium that it wiped; empty where each has one, or none was wiped.
std::string sanitisation_advice(const Record& record);

/// One thing that was looked for after a wipe, with what each wiping step found, in their order.
struct ProofShown {
    std::string engine, title, source;
    std::vector<std::pair<std::string, const Measurement*>> looks;  ///< step, and what it found; points into the record
    const Measurement& last() const { return *looks.back().second; }
};
std::vector<ProofShown> proofs_once(const Record& record);

/// Whether a proof came to an answer: clean or dirty.
bool is_verified(const Measurement& proof);

/// What nobody could verify, by its title: proofs whose last look came to no answer, second copies that were not read.
std::vector<std::string> unverified(const Record& record);

/// What a measurement is worth telling a stranger: numbers, flags, and words that the procedure or the program chose. Other words are the unit's,
/// and may be its former owner's.
std::string value_for_customers(const Measurement& measurement);

/// "21.4R3-S5.4" where all engines run it, else "re0 21.4R3-S5.4, re1 20.4R3": what was read back last; "" when no step did.
std::string release_words(const Record& record);

}  // namespace reports
