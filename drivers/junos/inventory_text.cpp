// show chassis hardware, and its forms detail, extensive, models, clei-models.
#include <algorithm>
#include <array>

#include "drivers/junos/disk_row.hpp"
#include "drivers/junos/element.hpp"
#include "drivers/junos/text_readers.hpp"

namespace drivers::junos {
namespace {

constexpr std::size_t item = 0, version = 1, part = 2, serial = 3, description = 4, clei = 5, model = 6;
const std::vector<std::string_view> labels{"Item",        "Version",   "Part number",     "Serial number",
                                           "Description", "CLEI code", "FRU model number"};

bool is_header(std::string_view line) {
    return line.starts_with("Item ") && line.find("Part number") != line.npos;
}

/// Lines of the extensive form that belong to the part above them.
bool is_memory_line(std::string_view line) {
    static constexpr std::array<std::string_view, 11> beginnings{
        "Jedec Code:", "P/N:",          "S/N:",     "Assembly ID:",
        "Date:",       "Version:",      "ID:",      "Board Information Record:",
        "Address 0x",  "I2C Hex Data:", "FRU Model"};
    for (const auto beginning : beginnings)
        if (line.starts_with(beginning)) return true;
    return false;
}

/// The value behind `label` in a memory line, where values stand in two columns.
std::string_view memory_value(std::string_view line, std::string_view label) {
    const auto at = line.find(label);
    if (at == line.npos) return {};
    const auto value = trimmed(line.substr(at + label.size()));
    return value.substr(0, value.find("  "));
}

bool is_name(std::string_view name) {
    if (name.empty() || name.size() > 40 ||
        !((name[0] >= 'A' && name[0] <= 'Z') || (name[0] >= 'a' && name[0] <= 'z')))
        return false;
    return name.find_first_of(":;{}<>=\"") == name.npos && !name.ends_with('.');
}

/// "  usb0 (addr 1)  EHCI root hub 0  Intel  uhub0", "  DIMM 0  SG572... DIE REV-0 PCB REV-0  MFR ID-ce80"
std::optional<Module> small_part_in(std::string_view row) {
    const auto cells = cells_of(row);
    if (cells.size() < 2) return std::nullopt;
    Module part_found;
    part_found.name = cells[0];
    if (cells[0].starts_with("usb") && cells[0].ends_with(")")) {
        part_found.model_number = cells[1];
        if (cells.size() > 3) part_found.description = cells[3];
        return part_found;
    }
    if (cells[0].starts_with("DIMM ") && row.find("MFR ID") != row.npos) {
        part_found.part_number = words_of(cells[1]).at(0);
        return part_found;
    }
    return std::nullopt;
}

bool is_part_number(std::string_view word) {
    return word == "BUILTIN" || word == "NON-JNPR" ||
           (word.size() == 10 && word[3] == '-' && word.find_first_not_of("0123456789-") == word.npos);
}

/// A row of a page whose header is missing: only what has an unmistakable shape is taken over.
std::vector<std::string_view> cells_by_shape(std::string_view row) {
    std::vector<std::string_view> found(labels.size());
    auto cells = cells_of(row);
    if (cells.empty()) return found;
    if (cells[0] == "Chassis") {  // no revision and no part number; where nothing pushes it, a description
                                  // begins beyond column 50
        constexpr std::ptrdiff_t serial_ends = 50;
        for (std::size_t i = 1; i < cells.size(); ++i)
            found[i == 1 && cells[i].data() - cells[0].data() < serial_ends ? serial : description] =
                cells[i];
        found[item] = cells[0];
        return found;
    }
    for (const auto* revision :
         {" REV ", " Rev "})  // a name that fills its column: "Routing Engine 0 REV 07"
        if (const auto at = cells[0].find(revision); at != cells[0].npos) {
            const auto first = cells[0];
            cells[0] = first.substr(0, at);
            cells.insert(cells.begin() + 1, first.substr(at + 1));
        }
    found[item] = cells[0];
    for (std::size_t i = 1; i < cells.size(); ++i) {
        if (cells[i].starts_with("REV") || cells[i].starts_with("Rev"))
            found[version] = cells[i];
        else if (found[part].empty() && is_part_number(cells[i]))
            found[part] = cells[i];
        else if (!found[part].empty() && found[serial].empty() &&
                 cells[i].find(' ') == std::string_view::npos)
            found[serial] = cells[i];
        else if (found[description].empty())
            found[description] = cells[i];
    }
    return found;
}

class Inventory {
  public:
    explicit Inventory(Unit& unit) : unit_{unit} {}

    void take(const Line& line) {
        const auto words = line.trimmed();
        if (words.empty() || words == "Hardware inventory:" || words == "Item") return;
        if (is_header(words)) {
            columns_.emplace(line.text, labels);
            header_indent_ = line.indent();
            return;
        }
        if (is_memory_line(words)) return take_memory(line);
        if (!columns_ && !line.whole) return;  // nothing tells what the half a cell would be
        Module module;
        if (auto found = disk_in(line.text)) {
            if (line.whole)
                module = std::move(*found);
            else
                module.name = found->name;  // what is left of the row does not tell a model from half a serial
            return place(line.indent(), std::move(module));
        }
        if (auto small = small_part_in(line.text))
            module = std::move(*small);
        else if (!take_row(line, module))
            return;
        if (!line.whole && module.name == "Chassis") is_torn_ = true;
        if (!line.whole && !keep_cut(line.text, module)) return;
        place(line.indent(), std::move(module));
    }

    void finish() {
        if (!chassis_) return;
        if (is_torn_ || says_two_) chassis_->serial_number.clear();  // nobody can tell whose inventory it is
        else if (chassis_->serial_number.empty())
            for (const auto* plane : {"Backplane", "Midplane"})
                for (const auto& module : unit_.modules)
                    if (module.path == plane && chassis_->serial_number.empty())
                        chassis_->serial_number = module.serial_number;
        if (*chassis_ != Chassis{}) unit_.chassis = chassis_;
    }

  private:
    bool take_row(const Line& line, Module& module) {
        if (columns_ && line.trimmed().starts_with("Chassis") && unit_.modules.empty())
            columns_->shift(static_cast<std::ptrdiff_t>(line.indent()) -
                            static_cast<std::ptrdiff_t>(header_indent_));
        const auto cells = columns_ ? columns_->cells(line.text) : cells_by_shape(line.text);
        if (!is_name(cells[item]) || (!columns_ && !chassis_ && cells[item] != "Chassis")) return false;
        module.name = cells[item];
        module.version = cells[version];
        module.part_number = cells[part];
        module.serial_number = cells[serial];
        module.description = cells[description];
        module.clei_code = cells[clei];
        module.model_number = cells[model];
        return true;
    }

    /// The last cell of a line that breaks off may be half a serial: only a description may stay.
    bool keep_cut(std::string_view text, Module& module) {
        const auto last = trimmed(text);
        if (module.description.empty() || !last.ends_with(module.description)) {
            for (auto* cell : {&module.clei_code, &module.model_number, &module.serial_number,
                               &module.part_number, &module.version})
                if (!cell->empty() && last.ends_with(*cell)) {
                    cell->clear();
                    return true;
                }
            return false;  // the name itself
        }
        if (module.name == "Chassis") module.description.clear();  // that is the model
        return true;
    }

    void place(std::size_t indent, Module&& module) {
        if (module.name == "Chassis" && unit_.modules.empty()) {
            if (chassis_ && chassis_->serial_number != module.serial_number) says_two_ = true;
            chassis_ = Chassis{module.description, module.serial_number};
            at_chassis_ = true;
            return;
        }
        at_chassis_ = false;
        while (!above_.empty() && above_.back().first >= indent) above_.pop_back();
        module.path = above_.empty() ? module.name : above_.back().second + '/' + module.name;
        above_.emplace_back(indent, module.path);
        unit_.modules.push_back(std::move(module));
    }

    void take_memory(const Line& line) {
        if (!line.whole || unit_.modules.empty() || at_chassis_) return;
        auto& module = unit_.modules.back();
        if (const auto code = memory_value(line.text, "CLEI Code:"); !code.empty()) module.clei_code = code;
        if (const auto fru = memory_value(line.text, "FRU Model Number:"); !fru.empty())
            module.model_number = fru;
    }

    Unit& unit_;
    std::optional<Chassis> chassis_;
    bool at_chassis_ = false;
    bool is_torn_ = false;   ///< half a row of the chassis: a serial elsewhere does not stand for what was lost
    bool says_two_ = false;  ///< two rows of a chassis that do not agree: one of them is somebody's message
    std::optional<Columns> columns_;
    std::size_t header_indent_ = 0;
    std::vector<std::pair<std::size_t, std::string>>
        above_;  ///< indentation and path of the parts that hold the next one
};

}  // namespace

bool begins_part(std::string_view text) {
    static constexpr std::array<std::string_view, 46> names{
        "Chassis", "Midplane", "Backplane", "FPM",  "PDM",  "PEM",  "PSM", "PSU",  "Power",  "PMP",  "Routing", "RE",   "CB",  "FPC", "MPC", "SFB",
        "SIB",     "SPMB",     "SCG",       "CCG",  "PCG",  "SCB",  "SSB", "Fan",  "FEB",    "TFEB", "AFEB",    "MIC",  "PIC", "ADC", "QXM", "CIP",
        "LCC",     "SFC",      "Pseudo",    "Xcvr", "CPU",  "Mezz", "HMC", "DIMM", "Display", "Craft", "Clock",   "Host", "TSensor", "CFEB"};
    const auto words = words_of(text);
    return !words.empty() && std::find(names.begin(), names.end(), words[0]) != names.end();
}

void read_inventory_text(const Lines& lines, Unit& unit) {
    Inventory inventory{unit};
    for (const auto& line : lines) inventory.take(line);
    inventory.finish();
}

}  // namespace drivers::junos
