// The getty and the root shell of a routing engine.
#include "drivers/sim/seat.hpp"

#include <fmt/format.h>
#include <fnmatch.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <map>

namespace drivers::sim {
namespace {

std::string shell_prompt(const Seat& seat) {
    const std::string host = seat.engine.host_name();
    const bool root = seat.user == "root";  // `start shell` makes root of nobody
    if (seat.unit.personality().generation != Generation::legacy) return fmt::format("{}@{}:~ {} ", seat.user, host, root ? '#' : '$');
    const std::string member = seat.unit.personality().is_virtual_chassis() ? ":RE:0" : "";
    return fmt::format("{}@{}{}% ", seat.user, host, member);
}

std::string home_of(const Seat& seat) { return seat.user == "root" ? "/root" : "/var/home/" + seat.user; }

/// Words of a shell that look at nothing but itself. False when `command` is none of them.
bool plain_word(Seat& seat, const std::string& command, const std::string& line) {
    if (command == "pwd") {
        seat.wire->send(home_of(seat) + "\n");
    } else if (command == "whoami") {
        seat.wire->send(seat.user + "\n");
    } else if (command == "echo") {
        std::string said = trimmed(line.substr(line.find("echo") + 4));
        if (said.size() > 1 && (said[0] == '\'' || said[0] == '"') && said.back() == said[0]) said = said.substr(1, said.size() - 2);
        seat.wire->send(said + "\n");
    } else {
        return false;
    }
    return true;
}

std::string boot_banner(const Engine& engine) {
    return engine.personality().generation == Generation::legacy
               ? fmt::format("--- JUNOS {} built 2014-08-28 12:20:14 UTC\n", engine.software.running)
               : fmt::format("--- JUNOS {} Kernel 64-bit  JNPR-11.0-20200219.fb120e7_buil\n",
                             engine.software.running);
}

std::string welcome(const Engine& engine) {
    if (!engine.boots_alternate) return boot_banner(engine);
    return boot_banner(engine) +
           "\n***********************************************************************\n**                    "
           "                                               **\n"
           "**  WARNING: THIS DEVICE HAS BOOTED FROM THE BACKUP JUNOS IMAGE      **\n**                      "
           "                                             **\n"
           "**  It is possible that the primary copy of JUNOS failed to boot up  **\n**  properly. Please "
           "re-install JUNOS to recover the primary copy.   **\n"
           "***********************************************************************\n\n";
}

std::string stamp(WallClock::time_point when, const std::string& format) {
    const std::time_t seconds = WallClock::to_time_t(when);
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    std::array<char, 80> text{};
    return std::string{text.data(), std::strftime(text.data(), text.size(), format.c_str(), &parts)};
}

void list_files(Seat& seat, const std::string& place) {
    const Files files = seat.engine.files_now();
    const std::vector<std::string> found = files.matching(place);
    for (const std::string& path : found) seat.wire->send(path.substr(path.rfind('/') + 1) + "\n");
    if (found.empty() && !files.is_directory(place))
        seat.wire->send(fmt::format("ls: {}: No such file or directory\n", place));
}

void checksum(Seat& seat, const std::string& how, const std::string& path) {
    const File* file = seat.engine.files.find(path);
    if (!file)
        seat.wire->send(fmt::format("{}: {}: No such file or directory\n", how, path));
    else
        seat.wire->send(fmt::format("{} ({}) = {}\n",
                                    how == "md5"    ? "MD5"
                                    : how == "sha1" ? "SHA1"
                                                    : "SHA256",
                                    path,
                                    how == "md5"    ? file->md5
                                    : how == "sha1" ? file->sha1
                                                    : file->sha256));
}

std::string long_row(char kind, std::uint64_t bytes, WallClock::time_point changed, const std::string& path) {
    return fmt::format("{}rw-r--r--  1 root  wheel {:>10} {} {}\n", kind, bytes, stamp(changed, "%b %e %T %Y"), path);
}

/// Paths below a place with what `ls -ldT` says of each, as `find PLACE ... [-not -path GLOB] -exec ls -ldT {} +` prints them.
void find_files(Seat& seat, const std::vector<std::string>& words) {
    const Files files = seat.engine.files_now();
    const auto folders = files.folders();
    std::vector<std::string> hidden;
    for (std::size_t i = 2; i < words.size(); ++i)
        if (words[i - 1] == "-path") hidden.push_back(words[i]);
    std::map<std::string, std::string> rows;
    for (std::size_t i = 1; i < words.size() && words[i].starts_with('/'); ++i) {
        const std::string& place = words[i];
        const std::string below = place == "/" ? place : place + "/";
        if (!files.is_directory(place) && !files.find(place)) {
            seat.wire->send(fmt::format("find: {}: No such file or directory\n", place));
            continue;
        }
        const auto shown = [&](const std::string& path) {
            return (path == place || path.starts_with(below)) &&
                   std::none_of(hidden.begin(), hidden.end(),
                                [&path](const std::string& glob) { return fnmatch(glob.c_str(), path.c_str(), 0) == 0; });
        };
        for (const auto& [path, changed] : folders)
            if (shown(path)) rows[path] = long_row('d', 512, changed, path);
        for (const auto& [path, file] : files.all())
            if (shown(path)) rows[path] = long_row('-', file.bytes, file.changed, path);
    }
    std::string text;
    for (const auto& [path, row] : rows) text += row;
    seat.wire->send(text);
}

/// The commands of a line, at each semicolon that stands in no quotes.
std::vector<std::string> commands_of(const std::string& line) {
    std::vector<std::string> commands{""};
    char quote = 0;
    for (const char c : line) {
        if (quote ? c == quote : c == '\'' || c == '"') quote = quote ? 0 : c;
        if (c == ';' && !quote)
            commands.emplace_back();
        else
            commands.back() += c == '\'' ? '"' : c;
    }
    return commands;
}

Task<bool> shell_command(Seat& seat, std::string line);

/// False when the shell ends.
Task<bool> shell_line(Seat& seat, std::string line) {
    const std::vector<std::string> commands = commands_of(line);
    if (commands.size() == 1) co_return co_await shell_command(seat, std::move(line));
    for (const std::string& command : commands) {
        const bool goes_on = co_await shell_command(seat, trimmed(command));
        if (!goes_on) co_return false;
    }
    co_return true;
}

/// One command. False when the shell ends.
Task<bool> shell_command(Seat& seat, std::string line) {
    std::vector<std::string> words = words_of(line);
    if (!words.empty() && words[0] == "env")
        words.erase(words.begin(), std::find_if(words.begin() + 1, words.end(),
                                                [](const std::string& word) { return word.find('=') == word.npos; }));
    if (words.empty()) co_return true;
    const std::string& command = words[0];
    if (command == "exit" || command == "logout") co_return false;
    if (plain_word(seat, command, line)) co_return true;
    if (command == "cli" && words.size() > 2 && words[1] == "-c") {
        std::string quoted = trimmed(line.substr(line.find("-c") + 2));
        if (quoted.size() > 1 && (quoted[0] == '\'' || quoted[0] == '"'))
            quoted = quoted.substr(1, quoted.size() - 2);
        co_await cli_command(seat, std::move(quoted));
    } else if (command == "cli" && words.size() > 1) {
        co_await cli_command(seat, line.substr(line.find("cli") + 4));
    } else if (command == "cli") {
        co_await cli(seat);
    } else if (command == "xml-mode" || command == "junoscript") {
        co_await netconf(seat);
    } else if (command == "md5" || command == "sha1" || command == "sha256") {
        checksum(seat, command, words.back());
    } else if (command == "date") {
        const bool formatted = words.back().starts_with('+');
        seat.wire->send(stamp(WallClock::now(), formatted ? words.back().substr(1) : "%a %b %e %T UTC %Y") + "\n");
    } else if (command == "echo") {
        seat.wire->send(trimmed(line.substr(line.find("echo") + 4)) + "\n");
    } else if (command == "find") {
        find_files(seat, words);
    } else if (command == "ls") {
        list_files(seat, words.back() == "ls" ? home_of(seat) : words.back());
    } else if (command == "rm") {
        for (const std::string& path : seat.engine.files.matching(words.back()))
            seat.engine.files.remove(path);
    } else if (command == "cat") {
        const std::vector<std::string> found = seat.engine.files.matching(words.back());
        for (const std::string& path : found) seat.wire->send(seat.engine.files.find(path)->head);
        if (found.empty()) seat.wire->send(fmt::format("cat: {}: No such file or directory\n", words.back()));
    } else if (command == "sysctl") {
        const bool vmhost = seat.unit.personality().generation == Generation::vmhost;
        seat.wire->send(words.back() == "hw.re.vmhost_mode"
                            ? (vmhost ? "1\n" : "0\n")
                            : fmt::format("sysctl: unknown oid '{}'\n", words.back()));
    } else if (command == "uname") {
        seat.wire->send("JUNOS\n");
    } else {
        seat.wire->send(seat.unit.personality().generation == Generation::legacy
                            ? command + ": Command not found.\n"
                            : "sh: " + command + ": not found\n");
    }
    co_return true;
}

std::string issue(const Engine& engine) {
    std::string header = engine.personality().boot.header;
    const std::string host = engine.host_name().empty() ? "Amnesiac" : engine.host_name();
    if (const std::size_t at = header.find("{host}"); at != header.npos) header.replace(at, 6, host);
    return "\n" + header + "\n\n";
}

/// Asks until somebody may come in.
Task<std::string> who(Unit& unit, Engine& engine, Wire& wire) {
    for (;;) {
        wire.send(issue(engine));
        std::string user;
        while (user.empty()) {
            const auto typed = co_await read_line(wire, "login: ");
            user = typed ? trimmed(*typed) : "";
        }
        if (user == "root" && engine.unconfigured()) co_return user;
        const auto password = co_await read_line(wire, "Password:", false);
        co_await wire.pause(unit.scaled(std::chrono::seconds{2}));
        if (password && engine.password_fits(user, *password, true)) co_return user;
        wire.send("Login incorrect\n");
    }
}

}  // namespace

Task<> unix_shell(Seat seat) {
    const Presence presence{seat};
    for (;;) {
        const auto line = co_await read_line(*seat.wire, shell_prompt(seat));
        if (!line || !co_await shell_line(seat, *line)) break;
    }
}

Task<> unix_command(Seat seat, std::string command) {
    // sshd gives root's commands to the shell; a command of the CLI works there too, as on the unit.
    const std::vector<std::string> words = words_of(command);
    const std::string first = words.empty() ? "" : words[0];
    for (const char* known :
         {"cli", "xml-mode", "junoscript", "md5", "sha1", "sha256", "ls", "rm", "cat", "sysctl", "uname", "pwd", "whoami", "echo"})
        if (first == known) {
            co_await shell_line(seat, std::move(command));
            co_return;
        }
    co_await cli_command(seat, std::move(command));
}

Task<> login(Unit& unit, Engine& engine, WirePtr wire, std::string already) {
    for (;;) {
        std::string user = std::exchange(already, {});
        try {
            if (user.empty()) {
                engine.doing = "login";
                user = co_await who(unit, engine, *wire);
                wire->send("\n" + welcome(engine));
            }
            engine.doing = "logged-in";
            Seat seat{unit, engine, wire, user};
            wire->rows = 24;
            if (user == "root")
                co_await unix_shell(seat);
            else
                co_await cli(seat);
            wire->send("logout\n");
        } catch (const IdleLogout&) {
            if (user.empty()) continue;
            wire->send(
                "\nWarning: session will be closed in 1 minute if there is no activity\n"
                "Warning: idle timeout: closing session\n\n");
        }
    }
}

}  // namespace drivers::sim
