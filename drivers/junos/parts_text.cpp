// show chassis fpc (detail, pic-status), system storage, interfaces diagnostics optics, virtual-chassis,
// chassis cluster status.
#include <algorithm>

#include "drivers/junos/element.hpp"
#include "drivers/junos/text_readers.hpp"

namespace drivers::junos {
namespace {

bool is_number(std::string_view word) {
    return !word.empty() && word.find_first_not_of("0123456789") == word.npos;
}

std::string without_dashes(std::string_view text) {
    const auto begin = text.find_first_not_of("- "), end = text.find_last_not_of("- ");
    return begin == text.npos ? std::string{} : std::string{text.substr(begin, end - begin + 1)};
}

/// "Laser output power high warning" -> "laser-tx-power-high-warn", as the XML names the flag.
std::string flag_name(std::string_view key) {
    std::string name;
    for (const char c : key)
        name += c == ' ' ? '-' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    const auto put = [&name](std::string_view from, std::string_view to) {
        if (const auto at = name.find(from); at != name.npos) name.replace(at, from.size(), to);
    };
    put("laser-output-power-", "laser-tx-power-");
    put("laser-receiver-power-", "laser-rx-power-");
    put("-warning", "-warn");
    return name;
}

/// "0.6560 mW / -1.83 dBm"; in the dark "0.0000 mW / - Inf dBm".
void read_power_pair(std::string_view value, std::optional<double>& mw, std::optional<double>& dbm) {
    mw = number_in(value);
    if (const auto slash = value.find('/'); slash != value.npos) dbm = dbm_in(value.substr(slash + 1));
}

}  // namespace

void read_fpcs_text(const Lines& lines, Unit& unit) {
    for (const auto& line : lines) {
        const auto words = words_of(line.text);
        if (words.size() < 2 || !is_number(words[0]) ||
            !std::isupper(static_cast<unsigned char>(words[1][0])))
            continue;
        if (!line.whole && words.size() == 2) continue;
        FpcSlot fpc;
        fpc.slot = words[0];
        fpc.state = words[1];
        if (words.size() > 2) {
            if (words[2].starts_with('-') && line.whole)
                fpc.comment = without_dashes(
                    line.text.substr(static_cast<std::size_t>(words[2].data() - line.text.data())));
            else if (is_number(words[2]) && (line.whole || words.size() > 3))
                fpc.celsius = number_in(words[2]);
        }
        unit.fpcs.push_back(std::move(fpc));
    }
}

void read_fpc_detail_text(const Lines& lines, Unit& unit) {
    bool begun = false;
    for (const auto& line : lines) {
        const auto text = line.trimmed();
        if (text.starts_with("Slot ") && text.ends_with(" information:")) {
            unit.fpcs.emplace_back().slot = words_of(text).at(1);
            begun = true;
        } else if (const auto said = key_value(text); said && begun && line.whole) {
            if (said->key == "State")
                unit.fpcs.back().state = said->value;
            else if (said->key == "Temperature")
                unit.fpcs.back().celsius = celsius_in(said->value);
            else if (said->key == "Reason")
                unit.fpcs.back().comment = said->value;
        }
    }
}

void read_pics_text(const Lines& lines, Unit& unit) {
    std::string slot;
    for (const auto& line : lines) {
        const auto words = words_of(line.text);
        const auto cells =
            cells_of(line.text);  // "Slot 0   Online       MPC BUILTIN", "  PIC 2  Online       1x 10GE XFP"
        if (words.size() < 3 || !is_number(words[1]) || cells.size() < 2 || (!line.whole && cells.size() < 3))
            continue;
        const auto rest =
            cells.size() > 2
                ? trimmed(line.text.substr(static_cast<std::size_t>(cells[2].data() - line.text.data())))
                : std::string_view{};
        if (words[0] == "Slot") {
            slot = words[1];
            FpcSlot fpc;
            fpc.slot = slot;
            fpc.state = cells[1];
            fpc.description = rest;
            unit.fpcs.push_back(std::move(fpc));
        } else if (words[0] == "PIC" && !slot.empty()) {
            unit.pics.push_back({slot, std::string{words[1]}, std::string{cells[1]},
                                 std::string{line.whole ? rest : std::string_view{}}});
        }
    }
}

void read_pic_detail_text(const Lines& lines, Unit& unit) {
    bool begun = false;
    for (const auto& line : lines) {
        const auto text = line.trimmed();
        if (text.starts_with("FPC slot ") &&
            text.ends_with(" information:")) {  // FPC slot 0, PIC slot 1 information:
            const auto words = words_of(text);
            begun = words.size() == 7;
            if (begun)
                unit.pics.push_back(
                    {std::string{words[2].substr(0, words[2].find(','))}, std::string{words[5]}, {}, {}});
        } else if (const auto said = key_value(text); said && begun && line.whole) {
            if (said->key == "Type")
                unit.pics.back().type = said->value;
            else if (said->key == "State")
                unit.pics.back().state = said->value;
        }
    }
}

void read_storage_text(const Lines& lines, Unit& unit) {
    std::string_view long_name;  // df gives one that is too long for its column a line of its own
    for (const auto& line : lines) {
        auto words = words_of(line.text);  // /dev/gpt/junos  20G  1.2G  17G  7%  /.mount
        if (words.size() == 5 && !long_name.empty() && words[3].ends_with('%')) words.insert(words.begin(), long_name);
        long_name = words.size() == 1 && line.whole ? words[0] : std::string_view{};
        if (!line.whole || words.size() < 6 || !words[4].ends_with('%') ||
            !is_number(words[4].substr(0, words[4].size() - 1)))
            continue;
        Filesystem filesystem;
        filesystem.name = words[0];
        filesystem.total = words[1];
        filesystem.used = words[2];
        filesystem.available = words[3];
        if (const auto percent = count_in(words[4]); percent && *percent <= 1000)
            filesystem.used_percent = static_cast<unsigned>(*percent);
        filesystem.mounted_on =
            trimmed(line.text.substr(static_cast<std::size_t>(words[5].data() - line.text.data())));
        unit.storage.push_back(std::move(filesystem));
    }
}

void read_optics_text(const Lines& lines, Unit& unit) {
    std::string port;
    for (const auto& line : lines) {
        const auto text = line.trimmed();
        if (!line.whole) continue;
        if (text.starts_with("Physical interface:")) {
            port = trimmed(text.substr(19));
            unit.optics.emplace_back().interface_name = port;
            continue;
        }
        if (port.empty()) continue;
        if (text.starts_with("Lane ") && is_number(text.substr(5))) {
            Optic lane;
            lane.interface_name = port;
            if (const auto index = count_in(text.substr(5)); index && *index < 1000)
                lane.lane = static_cast<unsigned>(*index);
            unit.optics.push_back(std::move(lane));
            continue;
        }
        const auto said = key_value(text);
        if (!said || said->key.ends_with("threshold")) continue;
        auto& optic = unit.optics.back();
        if (said->key == "Laser bias current")
            optic.bias_ma = number_in(said->value);
        else if (said->key == "Laser output power")
            read_power_pair(said->value, optic.tx_mw, optic.tx_dbm);
        else if (said->key == "Receiver signal average optical power" || said->key == "Laser receiver power")
            read_power_pair(said->value, optic.rx_mw, optic.rx_dbm);
        else if (said->key == "Module temperature")
            optic.celsius = celsius_in(said->value);
        else if (said->key == "Module voltage")
            optic.volts = number_in(said->value);
        else if (said->value == "On")
            optic.alarms.push_back(flag_name(said->key));
    }
}

void read_members_text(const Lines& lines, Unit& unit) {
    std::optional<Columns> columns;
    for (const auto& line : lines) {
        const auto text = line.trimmed();
        if (text.starts_with("Member ID") && text.find("Status") != text.npos) {
            columns.emplace(line.text, std::vector<std::string_view>{"Member ID", "Status", "Serial No",
                                                                     "Model", "prio", "Role"});
            continue;
        }
        if (!columns || !line.whole || text.empty() || !std::isdigit(static_cast<unsigned char>(text[0])))
            continue;
        const auto cells =
            columns->cells(line.text);  // 0 (FPC 0)  Prsnt  SERIAL  model  129  Master*  N  VC
        if (cells[0].find("(FPC") == std::string_view::npos) continue;
        ChassisMember member;
        member.id = cells[0].substr(0, cells[0].find(' '));
        member.status = cells[1];
        member.serial_number = cells[2];
        member.model = cells[3];
        member.role = cells[5].substr(0, cells[5].find(' '));
        unit.members.push_back(std::move(member));
    }
}

void read_cluster_text(const Lines& lines, Unit& unit) {
    std::string group;
    for (const auto& line : lines) {
        const auto words = words_of(line.text);
        if (words.size() > 2 && words[0] == "Redundancy" && words[1] == "group:")
            group = words[2].substr(0, words[2].find(','));
        else if (!group.empty() && words.size() > 2 && words[0].starts_with("node") &&
                 (line.whole || words.size() > 3)) {
            ChassisMember member;
            member.id = words[0];
            member.redundancy_group = group;
            member.role = words[2];
            unit.members.push_back(std::move(member));
        }
    }
}

}  // namespace drivers::junos
