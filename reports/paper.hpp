#pragma once
// Which paper a record deserves, and what its first lines say. The rules are here; the sheet itself is
// certificate.hpp.

#include "reports/record.hpp"

#include <string>
#include <vector>

namespace reports {

/// What the place that issues a paper says of itself (ISO/IEC 17025 7.8.2.1 b, c, e, o). Empty: not stated,
/// and the paper says so.
struct Paper {
    std::string laboratory, address, place;  ///< `place`: where the work was done, when it is not the address
    std::string customer;
    std::string facility_appointment;  ///< reference of the appointment to certify; without it nothing is
                                       ///< ever called certified
    std::string authorised_by;         ///< name and function; the signature line stays empty
};

enum class PaperKind { certificate, test_report, failure_report, incomplete };

/// certificate: only for a real unit that passed with every part of the programme answered, in a facility
/// appointed to certify.
PaperKind kind_of(const Record& record, const Paper& paper);

struct Headline {
    std::string title;    ///< "Test report supporting certified pre-owned"; a simulated unit's says so
    std::string verdict;  ///< "PASSED", "FAILED", "NO RESULT"
    std::string mark;     ///< a symbol beside the word: never colour alone
    std::string meaning;  ///< one sentence
    std::vector<std::string> next;  ///< what to do next, most urgent first; never empty
    bool operator==(const Headline&) const = default;
};

Headline headline(const Record& record, const Paper& paper);

/// The serial number as the unit told it over the wire; when it did not, the label's with a word that says
/// so.
std::string serial_words(const Record& record);

}  // namespace reports
