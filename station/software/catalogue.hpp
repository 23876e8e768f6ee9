#pragma once
// Which release units leave the bench with, and what is known of the trains: dated rows with their source, read from procedures/catalogue/.
// Values; what they mean for a release is judged beside it (judgement.hpp), and how far one installation goes (path.hpp).

#include "station/software/day.hpp"
#include "station/software/train.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace drivers {
class Families;
}
namespace yang {
class Document;
class Schema;
}  // namespace yang

namespace station {

struct Provenance {
    std::string as_of, source, status;  ///< the day somebody last looked; verified, derived or unverified
    bool operator==(const Provenance&) const = default;
};

struct Target {
    std::string family;
    std::string models;  ///< RE2 on the chassis model; empty: all that no other row names
    std::string release;
    std::string exception;  ///< why it is right although the train has ended or has known holes
    Provenance known;
    bool operator==(const Target&) const = default;
};

struct TrainRow {
    Train train;
    std::string published, ended;  ///< days; empty: not known
    bool extended = false;
    Provenance known;
    bool operator==(const TrainRow&) const = default;
};

/// What a release has to be at least, for the holes that are known of.
struct SecurityFloor {
    Train train;
    std::string release;        ///< the first that is mended; empty: none of this train is
    bool older_trains = false;  ///< all trains before this one have the hole too, for good
    std::vector<std::string> platforms;  ///< beginnings of model names; empty: all
    Provenance known;
    bool inclusive = false;  ///< `release` is the last with the hole, and what comes after it is mended
    bool operator==(const SecurityFloor&) const = default;

    bool concerns(std::string_view model) const;
};

/// An installation that is allowed in one go, whatever the rule says.
struct UpgradeException {
    std::string family;  ///< empty: any
    std::string from, to;  ///< trains; of either system
    Provenance known;
    bool operator==(const UpgradeException&) const = default;
};

/// What software below Junos has to be at least.
struct FirmwareRow {
    std::string family, models;  ///< models: RE2 on the chassis model; empty: all
    std::string part, type;      ///< RE2 on the part as the unit names it; the type in the unit's own words
    std::string at_least;
    Provenance known;
    bool operator==(const FirmwareRow&) const = default;
};

/// Rows for the same: a catalogue has one of each.
bool same_place(const Target& a, const Target& b);
bool same_place(const TrainRow& a, const TrainRow& b);
bool same_place(const FirmwareRow& a, const FirmwareRow& b);
bool same_place(const UpgradeException& a, const UpgradeException& b);
bool same_place(const SecurityFloor& a, const SecurityFloor& b);

struct Catalogue {
    std::string name = "releases";
    unsigned warn_after = 90, refuse_after = 365;  ///< days
    unsigned trains_per_step = 3, extended_trains_per_step = 2;
    std::string rule_source;
    std::vector<Target> targets;
    std::vector<TrainRow> trains;
    std::vector<SecurityFloor> floors;
    std::vector<UpgradeException> exceptions;
    std::vector<FirmwareRow> firmware;
    bool operator==(const Catalogue&) const = default;

    /// The row for a model of this family: one that names it before one that names none. Nothing where there is no row. Without a model
    /// the family's first row.
    const Target* target(std::string_view family, std::string_view model = {}) const;
    const TrainRow* train(const Train& train) const;
};

/// What rows are held against beyond their shape.
struct CatalogueRules {
    const drivers::Families& families;  ///< a row of any other is refused
    std::optional<Day> today{};         ///< nobody looked anything up later; nullopt: no day is held against it
};

/// Both throw yang::DocumentError, with file and line. Without `rules` families and days are not held against anything.
Catalogue read_catalogue(const yang::Schema& schema, const std::filesystem::path& file, const CatalogueRules* rules = nullptr);
Catalogue catalogue_of(const yang::Document& document, const CatalogueRules* rules = nullptr);

/// What `own` says, over what `shipped` says: a row for the same takes the other's place, others are added. How old rows may become and how far an
/// installation may go are those of `own` where its document says so.
Catalogue layered(const Catalogue& shipped, const Catalogue& own, const yang::Document& document_of_own);

}  // namespace station
