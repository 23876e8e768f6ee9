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

/// Validates documents of ours: YAML by their first key, JSON records.
int check_command(const std::vector<std::filesystem::path>& files);

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
};
int records_list_command(const RecordsOptions& options);
int records_show_command(const RecordsOptions& options);
int records_export_command(const RecordsOptions& options);
/// Checks every seal, the chain from each to the one before, and the files beside the database.
int records_verify_command(const RecordsOptions& options);

struct DemoOptions {
    std::filesystem::path out = "records/demo";
    std::string only;  ///< one personality, by its file's name; empty: all
    int copies = 1;    ///< of each
    bool pdf = true;
};
int demo_command(const DemoOptions& options);

}  // namespace station
