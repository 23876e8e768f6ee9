// Which commands and rpcs there are that change nothing, and who may use them.
#include "drivers/sim/answer.hpp"

#include <algorithm>

namespace drivers::sim {

namespace {

using enum Audience;

const std::vector<Query> all{
    {"show version", "get-software-information", software, anyone,
     "invoke-on= all-routing-engines local brief detail"},
    {"show chassis hardware", "get-chassis-inventory", chassis_inventory, master_only,
     "detail extensive models clei-models"},
    {"show chassis environment", "get-environment-information", environment, master_only},
    {"show chassis alarms", "get-alarm-information", chassis_alarms, master_only},
    {"show chassis routing-engine", "get-route-engine-information", routing_engines, anyone,
     "slot= re-slot="},
    {"show chassis fpc", "get-fpc-information", fpcs, master_only, "detail fpc-slot= slot="},
    {"show chassis fpc pic-status", "get-pic-information", pics, master_only, "slot="},
    {"show chassis power", "get-power-usage-information", power, master_only},
    {"show chassis power detail", "get-power-usage-information-detail", power, master_only},
    {"show chassis fan", "get-fan-information", fans, master_only},
    {"show chassis temperature-thresholds", "get-temperature-threshold-information", thresholds, master_only},
    {"show chassis mac-addresses", "get-chassis-mac-addresses", mac_addresses, master_only},
    {"show chassis firmware", "get-firmware-information", chassis_firmware, master_only},
    {"show system firmware", "get-system-firmware-information", system_firmware, firmware_only},
    {"show interfaces terse", "get-interface-information", interfaces_terse, anyone, "routing-instance= terse"},
    {"show chassis cluster status", "get-chassis-cluster-status", cluster_status},
    {"show virtual-chassis", "get-virtual-chassis-information", virtual_chassis, anyone},
    {"show system alarms", "get-system-alarm-information", system_alarms},
    {"show system uptime", "get-system-uptime-information", uptime, anyone, "no-forwarding"},
    {"show system users", "get-system-users-information", users, anyone, "no-forwarding"},
    {"show system storage", "get-system-storage", storage, anyone, "detail no-forwarding"},
    {"show system commit", "get-commit-information", commits},
    {"show system core-dumps", "get-system-core-dumps", core_dumps, anyone, "no-forwarding"},
    {"show system license", "get-license-summary-information", licences, anyone, "detail"},
    {"show system configuration rescue", "get-rescue-information", rescue, anyone, "format="},
    {"show system software list", "get-software-sets-information", software_sets, sets_only},
    {"show system boot-media", "get-boot-media-information", boot_media},
    {"show system snapshot", "get-snapshot-information", snapshot_information, anyone,
     "media= slice= all-members recovery"},
    {"show vmhost snapshot", "get-vmhost-snapshot-information", vmhost_snapshot, vmhost_only},
    {"show security pki local-certificate", "get-pki-local-certificate", certificates, anyone, "detail"},
    {"show system switchover", "get-switchover-information", switchover, redundant_only},
    {"show vmhost version", "get-vmhost-version-information", vmhost_version, vmhost_only},
    {"request system software check-pending-install", "request-package-checks-pending-install",
     install_pending},
    {"file list", "file-list", file_list, anyone, "* detail recursive"},
    {"file checksum md5", "get-checksum-information", file_checksum, anyone, "*"},
    {"file checksum sha1", "get-sha1-checksum-information", file_checksum, anyone, "*"},
    {"file checksum sha-256", "get-sha256-checksum-information", file_checksum, anyone, "*"},
    {"file show", "file-show", file_show, anyone, "*"},
    {"show log", "get-log", file_show, anyone, "*"},
};

}  // namespace

const std::vector<Query>& queries() {
    return all;
}

bool offered(Audience audience, const Unit& unit) {
    switch (audience) {
        case Audience::vmhost_only:
            return unit.personality().generation == Generation::vmhost;
        case Audience::classic_only:
            return unit.personality().generation != Generation::vmhost;
        case Audience::sets_only:
            return unit.personality().generation != Generation::legacy;
        case Audience::redundant_only:
            return unit.redundant();
        case Audience::firmware_only:
            return !unit.personality().firmware.empty();
        default:
            return true;
    }
}

Answer answer(const Query& query, const View& view, const Arguments& arguments) {
    const bool cluster = view.unit.personality().is_cluster();  // either node speaks for both
    if (query.audience == Audience::master_only && !view.engine.master && !cluster) {
        const std::string refusal = "Aborted! This command can only be used on the master routing engine.\n";
        return Answer{{Element{"output", refusal, {}, {}}}, refusal, ""};
    }
    if (view.engine.phase == Phase::recovery && query.cli.starts_with("show chassis"))
        return Answer{{}, "", "the chassis-control subsystem is not running"};
    Arguments given = arguments;
    if (query.answer == file_checksum && query.cli.ends_with("sha1"))
        given.words.insert(given.words.begin(), "sha1");
    if (query.answer == file_checksum && query.cli.ends_with("sha-256"))
        given.words.insert(given.words.begin(), "sha-256");
    const std::string& member = view.unit.personality().member;
    const bool wraps =
        !member.empty() && (cluster || query.audience != Audience::master_only) &&
        query.rpc != "get-commit-information" && query.rpc != "get-chassis-cluster-status" &&
        query.rpc != "get-virtual-chassis-information" && query.rpc != "get-rescue-information" &&
        !query.cli.starts_with("file") && view.engine.phase != Phase::recovery;
    if (!wraps) return query.answer(view, given);
    // The master speaks for every member that is up; another member for itself.
    Element results{"multi-routing-engine-results", "", {}, {}};
    std::string text;
    for (const Engine& engine : view.unit.engines()) {
        if (&engine != &view.engine && ((!view.engine.master && !cluster) || engine.phase != Phase::up)) continue;
        Answer one = query.answer({view.unit, engine}, given);
        if (!one.error.empty()) return one;
        Element& item = results.add("multi-routing-engine-item");
        item.add("re-name", engine.name());
        for (Element& element : one.xml) item.children.push_back(std::move(element));
        text += (text.empty() ? "" : "\n") + engine.name() + ":\n" + std::string(74, '-') + "\n" + one.text;
    }
    return Answer{{std::move(results)}, text, ""};
}

bool Arguments::has(std::string_view word) const {
    return std::find(words.begin(), words.end(), word) != words.end();
}

std::optional<std::string> Arguments::after(std::string_view word) const {
    const auto found = std::find(words.begin(), words.end(), word);
    if (found == words.end() || found + 1 == words.end()) return {};
    return *(found + 1);
}

std::string View::ns(std::string_view module) const {
    // Namespaces carry the release without its spin: 21.4R3-S5.4 says 21.4R3.
    std::string release = engine.software.running.substr(0, engine.software.running.find('-'));
    if (const std::size_t r = release.find_first_of("RF"); r != release.npos)
        release = release.substr(0, release.find('.', r));
    return "http://xml.juniper.net/junos/" + release + "/" + std::string{module};
}

}  // namespace drivers::sim
