// Files, as `file list`, `file show` and the list of core dumps have them.
#include "drivers/sim/answer.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace drivers::sim {
namespace {

std::string file_row(const std::string& path, const File& file) {
    return fmt::format("-rw-r--r--  1 root  wheel {:>10} {} {}", file.bytes,
                       date_time(file.changed).substr(5, 11), path);
}

void add_file(Element& directory, const std::string& name, const File& file, bool detail) {
    Element& item = directory.add("file-information");
    item.add("file-name", name);
    if (detail) {
        item.add("file-permissions", "33188").with("junos:format", "-rw-r--r--");
        item.add("file-owner", "root");
        item.add("file-group", "wheel");
    }
    item.add("file-size", std::to_string(file.bytes));
    item.add("file-date", "\n" + date_time(file.changed) + "\n")
        .with("junos:seconds", seconds_text(file.changed));
}

struct Listing {
    std::vector<std::string> files, folders;  ///< names; folders without their slash
};

/// What stands in `folder` itself.
Listing listing_of(const Files& files, std::string folder) {
    if (!folder.ends_with('/')) folder += '/';
    Listing out;
    for (const auto& [path, file] : files.all()) {
        if (!path.starts_with(folder)) continue;
        const std::string rest = path.substr(folder.size());
        const std::size_t slash = rest.find('/');
        if (slash == rest.npos)
            out.files.push_back(rest);
        else if (out.folders.empty() || out.folders.back() != rest.substr(0, slash))
            out.folders.push_back(rest.substr(0, slash));
    }
    return out;
}

void list_folder(const Files& files, const std::string& folder, bool detail, bool recursive, Element& list,
                 std::string& text) {
    const std::string base = folder.ends_with('/') ? folder : folder + "/";
    const Listing here = listing_of(files, base);
    Element& entries = list.add("directory").with("name", folder);
    text += "\n" + base + ":\n";
    for (const std::string& name : here.folders) {
        entries.add("file-information").add("file-name", name);
        entries.children.back().add("file-directory");
        text += (detail ? "drwxr-xr-x  2 root  wheel        512 Nov 22 12:00 " : "") + name + "/\n";
    }
    for (const std::string& name : here.files) {
        const File& file = *files.find(base + name);
        add_file(entries, name, file, detail);
        text += (detail ? file_row(name, file) : name) + "\n";
    }
    entries.add("total-files", std::to_string(here.files.size()));
    if (detail) text += fmt::format("total files: {}\n", here.files.size());
    if (recursive)
        for (const std::string& name : here.folders)
            list_folder(files, base + name, detail, true, list, text);
}

}  // namespace

Answer file_list(const View& view, const Arguments& arguments) {
    Answer out;
    const bool detail = arguments.has("detail");
    std::string place = arguments.after("path").value_or("/root/");
    for (const std::string& word : arguments.words)
        if (word.starts_with('/')) place = word;
    const Files files = view.engine.files_now();
    const bool folder = place.find('*') == place.npos && files.is_directory(place);
    const std::vector<std::string> found = folder ? std::vector<std::string>{} : files.matching(place);
    Element list{
        "directory-list", "", {{"root-path", place}, {"junos:seconds", seconds_text(WallClock::now())}}, {}};
    list.with("junos:style", detail ? "verbose" : "normal");
    if (folder) {
        list_folder(files, place, detail, arguments.has("recursive"), list, out.text);
    } else if (found.empty()) {
        out.text = place + ": No such file or directory\n";
        list.add("output", "\n" + out.text);
    } else {
        Element& entries = list.add("directory").with("name", place);
        for (const std::string& path : found) {
            add_file(entries, path, *files.find(path), detail);
            out.text += (detail ? file_row(path, *files.find(path)) : path) + "\n";
        }
        entries.add("total-files", std::to_string(found.size()));
        if (detail) out.text += fmt::format("total files: {}\n", found.size());
    }
    out.xml.push_back(std::move(list));
    return out;
}

Answer certificates(const View& view, const Arguments&) {
    Answer out;
    Element info{"pkid-certificate-information", "", {{"xmlns", view.ns("junos-pki")}}, {}};
    for (const std::string& path : view.engine.files.matching("/var/db/certs")) {
        const std::string name = path.substr(path.rfind('/') + 1);
        const std::string id = name.substr(0, name.rfind('.'));
        info.add("certificate").add("certificate-identifier", id);
        out.text += fmt::format(
            "LSYS: root-logical-system\nCertificate identifier: {}\n  Issued to: {}, Issued by: CN = "
            "nobody\n",
            id, id);
    }
    out.xml.push_back(std::move(info));
    return out;
}

Answer core_dumps(const View& view, const Arguments&) {
    Answer out;
    std::vector<std::string> dumps = view.engine.files.matching("/var/crash");
    for (const std::string& path : view.engine.files.matching("/var/core")) dumps.push_back(path);
    Element list{"directory-list", "", {{"junos:style", "verbose"}}, {}};
    if (dumps.empty()) {
        list.add("output", "\n/var/crash/*core*: No such file or directory\n");
        out.text += "/var/crash/*core*: No such file or directory\n";
    } else {
        Element& directory = list.add("directory").with("name", "/var/crash");
        for (const std::string& path : dumps) {
            const File& file = *view.engine.files.find(path);
            add_file(directory, path, file, true);
            out.text += file_row(path, file) + "\n";
        }
        directory.add("total-files", std::to_string(dumps.size()));
    }
    for (const char* place :
         {"/var/tmp/*core*", "/var/tmp/pics/*core*", "/var/crash/kernel.*", "/tftpboot/corefiles/*core*"}) {
        list.add("output", fmt::format("\n{}: No such file or directory\n", place));
        out.text += fmt::format("{}: No such file or directory\n", place);
    }
    if (!dumps.empty()) out.text += fmt::format("total files: {}\n", dumps.size());
    out.xml.push_back(std::move(list));
    return out;
}

Answer file_checksum(const View& view, const Arguments& arguments) {
    Answer out;
    std::string path;
    for (const std::string& word : arguments.words)
        if (word.starts_with('/')) path = word;
    const std::string method = arguments.has("sha-256") ? "SHA256" : arguments.has("sha1") ? "SHA1" : "MD5";
    const Files files = view.engine.files_now();
    const File* file = files.find(path);
    if (!file) {
        out.error = "could not stat: " + path + ": No such file or directory";
        return out;
    }
    const std::string& sum = method == "SHA256" ? file->sha256 : method == "SHA1" ? file->sha1 : file->md5;
    Element info{"checksum-information", "", {}, {}};
    Element& entry = info.add("file-checksum");
    entry.add("computation-method", method);
    entry.add("input-file", path);
    entry.add("checksum", sum);
    out.text = fmt::format("{} ({}) = {}\n", method, path, sum);
    out.xml.push_back(std::move(info));
    return out;
}

Answer file_show(const View& view, const Arguments& arguments) {
    Answer out;
    std::string path = arguments.last();
    if (!path.starts_with('/')) path = "/var/log/" + path;
    if (path == "/etc/hosts.junos") {
        out.text = internal_hosts(view.unit);
        out.xml.push_back(Element{"file-content", "\n" + out.text, {}, {}});
        return out;
    }
    const File* file = view.engine.files.find(path);
    if (!file) {
        out.error = "could not resolve file: " + path;
        return out;
    }
    out.text = file->head;
    if (!out.text.ends_with('\n')) out.text += '\n';
    out.xml.push_back(Element{"file-content", "\n" + out.text, {}, {}});
    return out;
}

}  // namespace drivers::sim
