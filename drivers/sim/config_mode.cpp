// The configuration mode of the CLI.
#include "drivers/sim/commands.hpp"
#include "drivers/sim/seat.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace drivers::sim {
namespace {

class Editing {
  public:
    Editing(Seat& seat, Access access) : seat_{seat}, access_{access}, id_{seat.unit.next_id()} {}
    ~Editing() { store().leave(id_); }
    Editing(const Editing&) = delete;
    Editing& operator=(const Editing&) = delete;

    bool enter() {
        if (const Editor* holder = store().exclusive_holder(id_); holder && access_ != Access::private_copy) {
            say(
                fmt::format("error: configuration database locked by:\n  {} terminal {} (pid {}) on since "
                            "{}\n      exclusive [edit]\n",
                            holder->user, holder->terminal, holder->id, date_time(holder->since)));
            return false;
        }
        if (access_ == Access::exclusive && store().modified()) {
            say("error: configuration database modified\n");
            return false;
        }
        const bool others = !store().editors().empty();
        store().editors().push_back(
            {id_, seat_.user, seat_.wire->terminal, WallClock::now(), access_ == Access::exclusive});
        if (access_ == Access::private_copy) own_ = store().active();
        if (access_ != Access::shared) say("warning: uncommitted changes will be discarded on exit\n");
        say("Entering configuration mode\n");
        if (others && access_ == Access::shared)
            say("Users currently editing the configuration:\n" + editors());
        if (access_ == Access::shared && store().modified())
            say("The configuration has been changed but not committed\n");
        return true;
    }

    Task<> run() {
        for (;;) {
            const auto line = co_await read_line(*seat_.wire, prompt());
            if (!line) break;
            if (!co_await command(trimmed(*line))) break;
        }
        say("Exiting configuration mode\n");
    }

  private:
    ConfigStore& store() { return seat_.engine.config; }
    Config& config() { return access_ == Access::private_copy ? own_ : store().candidate(); }
    bool changed() { return !(config() == store().active()); }
    void say(std::string_view text) { seat_.wire->send(text); }

    std::string banner() const {
        std::string path = "[edit";
        for (const std::string& word : path_) path += " " + word;
        return role(seat_) + path + "]";
    }
    std::string prompt() const { return "\n" + banner() + "\n" + whoami(seat_) + "# "; }

    std::string editors() {
        std::string out;
        for (const Editor& editor : store().editors())
            if (editor.id != id_)
                out += fmt::format("  {} terminal {} (pid {}) on since {}\n      {}[edit]\n", editor.user,
                                   editor.terminal, editor.id, date_time(editor.since),
                                   editor.exclusive ? "exclusive " : "");
        return out;
    }

    std::vector<std::string> full(const std::vector<std::string>& words, std::size_t from) const {
        std::vector<std::string> out = path_;
        out.insert(out.end(), words.begin() + static_cast<std::ptrdiff_t>(from), words.end());
        return out;
    }

    void caret(const std::string& line, const std::vector<std::string>& words, std::size_t bad,
               std::string_view message) {
        std::size_t at = 0;
        for (std::size_t i = 0; i <= bad && i < words.size(); ++i)
            at = line.find(words[i], i ? at + words[i - 1].size() : 0);
        if (bad >= words.size()) at = line.size();
        say(std::string(whoami(seat_).size() + 2 + at, ' ') + "^\n" + std::string{message} + "\n");
    }

    /// False when the mode is left.
    Task<bool> command(std::string text) {
        const CommandLine line = split_pipes(text);
        const std::vector<std::string> words = words_of(line.command);
        if (words.empty()) co_return true;
        const std::string& verb = words[0];
        const auto is = [&verb](std::string_view name, std::size_t least = 2) {
            return verb.size() >= least && name.starts_with(verb);
        };
        if (is("set"))
            co_await set(line.command, words);
        else if (is("delete", 3))
            erase(line.command, words);
        else if (is("show", 2))
            co_await show(line, words);
        else if (is("edit", 2))
            path_ = full(words, 1);
        else if (verb == "up")
            path_.resize(path_.empty() ? 0 : path_.size() - 1);
        else if (verb == "top" && words.size() == 1)
            path_.clear();
        else if (is("run", 3))
            co_await cli_command(seat_, text.substr(text.find("run") + 3));
        else if (is("rollback", 2))
            rollback(words);
        else if (is("load", 2))
            co_await load(words);
        else if (is("status", 3))
            say("Users currently editing the configuration:\n" + editors());
        else if (is("commit", 3))
            co_return co_await commit(words);
        else if (is("exit", 2) || is("quit", 2))
            co_return !co_await leave(words);
        else
            caret(line.command, words, 0, "unknown command.");
        co_return true;
    }

    Task<> set(const std::string& line, std::vector<std::string> words) {
        if (words.back() == "plain-text-password" ||
            (words.size() > 2 && std::string_view{"plain-text-password"}.starts_with(words.back()) &&
             words.back().size() > 6)) {
            co_await password(words);
            co_return;
        }
        if (const Problem problem = config().set(full(words, 1)))
            caret(line, words, problem->at - std::min(problem->at, path_.size()) + 1, problem->message + ".");
    }

    Task<> password(std::vector<std::string> words) {
        const auto first = co_await read_line(*seat_.wire, "New password:", false);
        if (first && first->size() < 6) {
            say("error: minimum password length is 6\n");
            co_return;
        }
        const bool mixed = first && std::any_of(first->begin(), first->end(), [&](char c) {
                               return !std::islower(static_cast<unsigned char>(c));
                           });
        if (first && !mixed) {
            say("error: require change of case, digits or punctuation\n");
            co_return;
        }
        const auto second = co_await read_line(*seat_.wire, "Retype new password:", false);
        if (!first || first != second) {
            say("error: Passwords are not equal; aborting\n");
            co_return;
        }
        words.back() = "encrypted-password";
        words.push_back(password_hash(*first, id_));
        config().set(full(words, 1));
    }

    void erase(const std::string& line, const std::vector<std::string>& words) {
        const Problem problem = config().erase(full(words, 1));
        if (!problem) return;
        if (problem->message == "statement not found")
            say("warning: statement not found\n");
        else
            caret(line, words, problem->at + 1, "syntax error.");
    }

    Task<> show(const CommandLine& line, const std::vector<std::string>& words) {
        std::string text;
        if (line.has("compare")) {
            const std::vector<std::string> before = lines_of(store().active().set_commands()),
                                           after = lines_of(config().set_commands());
            const auto missing = [](const std::vector<std::string>& all, const std::string& one) {
                return std::find(all.begin(), all.end(), one) == all.end();
            };
            for (const std::string& was : before)
                if (missing(after, was)) text += "-  " + was.substr(4) + ";\n";
            for (const std::string& now : after)
                if (missing(before, now)) text += "+  " + now.substr(4) + ";\n";
            if (!text.empty()) text = "[edit]\n" + text;
        } else if (line.has("display", "set")) {
            text = config().set_commands();
        } else {
            text = config().text(full(words, 1));
        }
        co_await page(seat_, apply_pipes(line.pipes, text), line.has("no-more"));
    }

    void rollback(const std::vector<std::string>& words) {
        const auto number = static_cast<std::size_t>(words.size() > 1 ? std::atoi(words[1].c_str()) : 0);
        if (words.size() > 1 && words[1] == "rescue") {
            if (store().rescue())
                config() = *store().rescue();
            else
                say("error: could not open file /config/rescue.conf.gz: No such file or directory\n");
        } else if (number >= store().history().size()) {
            say(fmt::format(
                "error: could not open file /config/juniper.conf.{}.gz: No such file or directory\n",
                number));
            return;
        } else {
            config() = store().history()[number].config;
        }
        say("load complete\n");
    }

    Task<> load(const std::vector<std::string>& words) {
        const std::string how = words.size() > 1 ? words[1] : "", from = words.size() > 2 ? words[2] : "";
        if (std::string_view{"factory-default"}.starts_with(how) && how.size() > 2) {
            say("warning: activating factory configuration\n");
            config() = Config{};
            load_hierarchical(config(), seat_.unit.personality().factory_configuration, "factory");
            co_return;
        }
        std::string text;
        if (from == "terminal") {
            say("[Type ^D at a new line to end input]\n");
            while (const auto line = co_await read_line(*seat_.wire, "")) text += *line + "\n";
        } else if (const File* file = seat_.engine.files.find(from)) {
            text = file->head;
        } else {
            say("error: could not open file: " + from + "\n");
            co_return;
        }
        if (how == "override") config() = Config{};
        const LoadResult result =
            how == "set" ? load_set_commands(config(), text, from) : load_hierarchical(config(), text, from);
        for (const std::string& error : result.errors) say(error + "\n");
        for (const std::string& warning : result.warnings) say("warning: " + warning + "\n");
        say(result.errors.empty() ? "load complete\n"
                                  : fmt::format("load complete ({} errors)\n", result.errors.size()));
    }

    void synchronize() {
        Engine* other = seat_.unit.other(seat_.engine);
        if (!other) return;
        say(seat_.engine.name() + ":\nconfiguration check succeeds\n");
        if (other->phase != Phase::up) {
            say("error: remote lock-configuration failed on " + other->name() + "\n");
            return;
        }
        other->config.commit(store().active(), seat_.user, "other", "");
        say(other->name() + ":\ncommit complete\n" + seat_.engine.name() + ":\n");
    }

    Task<bool> commit(const std::vector<std::string>& words) {
        const auto has = [&words](std::string_view word) {
            return std::find(words.begin(), words.end(), word) != words.end();
        };
        co_await seat_.wire->pause(seat_.unit.scaled(seat_.unit.personality().times.commit));
        if (const auto problem = store().check(config())) {
            say(fmt::format("{}\n  {}\n    {}\n", problem->path, problem->element, problem->message));
            say(has("check") ? "error: configuration check-out failed: (missing mandatory statements)\n"
                             : "error: commit failed: (missing mandatory statements)\n");
            co_return true;
        }
        if (has("check")) {
            say("configuration check succeeds\n");
            co_return true;
        }
        const Config before = store().active();
        const auto comment = std::find(words.begin(), words.end(), "comment");
        store().commit(config(), seat_.user, "cli",
                       comment != words.end() && comment + 1 != words.end() ? *(comment + 1) : "");
        if (access_ == Access::private_copy) own_ = store().active();
        if (has("synchronize") || store().active().has("system commit synchronize")) synchronize();
        if (has("confirmed")) {
            const auto number = std::find(words.begin(), words.end(), "confirmed") + 1;
            const int minutes =
                number != words.end() && std::isdigit(static_cast<unsigned char>((*number)[0]))
                    ? std::atoi(number->c_str())
                    : 10;
            say(fmt::format(
                "commit confirmed will be automatically rolled back in {} minutes unless confirmed\n",
                minutes));
            seat_.unit.roll_back_later(seat_.engine, before, std::chrono::minutes{minutes});
        } else {
            seat_.unit.confirm_commit(seat_.engine);
        }
        say("commit complete\n");
        seat_.unit.services_changed();
        co_return !has("and-quit");
    }

    /// True when the user leaves.
    Task<bool> leave(const std::vector<std::string>& words) {
        if (!path_.empty() && words.size() == 1 && words[0].starts_with("ex")) {
            path_.clear();
            co_return false;
        }
        if (!changed()) co_return true;
        if (access_ == Access::shared) {
            say("The configuration has been changed but not committed\n");
            const auto answer =
                co_await read_line(*seat_.wire, "Exit with uncommitted changes? [yes,no] (yes) ");
            co_return !answer || answer->empty() || std::string_view{"yes"}.starts_with(*answer);
        }
        say("The configuration has been changed but not committed\nwarning: Auto rollback will be "
            "performed\n");
        const auto answer = co_await read_line(*seat_.wire, "Discard uncommitted changes? [yes,no] (yes) ");
        const bool gone = !answer || answer->empty() || std::string_view{"yes"}.starts_with(*answer);
        if (gone && access_ == Access::exclusive) store().discard();
        co_return gone;
    }

    Seat& seat_;
    Access access_;
    std::uint32_t id_;
    Config own_;
    std::vector<std::string> path_;
};

}  // namespace

Task<> configure(Seat& seat, Access access) {
    Editing editing{seat, access};
    if (editing.enter()) co_await editing.run();
}

}  // namespace drivers::sim
