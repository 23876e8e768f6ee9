#pragma once
// What a command that changes something does, told once for the CLI, the shell and NETCONF: each gives the
// action an Outlet to talk through.

#include "drivers/sim/answer.hpp"
#include "drivers/task.hpp"

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace drivers::sim {

/// Where an action says what it does and asks whether it may.
class Outlet {
  public:
    virtual ~Outlet() = default;
    virtual void output(std::string_view text) = 0;
    virtual void warning(std::string_view text) = 0;
    virtual void error(std::string_view text) = 0;
    virtual void result(int package_result) = 0;  ///< NETCONF's <package-result>
    virtual bool structured() const = 0;          ///< takes replies rather than text
    virtual void reply(Element element) = 0;      ///< data; only where structured() is true
    virtual Task<bool> confirm(std::string question) = 0;
    virtual Task<> pause(std::chrono::nanoseconds length) = 0;
};

struct Operation {
    Unit& unit;
    Engine& engine;
    Arguments arguments;
    Outlet& outlet;
    std::string user, client;
};

struct Action {
    std::string_view cli, rpc;
    Task<> (*run)(Operation);
    Audience audience = Audience::anyone;
    std::string_view options = "";
};
const std::vector<Action>& actions();

Task<> zeroize(Operation);
Task<> reboot(Operation);
Task<> vmhost_reboot(Operation);
Task<> halt(Operation);
Task<> power_off(Operation);
Task<> set_date(Operation);
Task<> software_add(Operation);
Task<> software_validate(Operation);
Task<> software_rollback(Operation);
Task<> storage_cleanup(Operation);
Task<> snapshot(Operation);
Task<> file_delete(Operation);
Task<> file_copy(Operation);
Task<> rescue_save(Operation);
Task<> rescue_delete(Operation);
Task<> licence_delete(Operation);
Task<> master_switch(Operation);
Task<> clear_reboot(Operation);

}  // namespace drivers::sim
