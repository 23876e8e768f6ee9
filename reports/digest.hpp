#pragma once
// One digest of bytes that come piece by piece. Drivers have one of their own (ssh/sending.cpp): they do not see this folder.

#include <memory>
#include <string>
#include <string_view>

struct evp_md_ctx_st;

namespace reports {

class Digest {
  public:
    /// "sha256", "sha1", "md5". Throws std::runtime_error where there is no such method.
    explicit Digest(const std::string& method);
    void add(std::string_view bytes);
    /// Lower-case hex of all that was added. Once.
    std::string hex();

  private:
    std::unique_ptr<evp_md_ctx_st, void (*)(evp_md_ctx_st*)> context_;
};

}  // namespace reports
