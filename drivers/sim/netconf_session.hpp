#pragma once
// One NETCONF session with a simulated unit: base:1.0 framing, Junos's dialect, its locks and its private
// candidate.

#include "drivers/sim/commands.hpp"
#include "drivers/sim/seat.hpp"

#include <pugixml.hpp>

#include <optional>
#include <string>

namespace drivers::sim {

std::string local_name(const pugi::xml_node& node);

struct RpcProblem {
    std::string severity = "error", path{}, message{}, bad_element{};
};
std::string rpc_error(const RpcProblem& problem);

class NetconfSession {
  public:
    explicit NetconfSession(Seat seat);
    Task<> run();  ///< until <close-session/>

    enum class Format { xml, text, json };

  private:
    Task<> take(std::string text);
    Task<> call(pugi::xml_node request, std::string& body);
    Task<> execute(Found found, std::string name, Format format, std::string& body);
    Task<> command(pugi::xml_node request, std::string& body);

    // The rpcs about configurations, in netconf_config.cpp. False when `request` is none of them.
    bool configuration_rpc(const pugi::xml_node& request, std::string& body);
    void get_configuration(const pugi::xml_node& request, std::string& body);
    void get_config(const pugi::xml_node& request, std::string& body);
    void load(const pugi::xml_node& request, std::string& body);
    void edit(const pugi::xml_node& request, std::string& body);
    void commit(const pugi::xml_node& request, std::string& body, bool check_only);
    void lock(std::string& body);
    void report(const LoadResult& result, bool wrapped, std::string& body);
    bool may_change(std::string& body);

    ConfigStore& store() { return seat_.engine.config; }
    Config& config() { return own_ ? *own_ : store().candidate(); }

    Seat seat_;
    Presence presence_;
    std::optional<Config> own_;  ///< a private candidate
    bool over_ = false, unfinished_ = false;
};

}  // namespace drivers::sim
