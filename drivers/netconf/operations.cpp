#include "drivers/netconf/operations.hpp"

#include "drivers/netconf/clean.hpp"
#include "drivers/netconf/schema.hpp"

#include <libyang/libyang.h>
#include <nc_client.h>

#include <stdexcept>
#include <utility>

namespace drivers::netconf {
namespace {

NC_DATASTORE datastore(const std::string& name) {
    if (name == "running") return NC_DATASTORE_RUNNING;
    if (name == "candidate") return NC_DATASTORE_CANDIDATE;
    if (name == "startup") return NC_DATASTORE_STARTUP;
    throw std::invalid_argument{"\"" + name + "\" is no datastore (running, candidate, startup)"};
}

Operation operation(nc_rpc* rpc, Operation::Answer answer = Operation::Answer::ok_or_error) {
    if (!rpc) throw std::invalid_argument{"libnetconf2 takes no such rpc"};
    return {.rpc = std::unique_ptr<nc_rpc, FreeRpc>{rpc}, .answer = answer};
}

/// libyang 2.1 does not look; a unit would, and end the session.
const std::string& checked(const std::string& text) {
    auto copy = text;
    clean(copy);
    if (copy != text) throw std::invalid_argument{"the request holds characters that XML cannot carry"};
    return text;
}

/// An rpc node of one of our modules, to be filled and handed to libnetconf2.
std::unique_ptr<lyd_node, void (*)(lyd_node*)> rpc_node(const char* module, const char* name) {
    lyd_node* node = nullptr;
    if (lyd_new_inner(nullptr, ly_ctx_get_module_implemented(schema(), module), name, 0, &node) != LY_SUCCESS)
        throw std::logic_error{std::string{module} + " has no rpc " + name};
    return {node, lyd_free_tree};
}

}  // namespace

void FreeRpc::operator()(nc_rpc* rpc) const noexcept {
    nc_rpc_free(rpc);
}

Operation execute(const std::string& request) {
    const Quiet quiet;
    auto node = rpc_node("station-rpc", "execute");
    if (lyd_new_term(node.get(), nullptr, "request", checked(request).c_str(), 0, nullptr) != LY_SUCCESS)
        throw std::invalid_argument{std::string{"libyang takes no such request: "} + last_complaint()};
    return operation(nc_rpc_act_generic(node.release(), NC_PARAMTYPE_FREE), Operation::Answer::execute);
}

Operation lock(const std::string& name) {
    return operation(nc_rpc_lock(datastore(name)));
}

Operation unlock(const std::string& name) {
    return operation(nc_rpc_unlock(datastore(name)));
}

Operation get_config(const std::string& name, const std::string& filter) {
    return operation(nc_rpc_getconfig(datastore(name), filter.empty() ? nullptr : checked(filter).c_str(),
                                      NC_WD_UNKNOWN, NC_PARAMTYPE_DUP_AND_FREE),
                     Operation::Answer::data);
}

Operation edit_config(const std::string& name, const std::string& config) {
    return operation(nc_rpc_edit(datastore(name), NC_RPC_EDIT_DFLTOP_UNKNOWN, NC_RPC_EDIT_TESTOPT_UNKNOWN,
                                 NC_RPC_EDIT_ERROPT_UNKNOWN, checked(config).c_str(),
                                 NC_PARAMTYPE_DUP_AND_FREE));
}

Operation validate(const std::string& name) {
    return operation(nc_rpc_validate(datastore(name), nullptr, NC_PARAMTYPE_CONST));
}

Operation commit() {
    return operation(nc_rpc_commit(0, 0, nullptr, nullptr, NC_PARAMTYPE_CONST));
}

Operation commit_confirmed(std::chrono::seconds timeout) {
    if (timeout.count() < 1 || timeout.count() > 0xffffffffL)
        throw std::invalid_argument{"a confirmed commit needs a time of its own"};
    return operation(
        nc_rpc_commit(1, static_cast<std::uint32_t>(timeout.count()), nullptr, nullptr, NC_PARAMTYPE_CONST));
}

Operation discard_changes() {
    return operation(nc_rpc_discard());
}

Operation kill_session(std::uint32_t session_id) {
    return operation(nc_rpc_kill(session_id));
}

// libnetconf2 has a constructor for every rpc but this one, which it sends by itself when a session is freed,
// without waiting for long.
Operation close_session() {
    return operation(
        nc_rpc_act_generic(rpc_node("ietf-netconf", "close-session").release(), NC_PARAMTYPE_FREE));
}

}  // namespace drivers::netconf
