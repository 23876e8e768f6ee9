#pragma once
// Who may do what in a telnet conversation: offers, answers, and no endless loop of them (RFC 855, RFC 1143).

#include "drivers/telnet/wire.hpp"

#include <map>
#include <string>

namespace drivers::telnet {

class Options {
  public:
    /// What this side offers to do (WILL) and asks the peer to do (DO); the bytes to send for it.
    std::string offer(unsigned char option);
    std::string request(unsigned char option);
    /// What the peer may do when it offers to, though we did not ask.
    void accept(unsigned char option) { theirs_[option].welcome = true; }

    /// Takes WILL, WONT, DO or DONT; the bytes to answer, which may be none.
    std::string receive(Verb verb, unsigned char option);

    bool ours(unsigned char option) const { return stands(ours_, option) == Stand::yes; }
    bool theirs(unsigned char option) const { return stands(theirs_, option) == Stand::yes; }
    /// Every offer and request of ours was answered.
    bool settled() const;

  private:
    enum class Stand { no, asked, yes };
    struct Side {
        Stand stand = Stand::no;
        bool welcome = false;  ///< agreed to whenever the peer asks
    };
    using Sides = std::map<unsigned char, Side>;
    static Stand stands(const Sides& sides, unsigned char option);

    Sides ours_, theirs_;
};

}  // namespace drivers::telnet
