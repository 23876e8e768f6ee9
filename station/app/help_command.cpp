// `station help`: what somebody at a bench needs, one page a topic. The options of each command are told by `--help`.

#include "reports/run_folder.hpp"
#include "station/app/commands.hpp"
#include "station/app/places.hpp"
#include "yang/schema.hpp"

#include <iostream>
#include <stdexcept>

namespace station {
namespace {

constexpr auto at_the_bench = R"(At the bench
  1  Rack the unit, wire its console to the slot's port and its management port to the bench network.
     A unit with two routing engines needs both consoles wired: each has to prove its own wipe.
  2  Scan the chassis label and run the procedure:
       station run --bench bench-3.yaml --slot A1 --serial <label> --owner-release <reference> certify
  3  Do what it asks. The last lines name the verdict, the record and its papers.

What it ends with                                                            exit code
  pass     every step passed                                                         0
  fail     the unit is at fault: the line says of what, and what to do with it       1
  error    the station, a cable or a file is at fault: says nothing of the unit      2
  stopped  by Ctrl-C                                                                 3

What it will not do
  It wipes or installs nothing unless the serial read over the wire is the one scanned at intake and the owner's
  release is given with --owner-release. Ctrl-C stops a run; while a unit is being wiped or loaded the run says why
  it goes on to the end of that step. A question that nobody answers is never a pass.

Questions
  A number or the answer's own words, a comment after it if there is one: 2 scratched fan tray. Questions that follow
  one another are asked in one go and shown once more before they count: Enter accepts, a number changes.

When something is wrong
  the console prints nothing          is the unit powered, the cable in the right port? is ?baud= right?
  <port> is in use                    another station or terminal program has it
  no credentials were accepted        put the unit's into the bench's credentials file, or let a procedure recover access
  what happened?                      station records list, station records show ID; station records replay ID console
  a unit nobody here knows?           station family replay FAMILY LOG; station family list

More
  station plan --bench FILE --slot A1 what loading the unit will take, and what the bench lacks for it; executes nothing
  station catalogue show              which release units leave with, and what is to be said against it
  station images list --bench FILE    the images there are, and for which units
  station help bench                  how to wire a bench, with an example file
  station help procedures             what is shipped, and what each step does
  station COMMAND --help              the options of a command
  station check FILE...               whether a bench, procedure or family is right: file, line, what was expected
)";

constexpr auto wiring = R"(Wiring a bench
  console         the routing engine's CONSOLE port, 9600 8N1, through a serial adapter with a stable name:
                  serial:///dev/station/a1 (udev/70-station.rules gives such names); ?baud=115200 sets another speed.
                  Behind a terminal server: telnet://192.0.2.9:2001, tcp://192.0.2.9:4001, ssh://console@192.0.2.9:2201.
                  `station bench scan` says what is alive on which port, and proposes this file
  other-consoles  the second routing engine's, or those of the other members: each proves its own wipe
  management      the unit's management port on a network of the bench's own. `address` is what the unit gets while it
                  stands in the slot; nothing on that network may hand out addresses
  power           how the unit's mains is switched: snmp: outlets of a PDU, exec: a program, manual: asks you
  credentials     a file of user:password lines that are tried in turn; mode 0600, or it is refused
  images          the folder of software images, under the names they have where they come from;
                  `station images add` fills it, `station plan` says what loading a unit will take
  catalogue       a file of this bench's own releases; its rows come before those of the shipped catalogue
  families        a folder of this bench's own families: new ones, or what differs in a shipped one of that name
  procedures      a folder of this bench's own procedures: `station run ... NAME` finds NAME.yaml there, then the shipped ones
  records-space   how many megabytes have to be free for the records before anything is destroyed (100)
  images-address  this machine's address on the bench network, for old routers that fetch images over HTTP faster
                  than they take them over SSH; nothing listens where it is not given

An example to copy, then check with `station check`:

)";

}  // namespace

int help_command(const std::string& topic) {
    if (topic.empty())
        std::cout << at_the_bench;
    else if (topic == "bench")
        std::cout << wiring << reports::read_whole(yang::data_folder() / "udev" / "bench" / "example.yaml");
    else if (topic == "procedures")
        std::cout << reports::read_whole(yang::data_folder() / "procedures" / "README.md");
    else
        throw std::invalid_argument{"there is no help on \"" + topic + "\"; there is on bench and procedures"};
    return exit_code::pass;
}

}  // namespace station
