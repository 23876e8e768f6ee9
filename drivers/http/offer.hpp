#pragma once
// One file that a unit fetches from the station over HTTP: at a URL nobody can guess, on one address of the station, with ranges so that a
// fetch that broke goes on, until it was fetched once as a whole. Nothing else can be asked for. The digest is the unit's to compute.

#include "drivers/link.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

namespace drivers::http {

/// How long somebody may say or take nothing before he is let go.
struct OfferLimits {
    Clock::duration silence = std::chrono::seconds{60};
    unsigned connections = 8;
};

struct Offering;

class Offer {
  public:
    /// Serves on the executor's thread from now on. Throws LinkError{refused} where it cannot listen on `address`, std::system_error
    /// where it cannot read the file.
    Offer(asio::any_io_executor executor, const std::filesystem::path& file, const std::string& address, Progress progress = {},
          OfferLimits limits = {});
    /// Closes everything; `progress` is not called any more.
    ~Offer();
    Offer(const Offer&) = delete;
    Offer& operator=(const Offer&) = delete;

    const std::string& url() const;
    std::uint64_t size() const;
    /// So many bytes from the file's first on were given away.
    std::uint64_t given() const;
    bool over() const;  ///< all of them: nobody gets any more

  private:
    std::shared_ptr<Offering> state_;
};

}  // namespace drivers::http
