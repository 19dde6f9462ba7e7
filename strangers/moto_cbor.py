"""CloudWatch in CBOR in front of moto, which has it in JSON: botocore's own codec and models translate requests and answers.

The SDK for Java speaks nothing else to CloudWatch (smithy.io, "Smithy RPC v2 CBOR protocol").
"""
import io

import botocore.session
from botocore import parsers, serialize
from botocore.awsrequest import HeadersDict
from botocore.model import DenormalizedStructureBuilder
from moto.core.serialize import SERIALIZERS

CBOR, JSON = "rpc-v2-cbor", "application/x-amz-json-1.0"
ERROR = DenormalizedStructureBuilder().with_members({"__type": {"type": "string"}, "message": {"type": "string"}}).build_model()


class Translator:
    """A WSGI application before another one; what does not come in CBOR is not its own."""

    def __init__(self, behind):
        if "smithy-rpc-v2-cbor" in SERIALIZERS:
            raise SystemExit("moto speaks CBOR by now: strike strangers/moto_cbor.py")
        self.behind = behind
        self.models = botocore.session.get_session().get_service_model("cloudwatch")

    def __call__(self, environ, start_response):
        if environ.get("HTTP_SMITHY_PROTOCOL") != CBOR:
            return self.behind(environ, start_response)
        operation = self.models.operation_model(environ["PATH_INFO"].rsplit("/", 1)[1])
        told = {}
        body = b"".join(self.behind(self._in_json(environ, operation), lambda status, headers, _=None: told.update(status=status, headers=headers)))
        answer = self._in_cbor(operation, int(told["status"].split()[0]), HeadersDict(told["headers"]), body)
        kept = [(name, value) for name, value in told["headers"] if name.lower() not in ("content-type", "content-length")]
        start_response(told["status"], [*kept, ("Content-Type", "application/cbor"), ("Content-Length", str(len(answer))), ("smithy-protocol", CBOR)])
        return [answer]

    def _in_json(self, environ, operation):
        sent = parsers.RpcV2CBORParser()
        asked = sent.parse_data_item(sent.get_peekable_stream_from_bytes(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))))
        request = serialize.JSONSerializer().serialize_to_request(asked, operation)
        return environ | {"PATH_INFO": "/", "RAW_URI": "/", "REQUEST_URI": "/", "HTTP_X_AMZ_TARGET": request["headers"]["X-Amz-Target"], "CONTENT_TYPE": JSON,
                          "CONTENT_LENGTH": str(len(request["body"])), "wsgi.input": io.BytesIO(request["body"])}

    @staticmethod
    def _in_cbor(operation, status, headers, body):
        read = parsers.JSONParser().parse({"status_code": status, "headers": headers, "body": body}, operation.output_shape)
        if status < 300 and operation.output_shape is None:
            return b""
        shape, value = operation.output_shape, {name: told for name, told in read.items() if name != "ResponseMetadata"}
        if status >= 300:
            shape, value = ERROR, {"__type": read["Error"]["Code"], "message": read["Error"]["Message"]}
        written = bytearray()
        serialize.RpcV2CBORSerializer()._serialize_data_item(written, value, shape)
        return bytes(written)
