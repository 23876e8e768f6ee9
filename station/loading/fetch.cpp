#include "station/loading/fetch.hpp"

#include "drivers/console.hpp"
#include "drivers/http/offer.hpp"
#include "station/engine/access.hpp"
#include "station/engine/text.hpp"
#include "station/loading/transfer.hpp"

#include <algorithm>

namespace station {
namespace {

using drivers::Task;

std::string last_words(std::string said) {
    while (!said.empty() && static_cast<unsigned char>(said.back()) <= ' ') said.pop_back();
    return said.substr(said.size() - std::min<std::size_t>(said.size(), 200));
}

}  // namespace

bool may_fetch(Context& context, const Staged& image) { return !image.package->fetch.empty() && !context.bench().images_address.empty(); }

Task<std::string> fetch(Context& context, const Staged& image, drivers::Progress progress, drivers::Deadline deadline) {
    auto* console = co_await context.access().console();
    std::string trouble;
    try {
        const drivers::http::Offer offer{co_await drivers::asio::this_coro::executor, image.file, context.bench().images_address, std::move(progress)};
        auto values = image.values();
        values["url"] = offer.url();
        const auto command = drivers::filled(image.package->fetch, values);
        const auto began = drivers::Clock::now();
        const auto said = co_await console->command(command, deadline);
        if (offer.over()) {
            co_await context.note(image.name() + " was fetched by the unit over HTTP");
            co_await took(context, "fetch", began);
            co_return "";
        }
        trouble = std::to_string(offer.given()) + " of " + std::to_string(offer.size()) + " bytes: \"" + last_words(said) + "\"";
    } catch (const drivers::LinkError& error) {
        if (error.fault() != drivers::Fault::refused) throw;
        trouble = error.what();
    }
    co_return trouble;
}

}  // namespace station
