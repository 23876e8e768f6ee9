#pragma once
// The program's commands, each a function from its options to an exit code. main.cpp reads the command line.

#include <filesystem>
#include <string>
#include <vector>

namespace station {

struct RunOptions {
    std::filesystem::path bench, procedure, records = "records";
    std::string slot, serial, operator_name, owner_release;
    bool unattended = false;  ///< nobody answers questions
};
int run_command(const RunOptions& options);

struct IdentifyOptions {
    std::filesystem::path bench;
    std::string slot;
    bool identify = false;  ///< the only thing there is to do yet
};
/// What stands on a slot's consoles: 0 something known, 1 silent or unknown, 2 the station's trouble.
int identify_command(const IdentifyOptions& options);

/// One page for people: how to work here (""), how to wire a bench ("bench"), what is shipped ("procedures").
int help_command(const std::string& topic);

struct CheckOptions {
    std::vector<std::filesystem::path> files;
    std::filesystem::path bench;  ///< whose families count too; empty: the shipped ones alone
};
/// Validates documents of ours: YAML by their first key, JSON records.
int check_command(const CheckOptions& options);

struct FamilyOptions {
    std::string family;
    std::filesystem::path transcript, expected;  ///< expected: empty for TRANSCRIPT.expect, where that is there
};
/// The families that are known, one a line.
int family_list_command();
/// What a family makes of a console's log, line by line: 1 when it is not what is expected of it.
int family_replay_command(const FamilyOptions& options);

struct ScanOptions {
    std::vector<std::string> endpoints;  ///< consoles to look at instead of this machine's ports
    std::string name = "bench-1";
    std::filesystem::path out;
    bool names_only = false;  ///< list the ports, open none
};
/// Lists the serial ports, says what is alive on each, and proposes a bench file.
int bench_scan_command(const ScanOptions& options);

struct RecordsOptions {
    std::filesystem::path records = "records", out;
    std::string id, format = "json";
    std::string transcript;  ///< to replay: "console", "ssh-1", ...; empty: they are listed
};
int records_list_command(const RecordsOptions& options);
int records_show_command(const RecordsOptions& options);
int records_export_command(const RecordsOptions& options);
/// What was said and typed, line by line; 2 when the transcript is not the one that was sealed.
int records_replay_command(const RecordsOptions& options);
/// Checks every seal, the chain from each to the one before, and the files beside the database.
int records_verify_command(const RecordsOptions& options);

struct CatalogueOptions {
    std::filesystem::path catalogue;  ///< empty: the bench's own, else the shipped one
    std::filesystem::path bench;      ///< whose families count too; empty: none
    std::vector<std::filesystem::path> files;
    bool dry_run = false;  ///< say what would change, write nothing
};
/// The releases units leave with, and what is to be said about each today.
int catalogue_show_command(const CatalogueOptions& options);
/// Takes over tables (CSV) and Juniper's CVE records (JSON); a single bad row, and nothing is.
int catalogue_import_command(const CatalogueOptions& options);

struct ImagesOptions {
    std::filesystem::path bench, folder;  ///< one of the two says where the images are
    std::vector<std::string> files;       ///< to add: files; else names of images, empty: all
    std::string digest;                   ///< the maker's, of the one image that is added
};
int images_add_command(const ImagesOptions& options);
int images_list_command(const ImagesOptions& options);
/// Reads every byte of them: 0 when all are as they were added.
int images_verify_command(const ImagesOptions& options);
int images_remove_command(const ImagesOptions& options);

struct PlanOptions {
    std::filesystem::path bench, catalogue, records = "records";
    std::string slot, serial;                  ///< the unit as the newest record of them has it; or:
    std::string model, routing_engine, from;   ///< as they are given
    int engines = 1;
    std::string release;    ///< empty: what the procedure loads, else the catalogue's target
    std::string procedure;  ///< empty: the shipped certify
    bool unattended = false;
};
/// What loading that unit will take, and what the procedure will lack: 0 when it can be done, 2 when anything is missing. Executes nothing.
int plan_command(const PlanOptions& options);

struct DemoOptions {
    std::filesystem::path out = "records/demo";
    std::string only;  ///< one personality, by its file's name; empty: all
    int copies = 1;    ///< of each
    unsigned image_megabytes = 4;
    bool pdf = true;
};
int demo_command(const DemoOptions& options);

}  // namespace station
