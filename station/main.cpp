// The station's command line: reads it, runs one command, turns what went wrong into one clear line.

#include "drivers/junos/inspect.hpp"
#include "station/app/commands.hpp"
#include "station/app/places.hpp"

#include <CLI/CLI.hpp>
#include <malloc.h>

#include <csignal>
#include <iostream>

namespace {

using namespace station;

void add_run(CLI::App& app, int& code) {
    auto options = std::make_shared<RunOptions>();
    auto* run = app.add_subcommand("run", "run a procedure on the unit in a slot");
    run->add_option("--bench", options->bench, "the bench file")->required();
    run->add_option("--slot", options->slot, "the slot the unit stands in")->required();
    run->add_option("--serial", options->serial, "the chassis label, as scanned")->required();
    run->add_option("--owner-release", options->owner_release, "reference of the owner's permission to wipe the unit");
    run->add_option("--operator", options->operator_name, "who is at the bench");
    run->add_option("--records", options->records, "the folder of records")->capture_default_str();
    run->add_flag("--unattended", options->unattended, "nobody is there to answer questions");
    run->add_option("procedure", options->procedure, "the procedure: a file, or the name of one of the bench's or the shipped ones, such as certify")->required();
    run->callback([options, &code] { code = run_command(*options); });
}

void add_console(CLI::App& app, int& code) {
    auto options = std::make_shared<IdentifyOptions>();
    auto* console = app.add_subcommand("console", "say what stands on a slot's consoles; types nothing but line ends");
    console->add_option("slot", options->slot, "the slot")->required();
    console->add_option("--bench", options->bench, "the bench file")->required();
    console->add_flag("--identify", options->identify, "say what stands there, what was read, and what a run would do next")->required();
    console->callback([options, &code] { code = identify_command(*options); });
}

void add_files(CLI::App& app, int& code) {
    auto files = std::make_shared<std::vector<std::filesystem::path>>();
    auto* inspect = app.add_subcommand("inspect", "read saved replies or CLI text of a unit, and print what they say as JSON");
    inspect->add_option("files", *files, "saved replies (XML, CLI text, JSON)")->required();
    inspect->callback([files, &code] { code = drivers::junos::inspect_files(*files, std::cout, std::cerr); });
    auto* check = app.add_subcommand("check", "check documents of ours: benches, families, procedures, catalogues, records");
    auto checked = std::make_shared<CheckOptions>();
    check->add_option("files", checked->files, "YAML or JSON files")->required();
    check->add_option("--bench", checked->bench, "a bench whose own families count too");
    check->callback([checked, &code] { code = check_command(*checked); });
}

void add_family(CLI::App& app, int& code) {
    auto options = std::make_shared<FamilyOptions>();
    auto* family = app.add_subcommand("family", "what is known of units of a kind")->require_subcommand(1);
    auto* list = family->add_subcommand("list", "the families that are known");
    list->callback([&code] { code = family_list_command(); });
    auto* replay = family->add_subcommand("replay", "say, line by line, what a family takes a console's log for, and how that differs from what is expected");
    replay->add_option("family", options->family, "the family's name, or a chassis model")->required();
    replay->add_option("transcript", options->transcript, "a log as a terminal saves it, or a transcript of ours")->required();
    replay->add_option("--expect", options->expected, "what is expected of it, lines of KEY = VALUE; TRANSCRIPT.expect where that is there");
    replay->callback([options, &code] { code = family_replay_command(*options); });
}

void add_help(CLI::App& app, int& code) {
    auto topic = std::make_shared<std::string>();
    auto* help = app.add_subcommand("help", "one page on working at a bench; `help bench` on wiring one, `help procedures` on what is shipped");
    help->add_option("topic", *topic, "bench or procedures");
    help->callback([topic, &code] { code = help_command(*topic); });
}

void add_bench(CLI::App& app, int& code) {
    auto options = std::make_shared<ScanOptions>();
    auto* bench = app.add_subcommand("bench", "look at how a bench is wired")->require_subcommand(1);
    auto* scan = bench->add_subcommand("scan", "list the console ports, say what is alive on each (types only line ends), propose a bench file");
    scan->add_option("consoles", options->endpoints, "consoles to look at instead of this machine's ports, such as telnet://192.0.2.9:2001");
    scan->add_option("--name", options->name, "the bench's name")->capture_default_str();
    scan->add_option("--out", options->out, "the file to write; standard output when absent");
    scan->add_flag("--names-only", options->names_only, "list the ports, open none");
    scan->callback([options, &code] { code = bench_scan_command(*options); });
}

void add_records(CLI::App& app, int& code) {
    auto options = std::make_shared<RecordsOptions>();
    auto* records = app.add_subcommand("records", "look at what was recorded")->require_subcommand(1);
    records->add_option("--records", options->records, "the folder of records")->capture_default_str();
    auto* list = records->add_subcommand("list", "all records, newest first");
    list->callback([options, &code] { code = records_list_command(*options); });
    auto* show = records->add_subcommand("show", "one record, readable");
    show->add_option("id", options->id, "the record")->required();
    show->callback([options, &code] { code = records_show_command(*options); });
    auto* output = records->add_subcommand("export", "one record for other programs");
    output->add_option("id", options->id, "the record")->required();
    output->add_option("--format", options->format, "json (the sealed bytes), measurements or parts (CSV)")
        ->capture_default_str()
        ->check(CLI::IsMember({"json", "measurements", "parts"}));
    output->add_option("--out", options->out, "the file to write; standard output when absent");
    output->callback([options, &code] { code = records_export_command(*options); });
    auto* replay = records->add_subcommand("replay", "what a unit said and what was typed, line by line");
    replay->add_option("id", options->id, "the record")->required();
    replay->add_option("transcript", options->transcript, "console, console-1, ssh-1, ...; without it they are listed");
    replay->callback([options, &code] { code = records_replay_command(*options); });
    auto* verify = records->add_subcommand("verify", "check that no record was changed since it was sealed");
    verify->callback([options, &code] { code = records_verify_command(*options); });
    for (auto* each : {list, show, output, verify}) each->fallthrough();
}

void add_catalogue(CLI::App& app, int& code) {
    auto options = std::make_shared<CatalogueOptions>();
    auto* catalogue = app.add_subcommand("catalogue", "which release units leave the bench with")->require_subcommand(1);
    catalogue->add_option("--catalogue", options->catalogue, "the catalogue file; the bench's own, else the shipped one when absent");
    catalogue->add_option("--bench", options->bench, "a bench file: its catalogue and its families");
    auto* show = catalogue->add_subcommand("show", "every family's release, how old its row is, what holes are known of");
    show->callback([options, &code] { code = catalogue_show_command(*options); });
    auto* import = catalogue->add_subcommand("import", "take over tables (.csv) and Juniper's CVE records (.json, CVE JSON 5); one bad row, and nothing is");
    import->add_option("files", options->files, "files, or folders of them")->required();
    import->add_flag("--dry-run", options->dry_run, "say what would change, write nothing");
    import->callback([options, &code] { code = catalogue_import_command(*options); });
    for (auto* each : {show, import}) each->fallthrough();
}

void add_images(CLI::App& app, int& code) {
    auto options = std::make_shared<ImagesOptions>();
    auto* images = app.add_subcommand("images", "the software images of a bench")->require_subcommand(1);
    images->add_option("--bench", options->bench, "the bench file, which names the folder");
    images->add_option("--images", options->folder, "the folder itself");
    auto* add = images->add_subcommand("add", "copy images into the folder, with their digests; one beside it (.sha256, .sha1, .md5) has to be right");
    add->add_option("files", options->files, "image files, under the names they have where they come from")->required();
    add->add_option("--digest,--sha256", options->digest, "what the maker published: SHA-256, SHA-1 or MD5");
    add->callback([options, &code] { code = images_add_command(*options); });
    auto* list = images->add_subcommand("list", "what is there, and for which units");
    list->callback([options, &code] { code = images_list_command(*options); });
    auto* verify = images->add_subcommand("verify", "read every byte: are they what was added?");
    verify->add_option("names", options->files, "only these");
    verify->callback([options, &code] { code = images_verify_command(*options); });
    auto* remove = images->add_subcommand("remove", "take images off the list and the disk");
    remove->add_option("names", options->files, "their names")->required();
    remove->callback([options, &code] { code = images_remove_command(*options); });
    for (auto* each : {add, list, verify, remove}) each->fallthrough();
}

void add_plan(CLI::App& app, int& code) {
    auto options = std::make_shared<PlanOptions>();
    auto* plan = app.add_subcommand("plan", "what loading software onto a unit will take, step by step; executes nothing");
    plan->add_option("--bench", options->bench, "the bench file, which names the images")->required();
    plan->add_option("--slot", options->slot, "the unit that the newest record of this slot is about");
    plan->add_option("--serial", options->serial, "the unit of this serial");
    plan->add_option("--model", options->model, "instead: a chassis model, such as its label says");
    plan->add_option("--routing-engine", options->routing_engine, "with --model, where the chassis takes engines of several kinds: the engine's model");
    plan->add_option("--from", options->from, "with --model: the release it runs");
    plan->add_option("--engines", options->engines, "with --model: how many routing engines or members")->check(CLI::Range(1, 10))->capture_default_str();
    plan->add_option("--release", options->release, "the release wanted; target: the catalogue's; what the procedure loads when absent");
    plan->add_option("procedure", options->procedure, "the procedure whose needs are looked at: a file or a name; certify when absent");
    plan->add_flag("--unattended", options->unattended, "nobody will be there to answer questions");
    plan->add_option("--records", options->records, "the folder of records, which know how long things took")->capture_default_str();
    plan->add_option("--catalogue", options->catalogue, "the catalogue file; the bench's own over the shipped one when absent");
    plan->callback([options, &code] { code = plan_command(*options); });
}

void add_demo(CLI::App& app, int& code) {
    auto options = std::make_shared<DemoOptions>();
    auto* demo = app.add_subcommand("demo", "qualify a bench of simulated units, good and bad, at the same time");
    demo->add_option("--out", options->out, "where its bench, records and papers go")->capture_default_str();
    demo->add_option("--only", options->only, "one personality of drivers/sim/units, without .yaml");
    demo->add_option("--copies", options->copies, "how many of each")->check(CLI::Range(1, 500))->capture_default_str();
    demo->add_option("--image-megabytes", options->image_megabytes, "how large the images are that it loads")->check(CLI::Range(1, 4000))->capture_default_str();
    demo->add_flag("!--no-pdf", options->pdf, "make no PDF files");
    demo->callback([options, &code] { code = demo_command(*options); });
}

}  // namespace

int main(int argc, char** argv) {
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);  // a file that may not grow is an error to tell, as a full disk is
    // What one large reply took is kept for the next: given back and asked for again it costs a quarter of the
    // time that reading a reply takes.
    mallopt(M_TRIM_THRESHOLD, 16 * 1024 * 1024);
    int code = exit_code::pass;
    CLI::App app{"The certification test station: verifies, wipes, loads and qualifies returned units, and records what it saw."};
    app.require_subcommand(1);
    app.set_version_flag("--version", STATION_VERSION);
    add_run(app, code);
    add_console(app, code);
    add_files(app, code);
    add_bench(app, code);
    add_records(app, code);
    add_catalogue(app, code);
    add_images(app, code);
    add_plan(app, code);
    add_demo(app, code);
    add_family(app, code);
    add_help(app, code);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& wrong) {
        return app.exit(wrong) == 0 ? exit_code::pass : exit_code::error;
    } catch (const std::exception& broken) {
        std::cerr << "station: " << broken.what() << "\n";
        return exit_code::error;
    }
    return code;
}
