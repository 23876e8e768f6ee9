#pragma once
// This program's standard output where somebody may stop reading it - a paused terminal, a pager, a slow connection - and nothing else may
// stop for that. What is not taken yet is kept; whoever draws looks first whether it is worth while.

#include <streambuf>
#include <string>

namespace station {

class PatientOutput : public std::streambuf {
  public:
    explicit PatientOutput(int descriptor);
    ~PatientOutput() override;  ///< waits a moment for the rest to be taken
    PatientOutput(const PatientOutput&) = delete;
    PatientOutput& operator=(const PatientOutput&) = delete;

    /// Nothing is read at the other end at the moment: drawing can wait.
    bool is_behind() const { return waiting_.size() > 32 * 1024; }

  protected:
    int_type overflow(int_type byte) override;
    std::streamsize xsputn(const char* bytes, std::streamsize size) override;
    int sync() override;

  private:
    void write_out();

    int descriptor_;
    bool own_ = false;
    std::string waiting_;
};

}  // namespace station
