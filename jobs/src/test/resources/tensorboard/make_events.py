"""Writes events.json: event files as TensorBoard's own Python package writes them.

Needs: pip install tensorboard==2.21.0. Each case lists events in plain words and has the bytes of
the file that they make, in base64.
"""

import base64
import io
import json
import pathlib

from tensorboard.compat.proto.event_pb2 import Event, SessionLog
from tensorboard.compat.proto.summary_pb2 import Summary
from tensorboard.compat.proto.tensor_pb2 import TensorProto
from tensorboard.compat.proto.tensor_shape_pb2 import TensorShapeProto
from tensorboard.compat.proto.types_pb2 import DT_STRING
from tensorboard.plugins.text import metadata
from tensorboard.summary.writer.record_writer import RecordWriter

CASES = {
    "begin": [{"kind": "version", "seconds": 1750000000.125}],
    "scalars": [
        {"kind": "version", "seconds": 1.0},
        {"kind": "scalars", "seconds": 1.5, "step": 1, "values": {"train/loss": 2.75}},
        {
            "kind": "scalars",
            "seconds": 1750000000.001,
            "step": 300,
            "values": {"train/loss": 0.1, "train/learning_rate": 2e-5, "train/grad_norm": 0.0},
        },
        {"kind": "scalars", "seconds": 2.0, "step": 5_000_000_000, "values": {"eval/loss": -1e30}},
        {"kind": "scalars", "seconds": 3.0, "step": 0, "values": {"eval/손실": 1e-45}},
        {"kind": "scalars", "seconds": 4.0, "step": 7, "values": {}},
    ],
    "resumed": [
        {"kind": "version", "seconds": 9.0},
        {"kind": "start", "seconds": 9.0, "step": 41},
        {"kind": "scalars", "seconds": 9.5, "step": 41, "values": {"train/rewards/margins": 0.25}},
    ],
    "texts": [
        {"kind": "version", "seconds": 1.0},
        {"kind": "text", "seconds": 2.0, "step": 10, "tag": "samples/1", "text": ""},
        {
            "kind": "text",
            "seconds": 3.0,
            "step": 20,
            "tag": "samples/2",
            "text": "    물레방아가 돈다 🌾 <b>e\u0301</b>\n" * 20,
        },
    ],
}


def event(spec):
    made = Event(wall_time=spec["seconds"], step=spec.get("step", 0))
    if spec["kind"] == "version":
        made.file_version = "brain.Event:2"
    elif spec["kind"] == "start":
        made.session_log.status = SessionLog.START
    elif spec["kind"] == "scalars":
        values = [Summary.Value(tag=t, simple_value=v) for t, v in spec["values"].items()]
        made.summary.CopyFrom(Summary(value=values))
    else:
        tensor = TensorProto(
            dtype=DT_STRING,
            tensor_shape=TensorShapeProto(dim=[TensorShapeProto.Dim(size=1)]),
            string_val=[spec["text"].encode()],
        )
        about = metadata.create_summary_metadata(display_name=None, description=None)
        value = Summary.Value(tag=spec["tag"], metadata=about, tensor=tensor)
        made.summary.CopyFrom(Summary(value=[value]))
    return made


def file(events):
    out = io.BytesIO()
    writer = RecordWriter(out)
    for spec in events:
        writer.write(event(spec).SerializeToString(deterministic=True))
    writer.flush()
    return base64.b64encode(out.getvalue()).decode()


cases = [{"name": n, "events": e, "file": file(e)} for n, e in CASES.items()]
here = pathlib.Path(__file__).parent / "events.json"
here.write_text(json.dumps({"cases": cases}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
