#pragma once
// The rpcs the station sends, as libnetconf2 builds them: RFC 6241's own by their typed constructors, a
// unit's own by station-rpc:execute.

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

struct nc_rpc;

namespace drivers::netconf {

struct FreeRpc {
    void operator()(nc_rpc* rpc) const noexcept;
};

struct Operation {
    /// What libnetconf2 may be told in answer to it.
    enum class Answer {
        ok_or_error,  ///< <ok/> or rpc-error, nothing else
        data,         ///< get-config: <data> as well
        execute       ///< station-rpc's output
    };
    std::unique_ptr<nc_rpc, FreeRpc> rpc;
    Answer answer = Answer::ok_or_error;
};

/// All of these throw std::invalid_argument: on text that XML cannot carry, and on datastores other than
/// running, candidate and startup.
Operation execute(const std::string& request);
Operation lock(const std::string& datastore);
Operation unlock(const std::string& datastore);
Operation get_config(const std::string& datastore, const std::string& subtree_filter);
Operation edit_config(const std::string& datastore, const std::string& config);
Operation validate(const std::string& datastore);
Operation commit();
Operation commit_confirmed(std::chrono::seconds timeout);
Operation discard_changes();
Operation kill_session(std::uint32_t session_id);
Operation close_session();

}  // namespace drivers::netconf
