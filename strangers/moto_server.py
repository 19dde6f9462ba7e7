"""Serves moto on a free port of loopback until its standard input ends; prints the port as its first line.

With a URL as its argument it runs state machines for real, on the stage behind that URL.
"""
import logging
import sys

from moto.moto_server import threaded_moto_server
from moto.server import ThreadedMotoServer

from moto_cbor import Translator

logging.getLogger("werkzeug").setLevel(logging.ERROR)
logging.getLogger("moto").setLevel(logging.CRITICAL)
if len(sys.argv) > 1:
    import moto_machines

    moto_machines.install(sys.argv[1])
dispatcher = threaded_moto_server.DomainDispatcherApplication
threaded_moto_server.DomainDispatcherApplication = lambda *arguments: Translator(dispatcher(*arguments))
server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
server.start()
print(server.get_host_and_port()[1], flush=True)
sys.stdin.read()
server.stop()
