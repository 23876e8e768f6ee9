// Finds the outputs of commands in a page of CLI text - echoes, prompts, banners and wrappers between them -
// and hands each to its reader.
#include <algorithm>
#include <array>
#include <deque>
#include <utility>

#include "drivers/junos/element.hpp"
#include "drivers/junos/frame.hpp"
#include "drivers/junos/join.hpp"
#include "drivers/junos/lines.hpp"
#include "drivers/junos/repair.hpp"
#include "drivers/junos/reply.hpp"
#include "drivers/junos/text_readers.hpp"
#include "drivers/junos/wrapped.hpp"

namespace drivers::junos {
namespace {

using Reader = void (*)(const Lines&, Unit&);

bool numbered(std::string_view text, std::string_view before, std::string_view after) {
    if (!text.starts_with(before) || text.size() <= before.size()) return false;
    const auto stop = text.find_first_not_of("0123456789", before.size());
    return stop != before.size() && stop != text.npos && text.substr(stop).starts_with(after);
}

/// The reader of the output that a line of this shape begins; null when it begins none.
Reader begun_by(std::string_view text, std::string_view command) {
    if (text == "Hardware inventory:" || (text.starts_with("Item ") && text.find("Part number") != text.npos))
        return read_inventory_text;
    if (text.starts_with("Hostname:") || text.starts_with("Model:") || text.starts_with("Junos:"))
        return read_software_text;
    if (text.starts_with("JUNOS ") && text.ends_with(']')) return read_software_text;
    if (text.starts_with("Class ") && text.find("Measurement") != text.npos) return read_environment_text;
    if (text.starts_with("Item ") && text.find("Status") != text.npos && text.find("RPM") != text.npos) return read_fans_text;
    if (text.find(" currently active") != text.npos && text.find("alarm") != text.npos)
        return read_alarms_text;
    if (text == "Routing Engine status:") return read_routing_engines_text;
    if (text.starts_with("Slot State") || text.find("CPU Utilization (%)") != text.npos)
        return read_fpcs_text;
    if (numbered(text, "Slot ", " information:")) return read_fpc_detail_text;
    if (numbered(text, "Slot ", "  ") && cells_of(text).size() > 1) return read_pics_text;
    if (text.starts_with("FPC slot ") && text.ends_with(" information:")) return read_pic_detail_text;
    if (text.starts_with("Part ") && text.find(" Type ") != text.npos) return read_firmware_text;
    if (text.starts_with("Filesystem ") && text.find("Mounted on") != text.npos) return read_storage_text;
    if (text.starts_with("Physical interface:") && text.find(',') == text.npos) return read_optics_text;
    if (text.starts_with("Virtual Chassis ID:") ||
        (text.starts_with("Member ID") && text.find("Status") != text.npos))
        return read_members_text;
    if (text.starts_with("Cluster ID:")) return read_cluster_text;
    if (text.ends_with(" status:") && text.find_first_of("0123456789") != text.npos)
        return read_component_text;
    if (numbered(text, "PSM ", ":") || numbered(text, "PEM ", ":") || numbered(text, "PSU ", ":"))
        return read_power_text;
    const bool hardware = command.find("chassis hardware") != command.npos;
    return hardware && text.starts_with("Chassis  ") ? read_inventory_text : nullptr;
}

/// Whether a line that would begin an output only goes on with the one being read.
bool goes_on(Reader reading, Reader begun, std::string_view text, const Lines& lines) {
    if (reading != begun) return reading == read_optics_text && begun == nullptr;
    if (reading != read_software_text || !text.starts_with("Hostname:")) return true;
    return std::none_of(lines.begin(), lines.end(),
                        [](const Line& line) { return line.trimmed().starts_with("JUNOS "); });
}

/// Whether words at the left edge are something of their own in that output, however long the row above is.
bool stands_alone(Reader reading, std::string_view text) {
    if (reading == read_inventory_text) return begins_part(text);
    if (reading == read_software_text)
        return text.starts_with("JUNOS") || text.starts_with("Junos") || (text.find(": ") != text.npos && text.find(']') == text.npos);
    if (reading == read_alarms_text) return text.size() > 10 && text[4] == '-' && text[7] == '-';
    return key_value(text).has_value();
}

/// "user@host> show version": host and command. Shell prompts of root end in % or #.
struct Prompt {
    std::string_view host, command;
};
std::optional<Prompt> prompt_in(std::string_view text) {
    const auto at = text.find('@');
    const auto mark = text.find_first_of(">#%$ ");
    if (at == text.npos || at == 0 || mark == text.npos || mark < at + 2 || text[mark] == ' ')
        return std::nullopt;
    if (mark + 1 < text.size() && text[mark + 1] != ' ') return std::nullopt;
    auto host = text.substr(at + 1, mark - at - 1);
    if (const auto colon = host.find(':'); colon != host.npos)
        host = host.substr(0, colon);  // root@host:RE:0%
    if (host.find_first_of("/<\"'=,;()") != host.npos) return std::nullopt;
    return Prompt{host, trimmed(text.substr(mark + 1))};
}

bool is_echo(std::string_view text) {
    return text.starts_with("show ") || text.starts_with("request ");
}

/// {master:0}, {primary:node0}, [edit interfaces]
bool is_banner(std::string_view text) {
    if (text.starts_with("[edit")) return text.ends_with(']');
    return text.starts_with('{') && text.ends_with('}') && text.find_first_of(" \"") == text.npos;
}

std::optional<Message> error_in(std::string_view text) {
    for (const auto& [beginning, severity] : {std::pair{"error: ", "error"},
                                              {"ERROR: ", "error"},
                                              {"warning: ", "warning"},
                                              {"WARNING: ", "warning"}})
        if (text.starts_with(beginning))
            return Message{severity, std::string{trimmed(text.substr(std::string_view{beginning}.size()))}};
    for (const auto* beginning :
         {"syntax error", "unknown command", "invalid command", "Aborted!", "Could not connect to "})
        if (text.starts_with(beginning)) return Message{"error", std::string{text}};
    return std::nullopt;
}

class Page {
  public:
    explicit Page(Reading& reading) : reading_{reading} {}

    void take(const Line& line, const Line* next) {
        const auto text = line.trimmed();
        if (const auto prompt = prompt_in(text)) return take_prompt(*prompt);
        if (is_echo(text)) {
            end_reply();
            command_ = text;
            return;
        }
        if (is_banner(text)) return end_reply();
        const auto below = next ? next->trimmed() : std::string_view{};
        if (const auto engine = framed_engine(text, below); !engine.empty()) {
            if (re_name_.empty()) end_reply();
            end_output();
            re_name_ = engine;
            return;
        }
        if (text.starts_with("--- JUNOS ")) {  // the greeting at login
            if (const auto words = words_of(text); words.size() > 3 || line.whole) greeting_ = words[2];
            return;
        }
        if (auto message = error_in(text); message && line.whole) {
            message->about = re_name_;
            reading_.facts.errors.push_back(std::move(*message));
            return;
        }
        const auto begun = begun_by(text, command_);
        if (begun && !goes_on(reader_, begun, text, lines_)) {
            end_output();
            reader_ = begun;
        }
        if (reader_)
            add(line, begun != nullptr);
        else if (first_words_.empty() && !is_rule(text))
            first_words_ = text;
        if (text.ends_with(';') || text.ends_with('{') || text.starts_with("set ")) ++statements_;
    }

    /// `ended`: the last line has its end, so that none of its values can be half a value.
    void finish(bool ended) {
        reading_.damaged = reading_.cut = reader_ != nullptr && !ended;
        end_host();
        if (!reading_.facts.empty()) return;
        if (statements_ > 2)
            reading_.unread.emplace_back("a configuration");
        else if (!command_seen_.empty())
            reading_.unread.push_back("the text of \"" + command_seen_ + '"');
        else if (!first_words_.empty())
            reading_.unread.push_back("text that begins \"" + first_words_.substr(0, 60) + '"');
    }

  private:
    /// One more line of the output; the rest of a row that a terminal has broken goes to that row.
    void add(const Line& line, bool begins) {
        const bool rest = !begins && line.whole && !lines_.empty() && may_be_broken(last_length_) && may_be_rest(line.text) &&
                          !stands_alone(reader_, line.trimmed());
        last_length_ = line.text.size();
        if (!rest) return lines_.push_back(line);
        lines_.back() = {joined_.emplace_back(with_rest(lines_.back().text, line.text)), line.whole};
    }

    void take_prompt(const Prompt& prompt) {
        end_reply();
        if (!host_.empty() && host_ != prompt.host) end_host();
        host_ = prompt.host;
        command_ = prompt.command;
    }

    /// The output of one command for one routing engine is complete.
    void end_output() {
        if (reader_) {
            Unit unit;
            unit.re_name = re_name_;
            reader_(lines_, unit);
            add_unit(reply_, std::move(unit));
        }
        reader_ = nullptr;
        lines_.clear();
        joined_.clear();
    }

    /// The outputs of one command are complete.
    void end_reply() {
        end_output();
        re_name_.clear();
        if (!command_.empty() && command_seen_.empty()) command_seen_ = command_;
        command_.clear();
        join(box_, std::exchange(reply_, {}));
    }

    /// What came from one prompt is complete. The prompt names the box where nothing else did.
    void end_host() {
        end_reply();
        if (!greeting_.empty() && box_.units.empty())
            box_.units.emplace_back().software.emplace().version = greeting_;
        // A wrapped answer may be that of another engine than the one whose prompt this is.
        if (box_.units.size() == 1 && box_.units[0].host_name.empty() && box_.units[0].re_name.empty())
            box_.units[0].host_name = host_;
        greeting_.clear();
        join(reading_.facts, std::exchange(box_, {}));
    }

    Reading& reading_;
    Facts box_, reply_;
    std::string host_, command_, re_name_, greeting_;
    std::string command_seen_, first_words_;
    std::size_t statements_ = 0;
    Reader reader_ = nullptr;
    Lines lines_;
    std::size_t last_length_ = 0;      ///< of the last line that came
    std::deque<std::string> joined_;  ///< rows that were broken, whole again
};

}  // namespace

Reading read_text(std::string_view text) {
    Reading reading;
    const auto clean = without_tabs(without_noise(text));
    const auto lines = lines_of(clean);
    Page page{reading};
    for (std::size_t i = 0; i < lines.size(); ++i)
        page.take(lines[i], i + 1 < lines.size() ? &lines[i + 1] : nullptr);
    page.finish(clean.empty() || clean.ends_with('\n'));
    return reading;
}

}  // namespace drivers::junos
