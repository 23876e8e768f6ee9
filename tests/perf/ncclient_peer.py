#!/usr/bin/python3
"""The peer: ncclient, a thread a session. Prints the line that the other programs print.
ncclient_peer.py PORT USER KEY SESSIONS RPCS RPC"""
import logging, os, statistics, sys, threading, time
from ncclient import manager
from ncclient.xml_ import new_ele

logging.disable(logging.CRITICAL)
user, key, rpc = sys.argv[2], sys.argv[3], sys.argv[6]
port, sessions, rpcs = int(sys.argv[1]), int(sys.argv[4]), int(sys.argv[5])


def resident():
    return int(open("/proc/self/statm").read().split()[1]) * 4


def connect():
    return manager.connect(host="127.0.0.1", port=port, username=user, key_filename=key, hostkey_verify=False,
                           allow_agent=False, look_for_keys=False, device_params={"name": "junos"}, timeout=120)


warm_up = connect()  # its imports happen on first use
warm_up.rpc(new_ele(rpc))
moments, latencies, failures, lock = [], [], 0, threading.Lock()


def note():
    moments.append((time.time(), time.process_time(), resident()))


note()
together, handshakes = threading.Barrier(sessions, action=note), threading.Semaphore(8)


def work():
    global failures
    own, link = [], None
    with handshakes:
        try:
            link = connect()
        except Exception as error:
            print(error, file=sys.stderr)
            failures += 1
    together.wait()
    for _ in range(rpcs if link else 0):
        start = time.time()
        link.rpc(new_ele(rpc))
        own.append(time.time() - start)
    with lock:
        latencies.extend(own)
    together.wait()


threads = [threading.Thread(target=work) for _ in range(sessions)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
begun, connected, done = moments
count = max(len(latencies), 1)
print(f"failures={failures} rpcs={len(latencies)} rpc_s={count / (done[0] - connected[0]):.1f}",
      f"cpu_ms={(done[1] - connected[1]) / count * 1e3:.4f} latency_ms={statistics.median(latencies or [0]) * 1e3:.4f}",
      f"session_kb={(done[2] - begun[2]) / sessions:.1f}",
      f"connect_cpu_ms={(connected[1] - begun[1]) / sessions * 1e3:.3f}", flush=True)
os._exit(0)
