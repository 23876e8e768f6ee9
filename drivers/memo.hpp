#pragma once
// Remembers what was made of a text, for what takes long to make and never changes. For any thread.

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace drivers {

template <class Value>
class Memo {
  public:
    static constexpr std::size_t most = 4096;  ///< then it begins anew: what is in use lives on

    /// What `make` makes of this text: a std::shared_ptr, made once. What it throws is thrown, and not remembered.
    template <class Make>
    std::shared_ptr<const Value> of(std::string_view text, Make make) {
        const std::lock_guard guard{mutex_};
        if (const auto known = known_.find(text); known != known_.end()) return known->second;
        if (known_.size() >= most) known_.clear();
        std::shared_ptr<const Value> made = make();
        return known_.emplace(text, std::move(made)).first->second;
    }

  private:
    std::mutex mutex_;
    std::map<std::string, std::shared_ptr<const Value>, std::less<>> known_;
};

}  // namespace drivers
