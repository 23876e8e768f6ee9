#include "drivers/netconf/schema.hpp"

#include "yang/schema.hpp"

#include <libyang/libyang.h>
#include <nc_client.h>

#include <memory>
#include <stdexcept>
#include <string>

namespace drivers::netconf {
namespace {

// Debian's libyuma-base.
constexpr auto standard_modules = "/usr/share/yuma/modules/ietf";

using Context = std::unique_ptr<ly_ctx, void (*)(ly_ctx*)>;

void load(ly_ctx* context, const char* module, const char** features) {
    if (!ly_ctx_load_module(context, module, nullptr, features))
        throw std::runtime_error{std::string{module} + ".yang does not load: " + ly_errmsg(context)};
}

Context load_all() {
    const Quiet quiet;
    ly_ctx* context = nullptr;
    // Nothing is fetched and nothing looked up later: what a unit's hello names never reaches this context.
    ly_ctx_new((yang::data_folder() / "yang").c_str(), LY_CTX_NO_YANGLIBRARY | LY_CTX_DISABLE_SEARCHDIR_CWD,
               &context);
    Context owned{context, ly_ctx_destroy};
    if (!context || ly_ctx_set_searchdir(context, standard_modules) != LY_SUCCESS)
        throw std::runtime_error{std::string{"the NETCONF modules are not installed: "} + standard_modules};
    const char* features[] = {"writable-running",
                              "candidate",
                              "confirmed-commit",
                              "rollback-on-error",
                              "validate",
                              "startup",
                              "url",
                              nullptr};
    load(context, "ietf-netconf", features);
    load(context, "station-rpc", nullptr);
    return owned;
}

}  // namespace

ly_ctx* schema() {
    static const Context context = [] {
        nc_client_init();
        // It prints on stderr otherwise; what matters comes back as return codes and in last_complaint().
        nc_set_print_clb_session([](const nc_session*, NC_VERB_LEVEL, const char*) {});
        return load_all();
    }();
    return context.get();
}

const char* last_complaint() {
    const auto* text = ly_errmsg(schema());
    return text ? text : "no reason given";
}

Quiet::Quiet() : options_{LY_LOSTORE_LAST} {
    ly_temp_log_options(&options_);
}

Quiet::~Quiet() {
    ly_temp_log_options(nullptr);
}

}  // namespace drivers::netconf
