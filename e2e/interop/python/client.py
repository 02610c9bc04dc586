"""The Python client of OpenTelemetry as a program that a test drives: one JSON object a line goes in, one
comes out. First line: its options; the end of the input stops it."""

import base64
import json
import sys

from opentelemetry._opamp.agent import OpAMPAgent
from opentelemetry._opamp.callbacks import OpAMPCallbacks
from opentelemetry._opamp.client import OpAMPClient
from opentelemetry._opamp.proto import opamp_pb2


def say(event, **members):
    print(json.dumps({"event": event, **members}), flush=True)


class Callbacks(OpAMPCallbacks):
    """Applies every config that is offered."""

    def on_connect_failed(self, agent, client, error):
        say("connect-failed", error=str(error))

    def on_error(self, agent, client, error_response):
        say("server-error", type=error_response.type, message=error_response.error_message)

    def on_message(self, agent, client, message):
        offer = message.remote_config
        if offer is None:
            return
        files = [
            [name, base64.b64encode(file.body).decode()]
            for name, file in offer.config.config_map.items()
        ]
        say("remote-config", hash=offer.config_hash.hex(), files=files)
        client.update_effective_config(
            {name: {"applied": True} for name, _ in files}, content_type="application/json"
        )
        status = client.update_remote_config_status(
            offer.config_hash, opamp_pb2.RemoteConfigStatuses.RemoteConfigStatuses_APPLIED
        )
        if status is not None:
            agent.send(client.build_remote_config_status_response_message(status))


options = json.loads(sys.stdin.readline())
agent = OpAMPAgent(
    interval=0.2,
    callbacks=Callbacks(),
    client=OpAMPClient(
        endpoint=options["endpoint"],
        agent_identifying_attributes={"service.name": "python-client"},
        tls_certificate=options.get("ca", True),
        tls_client_certificate=options.get("certificate"),
        tls_client_key=options.get("key"),
        timeout_millis=10_000,
    ),
)
agent.start()
sys.stdin.read()
agent.stop()
say("stopped")
