// show chassis environment (and of a component), show chassis fan.
#include <algorithm>
#include <array>
#include <utility>

#include "drivers/junos/element.hpp"
#include "drivers/junos/text_readers.hpp"

namespace drivers::junos {
namespace {

/// The unit's words for the state of a sensor, a fan or a supply.
bool is_status(std::string_view words) {
    static constexpr std::array<std::string_view, 19> known{"OK",      "Ok",      "Check",   "Failed",  "Failure", "Fail",    "Absent",
                                                            "Present", "Testing", "Online",  "Offline", "Empty",   "Unknown", "Warning",
                                                            "Minor",   "Major",   "Critical", "Spare",   "Degraded"};
    const auto first = words.substr(0, words.find(' '));
    if (std::find(known.begin(), known.end(), first) == known.end()) return false;
    return first == words || first == "Online" || first == "Present";  // "Online Master", "Present but not OK"
}

/// Where a measurement begins: "34 degrees C", "8000 RPM", "Spinning at normal speed". The end when there is none.
std::size_t measurement_in(std::string_view row) {
    for (const std::string_view sign : {" degrees C", " RPM"})
        if (const auto at = row.find(sign); at != row.npos) return row.find_last_of(' ', at - 1) + 1;
    const auto spinning = row.find(" Spinning at ");
    return spinning == row.npos ? row.size() : spinning + 1;
}

struct Sensor {
    std::string_view name, status, measurement;
};

/// A row whose name is longer than its column: nothing stands where the header says, so its words tell.
std::optional<Sensor> sensor_by_words(std::string_view row) {
    const auto begin = measurement_in(row);
    const auto left = trimmed(row.substr(0, begin));
    for (auto blank = left.rfind(' '); blank != left.npos && blank > 0; blank = left.rfind(' ', blank - 1)) {
        const auto status = trimmed(left.substr(blank));
        if (is_status(status)) return Sensor{trimmed(left.substr(0, blank)), status, trimmed(row.substr(begin))};
    }
    return std::nullopt;
}

class Environment {
  public:
    explicit Environment(Unit& unit) : unit_{unit} {}

    void take(const Line& line) {
        const auto text = line.trimmed();
        if (text.starts_with("Class ") && text.find("Measurement") != text.npos) {
            columns_.emplace(line.text, std::vector<std::string_view>{"Class", "Item", "Status", "Measurement"});
            header_indent_ = line.indent();
            item_from_ = line.text.find("Item");
            first_row_ = true;
        } else if (!text.empty() && columns_) {
            row(line);
        }
    }

  private:
    void row(const Line& line) {
        if (std::exchange(first_row_, false)) {  // it names its class, so it begins where the header does
            const auto by = static_cast<std::ptrdiff_t>(line.indent()) - static_cast<std::ptrdiff_t>(header_indent_);
            columns_->shift(by);
            item_from_ = static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, static_cast<std::ptrdiff_t>(item_from_) + by));
        }
        const auto cells = columns_->cells(line.text);
        Sensor sensor{cells[1], cells[2], cells[3]};
        if (!is_status(sensor.status) && item_from_ < line.text.size())
            if (const auto found = sensor_by_words(line.text.substr(item_from_))) sensor = *found;
        if (sensor.name.empty() || sensor.status.empty()) return;
        if (const auto group = trimmed(line.text.substr(0, std::min(item_from_, line.text.size()))); !group.empty()) group_ = group;
        EnvironmentItem item;
        item.name = sensor.name;
        item.item_class = group_;
        if (line.whole || !sensor.measurement.empty()) item.status = sensor.status;
        item.celsius = celsius_in(sensor.measurement);
        if (!item.celsius && line.whole) item.comment = sensor.measurement;
        if (item.comment.ends_with(" RPM")) item.rpm = rpm_in(item.comment);
        unit_.environment.push_back(std::move(item));
    }

    Unit& unit_;
    std::optional<Columns> columns_;
    std::string group_;
    bool first_row_ = false;
    std::size_t header_indent_ = 0, item_from_ = 0;
};

}  // namespace

void read_environment_text(const Lines& lines, Unit& unit) {
    Environment environment{unit};
    for (const auto& line : lines) environment.take(line);
}

// "      Fan Tray 0 Fan 0          OK       25%       3150 RPM"
void read_fans_text(const Lines& lines, Unit& unit) {
    for (const auto& line : lines) {
        const auto cells = cells_of(line.text);
        if (!line.whole || cells.size() < 3 || cells[0] == "Item") continue;
        EnvironmentItem fan;
        fan.name = cells[0];
        fan.item_class = "Fans";
        fan.status = cells[1];
        fan.comment = cells.back();
        if (fan.comment.ends_with(" RPM"))
            fan.rpm = rpm_in(fan.comment);
        else if (cells.size() > 3)
            fan.rpm = number_in(cells[2]);  // its column is called RPM
        unit.environment.push_back(std::move(fan));
    }
}

void read_component_text(const Lines& lines, Unit& unit) {
    std::string component;
    for (const auto& line : lines) {
        const auto text = line.trimmed();
        if (text.ends_with(" status:")) {
            component = text.substr(0, text.size() - 8);
            unit.environment.push_back({component, {}, {}, {}, {}});
            continue;
        }
        if (component.empty() || !line.whole) continue;
        EnvironmentItem item;
        if (const auto degrees = celsius_in(text)) {
            auto name = trimmed(text.substr(0, text.find(" degrees C")));
            name = trimmed(name.substr(0, name.rfind(' ')));
            const auto cells = cells_of(name);  // "Temp Sensor 0     OK   41 degrees C"
            if (cells.empty()) continue;
            auto sensor = Sensor{cells[0], cells.size() > 1 ? cells[1] : std::string_view{}, {}};
            if (cells.size() == 1)
                if (const auto by_words = sensor_by_words(name)) sensor = *by_words;
            item.name = component + ' ' + std::string{sensor.name};
            item.status = sensor.status;
            item.celsius = degrees;
        } else if (const auto said = key_value(text); said && said->key == "State") {
            auto at = std::find_if(unit.environment.rbegin(), unit.environment.rend(), [&](const auto& e) { return e.name == component; });
            at->status = said->value;
            continue;
        } else if (said && said->value.ends_with(" RPM")) {
            item.name = component + ' ' + std::string{said->key};
            item.comment = said->value;
            item.rpm = rpm_in(said->value);
        } else {
            continue;
        }
        unit.environment.push_back(std::move(item));
    }
}

}  // namespace drivers::junos
