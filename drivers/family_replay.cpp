#include "drivers/family_replay.hpp"

#include "drivers/lines.hpp"
#include "drivers/replay_section.hpp"
#include "drivers/seen.hpp"

#include <algorithm>
#include <optional>
#include <stdexcept>

namespace drivers {
namespace {

constexpr std::size_t longest_prompt = 256;  ///< nothing behind that is one

std::string keys_shown(const std::string& keys) { return keys.empty() ? "no key" : "key " + keys; }

const char* kind_of(MarkKind kind) {
    switch (kind) {
        case MarkKind::window: return "window";
        case MarkKind::fault: return "fault";
        case MarkKind::halted: return "halted";
        case MarkKind::progress: break;
    }
    return "mark";
}

std::string joined_names(const std::vector<std::string>& names) {
    std::string all;
    for (const auto& name : names) all += (all.empty() ? "" : ", ") + name;
    return all;
}

void add_once(std::vector<std::string>& names, const std::string& name) {
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
}

std::string who(const Seen& seen) {
    std::string words;
    for (const auto& [label, value] : {std::pair{"user ", &seen.user}, {"host ", &seen.host}, {"role ", &seen.role}, {"member ", &seen.member}})
        if (!value->empty()) words += (words.empty() ? "" : ", ") + std::string{label} + *value;
    if (seen.confidence == Confidence::likely) words += words.empty() ? "never seen on a unit" : ", never seen on a unit";
    return words;
}

/// Whether somebody may have typed this behind a prompt of that kind: "Last login: Mon May 10" asks nobody.
bool may_follow(ModeKind kind, std::string_view typed) {
    const auto words = without_end_blanks(typed);
    if (kind == ModeKind::login) return words.find(' ') == words.npos;
    return kind != ModeKind::password || words.empty();
}

class Replayer {
  public:
    explicit Replayer(const Family& family) : family_{family}, reader_{family}, expect_{reader_.expect()}, section_{family} {
        for (const auto& mark : family.marks) marks_.emplace_back(&mark, TextPattern{mark.text});
        for (const auto& pattern : family.interruptions) messages_.emplace_back(pattern);
    }

    void log(std::string_view text) {
        while (!text.empty()) {
            const auto end = text.find('\n');
            auto line = text.substr(0, end);
            while (line.ends_with('\r')) line.remove_suffix(1);
            read_to_prompt(line);
            if (end == text.npos) return;
            end_line();
            text.remove_prefix(end + 1);
        }
    }

    void frame(const TranscriptFrame& frame) {
        now_ = Clock::time_point{frame.at};
        if (frame.sent) return rest();
        for (std::string_view bytes = frame.bytes; !bytes.empty();) {
            const auto end = bytes.find('\n');
            feed(bytes.substr(0, end));
            if (end == bytes.npos) return;
            end_line();
            bytes.remove_prefix(end + 1);
        }
    }

    Replay finish() {
        if (!raw_.empty()) {
            rest();
            end_line();
        }
        section_.end();
        summarize();
        return std::move(replay_);
    }

  private:
    void feed(std::string_view bytes) {
        raw_ += bytes;
        expect_.feed(bytes, ended_);
    }

    /// Byte by byte to where a prompt stands that somebody typed behind; then the rest.
    void read_to_prompt(std::string_view line) {
        constexpr std::string_view ends = ">#%$:?)]";
        std::size_t fed = 0;
        const auto limit = std::min(line.size(), longest_prompt);
        for (std::size_t at = 0; at < limit && !prompt_; ++at) {
            if (ends.find(line[at]) == ends.npos) continue;
            const bool last = at + 1 == line.size(), blank = !last && line[at + 1] == ' ';
            const auto stop = blank ? at + 2 : at + 1;
            if (stop <= fed) continue;
            feed(line.substr(fed, stop - fed));
            fed = stop;
            const bool may_be_typed = last || blank || line[at] == '>' || line[at] == '%';
            if (may_be_typed) rest();
        }
        feed(line.substr(fed));
        if (!prompt_) rest();
    }

    /// The unit waits here: what stands is what the console would see.
    void rest() {
        const auto match = expect_.standing();
        if (!match || match->line != expect_.line() || match->text.empty()) return;
        prompt_ = reader_.read(*match);
        prompt_size_ = raw_.size();
    }

    void end_line() {
        expect_.feed("\r\n", ended_);
        ReplayedLine line{.number = ++number_, .text = printable(raw_, 400), .taken = {}};
        const auto text = read_as(line);
        if (prompt_ && !is_asked()) prompt_.reset();
        if (prompt_) take_prompt(line);
        for (const auto& seen : ended_) take_marks(seen.text, line);
        if (const auto* refusal = family_.recovery.refusal(text)) {
            line.taken.push_back({"refusal", refusal->name, refusal->means});
            add_once(refusals_, refusal->name);
        }
        if (!(prompt_ && prompt_->logged_in())) section_.take(text, line);
        replay_.lines.push_back(std::move(line));
        ended_.clear();
        raw_.clear();
        prompt_.reset();
    }

    /// What stands behind the prompt may have been typed there, or is a message that ran over it.
    bool is_asked() const {
        const auto typed = raw_.substr(std::min(prompt_size_, raw_.size()));
        if (may_follow(prompt_->kind, typed)) return true;
        return std::any_of(ended_.begin(), ended_.end(), [this](const Line& seen) { return is_message(seen.text); });
    }

    bool is_message(const std::string& text) const {
        return std::any_of(messages_.begin(), messages_.end(), [&](const auto& message) { return message.found_in(text); });
    }

    /// The line as a console reads it, without noise.
    std::string read_as(ReplayedLine& line) const {
        std::string text;
        for (const auto& seen : ended_)
            if (!seen.text.empty()) text += (text.empty() ? "" : " ") + seen.text;
        const bool blank = raw_.find_first_not_of(" \t\r") == raw_.npos;
        if (text.empty() && !blank) line.taken.push_back({"noise", "", ""});
        for (const auto& seen : ended_)
            if (is_message(seen.text)) line.taken.push_back({"message", "", ""});
        return text;
    }

    void take_prompt(ReplayedLine& line) {
        const bool asks = prompt_->kind == ModeKind::confirm || prompt_->kind == ModeKind::question;
        const bool message = !line.taken.empty() && line.taken.front().kind == "message";
        line.taken.push_back({asks ? "question" : "prompt", prompt_->mode, asks ? section_.answer_to(printable(raw_, 400)) : who(*prompt_)});
        add_once(modes_, prompt_->mode);
        auto typed = raw_.substr(std::min(prompt_size_, raw_.size()));
        typed.erase(0, typed.find_first_not_of(" \t"));
        typed = std::string{without_end_blanks(typed)};
        if (!typed.empty() && !asks && !message) line.taken.push_back({"typed", "", printable(typed, 400)});
        if (prompt_->kind == ModeKind::login) boot_.clear();
        if (prompt_->kind == ModeKind::login) section_.login();
        if (!prompt_->logged_in()) return;
        section_.end();
        section_.begin(typed, line);
    }

    void take_marks(const std::string& text, ReplayedLine& line) {
        for (const auto& [mark, pattern] : marks_) {
            if (!pattern.found_in(text)) continue;
            line.taken.push_back({kind_of(mark->kind), mark->name, mark->kind == MarkKind::window ? keys_shown(mark->interrupt) : ""});
            add_once(mark->kind == MarkKind::window ? windows_ : names_, mark->name);
            boot_.push_back({mark->name, now_});
            for (const auto* defect : family_.defects_of(boot_)) {
                if (std::find(defects_.begin(), defects_.end(), defect->name) != defects_.end()) continue;
                line.taken.push_back({"defect", defect->name, defect->means});
                defects_.push_back(defect->name);
            }
        }
    }

    void summarize() {
        const auto put = [this](const char* key, const std::vector<std::string>& names) {
            if (!names.empty()) replay_.summary[key] = joined_names(names);
        };
        put("modes", modes_);
        put("marks", names_);
        put("windows", windows_);
        put("defects", defects_);
        put("refusals", refusals_);
        auto seen = windows_;
        seen.insert(seen.end(), names_.begin(), names_.end());
        seen.insert(seen.end(), modes_.begin(), modes_.end());
        if (const auto* path = family_.recovery.way_in(seen)) replay_.summary["way-in"] = path->name;
        section_.summarize(replay_.summary);
    }

    const Family& family_;
    PromptReader reader_;
    Expect expect_;
    ReplaySection section_;
    std::vector<std::pair<const Mark*, TextPattern>> marks_;
    std::vector<TextPattern> messages_;
    Replay replay_;
    // The line that is being read.
    std::string raw_;
    std::vector<Line> ended_;
    std::optional<Seen> prompt_;
    std::size_t prompt_size_ = 0, number_ = 0;
    // All of them.
    Clock::time_point now_{};
    std::vector<MarkSeen> boot_;
    std::vector<std::string> modes_, names_, windows_, defects_, refusals_;
};

bool is_taken_for(const Replay& replay, const std::string& number, const std::string& what) {
    for (const auto& line : replay.lines) {
        if (std::to_string(line.number) != number) continue;
        if (what == "none") return line.taken.empty();
        return std::any_of(line.taken.begin(), line.taken.end(), [&](const auto& taken) { return taken.kind + (taken.name.empty() ? "" : " " + taken.name) == what; });
    }
    return false;
}

}  // namespace

Replay replay_log(const Family& family, std::string_view log) {
    Replayer replayer{family};
    replayer.log(log);
    return replayer.finish();
}

Replay replay_frames(const Family& family, const std::vector<TranscriptFrame>& frames) {
    Replayer replayer{family};
    for (const auto& frame : frames) replayer.frame(frame);
    return replayer.finish();
}

ReplayExpectations read_replay_expectations(std::string_view text) {
    ReplayExpectations all;
    std::size_t number = 0;
    for (const auto line : lines_of(text)) {
        ++number;
        const auto begin = line.find_first_not_of(" \t\r");
        if (begin == line.npos || line[begin] == '#') continue;
        const auto equals = line.find('=');
        if (equals == line.npos) throw std::invalid_argument{"line " + std::to_string(number) + ": expected KEY = VALUE"};
        const auto key = without_end_blanks(line.substr(begin, equals - begin));
        auto value = without_end_blanks(line.substr(equals + 1));
        value.remove_prefix(std::min(value.find_first_not_of(" \t"), value.size()));
        all.emplace_back(key, value);
    }
    return all;
}

std::vector<std::string> differences(const Replay& replay, const ReplayExpectations& expected) {
    std::vector<std::string> all;
    for (const auto& [key, value] : expected) {
        if (key.starts_with("line ")) {
            if (!is_taken_for(replay, key.substr(5), value)) all.push_back(key + " is not taken for " + value);
            continue;
        }
        const auto found = replay.summary.find(key);
        const auto said = found == replay.summary.end() ? "none" : found->second;
        if (said != value && !(value == "any" && said != "none")) all.push_back(key + " is " + said + ", expected " + value);
    }
    return all;
}

}  // namespace drivers
