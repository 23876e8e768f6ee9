#include "drivers/sim/boot_type.hpp"

#include "drivers/sim/take.hpp"

namespace drivers::sim {
namespace {

void take_window(const Node& node, KeyWindow& into) {
    take(node["text"], into.text);
    take(node["keys"], into.keys);
    take(node["length"], into.length);
}

}  // namespace

BootType load_boot_type(const yang::Schema& schema, const std::filesystem::path& file) {
    const yang::Document document = schema.read_yaml(file);
    const Node root = document.root();
    if (!root["boot"]) throw document.error(root, "this does not say how a unit boots");
    BootType type;
    take(root["boot"], type.name);
    take(root["title"], type.title);
    type.verified = !root["unverified"] || !root["unverified"].flag();
    take(root["loader"], type.loader,
         {{"countdown", LoaderKind::countdown}, {"menus", LoaderKind::menus}, {"grub", LoaderKind::grub}});
    take(root["firmware"], type.firmware);
    take_window(root["firmware-window"], type.firmware_window);
    take(root["firmware-prompt"], type.firmware_prompt);
    take(root["interrupted"], type.interrupted);
    take(root["host"], type.host);
    take(root["banner"], type.banner);
    take_window(root["window"], type.window);
    take(root["unattended"], type.unattended);
    take(root["prompt"], type.prompt);
    take(root["enter-boots"], type.enter_boots);
    take(root["kernel"], type.kernel);
    take(root["daemons"], type.daemons);
    take(root["shell-question"], type.shell_question);
    take(root["recovery-asks"], type.recovery_asks);
    take(root["recovery-words"], type.recovery_words);
    take(root["named-recovery"], type.named_recovery);
    take(root["header"], type.header);
    return type;
}

}  // namespace drivers::sim
