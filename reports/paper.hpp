#pragma once
// Which paper a record deserves, and what its first lines say. The rules are here; the sheet itself is
// paper_html.hpp.

#include "reports/history.hpp"
#include "reports/programme.hpp"
#include "reports/record.hpp"

#include <string>
#include <vector>

namespace reports {

/// What the place that issues a paper says of itself (ISO/IEC 17025 7.8.2.1 b, c, e, o). Empty: not stated,
/// and the paper says so.
struct Paper {
    std::string laboratory, address, place;  ///< `place`: where the work was done, when it is not the address
    std::string customer;
    std::string facility_appointment;  ///< reference of the appointment as a refurbishing facility
    std::string authorised_by;         ///< name and function; the signature line stays empty
};

/// One for each purpose. supporting_report stands where a certificate will: the rules that one rests on (class,
/// warranty, country, seller, end of support, grades) are not decided by this station, so nothing is called one.
/// run_report: of a run that served no purpose; incomplete: of one that came to no result.
enum class PaperKind { intake_report, test_report, load_report, wipe_report, supporting_report, run_report, failure_report, incomplete };

/// All that decides about a paper.
struct Grounds {
    Verdict verdict = Verdict::none;
    Purpose purpose = Purpose::none;
    bool simulated = false;
    bool identified = false;    ///< is_identified()
    bool all_answered = false;  ///< every part of the programme
    bool settled = false;       ///< nothing is unsettled() of what came before
};
Grounds grounds_of(const Record& record, const History& before);

PaperKind kind_of(const Grounds& grounds);
PaperKind kind_of(const Record& record);

/// Whether the paper may let the unit out of the house.
bool releases(const Grounds& grounds);

/// Failure reports and those of incomplete runs stay in the shop; all others may be given away, and hold nothing
/// of the unit's former owner.
bool is_for_customers(PaperKind kind);

/// "wipe-report": what its files are called.
std::string file_stem(PaperKind kind);

struct Headline {
    std::string title;    ///< "Wipe report"; a simulated unit's says so
    std::string verdict;  ///< "PASSED", "FAILED", "NO RESULT"
    std::string mark;     ///< a symbol beside the word: never colour alone
    std::string meaning;  ///< one or two sentences
    std::vector<std::string> next;  ///< what to do next, most urgent first; never empty
    bool operator==(const Headline&) const = default;
};

Headline headline(const Record& record, const History& before);

/// The serial number as the unit told it over the wire; when it did not, the label's with a word that says
/// so.
std::string serial_words(const Record& record);

}  // namespace reports
